import { TEXT } from '../company.ts';
import { load } from '../load/load.ts';
import { WARM_UP_MS } from '../scenarios/warm-up.ts';
import type { Ceiling } from './ceilings.ts';

const CONNECTIONS = 100;

/** Requests that a Fastify takes which does nothing with them, from the same load generator. */
export const bareFastify: Ceiling = {
  name: 'bare Fastify',
  async measure(bench, seconds) {
    const url = await bench.startHelper('bare-fastify', 'ceilings/fastify.ts', '/health');
    const body = JSON.stringify({ message: TEXT });
    const result = await load(
      {
        port: Number(new URL(url).port),
        connections: CONNECTIONS,
        method: 'POST',
        requests: [{ path: '/api/v2/messages/text/bench/60100000000', body }],
        headers: { 'x-api-key': 'x'.repeat(50), 'content-type': 'application/json' },
        expect: 202,
        warmUpMs: WARM_UP_MS,
        measureMs: seconds * 1000,
      },
      bench.signal,
    );
    return { name: this.name, unit: '/s', value: result.answered / result.seconds };
  },
};
