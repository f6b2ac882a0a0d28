import { setTimeout as pause } from 'node:timers/promises';
import { until } from '@watertight/chaos';
import { chatOf, makeCompany, TEXT } from '../company.ts';
import { reached } from '../feed.ts';
import { quantile } from '../load/quantile.ts';
import type { Scenario } from '../scenario.ts';
import { WARM_UP_MS } from './warm-up.ts';

const WARM_UP_SENDS = 50;
const EVERY_MS = 50;
const ARRIVED_WITHIN_MS = 10_000;

/** One message after the other on a system that has nothing else to do: from its 202 until Graph has it. */
export const idle: Scenario = {
  name: 'idle',
  about:
    'added latency of an idle system, from the 202 to the request to Graph; times of the clock, in whole ms',
  apps: ['meta-sim', 'api', 'meta'],
  isLong: true,
  async run(bench, { seconds, begun, ended }) {
    const { system } = bench;
    await system.simulate('metaSim', '/sim/behaviour', { latencyMs: 0, statuses: false });
    const company = await makeCompany(bench, { phones: 1 });
    const acceptedAt = new Map<string, number>();
    const send = async (n: number) => {
      const path = `/api/v2/messages/text/${company.id}/${chatOf(n)}`;
      const { id } = await system.post<{ id: string }>(path, { message: TEXT });
      acceptedAt.set(id, Date.now());
      await pause(EVERY_MS);
    };
    for (let n = 0; n < WARM_UP_SENDS; n++) await send(n);
    await pause(WARM_UP_MS / 2);
    acceptedAt.clear();
    begun();
    const total = Math.ceil((seconds * 1000) / EVERY_MS);
    for (let n = 0; n < total; n++) await send(WARM_UP_SENDS + n);
    ended();
    const all = async () => (await reached(bench)) >= WARM_UP_SENDS + total;
    await until('all have arrived', ARRIVED_WITHIN_MS, all, { signal: bench.signal });
    const arrivals = await system.metaLedger();
    const waits = arrivals.flatMap(({ opaque, at }) => {
      const from = acceptedAt.get(opaque);
      return from === undefined ? [] : [Math.max(0, new Date(at).getTime() - from)];
    });
    if (waits.length < total) throw new Error(`Of ${total} messages ${waits.length} are in the ledger`);
    const samples = Float64Array.from(waits);
    return {
      figures: [
        { name: 'idle: from 202 to Graph, p50', unit: 'ms', value: quantile(samples, 0.5), bar: 5 },
        { name: 'idle: from 202 to Graph, p99', unit: 'ms', value: quantile(samples, 0.99), bar: 15 },
      ],
    };
  },
};
