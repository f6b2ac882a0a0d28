import { resolve } from 'node:path';

/** The repository's root. */
export const ROOT = resolve(import.meta.dirname, '../../..');
/** What VitePress builds from: pages gathered from all over the repository. */
export const STAGE = resolve(ROOT, 'dist/site-pages');
/** The built site, for any web server. */
export const SITE = resolve(ROOT, 'dist/site');
