import { runService } from '@watertight/service';
import { readConfig } from './env.ts';
import { orchestrate, type Records } from './orchestrate.ts';

/** Only for a shutdown that hangs: longer than two of the longest drains that env.ts allows. */
const SHUTDOWN_MS = 150_000;

await runService({
  name: 'orchestrator',
  shutdownMs: SHUTDOWN_MS,
  main: async (shell) => {
    const config = readConfig();
    // Heartbeats and events go here: what opens a store closes it with `shell.onClose`, before this returns.
    const records: Records = { heartbeats: [], events: () => Promise.resolve() };
    await orchestrate(shell, config, records);
  },
});
