import fastifyStatic, { type FastifyStaticOptions } from '@fastify/static';
import type { FastifyPluginAsync, FastifyReply } from 'fastify';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

export interface DashboardOptions {
  /** The folder of the build; null when there is none. */
  dir: string | null;
}

/** The dashboard's own addresses: what else nobody has stays a 404. */
const PAGES = ['/', '/sign-in', '/c/*'];
const NOT_BUILT =
  'The dashboard is not built: run `npx nx build dashboard` and start the API again. The API reference is at /docs.\n';

/**
 * What a page of ours may load and do: files of this host alone, no script that stands in the page, and no frame of
 * another site around it. Styles may stand in the page, because the component library sets its variables so.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), payment=(), usb=()',
};

/** Copies that are sent in place of a file to whoever takes them; nobody asks for them by name. */
const COMPRESSED = /\.(br|gz)$/;

/** `GET /` and the pages below it, and the files that they are made of. Names of files in /assets carry their hash. */
export const dashboardPlugin: FastifyPluginAsync<DashboardOptions> = async (app, { dir }) => {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: 'public' };
    route.schema = { hide: true, ...route.schema };
  });
  if (dir === null) {
    app.get('/', async (_request, reply) =>
      reply.code(404).type('text/plain; charset=utf-8').send(NOT_BUILT),
    );
    return;
  }
  const page = await readFile(join(dir, 'index.html'));
  for (const url of PAGES)
    app.get(url, async (_request, reply: FastifyReply) =>
      reply
        .headers({ ...HEADERS, 'cache-control': 'no-cache' })
        .type('text/html; charset=utf-8')
        .send(page),
    );
  const files = {
    index: false,
    preCompressed: true,
    decorateReply: false,
    immutable: true,
    maxAge: '365d',
    setHeaders: (reply, path) => {
      reply.headers(HEADERS);
      if (!path.includes('/assets/')) reply.header('cache-control', 'no-cache');
    },
  } satisfies Partial<FastifyStaticOptions>;
  // One route for all of them: a hundred more take a twentieth of the start.
  const allowedPath = (path: string) => !COMPRESSED.test(path);
  const assets = join(dir, 'assets');
  if (existsSync(assets))
    await app.register(fastifyStatic, { ...files, root: assets, prefix: '/assets/', allowedPath });
  // One route for each: what is not there is a 404 like any other.
  await app.register(fastifyStatic, {
    ...files,
    root: dir,
    wildcard: false,
    globIgnore: ['**/*.br', '**/*.gz', '**/index.html', '**/.vite/**', 'assets/**'],
  });
};
