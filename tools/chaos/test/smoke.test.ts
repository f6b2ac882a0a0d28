import { describe, expect, it } from 'vitest';
import { FAULTS, render, run } from '../src/index.ts';

const SMOKE = ['kill-api', 'redis-emptied', 'provider-429'];

describe('a system under faults', () => {
  it(`keeps every message, once and in order, through ${SMOKE.join(', ')}`, async () => {
    const report = await run({
      rounds: 1,
      seed: 1,
      rate: 20,
      faults: FAULTS.filter(({ name }) => SMOKE.includes(name)),
      apps: `${import.meta.dirname}/../../../dist/apps`,
      keep: false,
      signal: AbortSignal.timeout(100_000),
      say: () => undefined,
    });
    expect(
      report.rows.map(({ fault, lost, duplicated, outOfOrder }) => [fault, lost, duplicated, outOfOrder]),
      render(report),
    ).toEqual(SMOKE.map((name) => [name, 0, 0, 0]));
    expect(report.rows.every(({ accepted, delivered }) => accepted > 0 && delivered === accepted)).toBe(true);
  }, 120_000);
});
