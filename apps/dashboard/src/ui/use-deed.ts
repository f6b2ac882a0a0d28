import { useState } from 'react';
import { asApiError } from '../session/problem.ts';

export interface Deed {
  isBusy: boolean;
  /** Why it was refused the last time. */
  error: Error | null;
  /** Resolves with whether it was done. */
  run(work: () => Promise<unknown>): Promise<boolean>;
  forget(): void;
}

/** What a form does when it is sent: busy meanwhile, and in words why it was refused. */
export function useDeed(): Deed {
  const [error, setError] = useState<Error | null>(null);
  const [isBusy, setBusy] = useState(false);
  return {
    error,
    isBusy,
    forget: () => setError(null),
    async run(work) {
      setBusy(true);
      setError(null);
      try {
        await work();
        return true;
      } catch (fault) {
        setError(asApiError(fault));
        return false;
      } finally {
        setBusy(false);
      }
    },
  };
}
