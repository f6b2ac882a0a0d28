import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf } from '../fault.ts';
import { isAlive, type ProcessId } from './identity.ts';

const POLL_MS = 20;

/** A signal, and how long it may take to have its effect before the next is sent. */
export type Step = readonly [signal: NodeJS.Signals, waitMs: number];

/**
 * Ends a process by one signal after the other until it is gone. Its identity is verified before every signal, so
 * that no other process that got the same pid is ever hit.
 * @returns the signal that did it, null when it was gone already, or undefined when it survived them all
 */
export async function endProcess(
  target: ProcessId,
  steps: readonly Step[],
): Promise<NodeJS.Signals | null | undefined> {
  if (!isAlive(target)) return null;
  for (const [signal, waitMs] of steps) {
    if (isAlive(target)) signalProcess(target.pid, signal);
    if (await isGone(target, waitMs)) return signal;
  }
  return undefined;
}

/** Waits until the process is gone; false when it is still there after `timeoutMs`. */
export async function isGone(target: ProcessId, timeoutMs: number): Promise<boolean> {
  const untilMs = performance.now() + timeoutMs;
  while (isAlive(target)) {
    if (performance.now() >= untilMs) return false;
    await sleep(POLL_MS);
  }
  return true;
}

/** Signals a process, or with a negative pid the group that it leads; false when there is nobody left. */
export function signalProcess(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch (error) {
    // macOS answers EPERM for a group in which only zombies are left.
    if (codeOf(error) === 'ESRCH' || (codeOf(error) === 'EPERM' && pid < 0)) return false;
    throw error;
  }
}
