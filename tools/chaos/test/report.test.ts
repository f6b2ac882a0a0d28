import { describe, expect, it } from 'vitest';
import { FAULTS, render, report } from '../src/index.ts';
import type { Finding } from '../src/report.ts';

const fault = FAULTS.find(({ name }) => name === 'kill-meta')!;

function finding(round: number, seconds: number | null, more: Partial<Finding['verdict']> = {}): Finding {
  return {
    round,
    trial: {
      fault,
      name: `kill-meta-${round}`,
      sent: [],
      inDoubt: [],
      refusals: 2,
      seconds,
      silenceSeconds: 2,
      lastedMs: 0,
      struckAt: 0,
      stoppedAt: 0,
      before: Array.from({ length: 60 }, (_, i) => (i < 59 ? 10 : 20)),
      during: Array.from({ length: 60 }, (_, i) => (i < 58 ? 15 : 40)),
    },
    verdict: {
      accepted: 100,
      delivered: 100,
      lost: [],
      duplicated: [],
      outOfOrder: [],
      resent: 0,
      failed: [],
      unconfirmed: { read: 1 },
      wereUnconfirmed: [],
      unresolved: [],
      ...more,
    },
  };
}

const facts = {
  seed: 7,
  rate: 20,
  rounds: 2,
  faults: [fault],
  startedAt: new Date(0),
  endedAt: new Date(60_000),
  aborted: null,
};
const offender = { text: 't', id: 'msg_1', status: 'sent', why: 'not in the ledger', timeline: [] };

describe('the report', () => {
  it('adds the rounds of a fault up, and shows the slowest way back', () => {
    const { rows, ok } = report([finding(1, 2), finding(2, 4)], facts);
    expect(ok).toBe(true);
    expect(rows).toMatchObject([
      { fault: 'kill-meta', rounds: 2, accepted: 200, unconfirmed: { read: 2 }, seconds: 4, refusals: 4 },
    ]);
  });

  it.each(['lost', 'duplicated', 'outOfOrder'] as const)('is broken by one message %s', (kind) => {
    const broken = report([finding(1, 2), finding(2, 2, { [kind]: [offender] })], facts);
    expect(broken.ok).toBe(false);
    expect(render(broken)).toContain('msg_1');
    expect(render(broken)).toContain('BROKEN');
  });

  it('is not well when it ended early', () => {
    const early = report([finding(1, 2)], { ...facts, aborted: 'meta is not running' });
    expect(early.ok).toBe(false);
    expect(render(early)).toContain('meta is not running');
  });

  it('judges no p99 by so few messages that it is the slowest of them', () => {
    const few = report([finding(1, 2)], { ...facts, rounds: 1 });
    expect(few.missedBars).toEqual([]);
    expect(render(few)).toContain('40*');
  });

  it('says which bars were missed, and is not broken by them', () => {
    const slow = report([finding(1, 7.25), finding(2, null)], facts);
    expect(slow.ok).toBe(true);
    expect(slow.missedBars.map(({ what, got }) => [what, got])).toEqual([
      ['seconds until sending again', 'never'],
      ['p99 of the other channel, ms', '40'],
    ]);
  });
});
