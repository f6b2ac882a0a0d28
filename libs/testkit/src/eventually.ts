import { setTimeout as sleep } from 'node:timers/promises';

export interface EventuallyOptions {
  /** Default 5000. */
  timeoutMs?: number;
  /** Default 20. */
  intervalMs?: number;
  /** What is waited for, for the error's message. */
  label?: string;
}

type Truthy<T> = Exclude<T, false | null | 0 | ''>;

/** `undefined` must mean one thing: either the check answers nothing, ever, or it never answers `undefined`. */
type Unambiguous<T> = undefined extends T ? ([T] extends [void] ? [] : [never]) : [];

/**
 * Asks again and again until the check neither throws nor answers something falsy, and answers what it answered. A
 * check that answers nothing at all, as one made of expectations, is done when it does not throw; therefore one that
 * looks for something must answer null, not undefined, while it is not there (`list.find(…) ?? null`).
 * At the deadline it throws what the check threw last.
 */
export async function eventually<T>(
  check: () => T | Promise<T>,
  { timeoutMs = 5000, intervalMs = 20, label = 'the condition' }: EventuallyOptions = {},
  ..._answerNullInsteadOfUndefined: Unambiguous<T>
): Promise<Truthy<T>> {
  const untilMs = performance.now() + timeoutMs;
  for (;;) {
    const outcome = await attempt(check);
    if ('value' in outcome) return outcome.value as Truthy<T>;
    if (performance.now() >= untilMs) throw late(outcome.error, label, timeoutMs);
    await sleep(intervalMs);
  }
}

async function attempt<T>(check: () => T | Promise<T>): Promise<{ value: T } | { error: unknown }> {
  try {
    const value = await check();
    return value === undefined || value ? { value } : { error: new Error(`it was still ${String(value)}`) };
  } catch (error) {
    return { error };
  }
}

function late(error: unknown, label: string, timeoutMs: number): Error {
  const reason = error instanceof Error ? error.message : String(error);
  return new Error(`Waited ${timeoutMs} ms for ${label}: ${reason}`, { cause: error });
}
