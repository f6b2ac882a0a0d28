import type { ClaimedMessage, Clock, Outcome, Phone } from '@watertight/core';
import type { Metrics } from '@watertight/health';

/** Counts an attempt to send that has ended, after so many milliseconds. */
export type SendMeter = (
  phone: Pick<Phone, 'connectionType' | 'mode'>,
  message: Pick<ClaimedMessage, 'createdAt' | 'scheduledAt'>,
  outcome: Outcome['kind'],
  durationMs: number,
) => void;

/** From a moment to the day after a phone's daily cap was reached. */
const WAITS_SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400];

/** What every channel counts of its sends, under the same names. A company's class is the mode of its phone: live or sandbox. */
export function createSendMeter(metrics: Metrics, clock: Clock): SendMeter {
  const sends = metrics.counter('sends_total', 'Attempts to send that have ended', [
    ...(['channel', 'class', 'outcome'] as const),
  ]);
  const seconds = metrics.histogram(
    'send_duration_seconds',
    "From the call of the provider to its end; of WhatsApp Web to its server's acknowledgement",
    ['channel', 'outcome'],
  );
  const waits = metrics.histogram(
    'accept_to_sent_seconds',
    'From when a message was accepted, or was scheduled for, until it was sent',
    ['channel', 'class'],
    WAITS_SECONDS,
  );
  return ({ connectionType: channel, mode }, { createdAt, scheduledAt }, outcome, durationMs) => {
    sends.inc({ channel, class: mode, outcome });
    seconds.observe({ channel, outcome }, durationMs / 1000);
    if (outcome !== 'sent') return;
    const dueMs = Math.max(createdAt.getTime(), scheduledAt?.getTime() ?? 0);
    waits.observe({ channel, class: mode }, Math.max(0, clock.now().getTime() - dueMs) / 1000);
  };
}
