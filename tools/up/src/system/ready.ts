import { setTimeout as sleep } from 'node:timers/promises';
import { urlOf, type Settings } from '../settings.ts';
import { request } from './http.ts';

const READY_WITHIN_MS = 120_000;
const POLL_MS = 100;
const ASK_MS = 3000;
const SAY_EVERY_MS = 5000;

interface ProcessView {
  name: string;
  instanceId: string;
  state: string;
}

/**
 * Waits until the API is ready and every process runs.
 * @returns what is not, in words, when it is not so in time; null when all is well
 */
export async function untilReady(
  settings: Settings,
  { say, signal }: { say: (line: string) => void; signal: AbortSignal },
): Promise<string | null> {
  const untilMs = performance.now() + READY_WITHIN_MS;
  let saidMs = performance.now();
  for (;;) {
    const missing = await whatIsMissing(settings, signal);
    if (missing === null || performance.now() > untilMs) return missing;
    if (performance.now() - saidMs > SAY_EVERY_MS) {
      saidMs = performance.now();
      say(`  waiting: ${missing}`);
    }
    await sleep(POLL_MS, undefined, { signal });
  }
}

async function whatIsMissing(settings: Settings, signal: AbortSignal): Promise<string | null> {
  const ask = { deadlineMs: ASK_MS, signal };
  const supervised = await request(`${urlOf(settings, 'ORCHESTRATOR_PORT')}/processes`, ask);
  if (supervised?.status !== 200) return 'the orchestrator does not answer yet';
  const { processes } = supervised.body as { processes: ProcessView[] };
  const missing = processes.filter((one) => one.state !== 'running');
  if (missing.length > 0) return missing.map((one) => `${one.instanceId} is ${one.state}`).join(', ');
  const api = await request(`${urlOf(settings, 'API_PORT')}/health/ready`, ask);
  return api?.status === 200 ? null : 'the API is not ready yet';
}
