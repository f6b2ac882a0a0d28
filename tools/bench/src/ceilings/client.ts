import { chats, TEXT } from '../company.ts';
import { load } from '../load/load.ts';
import { WARM_UP_MS } from '../scenarios/warm-up.ts';
import type { Ceiling } from './ceilings.ts';

/** Enough for what one simulator answers at this latency. */
const CONNECTIONS = 800;
export const GRAPH_LATENCY_MS = 40;

/** Sends that a bare keep-alive client brings to the simulator, which answers in 40 ms. */
export const bareClient: Ceiling = {
  name: 'bare client to the simulator',
  async measure(bench, seconds) {
    await bench.run(['meta-sim']);
    await bench.system.simulate('metaSim', '/sim/behaviour', {
      latencyMs: GRAPH_LATENCY_MS,
      statuses: false,
    });
    const result = await load(
      {
        port: bench.ports['meta-sim'],
        connections: CONNECTIONS,
        method: 'POST',
        requests: chats().map((to) => ({
          path: '/v26.0/100000000000001/messages',
          body: JSON.stringify({
            messaging_product: 'whatsapp',
            recipient_type: 'individual',
            to: `+${to}`,
            type: 'text',
            text: { body: TEXT },
          }),
        })),
        headers: { authorization: 'Bearer bench', 'content-type': 'application/json' },
        expect: 200,
        warmUpMs: WARM_UP_MS,
        measureMs: seconds * 1000,
      },
      bench.signal,
    );
    return { name: this.name, unit: '/s', value: result.answered / result.seconds };
  },
};
