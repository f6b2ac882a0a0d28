import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eventually } from '@watertight/testkit';
import { describe, expect, it } from 'vitest';
import { FINAL, WEB, type World } from '../world.ts';

/** What a WhatsApp Web phone does besides texts. */
export const webPhone = (world: World) =>
  describe('a WhatsApp Web phone', () => {
    const CHAT = '60123456789';
    interface Entry {
      key: string;
      type: string;
      times: number;
      edits?: unknown[];
      revoked?: { by: string };
      media?: { sha256?: string };
    }
    /** What WhatsApp has of a message, by the key that it was sent under. */
    const atWhatsApp = async (id: string) => {
      const { providerMessageId } = await world.system.message(id);
      const { messages } = await world.system.observe<{ messages: Entry[] }>(
        'waWebSim',
        `/sim/ledger?key=${providerMessageId}`,
      );
      expect(messages).toHaveLength(1);
      return messages[0] as Entry;
    };
    const send = async (type: string, body: object) => {
      const sent = await world.system.post<{ id: string }>(`/api/v2/messages/${type}/demo/${CHAT}`, {
        phoneIndex: WEB,
        ...body,
      });
      await eventually(async () => expect(FINAL).toContain((await world.system.message(sent.id)).status));
      return sent.id;
    };

    it('sends every kind that carries no file, each once', async () => {
      const button = { type: 'reply', reply: { id: 'yes', title: 'Yes' } };
      const text = await send('text', { message: 'to react to' });
      const kinds: [type: string, body: object, arrivesAs: string][] = [
        ['location', { latitude: 3.1579, longitude: 101.7116, name: 'Tea house' }, 'location'],
        ['contact', { contacts: [{ name: 'Ann Lee', phones: ['+60 12-345 6789'] }] }, 'vcard'],
        ['poll', { question: 'Tea?', options: ['yes', 'no'] }, 'poll_creation'],
        ['reaction', { emoji: '👍', messageId: text }, 'reaction'],
        [
          'interactive',
          { interactive: { type: 'button', body: { text: 'Tea?' }, action: { buttons: [button] } } },
          'chat',
        ],
      ];
      for (const [type, body, arrivesAs] of kinds)
        expect([type, await atWhatsApp(await send(type, body))]).toMatchObject([
          type,
          { type: arrivesAs, times: 1 },
        ]);
      const refused = await world.system.request('POST', `/api/v2/messages/template/demo/${CHAT}`, {
        phoneIndex: WEB,
        template: { name: 'hello_world', language: 'en_US' },
      });
      expect([refused.status, await refused.json()]).toMatchObject([422, { code: 'UNSUPPORTED_ON_CHANNEL' }]);
    }, 60_000);

    it('sends files given as bytes, by upload and by URL, and gives them back', async () => {
      const bytes = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n');
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      const form = new FormData();
      form.set('file', new Blob([bytes], { type: 'application/pdf' }), 'list.pdf');
      const upload = await fetch(`${world.system.at.api}/api/v2/media/demo`, {
        method: 'POST',
        headers: { authorization: `Bearer ${world.system.at.adminKey}` },
        body: form,
      });
      const { mediaId } = (await upload.json()) as { mediaId: string };
      const server = createServer((_request, response) => void response.end(bytes)).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/list.pdf`;
      try {
        for (const media of [
          { data: bytes.toString('base64'), mimeType: 'application/pdf', filename: 'list.pdf' },
          { mediaId },
          { url },
        ]) {
          const id = await send('document', { media, caption: 'Prices' });
          expect(await atWhatsApp(id)).toMatchObject({ type: 'document', times: 1, media: { sha256 } });
          const { content } = await world.system.get<{ content: { media: { mediaId: string } } }>(
            `/api/v2/messages/demo/${id}`,
          );
          expect(content).toMatchObject({ caption: 'Prices', media: { sha256, filename: 'list.pdf' } });
          const back = await world.system.request('GET', `/api/v2/media/demo/${content.media.mediaId}`);
          expect(Buffer.from(await back.arrayBuffer())).toEqual(bytes);
        }
      } finally {
        server.close();
      }
    }, 60_000);

    it('edits, forwards and takes back what it sent', async () => {
      const id = await send('text', { message: 'first' });
      const edited = await world.system.request('PATCH', `/api/v2/messages/demo/${id}`, {
        message: 'second',
      });
      expect([edited.status, await edited.json()]).toMatchObject([200, { content: { text: 'second' } }]);
      expect((await atWhatsApp(id)).edits).toHaveLength(1);
      const copy = await world.system.post<{ id: string }>(`/api/v2/messages/demo/${id}/forward`, {
        chatId: '60155500003',
      });
      await world.becomes(copy.id, 'read');
      expect(await atWhatsApp(copy.id)).toMatchObject({ text: 'second', forwarded: { score: 1 } });
      const removed = await world.system.request('DELETE', `/api/v2/messages/demo/${id}`);
      expect([removed.status, await removed.json()]).toMatchObject([
        200,
        { revokedAt: expect.any(String) as string },
      ]);
      expect((await atWhatsApp(id)).revoked).toMatchObject({ by: 'sender' });
      const { events } = await world.system.message(id);
      const told = events?.filter(({ type }) => type === 'message.edited' || type === 'message.revoked');
      expect(told?.map(({ type }) => type)).toEqual(['message.edited', 'message.revoked']);
    }, 60_000);

    it('does what it is asked at once: typing, groups, numbers', async () => {
      const typing = await world.system.request('POST', `/api/v2/chats/demo/${CHAT}/typing`, {
        phoneIndex: WEB,
      });
      expect([typing.status, await typing.text()]).toEqual([204, '']);
      const { data: checked } = await world.system.post<{ data: object[] }>(
        '/api/v2/companies/demo/contacts/check',
        {
          phoneNumbers: ['+60 12-345 6789'],
          phoneIndex: WEB,
        },
      );
      expect(checked).toMatchObject([{ asked: '+60 12-345 6789', exists: true, chatId: CHAT }]);
      const made = await world.system.post<{ chatId: string }>('/api/v2/groups/demo', {
        subject: 'Tea at one',
        participants: [CHAT],
        phoneIndex: WEB,
      });
      const group = await world.system.get<object>(`/api/v2/groups/demo/${made.chatId}`);
      expect(group).toMatchObject({ chatId: made.chatId, subject: 'Tea at one' });
      const { data: groups } = await world.system.get<{ data: { chatId: string }[] }>('/api/v2/groups/demo');
      expect(groups.map(({ chatId }) => chatId)).toContain(made.chatId);
      const left = await world.system.request('POST', `/api/v2/groups/demo/${made.chatId}/leave`);
      expect([left.status, await left.text()]).toEqual([204, '']);
    }, 60_000);
  });
