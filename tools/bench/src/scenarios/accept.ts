import { chats, makeCompany, TEXT } from '../company.ts';
import { load } from '../load/load.ts';
import type { LoadPlan } from '../load/plan.ts';
import { createMeter } from '../metering.ts';
import type { Scenario } from '../scenario.ts';
import { WARM_UP_MS } from './warm-up.ts';

const CONNECTIONS = 100;
const HALF = 0.5;

/** Single sends, each committed before it is answered, of one company to a phone that nobody serves meanwhile. */
export const accept: Scenario = {
  name: 'accept',
  about: 'single sends: as many as are taken, then half as many',
  apps: ['api'],
  async run(bench, options) {
    const company = await makeCompany(bench, { phones: 1 });
    const plan: LoadPlan = {
      port: bench.ports.api,
      connections: CONNECTIONS,
      method: 'POST',
      requests: chats().map((chat) => ({
        path: `/api/v2/messages/text/${company.id}/${chat}`,
        body: JSON.stringify({ message: TEXT }),
      })),
      headers: { 'x-api-key': company.key, 'content-type': 'application/json' },
      expect: 202,
      warmUpMs: WARM_UP_MS,
      measureMs: options.seconds * 1000,
    };
    const meter = createMeter(bench, options);
    const full = await load(plan, bench.signal, meter);
    const perSecond = full.answered / full.seconds;
    options.say(`accept: ${Math.round(perSecond)}/s; now half of it`);
    const half = await load({ ...plan, perSecond: perSecond * HALF }, bench.signal);
    const { heapMb, rssMb } = await bench.memoryOf('api');
    return {
      figures: [
        { name: 'accepted, single', unit: '/s', value: perSecond, bar: 12_000, ceiling: 'bare Fastify' },
        { name: 'accept p50', unit: 'ms', value: full.latency.p50 },
        { name: 'accept p99', unit: 'ms', value: full.latency.p99, bar: 25 },
        { name: 'accept p99 at half load', unit: 'ms', value: half.latency.p99, bar: 8 },
        // What it takes meanwhile is mostly garbage that was not collected yet.
        { name: 'heap of the API afterwards, collected', unit: 'MB', value: heapMb },
        { name: 'memory of the API afterwards', unit: 'MB', value: rssMb },
      ],
      cpuMsPerMessage: { ...meter.perMessage(full.answered), load: full.cpuMs / full.answered },
    };
  },
};
