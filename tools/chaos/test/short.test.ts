import { describe, expect, it } from 'vitest';
import { FAULTS, render, run } from '../src/index.ts';

/** What `npm run chaos -- --short` breaks. */
const SHORT = FAULTS.filter(({ isLong }) => !isLong);
/** About four minutes on two free processors, six on busy ones. */
const BOUND_MS = 10 * 60_000;

describe('a system under faults', () => {
  it(
    'keeps every message, once and in order, through each of the short faults',
    async () => {
      const report = await run({
        rounds: 1,
        seed: 1,
        rate: 20,
        faults: SHORT,
        apps: `${import.meta.dirname}/../../../dist/apps`,
        keep: false,
        signal: AbortSignal.timeout(BOUND_MS),
        say: () => undefined,
      });
      const verdicts = report.rows.map(({ fault, lost, duplicated, outOfOrder }) => [
        fault,
        lost,
        duplicated,
        outOfOrder,
      ]);
      expect(verdicts.sort(), render(report)).toEqual(SHORT.map(({ name }) => [name, 0, 0, 0]).sort());
      expect(report.rows.every(({ accepted }) => accepted > 0)).toBe(true);
    },
    BOUND_MS + 60_000,
  );
});
