/** Work did not settle within its time. */
export class DeadlineError extends Error {
  readonly label: string;
  readonly timeoutMs: number;

  constructor(label: string, timeoutMs: number) {
    super(`${label} took longer than ${timeoutMs} ms`);
    this.name = 'DeadlineError';
    this.label = label;
    this.timeoutMs = timeoutMs;
  }
}

/**
 * Runs `work` for at most `timeoutMs`. At the deadline its signal is aborted and the call rejects with a
 * `DeadlineError`; when `outer` is aborted, with the reason of that. Work that ignores its signal is left
 * behind, and its late end is ignored. Leaves no timer and no listener.
 */
export async function withDeadline<T>(
  label: string,
  timeoutMs: number,
  work: (signal: AbortSignal) => Promise<T>,
  outer?: AbortSignal,
): Promise<T> {
  outer?.throwIfAborted();
  const controller = new AbortController();
  const relay = () => controller.abort(outer?.reason);
  const timer = setTimeout(() => controller.abort(new DeadlineError(label, timeoutMs)), timeoutMs);
  outer?.addEventListener('abort', relay, { once: true });
  try {
    return await orAborted(work(controller.signal), controller.signal);
  } finally {
    clearTimeout(timer);
    outer?.removeEventListener('abort', relay);
  }
}

function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    work.then(resolve, reject);
  });
}

/** Waits. Answers true after `ms`, false as soon as `signal` is aborted; never rejects. */
export function sleep(ms: number, signal?: AbortSignal): Promise<boolean> {
  if (signal?.aborted) return Promise.resolve(false);
  return new Promise((resolve) => {
    const wake = () => {
      clearTimeout(timer);
      resolve(false);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', wake);
      resolve(true);
    }, ms);
    signal?.addEventListener('abort', wake, { once: true });
  });
}
