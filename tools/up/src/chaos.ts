import { runBuilt } from './run-built.ts';

/** `npm run chaos`: builds what it is to break, then breaks it; the arguments are those of tools/chaos. */
await runBuilt('tools/chaos/src/main.ts');
