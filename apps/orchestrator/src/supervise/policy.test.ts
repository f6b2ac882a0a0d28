import { describe, expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';
import { countRestart } from './intensity.ts';
import { createRestartPolicy } from './policy.ts';
import { defaultTimings } from './timings.ts';

describe('backoffMs', () => {
  const shortest = (attempt: number) => backoffMs(attempt, defaultTimings, () => 0);
  const longest = (attempt: number) => backoffMs(attempt, defaultTimings, () => 1);

  test('doubles from 250 ms up to 30 s, however many attempts there were', () => {
    expect([0, 1, 2, 6, 7, 8, 5000].map(longest)).toEqual([250, 500, 1000, 16_000, 30_000, 30_000, 30_000]);
  });

  test('leaves the upper half to chance, and never shrinks from one attempt to the next', () => {
    for (let attempt = 0; attempt < 12; attempt++) {
      expect(shortest(attempt)).toBe(longest(attempt) / 2);
      expect(shortest(attempt + 1)).toBeGreaterThanOrEqual(Math.min(longest(attempt), 15_000));
    }
  });
});

describe('countRestart', () => {
  const options = { maxRestarts: 3, intensityWindowMs: 1000 };
  const count = (times: number[]) =>
    times.reduce<{ timesMs: number[]; tooMany: boolean }>(
      (state, time) => countRestart(state.timesMs, time, options),
      { timesMs: [], tooMany: false },
    );

  test('as many restarts as are allowed are allowed, one more is too many', () => {
    expect(count([0, 1, 2]).tooMany).toBe(false);
    expect(count([0, 1, 2, 3]).tooMany).toBe(true);
  });

  test('restarts that have left the window do not count', () => {
    expect(count([0, 500, 600, 1000])).toEqual({ timesMs: [500, 600, 1000], tooMany: false });
  });

  test('what is remembered stays bounded', () => {
    expect(count(Array.from({ length: 100 }, (_, index) => index)).timesMs).toHaveLength(4);
  });
});

describe('createRestartPolicy', () => {
  const policyAt = (now: { ms: number }) =>
    createRestartPolicy(
      defaultTimings,
      () => 1,
      () => now.ms,
    );

  test('the eleventh restart within five minutes is a failure', () => {
    const policy = policyAt({ ms: 0 });
    const verdicts = Array.from({ length: 11 }, () => policy.judge(1));
    expect(verdicts.slice(0, 10).every((verdict) => verdict.kind === 'again')).toBe(true);
    expect(verdicts[10]).toEqual({ kind: 'failed', reason: 'restart-intensity' });
  });

  test('a minute of health begins the back-off anew, but not the count of restarts', () => {
    const now = { ms: 0 };
    const policy = policyAt(now);
    for (let crash = 0; crash < 10; crash++) {
      expect(policy.judge(null)).toEqual({ kind: 'again', attempt: 0, pauseMs: 250 });
      policy.settled();
    }
    expect(policy.judge(null).kind).toBe('failed');
  });

  test('on probation one exit is enough, until health or a restart by hand has ended it', () => {
    const policy = policyAt({ ms: 0 });
    expect(policy.judge(78)).toEqual({ kind: 'failed', reason: 'configuration' });
    expect(policy.judge(1)).toEqual({ kind: 'failed', reason: 'probation' });
    policy.settled();
    expect(policy.judge(1).kind).toBe('again');
    policy.judge(78);
    policy.forget();
    expect(policy.judge(1)).toEqual({ kind: 'again', attempt: 0, pauseMs: 250 });
  });
});
