import type { Phone } from './data.ts';

export type Limits = NonNullable<Phone['limits']>;

/** What stands in the fields of the form: text as it was typed. */
export type Fields = Record<
  | 'messagesPerSecond'
  | 'burst'
  | 'pairIntervalSeconds'
  | 'pairBurst'
  | 'minGapSeconds'
  | 'jitter'
  | 'dailyCap'
  | 'warmUpStart'
  | 'warmUpDays'
  | 'quietFrom'
  | 'quietTo'
  | 'typingSeconds'
  | 'timezone',
  string
> & { enabled: '' | 'on' | 'off' };

const text = (value: number | string | undefined): string => (value === undefined ? '' : String(value));

export const fieldsOf = (limits: Limits | null): Fields => ({
  enabled: limits?.enabled === undefined ? '' : limits.enabled ? 'on' : 'off',
  messagesPerSecond: text(limits?.messagesPerSecond),
  burst: text(limits?.burst),
  pairIntervalSeconds: text(limits?.pairIntervalSeconds),
  pairBurst: text(limits?.pairBurst),
  minGapSeconds: text(limits?.minGapSeconds),
  jitter: text(limits?.jitter),
  dailyCap: text(limits?.dailyCap),
  warmUpStart: text(limits?.warmUp?.startPerDay),
  warmUpDays: text(limits?.warmUp?.days),
  quietFrom: text(limits?.quietHours?.from),
  quietTo: text(limits?.quietHours?.to),
  typingSeconds: text(limits?.typingSeconds),
  timezone: text(limits?.timezone),
});

const NUMBERS = [
  'messagesPerSecond',
  'burst',
  'pairIntervalSeconds',
  'pairBurst',
  'minGapSeconds',
  'jitter',
  'dailyCap',
  'typingSeconds',
] as const;

/** The limits that the fields say; null when they say none. What the form does not show stays as it was. */
export function limitsOf(fields: Fields, before: Limits | null): Limits | null {
  const limits: Limits = {};
  if (before?.serviceWindow !== undefined) limits.serviceWindow = before.serviceWindow;
  if (fields.enabled !== '') limits.enabled = fields.enabled === 'on';
  for (const name of NUMBERS) if (fields[name].trim() !== '') limits[name] = Number(fields[name]);
  if (fields.warmUpStart.trim() !== '' || fields.warmUpDays.trim() !== '')
    limits.warmUp = { startPerDay: Number(fields.warmUpStart), days: Number(fields.warmUpDays) };
  if (fields.quietFrom !== '' || fields.quietTo !== '')
    limits.quietHours = { from: fields.quietFrom, to: fields.quietTo };
  if (fields.timezone.trim() !== '') limits.timezone = fields.timezone.trim();
  return Object.keys(limits).length === 0 ? null : limits;
}
