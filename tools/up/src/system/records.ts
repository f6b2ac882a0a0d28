import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { endProcess, isAlive, isProcessId, signalProcess, type ProcessId } from '@watertight/embedded';

export interface ProcessRecord extends ProcessId {
  instanceId: string;
}

const ORCHESTRATOR = 'orchestrator';
const KILLED_WITHIN_MS = 5000;
const POLL_MS = 100;

/** The processes that an orchestrator wrote down in its run directory and that are alive: itself and its children. */
export function livingRecords(runDir: string): {
  orchestrator: ProcessRecord | null;
  children: ProcessRecord[];
} {
  const names = existsSync(runDir) ? readdirSync(runDir).filter((name) => name.endsWith('.json')) : [];
  const living = names.flatMap((name) => {
    const record = parse(readFileSync(join(runDir, name), 'utf8'));
    return isProcessId(record) && isAlive(record)
      ? [{ ...record, instanceId: name.slice(0, -'.json'.length) }]
      : [];
  });
  return {
    orchestrator: living.find((record) => record.instanceId === ORCHESTRATOR) ?? null,
    children: living.filter((record) => record.instanceId !== ORCHESTRATOR),
  };
}

/** A record that is no JSON tells of nobody. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Ends an orchestrator and its children: first the orchestrator, which drains them; what is left of them at the
 * deadline, or as soon as somebody hurries, is killed, each with its process group and only after its identity was
 * verified.
 * @param options.known an orchestrator that may not have written itself down yet
 * @returns how many had to be killed
 */
export async function endSystem(
  runDir: string,
  options: { drainMs: number; hurry?: AbortSignal | undefined; known?: ProcessId | undefined },
): Promise<number> {
  const before = livingRecords(runDir);
  const orchestrator = options.known ?? before.orchestrator;
  if (orchestrator) await drain(orchestrator, options);
  // Read again, since a draining orchestrator may have replaced a child before it heard of the drain.
  const children = [...before.children, ...livingRecords(runDir).children];
  // The orchestrator is the first: it would start its children again.
  return killAll(orchestrator ? [orchestrator, ...children] : children);
}

async function drain(
  orchestrator: ProcessId,
  { drainMs, hurry }: { drainMs: number; hurry?: AbortSignal | undefined },
): Promise<void> {
  const untilMs = performance.now() + drainMs;
  if (isAlive(orchestrator)) signalProcess(orchestrator.pid, 'SIGTERM');
  while (isAlive(orchestrator) && performance.now() < untilMs && !hurry?.aborted) await sleep(POLL_MS);
}

async function killAll(targets: ProcessId[]): Promise<number> {
  let killed = 0;
  for (const target of targets) {
    if (!isAlive(target)) continue;
    killed++;
    signalProcess(-target.pid, 'SIGKILL');
    await endProcess(target, [['SIGKILL', KILLED_WITHIN_MS]]);
  }
  return killed;
}
