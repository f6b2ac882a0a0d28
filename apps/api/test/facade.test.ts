import {
  CodedError,
  ERRORS,
  SCOPES,
  wamidOf,
  type ErrorCode,
  type MessageObservation,
} from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';
import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graphAnswerOf } from '../src/facade/errors.ts';
import { problemOf } from '../src/plugins/problems.ts';
import { startApi, type TestApi } from './support/api.ts';
import { addressOf, documentOf, isFacade, routesOf } from './support/document.ts';
import { form, PNG, startFileServer, type FileServer, type Part } from './support/files.ts';
import { livingCloudPhone, livingPhone, type LivingPhone } from './support/phone.ts';

const TO = '60123456789';

interface GraphErrorBody {
  error: {
    message: string;
    type: string;
    code: number;
    error_subcode?: number;
    error_data: { messaging_product: string; details: string };
    fbtrace_id: string;
  };
}
interface Sent {
  contacts: { input: string; wa_id: string }[];
  messages: [{ id: string; message_status?: string }];
}

let api: TestApi;
let company: string;
let key: string;
let web: LivingPhone;
let cloud: LivingPhone;
/** A Cloud API phone to which nobody has written. */
let strict: PhoneWithState;
let filesServer: FileServer;

beforeAll(async () => {
  api = await startApi();
  company = await api.company();
  key = await api.key(company);
  web = await livingPhone(api, company);
  cloud = await livingCloudPhone(api, company);
  strict = await api.phone(company, 'meta');
  await api.store.phones.change(company, strict.phoneIndex, { limits: { serviceWindow: true } });
  filesServer = await startFileServer((_request, response) => response.end(PNG));
});
afterAll(async () => {
  web?.close();
  cloud?.close();
  await filesServer?.close();
  await api.close();
});

const phones = (): [string, PhoneWithState][] => [
  ['wwebjs', web.phone],
  ['meta', cloud.phone],
];

const send = (phone: PhoneWithState, body: object, more: object = {}) =>
  api.call(`POST /v23.0/${phone.phoneNumberId}/messages`, {
    key,
    body: { messaging_product: 'whatsapp', to: TO, ...body },
    ...more,
  });
const text = (body = 'Hello') => ({ type: 'text', text: { body } });

/** The message that an answer of the facade names, as our own API has it. */
async function stored(answer: { json: () => unknown; statusCode: number; body: string }) {
  expect([answer.statusCode, answer.body]).toEqual([200, expect.any(String)]);
  const [{ id }] = (answer.json() as Sent).messages;
  const message = await api.store.messages.find(company, id.replace('wamid.', 'msg_'));
  expect(message).not.toBeNull();
  return message!;
}

async function refusal(answer: { json: () => unknown; statusCode: number }) {
  const { error } = answer.json() as GraphErrorBody;
  return { status: answer.statusCode, code: error.code, subcode: error.error_subcode, error };
}

