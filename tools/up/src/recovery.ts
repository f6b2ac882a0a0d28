import { runBuilt } from './run-built.ts';

/** `npm run recovery`: who notices what broke, and how soon it works again; see tools/chaos. */
await runBuilt('tools/chaos/src/recovery/main.ts');
