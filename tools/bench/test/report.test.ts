import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { compare, readReport } from '../src/compare.ts';
import { readOptions } from '../src/options.ts';
import { plot } from '../src/plot.ts';
import { hotspots } from '../src/profile.ts';
import { judged, ownCpuMs, type Report } from '../src/report.ts';
import type { Figure } from '../src/scenario.ts';
import { render, renderComparison, renderRatios } from '../src/table.ts';
import { cpuMsOf, cpuMsTogether, peakMbOf, readStat } from '../src/usage.ts';

const CEILING: Figure = { name: 'bare <thing>', unit: '/s', value: 20_000 };
const RATE: Figure = { name: 'accepted', unit: '/s', value: 5000, bar: 12_000, ceiling: 'bare <thing>' };
const TIME: Figure = { name: 'p99', unit: 'ms', value: 12, bar: 25 };

const reportOf = (figures: Figure[], api: number): Report => ({
  at: '2026-01-02T03:04:05.000Z',
  machine: { processors: 2, model: 'a model', memoryGb: 24, node: '20.20.2' },
  seconds: 5,
  ceilings: [CEILING],
  scenarios: [
    {
      name: 'accept',
      figures: figures.map((figure) => judged(figure, [CEILING])),
      cpuMsPerMessage: { api, load: 9 },
      peakMb: { api: 123 },
      elsewhere: 0.25,
    },
  ],
});

it('judges a rate and a time by their bars, and a rate by its ceiling', () => {
  expect(judged(RATE, [CEILING])).toMatchObject({ met: false, ofCeiling: 0.25 });
  expect(judged({ ...RATE, value: 12_000 }, [CEILING])).toMatchObject({ met: true, ofCeiling: 0.6 });
  expect(judged(TIME, [])).toMatchObject({ met: true });
  expect(judged({ ...TIME, value: 25 }, [])).toMatchObject({ met: false });
  expect(() => judged(RATE, [])).toThrow('There is no ceiling "bare <thing>"');
});

it('shows figures, bars, ceilings, processor time and memory', () => {
  const text = render(reportOf([RATE, TIME], 0.2));
  expect(text).toMatch(/accepted +5,000\/s +12,000\/s +missed +25% of bare <thing>/);
  expect(text).toMatch(/p99 +12\.0 ms +25\.0 ms +met/);
  expect(text).toMatch(/accept +200 +9000 +200\n/);
  expect(text).toMatch(/api 123 +25%/);
  expect(renderRatios(reportOf([RATE, TIME], 0.2))).not.toContain('5,000');
  const svg = plot(reportOf([RATE, TIME], 0.2));
  expect(svg).toContain('bare &lt;thing&gt;');
  expect(svg).not.toContain('NaN');
});

it('counts only what is ours as ours', () => {
  expect(ownCpuMs({ api: 0.1, postgres: 0.2, load: 5, 'meta-sim': 5, receiver: 5 })).toBeCloseTo(0.3);
});

it('finds what is worse than in an earlier report, whichever way is better', () => {
  const before = reportOf([RATE, TIME], 0.1);
  const worse = compare(
    before,
    reportOf(
      [
        { ...RATE, value: 4000 },
        { ...TIME, value: 15 },
      ],
      0.13,
    ),
  );
  expect(worse.map(({ name, worseBy }) => [name, worseBy.toFixed(2)])).toEqual([
    ['accepted', '0.25'],
    ['p99', '0.25'],
    ['CPU of api', '0.30'],
    ['CPU of load', '0.00'],
  ]);
  expect(renderComparison(worse, 0.27).match(/WORSE/g)).toHaveLength(1);
  expect(compare(before, reportOf([{ ...RATE, value: 8000 }], 0.1))[0]?.worseBy).toBeLessThan(0);
  expect(compare({ ...before, scenarios: [] }, before)).toEqual([]);
});

it('refuses a file that is no report', () => {
  const file = join(mkdtempSync(join(tmpdir(), 'watertight-bench-')), 'report.json');
  writeFileSync(file, '{}');
  expect(() => readReport(file)).toThrow(`${file} is no report`);
});

it('reads its options, and refuses with a sentence what it cannot do', () => {
  expect(readOptions([])).toMatchObject({ seconds: 10, regression: 0.2, short: false, json: null });
  expect(readOptions(['--short'])).toMatchObject({ seconds: 2 });
  expect(readOptions(['--only', 'batch'])).toMatchObject({ scenarios: [{ name: 'batch' }] });
  expect(() => readOptions(['--only', 'nothing'])).toThrow(/no scenario "nothing"; there are accept/);
  expect(() => readOptions(['--seconds', '0'])).toThrow(/--seconds should be a whole number/);
  expect(() => readOptions(['--regression', ''])).toThrow(/--regression should be a share/);
  expect(() => readOptions(['--fast'])).toThrow(/--fast/);
  expect(readOptions(['--help'])).toBe('help');
});

it('reads what the kernel says of a process, also of one with a strange name', () => {
  const stat = `42 (a ) b) S 7 ${Array.from({ length: 40 }, (_, n) => n).join(' ')}`;
  expect(readStat(stat)).toEqual({ parent: 7, cpuMs: (9 + 10 + 11 + 12) * 10 });
  const before = cpuMsOf(new Map([['me', process.pid]])).get('me') ?? NaN;
  for (const until = Date.now() + 100; Date.now() < until;);
  const spent = (cpuMsOf(new Map([['me', process.pid]])).get('me') ?? NaN) - before;
  expect(spent).toBeGreaterThan(10);
  expect(peakMbOf(process.pid)).toBeGreaterThan(10);
  expect(peakMbOf(2 ** 30)).toBeNull();
  const parent = cpuMsTogether([process.ppid]);
  expect(cpuMsTogether([process.ppid, process.pid]) - parent, 'a descendant counts once').toBeLessThan(100);
});

it('names the functions that took the time, without the idle time', () => {
  const frame = (functionName: string, url = '') => ({ functionName, url, lineNumber: 9 });
  const profile = {
    nodes: [
      { id: 1, callFrame: frame('(idle)') },
      { id: 2, callFrame: frame('send', 'file:///x/dist/apps/api/main.js') },
      { id: 3, callFrame: frame('', 'file:///x/node_modules/pg/lib/a.js') },
    ],
    samples: [1, 2, 3, 2],
    timeDeltas: [100, 30, 10, 60],
  };
  expect(hotspots(profile, 5)).toEqual([
    { name: 'send api/main.js:10', share: 0.9 },
    { name: '(anonymous) pg/lib/a.js:10', share: 0.1 },
  ]);
});
