import { describe, expect, it } from 'vitest';
import type { Sent } from '@watertight/e2e';
import { judge } from '../src/judge.ts';
import type { Arrival } from '../src/ledger.ts';
import { renderSoak, reportSoak, type SoakFacts } from '../src/index.ts';
import { heapGrowths, type HeapSample } from '../src/soak/heaps.ts';
import { readSoakOptions } from '../src/soak/options.ts';

const options = readSoakOptions([]) as Exclude<ReturnType<typeof readSoakOptions>, 'help'>;
const browser = (pid: number) => ({ pid, parent: 1, args: 'chromium' });
const census = (memoryMb: number, orphans: ReturnType<typeof browser>[] = []) => ({
  orphans,
  memoryMb,
  browsers: new Map(Array.from({ length: options.phones }, (_, n) => [`ph_${n}`, browser(n)])),
});
const sent = (n: number, phoneIndex: number, acceptedAt: number): Sent => ({
  id: `msg_${n}`,
  phoneIndex,
  chatId: '60120000000',
  text: `soak ${n}`,
  acceptedAt,
  more: {},
});

function factsOf(all: Sent[], arrivalMs: (one: Sent) => number, more: Partial<SoakFacts> = {}): SoakFacts {
  const ledger = all.map((one, seq): Arrival => ({
    channel: 'wwebjs',
    text: one.text,
    to: one.chatId,
    seq,
    times: 1,
    at: one.acceptedAt + arrivalMs(one),
  }));
  return {
    options,
    strikes: [],
    sent: all,
    first: (text) => ledger.find((arrival) => arrival.text === text),
    verdict: judge(all, ledger, new Map()),
    told: [{ phoneIndex: 0, text: 'inbound 1' }],
    stored: new Map([['inbound 1', 1]]),
    notReady: [],
    before: census(1000),
    after: census(1000),
    samples: [],
    webhooks: 3,
    ...more,
  };
}

const calm = [sent(1, 0, 1000), sent(2, 1, 2000)];

describe('the report of a soak', () => {
  it('is good when everything is there once', () => {
    expect(reportSoak(factsOf(calm, () => 10))).toMatchObject({ ok: true, missedBars: [] });
  });

  it.each<[string, Partial<SoakFacts>]>([
    ['an inbound text is not stored', { stored: new Map() }],
    ['an inbound text is stored twice', { stored: new Map([['inbound 1', 2]]) }],
    ['a phone is not ready', { notReady: ['phone 0 is qr'] }],
    ['a Chromium process is left', { after: census(1000, [browser(99)]) }],
    ['a browser is missing', { after: { ...census(1000), browsers: new Map() } }],
    ['a message is lost', { verdict: judge(calm, [], new Map()) }],
  ])('is bad when %s', (_, broken) => {
    expect(reportSoak(factsOf(calm, () => 10, broken)).ok).toBe(false);
  });

  it('names memory that did not come back', () => {
    expect(reportSoak(factsOf(calm, () => 10, { after: census(1200) })).missedBars).toEqual([
      'memory 1200 MiB, should be at most 1.15 times 1000',
    ]);
  });

  it('names phones that were slow while another was hit, and leaves out the hit one', () => {
    const strikes = [{ at: 100_000, kind: 'page', phoneIndex: 0, hit: true } as const];
    const all = [
      ...Array.from({ length: 100 }, (_, n) => sent(n, 1, n)),
      sent(200, 1, 101_000),
      sent(201, 0, 101_000),
    ];
    const report = reportSoak(
      factsOf(all, ({ phoneIndex, acceptedAt }) => (phoneIndex === 0 ? 9000 : acceptedAt > 99 ? 50 : 10), {
        strikes,
      }),
    );
    expect(report).toMatchObject({ calmP99Ms: 10, disturbedP99Ms: 50, disturbedSamples: 1 });
    expect(report.missedBars).toEqual(['p99 of the other phones 50 ms, should be at most 2 times 10']);
  });

  const looks = (perLookMb: number, count = 60): HeapSample[] =>
    Array.from({ length: count }, (_, n) => ({
      ...{ name: 'api', pid: 7, atMs: n * 30_000, externalMb: 1, rssMb: 100 + n },
      // Every tenth look falls into a busy moment.
      heapMb: 40 + n * perLookMb + (n % 10 === 3 ? 25 : 0),
    }));

  it('names a heap that grows, and none that is only noisy', () => {
    const long = { options: { ...options, minutes: 30 } };
    const growing = reportSoak(factsOf(calm, () => 10, { ...long, samples: looks(0.1) }));
    expect(growing.missedBars).toEqual(['heap of api grows by 12.0 MiB an hour, should be at most 10']);
    expect(reportSoak(factsOf(calm, () => 10, { ...long, samples: looks(0) })).missedBars).toEqual([]);
    expect(renderSoak(growing)).toMatch(/api +40\.0 +45\.9 +12\.0 +100 +159 +60/);
  });

  it('judges no heap by a few minutes', () => {
    expect(reportSoak(factsOf(calm, () => 10, { samples: looks(1, 10) })).missedBars).toEqual([]);
  });

  it('looks at the last life of a process alone', () => {
    const before = looks(5).map((one) => ({ ...one, pid: 6, atMs: one.atMs - 3_600_000 }));
    expect(heapGrowths([...before, ...looks(0)])).toMatchObject([{ samples: 60, firstHeapMb: 40 }]);
  });
});
