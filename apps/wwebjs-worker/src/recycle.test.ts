import { describe, expect, test } from 'vitest';
import { createRecycleRule, createRecycling, type SessionLoad } from './recycle.ts';

const rule = () => createRecycleRule({ memoryMb: 1000, ageMs: 3_600_000 }, () => 0.5);
const load = (more: Partial<SessionLoad>): SessionLoad => ({
  nowMs: 0,
  bornAtMs: 0,
  memoryMb: 100,
  lastSendAtMs: -Infinity,
  isSending: false,
  ...more,
});

describe('a session', () => {
  test('within its limits is let be, however long it is idle', () => {
    expect(rule()(load({ nowMs: 3_500_000 }))).toBeNull();
  });

  test('past a limit begins anew when it is idle', () => {
    expect(rule()(load({ memoryMb: 1001 }))).toBe('memory');
    expect(rule()(load({ nowMs: 3_700_000 }))).toBe('age');
  });

  test('that sends is waited for, but for a minute at the most', () => {
    const isDue = rule();
    const busy = (nowMs: number) =>
      isDue(load({ nowMs, memoryMb: 1001, isSending: true, lastSendAtMs: nowMs }));
    expect(busy(0)).toBeNull();
    expect(busy(59_000)).toBeNull();
    expect(busy(60_000)).toBe('memory');
  });

  test('that falls below its limit again has its minute anew', () => {
    const isDue = rule();
    const at = (nowMs: number, memoryMb: number) => isDue(load({ nowMs, memoryMb, isSending: true }));
    expect(at(0, 1001)).toBeNull();
    expect(at(50_000, 900)).toBeNull();
    expect(at(60_000, 1001)).toBeNull();
  });

  test('without limits is never begun anew', () => {
    const isDue = createRecycleRule({ memoryMb: 0, ageMs: 0 });
    expect(isDue(load({ nowMs: 1e12, memoryMb: 1e6 }))).toBeNull();
  });
});

test('one session of a worker at a time', () => {
  const recycling = createRecycling({ memoryMb: 1, ageMs: 1 });
  const turn = recycling.takeTurn();
  expect(recycling.takeTurn()).toBeNull();
  turn?.end();
  const next = recycling.takeTurn();
  expect(next).not.toBeNull();
  turn?.end(); // late, and no longer its own
  expect(recycling.takeTurn()).toBeNull();
  next?.end();
});
