import { ERRORS } from '@watertight/core';
import type { App } from '../../http/app.ts';

/** `GET /docs/errors`: the catalogue, where every problem's `type` points. */
export function errorsPage(app: App): void {
  const page = render();
  app.get('/docs/errors', { config: { access: 'public' }, schema: { hide: true } }, async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(page),
  );
}

const render = (): string => `<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Watertight: error codes</title>
<style>body{font:16px/1.5 system-ui;max-width:50rem;margin:2rem auto;padding:0 1rem}dt{margin-top:1rem}:target{background:#fe9}</style>
<h1>Error codes</h1>
<dl>
${Object.entries(ERRORS)
  .map(
    ([code, { status, title, remedy }]) =>
      `<dt id="${code}"><code>${code}</code> (${status}) ${escape(title)}</dt><dd>${escape(remedy)}</dd>`,
  )
  .join('\n')}
</dl>
</html>
`;

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escape = (text: string) => text.replaceAll(/[&<>]/g, (character) => ENTITIES[character] ?? '');
