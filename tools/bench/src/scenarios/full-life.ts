import { until } from '@watertight/chaos';
import { GRAPH_LATENCY_MS } from '../ceilings/client.ts';
import { makeCompany } from '../company.ts';
import { growth, startFeed } from '../feed.ts';
import { createMeter } from '../metering.ts';
import { ownCpuMs } from '../report.ts';
import type { Scenario } from '../scenario.ts';

const PHONES = 10;
const STATUSES = 3;
const STEADY_AFTER = 3000;
const STEADY_WITHIN_MS = 60_000;
const EVENTS = ['message.sent', 'message.delivered', 'message.read'];

/** Each message is sent, told of three times by Meta, and its customer is told of it three times. */
export const fullLife: Scenario = {
  name: 'full-life',
  about: 'sent, three statuses in, three customer webhooks out',
  apps: ['meta-sim', 'api', 'meta', 'webhook'],
  isLong: true,
  async run(bench, { seconds, begun, ended }) {
    const behaviour = { latencyMs: GRAPH_LATENCY_MS, statuses: true };
    await bench.system.simulate('metaSim', '/sim/behaviour', behaviour);
    const receiver = await bench.startHelper('receiver', 'receiver.ts', '/count');
    const company = await makeCompany(bench, { phones: PHONES });
    await bench.system.post(`/api/v2/webhooks/${company.id}`, { url: `${receiver}/hook`, events: EVENTS });
    const told = async () => {
      const response = await fetch(`${receiver}/count`, { signal: bench.signal });
      return ((await response.json()) as { posts: number }).posts / STATUSES;
    };
    const feed = startFeed(bench, company, told);
    const meter = createMeter(bench, { begun, ended });
    // What was accepted at first has not been told yet: only then as much comes out as goes in.
    const isSteady = async () => (await told()) >= STEADY_AFTER;
    await until('the first webhooks are out', STEADY_WITHIN_MS, isSteady, {
      pollMs: 100,
      signal: bench.signal,
    });
    const lived = await growth(told, seconds, meter);
    await feed.stop();
    const cpu = meter.perMessage(lived.count);
    return {
      figures: [
        { name: 'full lives', unit: '/s', value: lived.count / lived.seconds, bar: 2000 },
        { name: 'CPU of a full life', unit: 'ms', value: ownCpuMs(cpu) },
      ],
      cpuMsPerMessage: cpu,
    };
  },
};
