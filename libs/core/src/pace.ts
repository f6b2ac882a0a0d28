import type { ConnectionType, PhoneLimits, PhoneMode } from './phone.ts';

/** What a claim is held to; null is no bound. */
export interface Pace {
  messagesPerSecond: number | null;
  burst: number;
  /** 0 to 1: how much the pause after each message varies. */
  jitter: number;
  pairIntervalSeconds: number | null;
  pairBurst: number;
  dailyCap: number | null;
  timezone: string;
}

/** Meta's published limits, and a human pace for WhatsApp Web; both off in the sandbox unless asked for. */
const DEFAULTS: Readonly<Record<ConnectionType, PhoneLimits>> = {
  meta: { messagesPerSecond: 80, burst: 80, pairIntervalSeconds: 6, pairBurst: 45 },
  wwebjs: { minGapSeconds: 1, jitter: 0.5, dailyCap: 2000 },
};

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** The limits that hold for a phone, its own before the channel's; null when none do. */
export function limitsOf(phone: {
  connectionType: ConnectionType;
  mode: PhoneMode;
  limits: PhoneLimits | null;
}): PhoneLimits | null {
  const { limits } = phone;
  if (limits?.enabled === false) return null;
  if (phone.mode === 'sandbox')
    return limits === null
      ? null
      : limits.enabled
        ? { ...DEFAULTS[phone.connectionType], ...limits }
        : limits;
  return { ...DEFAULTS[phone.connectionType], ...limits };
}

/** What a claim is held to now. `since`: when the phone was made, for its warm-up. */
export function paceOf(limits: PhoneLimits, since: Date, now: Date): Pace {
  const perGap =
    limits.minGapSeconds === undefined || limits.minGapSeconds <= 0 ? null : 1 / limits.minGapSeconds;
  const rates = [limits.messagesPerSecond ?? null, perGap].filter((rate) => rate !== null);
  return {
    messagesPerSecond: rates.length > 0 ? Math.min(...rates) : null,
    burst: perGap === null ? Math.max(1, limits.burst ?? Math.ceil(limits.messagesPerSecond ?? 1)) : 1,
    jitter: limits.jitter ?? 0,
    pairIntervalSeconds: limits.pairIntervalSeconds ?? null,
    pairBurst: limits.pairBurst ?? 1,
    dailyCap: capOf(limits, since, now),
    timezone: limits.timezone ?? 'UTC',
  };
}

/** Grows evenly from `startPerDay` on the first day to the cap. */
function capOf({ dailyCap, warmUp }: PhoneLimits, since: Date, now: Date): number | null {
  if (!warmUp) return dailyCap ?? null;
  const day = Math.floor((now.getTime() - since.getTime()) / DAY_MS);
  if (day >= warmUp.days) return dailyCap ?? null;
  const goal = dailyCap ?? warmUp.startPerDay * warmUp.days;
  return Math.min(goal, Math.round(warmUp.startPerDay + ((goal - warmUp.startPerDay) * day) / warmUp.days));
}

/** How long the quiet hours still last, in milliseconds; 0 outside them. */
export function quietForMs({ quietHours, timezone = 'UTC' }: PhoneLimits, now: Date): number {
  if (!quietHours) return 0;
  const clock = new Intl.DateTimeFormat('en-GB', {
    timeZone: timezone,
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  });
  const minutesOf = (text: string) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3, 5));
  const [from, to, at] = [quietHours.from, quietHours.to, clock.format(now)].map(minutesOf) as [
    number,
    number,
    number,
  ];
  const within = from <= to ? at >= from && at < to : at >= from || at < to;
  if (!within) return 0;
  const minutes = (to - at + 24 * 60) % (24 * 60);
  return minutes * MINUTE_MS - (now.getTime() % MINUTE_MS);
}
