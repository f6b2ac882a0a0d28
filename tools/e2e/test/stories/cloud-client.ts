import { createHmac } from 'node:crypto';
import { eventually } from '@watertight/testkit';
import { cloudClients, TEMPLATE_NAME } from '@watertight/testkit/cloud-clients';
import { describe, expect, it } from 'vitest';
import { customer } from '../customer.ts';
import { META, WEB, type World } from '../world.ts';

/** Programs that were written for Meta’s API. */
export const cloudClient = (world: World) =>
  describe('a client written for the Cloud API', () => {
    const CHAT = '60155500077';
    const PNG = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
      'base64',
    );
    interface Entry {
      type: string;
      times: number;
    }
    /** What the other side has of a message, whichever that is. */
    const arrived = async (phoneIndex: number, id: string) => {
      if (phoneIndex === META) {
        const path = `/sim/ledger?opaque=${id}&bodies=1`;
        return (await world.system.observe<{ entries: Entry[] }>('metaSim', path)).entries;
      }
      const { providerMessageId } = await world.system.message(id);
      const path = `/sim/ledger?key=${providerMessageId}`;
      return (await world.system.observe<{ messages: Entry[] }>('waWebSim', path)).messages;
    };

    it('sends through both channels with nothing but its address and token changed, and its ids come back', async () => {
      const shop = await customer();
      const webhook = { url: shop.url, events: ['message.sent', 'message.read'], format: 'cloud-api' };
      const { id: webhookId, secret } = await world.system.post<{ id: string; secret: string }>(
        '/api/v2/webhooks/demo',
        webhook,
      );
      const { key: token } = await world.system.post<{ key: string }>('/api/v2/companies/demo/api-keys', {
        name: 'written for the Cloud API',
        scopes: ['messages:send'],
      });
      await world.system.simulate('metaSim', '/sim/templates', {
        ...{ wabaId: '200000000000001', name: TEMPLATE_NAME, language: 'en_US', category: 'UTILITY' },
        components: [{ type: 'BODY', text: 'For {{1}} here.', example: { body_text: [['Ada']] } }],
      });
      const sent: string[] = [];
      for (const phoneIndex of [WEB, META]) {
        const { phoneNumberId } = await world.system.get<{ phoneNumberId: string }>(
          `/api/v2/companies/demo/phones/${phoneIndex}`,
        );
        for (const client of cloudClients({ baseUrl: world.system.at.api, token, phoneNumberId })) {
          const file = await client.upload(new Blob([PNG], { type: 'image/png' }), 'a.png');
          const wamids = [
            await client.text(CHAT, client.name),
            await client.image(CHAT, file, client.name),
            await client.buttons(CHAT, client.name),
          ];
          const template = client.template(CHAT, client.name);
          if (phoneIndex === META) wamids.push(await template);
          else await expect(template).rejects.toThrow();
          const types: string[] = [];
          for (const wamid of wamids) {
            const id = wamid.replace('wamid.', 'msg_');
            await world.becomes(id, 'read');
            const entries = await arrived(phoneIndex, id);
            expect(entries).toMatchObject([{ times: 1 }]);
            types.push(entries[0]?.type ?? '');
          }
          // WhatsApp Web has no buttons: it sends them as a text.
          expect(types).toEqual(
            phoneIndex === META ? ['text', 'image', 'interactive', 'template'] : ['chat', 'image', 'chat'],
          );
          sent.push(...wamids);
        }
      }
      interface Told {
        entry: [{ changes: [{ value: { statuses?: { id: string; status: string }[] } }] }];
      }
      const told = () =>
        shop.told.flatMap(({ text }) => (JSON.parse(text) as Told).entry[0].changes[0].value.statuses ?? []);
      for (const id of sent)
        await eventually(
          () =>
            expect(told().flatMap((one) => (one.id === id ? [one.status] : []))).toEqual(['sent', 'read']),
          { timeoutMs: 30_000 },
        );
      for (const { headers, text } of shop.told)
        expect(headers['x-hub-signature-256']).toBe(
          `sha256=${createHmac('sha256', secret).update(text).digest('hex')}`,
        );
      await world.system.request('DELETE', `/api/v2/webhooks/demo/${webhookId}`);
      shop.close();
    }, 180_000);
  });
