import { buildSite } from './build.ts';
import { SITE } from './paths.ts';

/** `npm run site`: the docs as a site, for any web server. */
await buildSite();
process.stdout.write(`${SITE}\n`);
