import { eventually } from '@watertight/testkit';
import { describe, expect, it } from 'vitest';
import { customer, signatureOf } from '../customer.ts';
import { META, WEB, type World } from '../world.ts';

/** What a customer’s server is told. */
export const webhooks = (world: World) =>
  describe('a customer’s webhook', () => {
    const LIFE = ['message.sent', 'message.delivered', 'message.read'];

    it('is told of both channels, signed and in order, over a kill of its worker and an outage of its own', async () => {
      const shop = await customer();
      const { id: webhookId, secret } = await world.system.post<{ id: string; secret: string }>(
        '/api/v2/webhooks/demo',
        {
          url: shop.url,
          events: LIFE,
        },
      );
      const first = await Promise.all(
        [WEB, META].map((phone) => world.system.send(phone, '60155500001', 'hook 1')),
      );
      for (const { id } of first)
        await eventually(() => expect(shop.of(id)).toEqual(LIFE), { timeoutMs: 30_000 });
      for (const one of shop.told) expect(one.headers['webhook-signature']).toBe(signatureOf(secret, one));

      await world.kill('webhook');
      const second = await Promise.all(
        [WEB, META].map((phone) => world.system.send(phone, '60155500001', 'hook 2')),
      );
      for (const { id } of second)
        await eventually(() => expect(shop.of(id)).toEqual(LIFE), { timeoutMs: 60_000 });

      shop.up(false);
      const third = await Promise.all(
        [WEB, META].map((phone) => world.system.send(phone, '60155500001', 'hook 3')),
      );
      for (const { id } of third) await world.becomes(id, 'read', 30_000);
      await eventually(
        async () => {
          const { data } = await world.system.get<{ data: { attempts: number }[] }>(
            `/api/v2/webhooks/demo/deliveries?webhookId=${webhookId}&status=waiting`,
          );
          expect(data.some(({ attempts }) => attempts > 0)).toBe(true);
        },
        { timeoutMs: 20_000 },
      );
      shop.up(true);
      for (const { id } of third)
        await eventually(() => expect(shop.of(id)).toEqual(LIFE), { timeoutMs: 90_000 });
      const { queues } = await world.system.get<{ queues: { webhook: { failed: number } } }>('/health/all');
      expect(queues.webhook.failed).toBe(0);
      await world.system.request('DELETE', `/api/v2/webhooks/demo/${webhookId}`);
      shop.close();
    }, 300_000);
  });