describe('a message', () => {
  test('is accepted for phones of both kinds, by its id in one form', async () => {
    for (const [connectionType, phone] of phones()) {
      const answer = await send(phone, { ...text(), recipient_type: 'individual' });
      const message = await stored(answer);
      expect(answer.json()).toEqual({
        messaging_product: 'whatsapp',
        contacts: [{ input: TO, wa_id: TO }],
        messages: [{ id: wamidOf(message.id) }],
      });
      expect(message).toMatchObject({
        ...{ connectionType, phoneId: phone.phoneId, chatId: TO, type: 'text', status: 'queued' },
        content: { text: 'Hello' },
      });
    }
  });

  test('is taken by every version of the API, and by none that is no version', async () => {
    for (const version of ['v1.0', 'v13.0', 'v23.0', 'v99.1'])
      expect(
        (
          await api.call(`POST /${version}/${web.phone.phoneNumberId}/messages`, {
            key,
            body: { messaging_product: 'whatsapp', to: TO, ...text() },
          })
        ).statusCode,
      ).toBe(200);
    for (const version of ['v0.9', 'v23', 'v1.x']) {
      const answer = await api.call(`POST /${version}/${web.phone.phoneNumberId}/messages`, {
        key,
        body: {},
      });
      expect([version, (await refusal(answer)).code]).toEqual([version, expect.any(Number)]);
      expect(answer.statusCode).toBeLessThan(500);
    }
  });

  test.each([
    ['+60 12-345 6789', TO],
    ['(60) 123456789', TO],
    [TO, TO],
    [`${TO}@c.us`, TO],
    ['US.13491208655302741918', 'US.13491208655302741918'],
  ])('to %j goes to %s', async (to, chatId) => {
    expect(await stored(await send(cloud.phone, { to, ...text() }))).toMatchObject({ chatId });
  });

  test('to a group names the group as it was given', async () => {
    const group = '120363041234567890';
    for (const to of [group, `${group}@g.us`]) {
      const answer = await send(web.phone, { recipient_type: 'group', to, ...text() });
      expect(await stored(answer)).toMatchObject({ chatId: `${group}@g.us` });
      expect(answer.json<Sent>().contacts).toEqual([{ input: to, wa_id: to }]);
    }
  });

  test('of a business-scoped user id may stand in recipient', async () => {
    const answer = await send(cloud.phone, { to: undefined, recipient: 'US.1349', ...text() });
    expect(await stored(answer)).toMatchObject({ chatId: 'US.1349' });
  });

  const CONTENTS: [string, object, object][] = [
    [
      'text',
      { type: 'text', text: { body: 'https://a.example', preview_url: true } },
      { type: 'text', content: { text: 'https://a.example', linkPreview: true } },
    ],
    [
      'a text without a type, with fields of Meta’s that nobody knows yet',
      { text: { body: 'x', madefield: 1 }, something_new: { a: [] }, context: null },
      { type: 'text', content: { text: 'x' }, quotedMessageId: null },
    ],
    [
      'location',
      { type: 'location', location: { latitude: '37.5', longitude: -122.25, name: 'HQ', address: '' } },
      { type: 'location', content: { latitude: 37.5, longitude: -122.25, name: 'HQ' } },
    ],
    [
      'contacts as JSON text',
      {
        type: 'contacts',
        contacts: JSON.stringify([
          {
            name: { formatted_name: 'Ada Lovelace', first_name: 'Ada' },
            phones: [{ phone: '+49 151 1234567', wa_id: '491511234567', type: 'CELL' }],
            org: { company: 'Engines' },
          },
        ]),
      },
      {
        type: 'contact',
        content: {
          contacts: [{ name: 'Ada Lovelace', phones: ['+49 151 1234567'], organization: 'Engines' }],
        },
      },
    ],
    [
      'interactive',
      {
        type: 'interactive',
        interactive: {
          type: 'button',
          body: { text: 'Sure?' },
          action: { buttons: [{ type: 'reply', reply: { id: 'y', title: 'Yes' } }] },
        },
      },
      { type: 'interactive', content: { interactive: { type: 'button' } } },
    ],
  ];
  test.each(CONTENTS)('%s', async (_name, body, expected) => {
    for (const [, phone] of phones()) expect(await stored(await send(phone, body))).toMatchObject(expected);
  });

  test('template, with an answer that says that it was accepted', async () => {
    const template = {
      name: 'order_update',
      namespace: 'x',
      language: { code: 'en_US', policy: 'deterministic' },
      components: [{ type: 'body', parameters: [{ type: 'text', text: '4711' }] }],
    };
    const answer = await send(cloud.phone, { type: 'template', template });
    expect(await stored(answer)).toMatchObject({
      type: 'template',
      content: { name: 'order_update', language: 'en_US', components: template.components },
    });
    expect(answer.json<Sent>().messages[0].message_status).toBe('accepted');
  });

  test('media by link is fetched and kept before it is accepted', async () => {
    for (const [, phone] of phones()) {
      const image = { link: `${filesServer.url}/a.png`, caption: 'Look' };
      expect(await stored(await send(phone, { type: 'image', image }))).toMatchObject({
        type: 'image',
        content: { caption: 'Look', media: { mimeType: 'image/png', sizeBytes: PNG.length } },
      });
    }
  });

  test('comes as a form as well', async () => {
    const form = new URLSearchParams({
      messaging_product: 'whatsapp',
      to: TO,
      type: 'text',
      text: JSON.stringify({ body: 'From a form' }),
    });
    const answer = await api.call(`POST /v23.0/${web.phone.phoneNumberId}/messages`, {
      key,
      payload: form.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
    expect(await stored(answer)).toMatchObject({ content: { text: 'From a form' } });
  });

  test('keeps biz_opaque_callback_data for the statuses', async () => {
    const answer = await send(web.phone, { ...text(), biz_opaque_callback_data: 'order 4711' });
    expect((await stored(answer)).metadata).toEqual({ biz_opaque_callback_data: 'order 4711' });
  });

  test('answers one, and reacts to one, by the id that the facade gave', async () => {
    const first = await stored(await send(web.phone, text()));
    for (const id of [wamidOf(first.id), first.id]) {
      const reply = await send(web.phone, { ...text('Reply'), context: { message_id: id } });
      expect(await stored(reply)).toMatchObject({ quotedMessageId: first.id });
      const reaction = await send(web.phone, { type: 'reaction', reaction: { message_id: id, emoji: '👍' } });
      expect(await stored(reaction)).toMatchObject({
        ...{ type: 'reaction', quotedMessageId: first.id },
        content: { emoji: '👍', messageId: first.id },
      });
    }
  });

  test('under one Idempotency-Key is one message', async () => {
    const headers = { 'idempotency-key': 'facade-1' };
    const first = await send(web.phone, text(), { headers });
    const again = await send(web.phone, text(), { headers });
    expect(again.json()).toEqual(first.json());
    expect([first, again].map((answer) => answer.headers['idempotent-replayed'])).toEqual([
      undefined,
      'true',
    ]);
    expect(await refusal(await send(web.phone, text('Other'), { headers }))).toMatchObject({
      status: 409,
      code: 100,
    });
  });
});

describe('a message that came', () => {
  let arrived = 0;
  /** Somebody writes to a phone; answers our id of what he wrote. */
  async function arrives({
    companyId,
    phoneId,
    phoneIndex,
    connectionType,
  }: PhoneWithState): Promise<string> {
    const message: MessageObservation = {
      ...{ kind: 'message', phone: { phoneId }, providerMessageId: `wamid.of-meta-${++arrived}` },
      ...{ chatId: TO, from: TO, fromMe: false, participant: null, senderName: null },
      ...{ type: 'text', content: { text: 'Hi' }, quotedProviderMessageId: null, at: new Date() },
    };
    const phone = { companyId, phoneId, phoneIndex, connectionType, me: null };
    const [made] = await api.store.transaction((tx) =>
      api.store.messages.storeInbound(tx, [{ phone, message }]),
    );
    return made!.id;
  }

  test('is marked as read, with or without a typing indicator', async () => {
    for (const living of [web, cloud]) {
      const id = await arrives(living.phone);
      living.asked.length = 0;
      const read = { to: undefined, status: 'read', message_id: wamidOf(id) };
      const plain = await send(living.phone, read);
      expect([plain.statusCode, plain.json()]).toEqual([200, { success: true }]);
      await send(living.phone, { ...read, typing_indicator: { type: 'text' } });
      const { chatId, providerMessageId } = (await api.store.messages.find(company, id))!;
      const message = { chatId, providerMessageId, fromMe: false, at: expect.any(String) as string };
      expect(living.asked).toEqual([
        { name: 'chat.read', chatId, message },
        { name: 'chat.read', chatId, message, typing: true },
      ]);
    }
  });

  test('cannot be marked as read on another number, or when it was sent, or is not there', async () => {
    const theirs = await arrives(web.phone);
    const mine = (await stored(await send(cloud.phone, text()))).id;
    cloud.asked.length = 0;
    for (const id of [theirs, mine, `msg_${'0'.repeat(26)}`, 'wamid.unknown'])
      expect(await refusal(await send(cloud.phone, { status: 'read', message_id: id }))).toMatchObject({
        status: 400,
        code: 131009,
      });
    expect(await refusal(await send(cloud.phone, { status: 'read' }))).toMatchObject({ code: 131008 });
    expect(cloud.asked).toEqual([]);
  });

  test('what the phone refuses is told with Meta’s own code', async () => {
    const id = await arrives(cloud.phone);
    const done = cloud.answer;
    cloud.answer = () => ({
      kind: 'refused',
      code: 'PROVIDER_REFUSED',
      detail: 'No.',
      providerCode: '131030',
    });
    const refused = await send(cloud.phone, { status: 'read', message_id: id });
    cloud.answer = done;
    expect(await refusal(refused)).toMatchObject({ status: 400, code: 131030 });
    expect(
      await refusal(await send(strict, { status: 'read', message_id: await arrives(strict) })),
    ).toMatchObject({
      code: 133010,
    });
  });

  test('is answered by its id', async () => {
    const id = await arrives(cloud.phone);
    const reply = await send(cloud.phone, { ...text(), context: { message_id: wamidOf(id) } });
    expect(await stored(reply)).toMatchObject({ quotedMessageId: id });
  });
});

describe('what is wrong is refused as Meta refuses it', () => {
  const REFUSED: [string, object, number][] = [
    ['no messaging_product', { messaging_product: undefined, ...text() }, 131008],
    ['another product', { messaging_product: 'instagram', ...text() }, 100],
    ['no recipient', { to: undefined, ...text() }, 131008],
    ['a recipient that is none', { to: 'nobody', ...text() }, 131009],
    ['a recipient_type that is none', { recipient_type: 'crowd', ...text() }, 100],
    ['a type that is none', { type: 'telepathy' }, 100],
    ['a type that every object has', { type: 'constructor' }, 100],
    ['no object of its type', { type: 'image' }, 131008],
    ['an empty text', { type: 'text', text: { body: '' } }, 100],
    ['a text that is too long', text('x'.repeat(4097)), 100],
    ['a file by id and by link', { type: 'image', image: { id: 'med_1', link: 'https://a.example/a' } }, 100],
    ['a file that is not here', { type: 'image', image: { id: '1234' } }, 131009],
    ['a link to nobody', { type: 'image', image: { link: 'http://127.0.0.1:1/a.png' } }, 131052],
    [
      'an answer to nothing',
      { ...text(), context: { message_id: 'wamid.HBgLMTY1MDM4Nzk0MzkVAgARGA' } },
      131009,
    ],
    [
      'an answer to what is not here',
      { ...text(), context: { message_id: `wamid.${'0'.repeat(26)}` } },
      131009,
    ],
    ['opaque data that are too long', { ...text(), biz_opaque_callback_data: 'x'.repeat(513) }, 131009],
    ['a status that is none', { status: 'delivered', message_id: 'x' }, 100],
    ['NUL in JSON text', { type: 'text', text: '{"body":"a\\u0000b"}' }, 100],
  ];
  test.each(REFUSED)('%s', async (_name, body, code) => {
    for (const [, phone] of phones()) {
      const { error, ...refused } = await refusal(await send(phone, body));
      expect(refused).toMatchObject({ status: 400, code });
      expect(error.message).toContain(`(#${code}) `);
      expect(error.error_data).toEqual({
        messaging_product: 'whatsapp',
        details: expect.stringMatching(/\w/),
      });
      expect([error.type, error.fbtrace_id]).toEqual(['OAuthException', expect.stringMatching(/\w/)]);
    }
  });

  test('what WhatsApp Web cannot send is an unsupported type', async () => {
    const template = { name: 'a', language: { code: 'en_US' } };
    expect(await refusal(await send(web.phone, { type: 'template', template }))).toMatchObject({
      status: 400,
      code: 131051,
    });
  });

  test('a closed window is told as Meta tells it', async () => {
    expect(await refusal(await send(strict, { ...text(), to: '60199999999' }))).toMatchObject({
      status: 400,
      code: 131047,
    });
  });

  test('half a JSON, another type of body, one that is too large, and a path that nobody has', async () => {
    const path = `POST /v23.0/${web.phone.phoneNumberId}/messages` as const;
    const post = (payload: string, type = 'application/json') =>
      api.call(path, { key, payload, headers: { 'content-type': type } });
    expect(await refusal(await post('{"a"'))).toMatchObject({ status: 400, code: 100 });
    expect(await refusal(await post('[]'))).toMatchObject({ status: 400, code: 100 });
    expect(await refusal(await post('x', 'text/plain'))).toMatchObject({ status: 415, code: 100 });
    const large = JSON.stringify({ x: 'x'.repeat(1024 * 1024) });
    expect(await refusal(await post(large))).toMatchObject({ status: 413, code: 100 });
    expect(await refusal(await api.call('GET /v23.0/a/b/c/d', { key }))).toMatchObject({
      status: 404,
      code: 2500,
    });
    expect(await refusal(await api.call('GET /v23.0/%zz', { key }))).toMatchObject({
      status: 400,
      code: 100,
    });
    expect(await refusal(await api.call(`PUT ${path.slice(5)}` as 'PUT /', { key }))).toMatchObject({
      status: 405,
      code: 100,
    });
  });

  test('a store that is away is a service that is unavailable, and a fault says nothing of the inside', async () => {
    const { accept } = api.store.messages;
    api.store.messages.accept = () => Promise.reject(new CodedError('STORE_UNAVAILABLE'));
    const away = await send(web.phone, text());
    api.store.messages.accept = () => Promise.reject(new Error('relation "secrets" does not exist'));
    const broken = await send(web.phone, text());
    api.store.messages.accept = accept;
    expect(await refusal(away)).toMatchObject({ status: 503, code: 131016, error: { is_transient: true } });
    expect(away.headers['retry-after']).toBeDefined();
    expect(await refusal(broken)).toMatchObject({ status: 500, code: 131000 });
    expect(broken.body).not.toContain('secrets');
  });

  test('more requests than a key may make are told as Meta tells them, and when to come again', async () => {
    const limited = await startApi({ limits: { requestsPerSecond: 2 } });
    try {
      const own = await limited.company();
      const { phoneNumberId } = await limited.phone(own);
      const ownKey = await limited.key(own);
      const calls = Array.from({ length: 30 }, () =>
        limited.call(`GET /v23.0/${phoneNumberId}`, { key: ownKey }),
      );
      const refused = (await Promise.all(calls)).find(({ statusCode }) => statusCode !== 200)!;
      expect(await refusal(refused)).toMatchObject({
        status: 429,
        code: 80007,
        error: { is_transient: true },
      });
      expect(refused.headers['retry-after']).toBe('1');
    } finally {
      await limited.close();
    }
  });

  test('every code of the catalogue can be told', () => {
    for (const code of Object.keys(ERRORS) as ErrorCode[]) {
      const error = new CodedError(code);
      const { status, body } = graphAnswerOf(problemOf(error), error);
      expect([code, status >= 400, body.error.message]).toEqual([
        code,
        true,
        expect.stringMatching(/^\(#\d+\) \w|^Unsupported|^\w/),
      ]);
    }
  });
});

describe('a file', () => {
  const upload = (phone: PhoneWithState, parts: Part[], query = '') => {
    const { payload, headers } = form(...parts);
    return api.call(`POST /v23.0/${phone.phoneNumberId}/media${query}`, { key, payload, headers });
  };
  const product: Part = { name: 'messaging_product', content: 'whatsapp' };
  const picture: Part = { filename: 'a.png', type: 'image/png', content: PNG };
  const uploaded = async (phone: PhoneWithState) =>
    (await upload(phone, [product, picture])).json<{ id: string }>().id;

  test('goes up, is described, comes down with the same key, is sent by its id, and goes', async () => {
    for (const [, phone] of phones()) {
      const id = await uploaded(phone);
      const read = await api.call(`GET /v23.0/${id}?phone_number_id=${phone.phoneNumberId}`, {
        key,
        headers: { host: 'gateway.example:8443', 'x-forwarded-proto': 'https' },
      });
      const described = read.json<{ url: string }>();
      expect(described).toEqual({
        ...{ messaging_product: 'whatsapp', id, mime_type: 'image/png', file_size: PNG.length },
        sha256: createHash('sha256').update(PNG).digest('hex'),
        url: `https://gateway.example:8443/api/v2/media/${company}/${id}`,
      });
      const { pathname } = new URL(described.url);
      const headers = { authorization: `Bearer ${key}` };
      expect((await api.app.inject({ url: pathname, headers })).rawPayload.equals(PNG)).toBe(true);
      const image = { id, caption: 'Look' };
      expect(await stored(await send(phone, { type: 'image', image }))).toMatchObject({
        type: 'image',
        content: { caption: 'Look', media: { mediaId: id } },
      });
      expect(await refusal(await api.call(`DELETE /v23.0/${id}`, { key }))).toMatchObject({ status: 409 });
      const other = await uploaded(phone);
      expect((await api.call(`DELETE /v23.0/${other}`, { key })).json()).toEqual({ success: true });
      expect(await refusal(await api.call(`GET /v23.0/${other}`, { key }))).toMatchObject({ subcode: 33 });
    }
  });

  test('may be named in the header of a template, and as a voice message', async () => {
    const id = await uploaded(cloud.phone);
    const header = { type: 'header', parameters: [{ type: 'image', image: { id } }] };
    const template = { name: 'a', language: { code: 'en' }, components: [header] };
    const message = await stored(await send(cloud.phone, { type: 'template', template }));
    expect(Object.keys((message.content as { files: object }).files)).toEqual([id]);
    const audio = { link: `${filesServer.url}/a.ogg`, voice: true };
    expect(await refusal(await send(cloud.phone, { type: 'audio', audio }))).toMatchObject({ code: 131053 });
  });

  test('has its type from the part, else from the field, else from its bytes', async () => {
    const csv: Part = { filename: 'a.csv', content: 'a;b\n' };
    const type: Part = { name: 'type', content: 'text/csv' };
    const silent: Part = { ...picture, type: 'application/octet-stream' };
    const typeOf = async (parts: Part[], query?: string) => {
      const { id } = (await upload(web.phone, parts, query)).json<{ id: string }>();
      return (await api.store.media.get(company, id))?.mimeType;
    };
    expect(await typeOf([product, type, csv])).toBe('text/csv');
    expect(await typeOf([silent, product, { name: 'type', content: 'image/png' }])).toBe('image/png');
    // One client says the product in the query.
    expect(await typeOf([picture], '?messaging_product=whatsapp')).toBe('image/png');
  });

  test.each<[string, Part[], number]>([
    ['without the product', [picture], 131008],
    ['without a file', [product], 131008],
    ['twice', [product, picture, picture], 131009],
    ['that is not what it says', [product, { ...picture, type: 'application/pdf' }], 131053],
  ])('%s is refused, and nothing is kept', async (_name, parts, code) => {
    const count = async () => (await api.store.media.list(company, { limit: 200 })).data.length;
    const before = await count();
    expect(await refusal(await upload(web.phone, parts))).toMatchObject({ status: 400, code });
    expect(await count()).toBe(before);
  });

  test('of another company is unknown, also to be sent', async () => {
    const id = await uploaded(web.phone);
    const foreign = await api.company();
    const foreignKey = await api.key(foreign);
    for (const method of ['GET', 'DELETE'])
      expect(await refusal(await api.call(`${method} /v23.0/${id}`, { key: foreignKey }))).toMatchObject({
        ...{ status: 400, code: 100, subcode: 33 },
      });
    const theirs = await api.phone(foreign);
    const answer = await api.call(`POST /v23.0/${theirs.phoneNumberId}/messages`, {
      key: foreignKey,
      body: { messaging_product: 'whatsapp', to: TO, type: 'image', image: { id } },
    });
    expect(await refusal(answer)).toMatchObject({ code: 131009 });
  });

  test('is found with the admin key when a number of its company is named', async () => {
    const id = await uploaded(web.phone);
    expect((await api.call(`GET /v23.0/${id}`)).statusCode).toBe(400);
    expect((await api.call(`GET /v23.0/${id}?phone_number_id=${web.phone.phoneNumberId}`)).statusCode).toBe(
      200,
    );
  });
});

describe('numbers and accounts', () => {
  const get = (path: string) => api.call(`GET /v23.0/${path}`, { key });
  const WABA = '9001';

  test('a phone of either kind tells the fields that are asked for', async () => {
    for (const [, { phoneNumberId }] of phones()) {
      const usual = (await get(phoneNumberId)).json<object>();
      expect(usual).toMatchObject({ id: phoneNumberId, quality_rating: 'UNKNOWN' });
      expect(usual).not.toHaveProperty('status');
      const asked = await get(`${phoneNumberId}?fields=status,throughput{level},certificate`);
      expect(asked.json()).toEqual({
        ...{ id: phoneNumberId, status: 'CONNECTED', throughput: { level: 'NOT_APPLICABLE' } },
      });
    }
  });

  test('an account tells its phones; a WhatsApp Web phone is one of its own', async () => {
    const ids = async (path: string) =>
      (await get(`${path}/phone_numbers`)).json<{ data: { id: string }[] }>().data.map(({ id }) => id);
    expect(await ids(WABA)).toEqual([cloud.phone.phoneNumberId]);
    expect(await ids(web.phone.phoneNumberId)).toEqual([web.phone.phoneNumberId]);
    const foreignKey = await api.key(await api.company());
    for (const id of [WABA, web.phone.phoneNumberId])
      expect(
        await refusal(await api.call(`GET /v23.0/${id}/phone_numbers`, { key: foreignKey })),
      ).toMatchObject({ subcode: 33 });
  });

  test('templates are listed page by page, made and removed', async () => {
    const account = { companyId: company, wabaId: WABA };
    const facts = (n: number) => ({
      ...{
        templateId: String(n),
        name: `t_${n}`,
        language: 'en_US',
        category: 'UTILITY',
        status: 'APPROVED',
      },
      ...{ quality: 'GREEN', rejectedReason: null, previousCategory: null },
      components: [{ type: 'BODY', text: 'Hi' }],
    });
    for (const n of [1, 2, 3]) await api.store.templates.save(account, facts(n), new Date());
    interface Page {
      data: { id: string; name: string }[];
      paging: { cursors: { after?: string }; next?: string };
    }
    const first = (await get(`${WABA}/message_templates?limit=2&fields=name`)).json<Page>();
    expect(first.data).toEqual([1, 2].map((n) => ({ id: String(n), name: `t_${n}` })));
    expect(first.paging.next).toContain('fields=name');
    const second = (
      await get(`${WABA}/message_templates?limit=2&after=${first.paging.cursors.after}`)
    ).json<Page>();
    expect(second.data.map(({ id }) => id)).toEqual(['3']);
    expect(second.paging).toEqual({ cursors: {} });

    const answer = cloud.answer;
    cloud.answer = ({ name }) => ({
      ...{
        kind: 'done',
        value: name === 'template.create' ? { ...facts(4), status: 'PENDING' } : { removed: 1 },
      },
    });
    cloud.asked.length = 0;
    const made = await api.call(`POST /v23.0/${WABA}/message_templates`, {
      key,
      body: {
        ...{ name: 't_4', language: 'en_US', category: 'utility', parameter_format: 'named', new_field: 1 },
        components: [{ type: 'BODY', text: 'Hi' }],
      },
    });
    expect([made.statusCode, made.json()]).toEqual([
      200,
      { id: '4', status: 'PENDING', category: 'UTILITY' },
    ]);
    const gone = await api.call(`DELETE /v23.0/${WABA}/message_templates?name=t_4&hsm_id=4`, { key });
    expect(gone.json()).toEqual({ success: true });
    cloud.answer = answer;
    expect(cloud.asked).toMatchObject([
      { name: 'template.create', template: { name: 't_4', category: 'UTILITY', parameterFormat: 'NAMED' } },
      { name: 'template.delete', templateName: 't_4', templateId: '4' },
    ]);
    expect(await refusal(await get(`${web.phone.phoneNumberId}/message_templates`))).toMatchObject({
      code: 131051,
    });
    expect(
      await refusal(await api.call(`POST /v23.0/${WABA}/message_templates`, { key, body: { name: 'A B' } })),
    ).toMatchObject({ status: 400, code: 100 });
  });

  test('the business profile is read and changed where the channel has one', async () => {
    const answer = cloud.answer;
    const profile = {
      ...{ about: 'Open', address: null, description: null, email: null, vertical: 'RETAIL' },
      ...{ websites: ['https://shop.example/'], pictureUrl: 'https://pps.example/1' },
    };
    cloud.answer = () => ({ kind: 'done', value: profile });
    const path = (phone: PhoneWithState) => `${phone.phoneNumberId}/whatsapp_business_profile`;
    expect((await get(`${path(cloud.phone)}?fields=about,websites,email`)).json()).toEqual({
      data: [{ messaging_product: 'whatsapp', about: 'Open', websites: ['https://shop.example/'] }],
    });
    cloud.asked.length = 0;
    const body = {
      messaging_product: 'whatsapp',
      about: 'Closed',
      profile_picture_handle: 'med_1',
      other: 1,
    };
    const changed = await api.call(`POST /v23.0/${path(cloud.phone)}`, { key, body });
    cloud.answer = answer;
    expect([changed.statusCode, changed.json()]).toEqual([200, { success: true }]);
    expect(cloud.asked).toEqual([{ name: 'profile.update', about: 'Closed', pictureMediaId: 'med_1' }]);
    const handle = { ...body, profile_picture_handle: '4::abc' };
    expect(
      await refusal(await api.call(`POST /v23.0/${path(cloud.phone)}`, { key, body: handle })),
    ).toMatchObject({ code: 131009 });
    expect(await refusal(await get(path(web.phone)))).toMatchObject({ status: 400, code: 131051 });
  });
});

describe('who may', () => {
  const operations = () => routesOf(documentOf(api)).filter(isFacade);
  const ask = async (
    operation: ReturnType<typeof operations>[number],
    given: string | null,
    to = cloud.phone,
  ) => {
    const path = addressOf(operation, company)
      .replace('{version}', '23.0')
      .replace(/106540352242922/g, to.phoneNumberId);
    return api.app.inject({
      method: operation.method,
      url: path,
      headers: given ? { authorization: `Bearer ${given}` } : {},
      ...(operation.method === 'POST'
        ? { payload: { messaging_product: 'whatsapp', to: TO, ...text() } }
        : {}),
    });
  };

  test('no route answers without a key, or with one that nobody holds', async () => {
    expect(operations().length).toBeGreaterThan(0);
    for (const operation of operations())
      for (const given of [null, 'EAAG-nobody']) {
        const answer = await ask(operation, given);
        expect([operation.name, await refusal(answer)]).toMatchObject([
          operation.name,
          { status: 401, code: 190, error: { type: 'OAuthException' } },
        ]);
      }
  });

  test('another company’s number is as unknown as one that nobody has', async () => {
    const foreign = await api.company();
    const foreignKey = await api.key(foreign);
    for (const operation of operations()) {
      const theirs = await ask(operation, foreignKey);
      const nobodys = await ask(operation, foreignKey, { phoneNumberId: '77' } as PhoneWithState);
      for (const answer of [theirs, nobodys])
        expect([operation.name, await refusal(answer)]).toMatchObject([
          operation.name,
          { status: 400, code: 100, subcode: 33, error: { type: 'GraphMethodException' } },
        ]);
      const said = [theirs, nobodys].map((answer) =>
        answer.json<GraphErrorBody>().error.message.replace(/'.*'/, ''),
      );
      expect(said[0]).toBe(said[1]);
    }
  });

  test('a key without the scope is refused', async () => {
    for (const operation of operations()) {
      const { 'x-access': access } = operation.operation;
      const poor = await api.key(
        company,
        SCOPES.filter((scope) => scope !== access),
      );
      expect([operation.name, await refusal(await ask(operation, poor))]).toMatchObject([
        operation.name,
        { status: 403, code: 10 },
      ]);
    }
  });

  test('the admin key reaches every number', async () => {
    const answer = await api.call(`POST /v23.0/${web.phone.phoneNumberId}/messages`, {
      body: { messaging_product: 'whatsapp', to: TO, ...text() },
    });
    expect(answer.statusCode).toBe(200);
  });
});
