import { messageIdOfWamid, type ConnectionType, type Message } from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';
import { cloudClients, TEMPLATE_NAME, type CloudClient } from '@watertight/testkit/cloud-clients';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';
import { PNG } from './support/files.ts';

const TO = '60123456789';
const NAMES = ['@great-detail/whatsapp', '@kapso/whatsapp-cloud-api', 'whatsapp-api-js'];

let api: TestApi;
let company: string;
const phones = new Map<ConnectionType, PhoneWithState>();
const clients = new Map<ConnectionType, CloudClient[]>();

beforeAll(async () => {
  api = await startApi();
  company = await api.company();
  const token = await api.key(company, ['messages:send']);
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const baseUrl = `http://127.0.0.1:${(api.app.server.address() as AddressInfo).port}`;
  for (const type of ['wwebjs', 'meta'] as const) {
    const phone = await api.phone(company, type);
    phones.set(type, phone);
    clients.set(type, cloudClients({ baseUrl, token, phoneNumberId: phone.phoneNumberId }));
  }
});
afterAll(() => api.close());

describe.each<ConnectionType>(['wwebjs', 'meta'])('through a phone of the type %s', (type) => {
  const client = (name: string) => {
    const found = clients.get(type)?.find((one) => one.name === name);
    if (!found) throw new Error(`there is no client ${name}`);
    return found;
  };
  async function accepted(id: string): Promise<Message> {
    const message = await api.store.messages.find(company, messageIdOfWamid(id) ?? '');
    expect(message).toMatchObject({ phoneId: phones.get(type)?.phoneId, chatId: TO, status: 'queued' });
    return message as Message;
  }

  test.each(NAMES)('%s sends a text', async (name) => {
    expect(await accepted(await client(name).text(TO, 'Hello'))).toMatchObject({
      type: 'text',
      content: { text: 'Hello' },
    });
  });

  test.each(NAMES)('%s uploads a file and sends it by its id', async (name) => {
    const mediaId = await client(name).upload(new Blob([PNG], { type: 'image/png' }), 'a.png');
    expect(await accepted(await client(name).image(TO, mediaId, 'Look'))).toMatchObject({
      type: 'image',
      content: { caption: 'Look', media: { mediaId, mimeType: 'image/png', sizeBytes: PNG.length } },
    });
  });

  test.each(NAMES)('%s sends buttons', async (name) => {
    expect(await accepted(await client(name).buttons(TO, 'Sure?'))).toMatchObject({
      type: 'interactive',
      content: { interactive: { body: { text: 'Sure?' }, action: { buttons: [{ type: 'reply' }] } } },
    });
  });

  test.each(NAMES)('%s sends a template, or hears in Meta’s words that it cannot go', async (name) => {
    const sent = client(name).template(TO, 'Ada');
    if (type === 'meta')
      expect(await accepted(await sent)).toMatchObject({
        type: 'template',
        content: { name: TEMPLATE_NAME, language: 'en_US' },
      });
    else await expect(sent.catch(codeOf)).resolves.toBe(131051);
  });
});

/** Each client tells a refusal in its own way. */
async function codeOf(error: unknown): Promise<number> {
  const { code, response, message } = error as { code?: unknown; response?: Response; message: string };
  if (typeof code === 'number') return code;
  const body = response && !response.bodyUsed ? await response.json() : JSON.parse(message);
  return (body as { error: { code: number } }).error.code;
}
