import { PHONE_REASONS, PHONE_STATUSES } from '@watertight/core';
import { describe, expect, test } from 'vitest';
import { mayFollow, retryMsOf, STATES } from './states.ts';

/** A worker that ends says so of every phone, whatever it is doing; nothing of the session's own leads there. */
const RESTING = ['stopped', 'ready', 'failed'];

describe('the states of a session', () => {
  test.each(PHONE_STATUSES)('%s has a deadline and an exit, or rests and says how it is left', (status) => {
    const { deadlineMs, exit, next, leaves } = STATES[status];
    expect(leaves).not.toBe('');
    expect(next.length).toBeGreaterThan(0);
    if (RESTING.includes(status)) return expect([deadlineMs, exit]).toEqual([null, null]);
    expect(deadlineMs).toBeGreaterThan(0);
    expect(next).toContain(exit);
  });

  test('lead from each to ready and to a rest, and from none into a dead end', () => {
    const reach = (from: (typeof PHONE_STATUSES)[number], seen = new Set([from])) => {
      for (const next of STATES[from].next) if (!seen.has(next)) reach(next, seen.add(next));
      return seen;
    };
    for (const status of PHONE_STATUSES) {
      expect(reach(status)).toContain('ready');
      expect(reach(status)).toContain('stopped');
    }
  });

  test('ready is not followed by a code, nor failed by ready: a browser begins in between', () => {
    expect(mayFollow('ready', 'qr')).toBe(false);
    expect(mayFollow('failed', 'ready')).toBe(false);
    expect(mayFollow('stopped', 'ready')).toBe(false);
    expect(mayFollow('ready', 'ready')).toBe(true);
  });

  test('a failure goes on by itself, unless only a person can change something', () => {
    const waiting = PHONE_REASONS.filter((code) => retryMsOf(code) !== null);
    expect(waiting).toEqual(expect.arrayContaining(['BANNED', 'CONFLICT', 'CRASH_LOOP', 'ADDRESS_REFUSED']));
    expect(retryMsOf('QR_TIMEOUT')).toBeNull();
  });
});
