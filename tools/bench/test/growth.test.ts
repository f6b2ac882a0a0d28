import { expect, it } from 'vitest';
import { newGround } from '../src/growth/ground.ts';
import { grown, type Growth } from '../src/growth/growth.ts';
import { plotGrowth } from '../src/growth/plot.ts';
import { AXES, BASE, LARGEST, nameOf, OTHERS } from '../src/growth/points.ts';
import { growthLines } from '../src/growth/table.ts';
import { takeTurn, type Turn } from '../src/growth/turn.ts';
import { startBench } from '../src/system.ts';

const turn = (perSecond: number, ownCpuMs: number): Turn => ({
  perSecond,
  cpuMs: { meta: ownCpuMs / 2, postgres: ownCpuMs / 2 },
  ownCpuMs,
  acceptMs: [1, 2, 3],
  otherMs: [10, 20, 30],
  elsewhere: 0.1,
});

it('measures the base beside every other point of every axis, each once', () => {
  expect(OTHERS.map(nameOf)).not.toContain(nameOf(BASE));
  expect(new Set(OTHERS.map(nameOf)).size).toBe(OTHERS.length);
  const all = new Set([BASE, ...OTHERS].map(nameOf));
  for (const point of [...AXES.flatMap(({ points }) => points), LARGEST])
    expect(all).toContain(nameOf(point));
});

it('holds a point against the mean of what was measured before and after it', () => {
  const { cpuRatio, timeRatio, base } = grown(LARGEST, [turn(500, 0.6)], [turn(900, 0.4), turn(1100, 0.6)]);
  expect(base.perSecond).toBe(1000);
  expect(timeRatio, 'half as many take twice the time').toBe(2);
  expect(cpuRatio).toBeCloseTo(1.2);
});

it('shows all points as lines of a table and as a plot', () => {
  const growth: Growth = {
    base: BASE,
    points: OTHERS.map((point) => grown(point, [turn(800, 0.5)], [turn(1000, 0.4)])),
  };
  const text = growthLines(growth).join('\n');
  expect(text).toMatch(/1,000,000 queued, 10,000 phones, 1 companies +800 +1\.25 +500 +1\.25 +2\/3/);
  const { svg } = plotGrowth(growth, 0);
  expect(svg).not.toMatch(/NaN|undefined/);
  expect(svg.match(/<polyline/g)).toHaveLength(AXES.length * 3 * 2);
});

it('keeps as much waiting as was asked for, while real processes send it', { timeout: 100_000 }, async () => {
  const bench = await startBench({
    apps: new URL('../../../dist/apps', import.meta.url).pathname,
    signal: AbortSignal.timeout(90_000),
    profileDir: null,
  });
  try {
    const ground = await newGround(bench, 'growth_test');
    await bench.run(['meta-sim']);
    await bench.system.simulate('metaSim', '/sim/behaviour', { latencyMs: 40, statuses: false });
    const measured = await takeTurn(bench, ground, { queued: 2000, phones: 20, companies: 4 }, 1);
    expect(measured.perSecond).toBeGreaterThan(20);
    expect(measured.cpuMs).toMatchObject({ meta: expect.any(Number), postgres: expect.any(Number) });
    expect(measured.acceptMs.length).toBeGreaterThan(0);
    expect(measured.otherMs.length).toBeGreaterThan(0);
    const left = await ground.waiting();
    expect(left).toBeGreaterThan(1000);
    expect(left).toBeLessThan(3000);
    await ground.drop();
  } finally {
    await bench.stop();
  }
});
