import { traceFields, type WebhookDisabledReason } from '@watertight/core';
import type { LaneState, TakenLane } from '@watertight/store';
import type { LaneDeps, Result } from './lane.ts';
import { DISABLE_AFTER_MS, DISABLE_FROM, REST_FROM, restMs } from './schedule.ts';

/** How an endpoint is doing after a batch of attempts. */
export interface Verdict {
  state: LaneState;
  failingSince: Date | null;
  /** It answers again after an outage. */
  hasRecovered: boolean;
  disable: Exclude<WebhookDisabledReason, 'owner'> | null;
}

/** Keeps what is known of how one endpoint answers. */
export function createVerdict({ clock, meters, log }: LaneDeps, taken: TakenLane) {
  let { streak, failingSince }: Pick<TakenLane, 'streak' | 'failingSince'> = taken;
  let resting = false;

  return {
    streak: () => streak,
    isResting: () => resting,

    of(batch: readonly Result[]): Verdict {
      const failures = batch.filter(({ attempted }) => attempted.kind !== 'delivered');
      const hasSucceeded = failures.length < batch.length;
      const nextStreak = hasSucceeded ? 0 : streak + failures.length;
      const since = nextStreak === 0 ? null : (failingSince ?? clock.now());
      const failingMs = since ? clock.now().getTime() - since.getTime() : 0;
      const asked = failures.map(({ attempted }) => attempted.retryAfterMs ?? 0);
      const isGone = failures.some(({ attempted }) => attempted.kind === 'gone');
      const isHopeless = failingMs >= DISABLE_AFTER_MS && nextStreak >= DISABLE_FROM;
      return {
        state: {
          streak: nextStreak,
          restMs: Math.max(restMs(nextStreak, failingMs), ...asked),
          hasSucceeded,
        },
        failingSince: since,
        hasRecovered: hasSucceeded && streak >= REST_FROM,
        disable: isGone ? 'gone' : isHopeless ? 'failing' : null,
      };
    },

    accept({ state, failingSince: since }: Verdict): void {
      streak = state.streak;
      failingSince = since;
      resting ||= state.restMs > 0;
    },

    /** One line and one measurement for each attempt. */
    note({ delivery, attempted: { kind, entry } }: Result): void {
      meters.attempted(kind, entry.durationMs);
      if (kind === 'delivered' && delivery.attempt === 1)
        meters.firstDelivery(clock.now().getTime() - delivery.createdAt.getTime());
      const { eventId, eventType, id: deliveryId, messageId, attempt } = delivery;
      const { durationMs, status } = entry;
      const ids = {
        ...{ companyId: taken.companyId, endpointId: taken.lease.endpointId, deliveryId, eventId },
        ...(messageId === null ? {} : { messageId }),
        ...traceFields(delivery.traceparent),
      };
      log.info({ ...ids, eventType, attempt, result: kind, status, durationMs }, 'webhook.deliver');
    },
  };
}
