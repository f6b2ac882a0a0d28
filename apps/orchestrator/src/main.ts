import { runService } from '@watertight/service';
import { readConfig } from './env.ts';
import { orchestrate } from './orchestrate.ts';
import { openRecords } from './records.ts';

/** Only for a shutdown that hangs: longer than two of the longest drains that env.ts allows. */
const SHUTDOWN_MS = 150_000;

await runService({
  name: 'orchestrator',
  shutdownMs: SHUTDOWN_MS,
  main: async (shell) => {
    const config = readConfig();
    await orchestrate(shell, config, openRecords(shell, config));
  },
});
