import { setTimeout as pause } from 'node:timers/promises';

const POLL_MS = 25;

/** Asks until the answer is true; an error counts as no. @throws Error at the deadline, with the last one as cause */
export async function until(
  what: string,
  timeoutMs: number,
  check: () => Promise<boolean> | boolean,
  { pollMs = POLL_MS, signal }: { pollMs?: number; signal?: AbortSignal } = {},
): Promise<void> {
  const deadline = performance.now() + timeoutMs;
  let cause: unknown;
  for (;;) {
    signal?.throwIfAborted();
    try {
      if (await check()) return;
    } catch (error) {
      cause = error;
    }
    if (performance.now() > deadline)
      throw new Error(`Waited ${Math.round(timeoutMs / 1000)} s, and it did not come: ${what}`, { cause });
    await pause(pollMs);
  }
}
