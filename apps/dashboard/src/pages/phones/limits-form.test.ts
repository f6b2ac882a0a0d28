import { expect, test } from 'vitest';
import { fieldsOf, limitsOf, type Limits } from './limits-form.ts';

const FULL: Limits = {
  enabled: true,
  messagesPerSecond: 2.5,
  burst: 3,
  pairIntervalSeconds: 6,
  pairBurst: 45,
  minGapSeconds: 1.5,
  jitter: 0.3,
  dailyCap: 1000,
  warmUp: { startPerDay: 20, days: 14 },
  quietHours: { from: '22:00', to: '07:00' },
  typingSeconds: 3,
  serviceWindow: true,
  timezone: 'Asia/Kuala_Lumpur',
};

test('limits come back from the form as they were', () => {
  expect(limitsOf(fieldsOf(FULL), FULL)).toEqual(FULL);
  expect(limitsOf(fieldsOf({ enabled: false }), { enabled: false })).toEqual({ enabled: false });
});

test('an empty form is no limits: the defaults of the channel', () => {
  expect(limitsOf(fieldsOf(null), null)).toBeNull();
});

test('what is emptied is gone, and what the form does not show stays', () => {
  const fields = { ...fieldsOf(FULL), dailyCap: '', quietFrom: '', quietTo: '' };
  const { dailyCap: _cap, quietHours: _quiet, ...rest } = FULL;
  expect(limitsOf(fields, FULL)).toEqual(rest);
});
