import { sleep } from '@watertight/service';
import type { SupervisorEvent } from './events.ts';
import { signalGroup, signalLeader } from './pid.ts';
import { isAlive, type ProcessRecord, type RunDir } from './run-dir.ts';

const POLL_MS = 50;
const KILL_DEADLINE_MS = 5000;

/** A process of an earlier supervisor survives even SIGKILL. */
export class LeftoverError extends Error {
  constructor({ instanceId, pid }: ProcessRecord) {
    super(`${instanceId} (pid ${pid}) of an earlier orchestrator cannot be ended: end it, then start again.`);
    this.name = 'LeftoverError';
  }
}

/**
 * Ends what an earlier supervisor left running when it was killed: SIGTERM, then after `graceMs` SIGKILL to the
 * group. Each is verified by pid and start time before every signal, so nothing else is ever touched.
 */
export async function endLeftovers(
  runDir: RunDir,
  graceMs: number,
  emit: (event: SupervisorEvent) => void,
): Promise<void> {
  await Promise.all(
    runDir.leftovers().map(async (record) => {
      const { name: processName, instanceId, pid } = record;
      const forced = !(await ended(record, graceMs));
      runDir.forget(instanceId);
      const at = new Date().toISOString();
      emit({ processName, instanceId, event: 'leftover-ended', at, detail: { pid, forced } });
    }),
  );
}

/** True when SIGTERM was enough. */
async function ended(record: ProcessRecord, graceMs: number): Promise<boolean> {
  if (isAlive(record)) signalLeader(record.pid, 'SIGTERM');
  const gracefully = await gone(record, graceMs);
  if (!gracefully) {
    if (isAlive(record)) signalGroup(record.pid, 'SIGKILL');
    if (!(await gone(record, KILL_DEADLINE_MS))) throw new LeftoverError(record);
  }
  return gracefully;
}

async function gone(record: ProcessRecord, timeoutMs: number): Promise<boolean> {
  const untilMs = performance.now() + timeoutMs;
  while (isAlive(record)) {
    if (performance.now() >= untilMs) return false;
    await sleep(POLL_MS);
  }
  return true;
}
