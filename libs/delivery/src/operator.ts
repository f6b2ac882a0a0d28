import type { Change, CurrentMessage } from '@watertight/store';

/** Only what is not yet being sent can be cancelled. */
export function cancelDecision({ status }: CurrentMessage): Change | null {
  if (status !== 'queued' && status !== 'scheduled') return null;
  return { status: 'cancelled', events: [{ type: 'message.cancelled' }] };
}

/**
 * A failed or unconfirmed message goes to its lane again, as the operator wants. While evidence is still awaited
 * it stays where it is.
 */
export function retryDecision({ status, reconcile_at }: CurrentMessage): Change | null {
  const settled = status === 'failed' || (status === 'unconfirmed' && reconcile_at === null);
  if (!settled) return null;
  return {
    status: 'queued',
    error: null,
    availableAt: new Date(),
    events: [{ type: 'message.retried' }, { type: 'message.queued', detail: { reason: 'retry' } }],
  };
}
