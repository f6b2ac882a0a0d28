import { linkSync, mkdirSync, rmSync, rmdirSync, statSync, unlinkSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, EmbeddedError } from './fault.ts';
import { readIfThere } from './files.ts';
import { isAlive, isProcessId, processId, type ProcessId } from './process/identity.ts';

const POLL_MS = 25;
/** The guard is held for microseconds; one this old was left by a process that was killed just then. */
const GUARD_STALE_MS = 10_000;

export type Release = () => void;
export type LockResult = { release: Release } | { heldBy: number };

let attempts = 0;

/**
 * Takes a lock that lives in a file, or answers the pid of its living holder. A holder that was killed holds nothing:
 * pid and start time are in the file. Two calls in one process exclude each other as two processes do.
 */
export function tryLock(path: string): LockResult {
  const mine = `${path}.${process.pid}.${++attempts}`;
  writeFileSync(mine, JSON.stringify({ ...processId(process.pid), attempt: attempts }), { mode: 0o600 });
  try {
    // A link is made whole or not at all, so that nobody ever reads half a lock.
    while (!linked(mine, path)) {
      const holder = holderOf(path);
      if (holder !== null && isAlive(holder)) return { heldBy: holder.pid };
      if (!removeStale(path)) return { heldBy: holder?.pid ?? process.pid };
    }
    return { release: () => rmSync(path, { force: true }) };
  } finally {
    unlinkSync(mine);
  }
}

/**
 * Waits for the lock.
 * @param options.waitMs after that it rejects with an EmbeddedError that names the holder
 */
export async function lock(
  path: string,
  { waitMs, signal }: { waitMs: number; signal?: AbortSignal | undefined },
): Promise<Release> {
  const untilMs = performance.now() + waitMs;
  for (;;) {
    signal?.throwIfAborted();
    const result = tryLock(path);
    if ('release' in result) return result.release;
    if (performance.now() >= untilMs)
      throw new EmbeddedError(
        `Process ${result.heldBy} has held ${path} for too long: end it, then try again.`,
      );
    await sleep(POLL_MS);
  }
}

function linked(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Null when there is no lock, or what is there is none. */
function holderOf(path: string): ProcessId | null {
  const text = readIfThere(path);
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    return isProcessId(value) ? value : null;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/**
 * Removes a dead process's lock, under a guard: without it, two that saw the same dead holder could remove one
 * another's new lock. Under the guard nobody but the dead holder could change the file between reading and removing.
 * False when somebody else has the guard.
 */
function removeStale(path: string): boolean {
  const guard = `${path}.guard`;
  try {
    mkdirSync(guard);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    removeOldGuard(guard);
    return false;
  }
  try {
    const holder = holderOf(path);
    if (holder === null || !isAlive(holder)) rmSync(path, { force: true });
    return true;
  } finally {
    rmdirSync(guard);
  }
}

function removeOldGuard(guard: string): void {
  try {
    if (Date.now() - statSync(guard).mtimeMs > GUARD_STALE_MS) rmdirSync(guard);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}
