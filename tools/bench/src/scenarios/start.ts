import { rmSync } from 'node:fs';
import { newEnvironment, npmStart } from '@watertight/e2e';
import type { Scenario } from '../scenario.ts';

/** What `npm start` takes until it says that all is ready, when it has run before. */
export const start: Scenario = {
  name: 'start',
  about: 'the second npm start, until everything is ready',
  apps: [],
  isLong: true,
  async run(_bench, { say, begun, ended }) {
    const environment = await newEnvironment();
    try {
      const first = await started(environment);
      say(`start: the first took ${first.toFixed(1)} s; now again`);
      begun();
      const second = await started(environment);
      ended();
      return { figures: [{ name: 'start, the second time', unit: 's', value: second, bar: 8 }] };
    } finally {
      rmSync(environment.WATERTIGHT_HOME as string, { recursive: true, force: true });
    }
  },
};

/** Seconds from the command until it is ready; it is ended again. */
async function started(environment: Awaited<ReturnType<typeof newEnvironment>>): Promise<number> {
  const startedMs = performance.now();
  const system = npmStart(environment);
  try {
    await system.ready;
    return (performance.now() - startedMs) / 1000;
  } finally {
    await system.interrupt();
  }
}
