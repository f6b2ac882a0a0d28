import { createHmac } from 'node:crypto';
import { makeCompany } from '../company.ts';
import { load } from '../load/load.ts';
import { createMeter } from '../metering.ts';
import type { Scenario } from '../scenario.ts';
import { APP_SECRET } from '../system.ts';
import { WARM_UP_MS } from './warm-up.ts';

const ITEMS_PER_SECOND = 4000;
const ITEMS = 10;
const CONNECTIONS = 50;
/** Requests beyond those that are due. */
const SPARE = 1.1;

/** Webhooks from Meta at the rate that is asked for, ten messages of different people in each, none twice. */
export const ingress: Scenario = {
  name: 'ingress',
  about: `${ITEMS_PER_SECOND} inbound messages a second in signed webhooks of ${ITEMS}, each committed before its 200`,
  apps: ['meta-sim', 'api', 'meta'],
  isLong: true,
  async run(bench, options) {
    const company = await makeCompany(bench, { phones: 1 });
    const perSecond = ITEMS_PER_SECOND / ITEMS;
    const measureMs = options.seconds * 1000;
    const posts = Math.ceil((perSecond * SPARE * (WARM_UP_MS + measureMs)) / 1000);
    const meter = createMeter(bench, options);
    const result = await load(
      {
        port: bench.ports.meta,
        connections: CONNECTIONS,
        method: 'POST',
        requests: Array.from({ length: posts }, (_, n) => webhook(company.phoneNumberIds[0] ?? '', n)),
        headers: { 'content-type': 'application/json' },
        expect: 200,
        warmUpMs: WARM_UP_MS,
        measureMs,
        perSecond,
      },
      bench.signal,
      meter,
    );
    const items = result.answered * ITEMS;
    return {
      figures: [
        // All that is offered: a little less than the rate is timing.
        {
          name: 'inbound messages taken',
          unit: '/s',
          value: items / result.seconds,
          bar: ITEMS_PER_SECOND * 0.99,
        },
        { name: 'p99 of a webhook from Meta', unit: 'ms', value: result.latency.p99, bar: 20 },
      ],
      cpuMsPerMessage: { ...meter.perMessage(items), load: result.cpuMs / items },
    };
  },
};

function webhook(phoneNumberId: string, n: number) {
  const messages = Array.from({ length: ITEMS }, (_, i) => ({
    from: `601${String((n * ITEMS + i) % 5000).padStart(8, '0')}`,
    id: `wamid.bench.${n}.${i}`,
    timestamp: String(Math.floor(Date.now() / 1000)),
    type: 'text',
    text: { body: 'What people write back, more or less as long as this.' },
  }));
  const value = {
    messaging_product: 'whatsapp',
    metadata: { display_phone_number: '60100000000', phone_number_id: phoneNumberId },
    messages,
  };
  const entry = [{ id: '9', changes: [{ field: 'messages', value }] }];
  const body = JSON.stringify({ object: 'whatsapp_business_account', entry });
  const signature = createHmac('sha256', APP_SECRET).update(body).digest('hex');
  return { path: '/api/meta/webhook', body, headers: { 'x-hub-signature-256': `sha256=${signature}` } };
}
