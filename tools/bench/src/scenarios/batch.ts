import { chatOf, makeCompany, TEXT } from '../company.ts';
import { load } from '../load/load.ts';
import { createMeter } from '../metering.ts';
import type { Scenario } from '../scenario.ts';
import { WARM_UP_MS } from './warm-up.ts';

const CONNECTIONS = 8;
const SIZE = 100;
const DIFFERENT = 10;

/** Sends in batches of a hundred, each batch committed before it is answered. */
export const batch: Scenario = {
  name: 'batch',
  about: `sends in batches of ${SIZE}`,
  apps: ['api'],
  async run(bench, options) {
    const company = await makeCompany(bench, { phones: 1 });
    const meter = createMeter(bench, options);
    const result = await load(
      {
        port: bench.ports.api,
        connections: CONNECTIONS,
        method: 'POST',
        requests: Array.from({ length: DIFFERENT }, (_, n) => ({
          path: `/api/v2/messages/batch/${company.id}`,
          body: JSON.stringify({
            messages: Array.from({ length: SIZE }, (_, item) => itemOf(n * SIZE + item)),
          }),
        })),
        headers: { 'x-api-key': company.key, 'content-type': 'application/json' },
        expect: 202,
        warmUpMs: WARM_UP_MS,
        measureMs: options.seconds * 1000,
      },
      bench.signal,
      meter,
    );
    const messages = result.answered * SIZE;
    return {
      figures: [
        {
          name: `accepted, batches of ${SIZE}`,
          unit: '/s',
          value: messages / result.seconds,
          bar: 50_000,
          ceiling: 'bare Postgres insert',
        },
        { name: `p99 of a batch of ${SIZE}`, unit: 'ms', value: result.latency.p99 },
      ],
      cpuMsPerMessage: { ...meter.perMessage(messages), load: result.cpuMs / messages },
    };
  },
};

const itemOf = (n: number) => ({ type: 'text', chatId: chatOf(n), message: TEXT });
