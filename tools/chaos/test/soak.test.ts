import { describe, expect, it } from 'vitest';
import { renderSoak, soak } from '../src/index.ts';

/** `npm run soak` goes on for as long as one likes. */
const MINUTES = 2;
const BOUND_MS = (MINUTES + 6) * 60_000;

describe('four phones on one worker', () => {
  it(
    'keep every message and come back each time, while their browsers and pages die for two minutes',
    async () => {
      const report = await soak({
        phones: 4,
        minutes: MINUTES,
        everySeconds: 20,
        rate: 8,
        metaRate: 8,
        seed: 1,
        json: null,
        strict: false,
        apps: `${import.meta.dirname}/../../../dist/apps`,
        keep: false,
        signal: AbortSignal.timeout(BOUND_MS),
        say: () => undefined,
      });
      expect(report, renderSoak(report)).toMatchObject({
        lost: 0,
        duplicated: 0,
        outOfOrder: 0,
        inboundLost: [],
        inboundDoubled: [],
        notReady: [],
        orphans: [],
        browsers: 4,
        heaps: ['api', 'wwebjs', 'meta', 'webhook', 'orchestrator'].map((name) =>
          expect.objectContaining({ name, heapPerHourMb: expect.any(Number) }),
        ),
        ok: true,
      });
      expect(report.strikes).toBeGreaterThanOrEqual(4);
      expect(report.accepted).toBeGreaterThan(600);
      expect(report.webhooks).toBeGreaterThan(300);
      expect(report.inboundTold).toBeGreaterThan(300);
    },
    BOUND_MS + 60_000,
  );
});
