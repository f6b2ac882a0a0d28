import { runBuilt } from './run-built.ts';

/** `npm run bench`: builds the apps, then measures them; the arguments are those of tools/bench. */
await runBuilt('tools/bench/src/main.ts');
