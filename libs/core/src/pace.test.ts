import { describe, expect, it } from 'vitest';
import { limitsOf, paceOf, quietForMs, type PhoneLimits } from './index.ts';

const phone = (limits: PhoneLimits | null, more: object = {}) =>
  ({ connectionType: 'meta', mode: 'live', limits, ...more }) as Parameters<typeof limitsOf>[0];
const at = (text: string) => new Date(text);

describe('limits', () => {
  it('are Meta’s published ones for a live Cloud API phone, and a human pace for WhatsApp Web', () => {
    expect(limitsOf(phone(null))).toMatchObject({
      messagesPerSecond: 80,
      pairIntervalSeconds: 6,
      pairBurst: 45,
    });
    expect(limitsOf(phone(null, { connectionType: 'wwebjs' }))).toMatchObject({ minGapSeconds: 1 });
  });
  it('of a phone go before those of its channel', () => {
    expect(limitsOf(phone({ messagesPerSecond: 1000 }))).toMatchObject({
      messagesPerSecond: 1000,
      pairBurst: 45,
    });
  });
  it('are off when they are turned off, and in the sandbox unless they are set', () => {
    expect(limitsOf(phone({ enabled: false, messagesPerSecond: 5 }))).toBeNull();
    expect(limitsOf(phone(null, { mode: 'sandbox' }))).toBeNull();
    expect(limitsOf(phone({ messagesPerSecond: 5 }, { mode: 'sandbox' }))).toEqual({ messagesPerSecond: 5 });
    expect(limitsOf(phone({ enabled: true }, { mode: 'sandbox' }))).toMatchObject({ messagesPerSecond: 80 });
  });
});

describe('pace', () => {
  const made = at('2026-01-01T00:00:00Z');
  it('takes the slower of rate and gap, and gives no burst to a phone with a gap', () => {
    expect(paceOf({ messagesPerSecond: 10, burst: 7, minGapSeconds: 2 }, made, made)).toMatchObject({
      messagesPerSecond: 0.5,
      burst: 1,
    });
    expect(paceOf({ messagesPerSecond: 10, burst: 7 }, made, made)).toMatchObject({
      messagesPerSecond: 10,
      burst: 7,
    });
    expect(paceOf({}, made, made)).toMatchObject({
      messagesPerSecond: null,
      pairIntervalSeconds: null,
      dailyCap: null,
    });
  });
  it('lets a new phone grow evenly to its daily cap', () => {
    const cap = (day: string) =>
      paceOf({ dailyCap: 100, warmUp: { startPerDay: 20, days: 4 } }, made, at(day)).dailyCap;
    expect(
      ['2026-01-01T12:00:00Z', '2026-01-02T12:00:00Z', '2026-01-04T00:00:01Z', '2026-01-09T00:00:00Z'].map(
        cap,
      ),
    ).toEqual([20, 40, 80, 100]);
  });
});

describe('quiet hours', () => {
  const limits = { quietHours: { from: '22:00', to: '07:00' }, timezone: 'Asia/Kuala_Lumpur' };
  it('last until their end by the phone’s own clock, over midnight too', () => {
    expect(quietForMs(limits, at('2026-01-01T14:30:00Z'))).toBe(8.5 * 3_600_000); // 22:30 there
    expect(quietForMs(limits, at('2026-01-01T22:59:30Z'))).toBe(30_000); // 06:59:30 there
    expect(quietForMs(limits, at('2026-01-01T23:00:00Z'))).toBe(0);
    expect(quietForMs({}, at('2026-01-01T23:00:00Z'))).toBe(0);
  });
});
