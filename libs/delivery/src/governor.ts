import { limitsOf, paceOf, quietForMs, type Pace, type Phone } from '@watertight/core';

/** What a phone's turn is held to now. */
export interface Governed {
  /** For each claim; null when the phone has no bounds. */
  pace: Pace | null;
  /** How long nothing may be sent at all, in milliseconds; 0 when it may. */
  quietMs: number;
}

/** The phone's own limits, else its channel's; the state of what is used up lives with the lane in the store. */
export function govern(phone: Phone, now: Date): Governed {
  const limits = limitsOf(phone);
  if (!limits) return { pace: null, quietMs: 0 };
  return { pace: paceOf(limits, phone.createdAt, now), quietMs: quietForMs(limits, now) };
}
