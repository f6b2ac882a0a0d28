import {
  CodedError,
  ERRORS,
  SCOPES,
  wamidOf,
  type ErrorCode,
  type MessageObservation,
} from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { graphAnswerOf } from '../src/facade/errors.ts';
import { problemOf } from '../src/plugins/problems.ts';
import { startApi, type TestApi } from './support/api.ts';
import { addressOf, documentOf, isFacade, routesOf } from './support/document.ts';
import { PNG, startFileServer, type FileServer } from './support/files.ts';
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
