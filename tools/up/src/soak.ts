import { runBuilt } from './run-built.ts';

/** `npm run soak`: many WhatsApp Web phones on one worker whose browsers keep dying; see tools/chaos. */
await runBuilt('tools/chaos/src/soak/main.ts');
