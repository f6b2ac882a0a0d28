/** Set by a supervisor for a process that loads everything and then waits until it is needed. */
const STANDBY = 'WATERTIGHT_STANDBY';

export const standsBy = (env: NodeJS.ProcessEnv = process.env): boolean => env[STANDBY] === '1';

/** The supervisor went away without a word: nobody will ever need this process. */
export class UnneededError extends Error {
  constructor() {
    super('The supervisor of this standby is gone.');
    this.name = 'UnneededError';
  }
}

/**
 * Resolves with the first byte on standard input, by which a supervisor says that it is this process's turn.
 * @throws UnneededError when standard input ends without one
 * @throws the signal's reason when it is aborted
 */
export async function turnGiven(
  signal: AbortSignal,
  input: NodeJS.ReadStream = process.stdin,
): Promise<void> {
  signal.throwIfAborted();
  await new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
    input.once('data', () => resolve());
    input.once('end', () => reject(new UnneededError()));
    input.once('error', reject);
  }).finally(() => input.destroy()); // what comes later, and its end, are nothing to this process
}
