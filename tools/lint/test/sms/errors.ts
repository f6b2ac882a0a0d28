import type { Outcome } from '@watertight/core';

const BUSY_MS = 1000;

/** What the SMS centre's refusals mean. The one place that knows its codes. */
export function outcomeOf(status: number, providerCode: string): Outcome {
  if (providerCode === 'BAD_NUMBER')
    return {
      kind: 'refused',
      code: 'RECIPIENT_INVALID',
      detail: 'No such number',
      permanent: true,
      providerCode,
    };
  // It says so before it takes anything: certain that nothing was sent.
  if (status === 503) {
    const retryAt = new Date(Date.now() + BUSY_MS);
    return {
      kind: 'later',
      retryAt,
      scope: 'phone',
      code: 'RATE_LIMITED',
      detail: 'It is busy',
      providerCode,
    };
  }
  return { kind: 'unknown', detail: `The SMS centre answered ${status}` };
}
