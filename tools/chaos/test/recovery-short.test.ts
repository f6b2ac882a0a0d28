import { expect, it } from 'vitest';
import { measureRecovery } from '../src/recovery/run.ts';
import { renderRecovery } from '../src/recovery/table.ts';

const BOUND_MS = 4 * 60_000;
/** One that is killed, one that hangs, and a store: each is noticed in a way of its own. */
const FAULTS = ['kill meta', 'block meta', 'redis away'];

it(
  'what breaks is told by the health of the whole within ten seconds and noticed by an alert, and nothing is lost',
  async () => {
    const report = await measureRecovery({
      ...{ modes: ['multi'], only: FAULTS, hasCost: false, rate: 20, seed: 1, json: null, strict: false },
      apps: `${import.meta.dirname}/../../../dist/apps`,
      keep: false,
      signal: AbortSignal.timeout(BOUND_MS),
      say: () => undefined,
    });
    const text = renderRecovery(report);
    expect(report.ok, text).toBe(true);
    expect(report.rows.map(({ fault }) => fault).sort()).toEqual([...FAULTS].sort());
    for (const { fault, toldSeconds, alert, backSeconds } of report.rows) {
      expect(toldSeconds, `${fault}\n${text}`).toBeLessThanOrEqual(10);
      expect(alert, `${fault}\n${text}`).not.toBeNull();
      expect(backSeconds, `${fault}\n${text}`).not.toBeNull();
    }
  },
  BOUND_MS + 60_000,
);
