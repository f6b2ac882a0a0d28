import { setTimeout as pause } from 'node:timers/promises';
import { GRAPH_LATENCY_MS } from '../ceilings/client.ts';
import { makeCompany } from '../company.ts';
import { growth, reached, startFeed } from '../feed.ts';
import { createMeter } from '../metering.ts';
import { ownCpuMs } from '../report.ts';
import type { Scenario } from '../scenario.ts';
import { WARM_UP_MS } from './warm-up.ts';

const PHONES = 10;

/** From the request to the simulator, which takes its time to answer; statuses are another scenario's. */
export const endToEnd: Scenario = {
  name: 'end-to-end',
  about: `sent through the Cloud API by ${PHONES} phones, to a Graph that takes ${GRAPH_LATENCY_MS} ms`,
  apps: ['meta-sim', 'api', 'meta'],
  async run(bench, { seconds, begun, ended }) {
    const behaviour = { latencyMs: GRAPH_LATENCY_MS, statuses: false };
    await bench.system.simulate('metaSim', '/sim/behaviour', behaviour);
    const company = await makeCompany(bench, { phones: PHONES });
    const feed = startFeed(bench, company, () => reached(bench));
    const meter = createMeter(bench, { begun, ended });
    await pause(WARM_UP_MS);
    const sent = await growth(() => reached(bench), seconds, meter);
    await feed.stop();
    const cpu = meter.perMessage(sent.count);
    return {
      figures: [
        {
          name: 'sent end to end',
          unit: '/s',
          value: sent.count / sent.seconds,
          bar: 5000,
          ceiling: 'bare client to the simulator',
        },
        // One job for each message is what this pipeline is instead of.
        {
          name: 'sent, beside jobs that do nothing',
          unit: '/s',
          value: sent.count / sent.seconds,
          ceiling: 'bare BullMQ',
        },
        { name: 'CPU of a delivered message', unit: 'ms', value: ownCpuMs(cpu), bar: 0.3 },
      ],
      cpuMsPerMessage: cpu,
    };
  },
};
