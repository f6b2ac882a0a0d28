import { expect, test } from 'vitest';
import { eventsInWords } from './events.ts';
import { stateOf } from './state.ts';

const now = Date.parse('2026-11-26T10:00:00.000Z');
const well = { enabled: true, disabledReason: null, failingSince: null };

test('says that a webhook is failing, and for how long', () => {
  expect(stateOf(well, now)).toEqual({ word: 'Enabled', tone: 'good', why: null });
  const failing = stateOf({ ...well, failingSince: '2026-11-26T09:55:00.000Z' }, now);
  expect(failing.word).toBe('Failing');
  expect(failing.why).toContain('for 5 min');
});

test('tells what its owner switched off from what was given up', () => {
  const off = stateOf({ ...well, enabled: false, disabledReason: 'owner' }, now);
  const gone = stateOf({ ...well, enabled: false, disabledReason: 'gone' }, now);
  expect([off.tone, gone.tone]).toEqual(['idle', 'bad']);
  expect(gone.why).toContain('410');
});

test('names few events, and counts many', () => {
  expect(eventsInWords(['*'])).toBe('All events');
  expect(eventsInWords(['message.received', 'message.failed'])).toBe('message.received, message.failed');
  expect(eventsInWords(['a', 'b', 'c'])).toBe('3 types of events');
});
