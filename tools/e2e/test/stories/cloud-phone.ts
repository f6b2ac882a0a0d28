import { eventually } from '@watertight/testkit';
import { describe, expect, it } from 'vitest';
import { META, type World } from '../world.ts';

/** What a Cloud API phone does besides texts. */
export const cloudPhone = (world: World) =>
  describe('a Cloud API phone', () => {
    const CHAT = '60123456789';
    const PDF = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
    interface Entry {
      type: string;
      times: number;
      body: { document?: { id: string; filename: string }; template?: { name: string } };
    }
    const atMeta = async (id: string) => {
      const path = `/sim/ledger?opaque=${id}&bodies=1`;
      const { entries } = await world.system.observe<{ entries: Entry[] }>('metaSim', path);
      expect(entries).toHaveLength(1);
      return entries[0] as Entry;
    };
    const send = async (type: string, body: object) => {
      const path = `/api/v2/messages/${type}/demo/${CHAT}`;
      const { id } = await world.system.post<{ id: string }>(path, { phoneIndex: META, ...body });
      await world.becomes(id, 'read');
      return id;
    };

    it('uploads a file once and sends it by its id, and gives back what a customer sent', async () => {
      const media = { data: PDF.toString('base64'), mimeType: 'application/pdf', filename: 'list.pdf' };
      const first = await send('document', { media, caption: 'Prices' });
      const { content } = await world.system.get<{ content: { media: { mediaId: string } } }>(
        `/api/v2/messages/demo/${first}`,
      );
      const second = await send('document', { media: { mediaId: content.media.mediaId } });
      const [one, other] = [await atMeta(first), await atMeta(second)];
      expect(one).toMatchObject({ type: 'document', times: 1, body: { document: { filename: 'list.pdf' } } });
      expect(other.body.document?.id).toBe(one.body.document?.id);

      await world.system.simulate('metaSim', '/sim/inbound', {
        phoneNumberId: '100000000000001',
        from: '60155500009',
        type: 'document',
        document: { data: PDF.toString('base64'), mime_type: 'application/pdf', filename: 'order.pdf' },
      });
      const mediaId = await eventually(
        async () => {
          const { data } = await world.system.get<{ data: { content: { media?: { mediaId: string } } }[] }>(
            '/api/v2/messages/demo?direction=inbound&chatId=60155500009',
          );
          expect(data[0]?.content.media?.mediaId).toBeTruthy();
          return data[0]?.content.media?.mediaId ?? null;
        },
        { timeoutMs: 15_000 },
      );
      const back = await world.system.request('GET', `/api/v2/media/demo/${mediaId}`);
      expect(Buffer.from(await back.arrayBuffer())).toEqual(PDF);
    }, 60_000);

    it('has a template reviewed, and sends it', async () => {
      const made = await world.system.request('POST', `/api/v2/templates/demo/${META}`, {
        name: 'order_ready',
        language: 'en_US',
        category: 'UTILITY',
        components: [{ type: 'BODY', text: 'Order {{1}} is ready.', example: { body_text: [['4711']] } }],
      });
      expect([made.status, await made.json()]).toMatchObject([
        201,
        { name: 'order_ready', status: 'PENDING' },
      ]);
      await eventually(
        async () => {
          const { data } = await world.system.get<{ data: { name: string; status: string }[] }>(
            `/api/v2/templates/demo/${META}`,
          );
          expect(data.find(({ name }) => name === 'order_ready')?.status).toBe('APPROVED');
        },
        { timeoutMs: 20_000 },
      );
      const components = [{ type: 'body', parameters: [{ type: 'text', text: '4712' }] }];
      const id = await send('template', { template: { name: 'order_ready', language: 'en_US', components } });
      expect(await atMeta(id)).toMatchObject({ times: 1, body: { template: { name: 'order_ready' } } });
    }, 60_000);
  });
