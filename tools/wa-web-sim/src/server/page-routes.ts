import type { FastifyInstance } from 'fastify';
import { loadPage, type PageConfig } from '../page.ts';
import type { BehaviourBook } from './behaviour.ts';

/** A page that is never answered ends by itself after this time. */
const HANG_MAX_MS = 600_000;

/** A page that was paired names its phone, so that phones can come up differently. */
function phoneIn(cookie: string | undefined): string | undefined {
  return /(?:^|; )wa-web-sim-phone=([0-9]{5,20})/.exec(cookie ?? '')?.[1];
}

/** Answers the page and its script; slowly, or not at all, where the behaviour says so. */
export async function servePage(
  app: FastifyInstance,
  behaviour: BehaviourBook,
  version: string,
): Promise<void> {
  const { html, script } = await loadPage(version);
  const waits = new Set<() => void>();

  function pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const done = () => {
        clearTimeout(timer);
        waits.delete(done);
        resolve();
      };
      const timer = setTimeout(done, ms);
      waits.add(done);
    });
  }

  function configFor(phone: string | undefined): PageConfig {
    const { idField, widField } = behaviour.current();
    const { bootMs, reloadAfterMs } = behaviour.startOf(phone);
    return { idField, widField, bootMs, ...(behaviour.takeReload(phone) && { reloadAfterMs }) };
  }

  app.addHook('preClose', async () => {
    for (const done of [...waits]) done();
  });

  app.get('/', async (request, reply) => {
    const phone = phoneIn(request.headers.cookie);
    const { answerMs, hangs } = behaviour.startOf(phone);
    if (hangs || answerMs > 0) await pause(hangs ? HANG_MAX_MS : answerMs);
    return reply
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(html(configFor(phone)));
  });

  app.get('/app.js', (_request, reply) =>
    reply
      .type('text/javascript; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(script),
  );
}
