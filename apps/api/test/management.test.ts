import type { ActionResult, Template, TemplateFacts } from '@watertight/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';
import { livingCloudPhone, type LivingPhone } from './support/phone.ts';

let api: TestApi;
let company: string;
let living: LivingPhone;
let phones: `/${string}`;
let templates: `/${string}`;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  company = await api.company();
  living = await livingCloudPhone(api, company);
  phones = `/companies/${company}/phones/${living.phone.phoneIndex}`;
  templates = `/templates/${company}/${living.phone.phoneIndex}`;
});
afterEach(() => living.close());

const answerWith = (value: unknown) => (living.answer = (): ActionResult => ({ kind: 'done', value }));
const due = async () =>
  (await api.store.phones.takeDueChecks('meta', 200, 60_000))
    .map(({ phoneId }) => phoneId)
    .filter((id) => id === living.phone.phoneId);

const PROFILE = {
  about: 'Hi',
  address: null,
  description: null,
  email: null,
  websites: [],
  vertical: 'RETAIL',
  pictureUrl: null,
};
const SUBSCRIPTION = {
  wabaId: '9001',
  apps: [{ appId: '5', name: 'Shop', callbackUrl: null }],
  callbackUrls: { phone: null, account: null, app: 'https://app.example/' },
};

describe('each of these asks Meta for one thing about a number, and answers with what it says', () => {
  interface Case {
    call: string;
    body?: object;
    action: object;
    value?: unknown;
    status: number;
  }
  const cases: Case[] = [
    {
      call: 'POST register',
      body: { pin: '123456', dataLocalizationRegion: 'DE' },
      action: { name: 'number.register', pin: '123456', region: 'DE' },
      status: 204,
    },
    { call: 'POST deregister', action: { name: 'number.deregister' }, status: 204 },
    {
      call: 'POST two-step-pin',
      body: { pin: '654321' },
      action: { name: 'number.set-pin', pin: '654321' },
      status: 204,
    },
    {
      call: 'POST request-code',
      body: { method: 'VOICE', language: 'ms' },
      action: { name: 'number.request-code', method: 'VOICE', language: 'ms' },
      status: 204,
    },
    {
      call: 'POST verify-code',
      body: { code: '123-456' },
      action: { name: 'number.verify-code', code: '123456' },
      status: 204,
    },
    { call: 'GET business-profile', action: { name: 'profile.read' }, value: PROFILE, status: 200 },
    {
      call: 'PATCH business-profile',
      body: { about: 'Hi', email: '', websites: [] },
      action: { name: 'profile.update', about: 'Hi', email: '', websites: [] },
      value: PROFILE,
      status: 200,
    },
    {
      call: 'GET webhook-subscription',
      action: { name: 'subscription.read' },
      value: SUBSCRIPTION,
      status: 200,
    },
    {
      call: 'POST webhook-subscription',
      action: { name: 'subscription.set', scope: 'account' },
      value: SUBSCRIPTION,
      status: 200,
    },
    {
      call: 'POST webhook-subscription',
      body: { scope: 'phone', callbackUrl: 'https://gate.example/api/meta/webhook', verifyToken: 'v' },
      action: {
        name: 'subscription.set',
        scope: 'phone',
        callbackUrl: 'https://gate.example/api/meta/webhook',
        verifyToken: 'v',
      },
      value: SUBSCRIPTION,
      status: 200,
    },
    {
      call: 'DELETE webhook-subscription?scope=phone',
      action: { name: 'subscription.remove', scope: 'phone' },
      status: 204,
    },
  ];

  test.each(cases)('$call $body', async ({ call, body, action, value = null, status }) => {
    answerWith(value);
    const [method, path] = call.split(' ');
    const response = await api.call(`${method} ${phones}/${path}` as 'GET /', { body });
    expect([response.statusCode, living.asked]).toEqual([status, [action]]);
    if (value !== null) expect(response.json()).toEqual(value);
  });

  test('a phone that is not ready can be registered, and is asked how it is at once', async () => {
    await due();
    await api.store.phones.report(living.phone.phoneId, {
      status: 'failed',
      reason: 'Not registered.',
      reasonCode: 'NOT_REGISTERED',
      instanceId: null,
      check: { failed: 1, nextMs: 60_000 },
    });
    expect(await due()).toEqual([]);
    expect((await api.call(`POST ${phones}/register`, { body: { pin: '123456' } })).statusCode).toBe(204);
    expect(await due()).toEqual([living.phone.phoneId]);
  });

  test('a refusal of Meta’s comes through with its code and its words', async () => {
    living.answer = () => ({
      kind: 'refused',
      code: 'REFUSED_BY_WHATSAPP',
      detail: 'Meta refused it: wrong PIN (code 133005)',
      providerCode: '133005',
    });
    const response = await api.call(`POST ${phones}/register`, { body: { pin: '123456' } });
    expect(response.json()).toMatchObject({
      status: 422,
      code: 'REFUSED_BY_WHATSAPP',
      detail: 'Meta refused it: wrong PIN (code 133005)',
      providerCode: '133005',
    });
  });

  test.each([
    ['POST register', { pin: '12345' }],
    ['POST register', { pin: '123456', dataLocalizationRegion: 'XX' }],
    ['POST request-code', { method: 'FAX', language: 'en' }],
    ['POST verify-code', { code: 'abcdef' }],
    ['PATCH business-profile', {}],
    ['PATCH business-profile', { about: '' }],
    ['PATCH business-profile', { about: 'x'.repeat(140) }],
    ['PATCH business-profile', { websites: ['ftp://a.example'] }],
    ['PATCH business-profile', { vertical: 'CIRCUS' }],
    ['POST webhook-subscription', { scope: 'phone' }],
    ['POST webhook-subscription', { callbackUrl: 'http://insecure.example/' }],
    ['DELETE webhook-subscription?scope=all', undefined],
  ])('%s %j is refused without asking', async (call, body) => {
    const [method, path] = call.split(' ');
    const response = await api.call(`${method} ${phones}/${path}` as 'GET /', { body });
    expect(response.json()).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    expect(living.asked).toEqual([]);
  });

  test('neither PIN, code nor verify token is logged', async () => {
    await api.call(`POST ${phones}/register`, { body: { pin: '918273' } });
    await api.call(`POST ${phones}/verify-code`, { body: { code: '564738' } });
    answerWith(SUBSCRIPTION);
    await api.call(`POST ${phones}/webhook-subscription`, {
      body: { callbackUrl: 'https://a.example/', verifyToken: 'open-sesame' },
    });
    expect(JSON.stringify(api.logged)).not.toMatch(/918273|564738|open-sesame/);
  });

  test('a WhatsApp Web phone has none of this', async () => {
    const { phoneIndex } = await api.phone(company);
    const at = `/companies/${company}/phones/${phoneIndex}`;
    for (const call of [
      `POST ${at}/deregister`,
      `GET ${at}/business-profile`,
      `GET ${at}/webhook-subscription`,
      `GET /templates/${company}/${phoneIndex}`,
      `POST /templates/${company}/${phoneIndex}/sync`,
      `DELETE /templates/${company}/${phoneIndex}/offer`,
    ])
      expect((await api.call(call as 'GET /')).json()).toMatchObject({ code: 'UNSUPPORTED_ON_CHANNEL' });
  });
});

test('a phone shows what Meta says of its number, and a bot why it is not well', async () => {
  const read = async () => (await api.call(`GET ${phones}` as 'GET /')).json<{ provider: unknown }>();
  expect((await read()).provider).toBeNull();
  const provider = {
    verifiedName: 'Shop',
    nameStatus: 'APPROVED',
    numberStatus: 'FLAGGED',
    qualityRating: 'RED',
    messagingLimit: 250,
    messagingTier: 'TIER_250',
    throughput: 'STANDARD',
    codeVerificationStatus: 'VERIFIED',
    accountMode: 'LIVE',
    platformType: 'CLOUD_API',
    isOfficialBusinessAccount: false,
    tokenExpiresAt: '2026-01-01T00:00:00.000Z',
    checkedAt: '2026-01-01T00:00:00.000Z',
  };
  await api.store.phones.report(living.phone.phoneId, {
    status: 'ready',
    reason: 'Recipients complain.',
    reasonCode: 'FLAGGED',
    instanceId: 'x',
    provider,
  });
  expect((await read()).provider).toEqual({ ...provider, messagingUsed: 0 });
  await api.store.reach.take(living.phone, provider.messagingLimit, [
    { chatId: '60123000111', expiresAt: null },
  ]);
  expect((await read()).provider).toEqual({ ...provider, messagingUsed: 1 });
  const listed = await api.call(`GET /companies/${company}/phones`);
  expect(JSON.stringify(listed.json())).toContain('"messagingUsed":1');
  const bot = await api.call(`GET /bots/${company}/${living.phone.phoneIndex}`);
  expect(bot.json()).toMatchObject({
    status: 'ready',
    reasonCode: 'FLAGGED',
    reason: 'Recipients complain.',
  });
});

describe('chats of a Cloud API phone', () => {
  test('are read and typed in by the last message that was received', async () => {
    const arrival = {
      phone: { ...living.phone, me: null },
      message: {
        kind: 'message',
        phone: { phoneId: living.phone.phoneId },
        providerMessageId: 'wamid.in',
        chatId: '60123456789',
        from: '60123456789',
        fromMe: false,
        participant: null,
        type: 'text',
        content: { text: 'hi' },
        quotedProviderMessageId: null,
        at: new Date('2026-01-01T00:00:00Z'),
        senderName: null,
      },
    } as const;
    await api.store.transaction((tx) => api.store.messages.storeInbound(tx, [arrival]));
    const chat: `/${string}` = `/chats/${company}/60123456789`;
    await api.call(`POST ${chat}/read`, { body: { typing: true } });
    await api.call(`POST ${chat}/typing`);
    const message = {
      chatId: '60123456789',
      providerMessageId: 'wamid.in',
      fromMe: false,
      at: expect.any(String) as string,
    };
    expect(living.asked).toEqual([
      { name: 'chat.read', chatId: '60123456789', message, typing: true },
      { name: 'chat.typing', chatId: '60123456789', state: 'typing', message },
    ]);
  });
});

describe('templates', () => {
  const facts = (templateId: string, more: Partial<TemplateFacts> = {}): TemplateFacts => ({
    templateId,
    name: `offer_${templateId}`,
    language: 'en_US',
    category: 'MARKETING',
    status: 'APPROVED',
    quality: 'GREEN',
    rejectedReason: null,
    components: [{ type: 'BODY', text: 'Hi' }],
    previousCategory: null,
    ...more,
  });
  const account = () => ({ companyId: company, wabaId: '9001' });
  const keep = (...ids: string[]) =>
    Promise.all(ids.map((id) => api.store.templates.save(account(), facts(id), new Date())));
  const list = async (query = '') =>
    (await api.call(`GET ${templates}${query}`)).json<{ data: Template[]; nextCursor: string | null }>();
  const BODY = { type: 'BODY', text: 'Hi' };
  const NEW = { name: 'offer', language: 'en_US', category: 'MARKETING', components: [BODY] };

  test('are listed from what is kept, by filter and page by page, without asking the phone', async () => {
    for (const id of ['1', '2', '3']) await keep(id);
    const first = await list('?limit=2');
    expect(first.data.map(({ templateId }) => templateId)).toEqual(['1', '2']);
    const rest = await list(`?limit=2&cursor=${first.nextCursor}`);
    expect([rest.data.map(({ templateId }) => templateId), rest.nextCursor]).toEqual([['3'], null]);
    expect(
      (await list('?name=offer_2&status=APPROVED&language=en_US&category=MARKETING')).data,
    ).toMatchObject([{ ...facts('2'), ...account() }]);
    expect((await list('?status=PAUSED')).data).toEqual([]);
    expect(living.asked).toEqual([]);
    expect((await api.call(`GET ${templates}/2`)).json()).toMatchObject(facts('2'));
    expect((await api.call(`GET ${templates}/9`)).json()).toMatchObject({ code: 'TEMPLATE_NOT_FOUND' });
  });

  test('are read from Meta first where that is asked for', async () => {
    living.answer = async () => {
      await keep('5');
      return { kind: 'done', value: { templates: 1 } };
    };
    expect((await list('?refresh=true')).data).toMatchObject([facts('5')]);
    const synced = await api.call(`POST ${templates}/sync`);
    expect([synced.statusCode, synced.json()]).toEqual([200, { templates: 1 }]);
    expect(living.asked).toEqual([{ name: 'template.sync' }, { name: 'template.sync' }]);
  });

  test('are made, and shown even where the worker could not keep them', async () => {
    answerWith(facts('7'));
    const made = await api.call(`POST ${templates}`, { body: { ...NEW, allowCategoryChange: true } });
    expect([made.statusCode, made.headers.location]).toEqual([201, `/api/v2${templates}/7`]);
    expect(made.json()).toMatchObject({ ...facts('7'), ...account() });
    expect(living.asked).toEqual([
      { name: 'template.create', template: { ...NEW, allowCategoryChange: true } },
    ]);
  });

  test('are changed where the account has them', async () => {
    expect((await api.call(`PATCH ${templates}/7`, { body: { category: 'UTILITY' } })).json()).toMatchObject({
      code: 'TEMPLATE_NOT_FOUND',
    });
    await keep('7');
    answerWith(facts('7', { category: 'UTILITY' }));
    expect((await api.call(`PATCH ${templates}/7`, { body: { category: 'UTILITY' } })).statusCode).toBe(200);
    expect(living.asked).toEqual([
      { name: 'template.edit', templateId: '7', change: { category: 'UTILITY' } },
    ]);
  });

  test('go by id, or by name in all languages', async () => {
    await keep('77');
    answerWith({ removed: 1 });
    expect((await api.call(`DELETE ${templates}/77`)).json()).toEqual({ removed: 1 });
    await api.call(`DELETE ${templates}/offer_77`);
    expect(living.asked).toEqual([
      { name: 'template.delete', templateName: 'offer_77', templateId: '77' },
      { name: 'template.delete', templateName: 'offer_77' },
    ]);
  });

  test('need to know the account', async () => {
    const { phoneIndex } = await api.phone(company, 'meta');
    for (const call of ['GET ', 'POST '])
      expect(
        (
          await api.call(`${call}/templates/${company}/${phoneIndex}` as 'GET /', {
            ...(call === 'POST ' ? { body: NEW } : {}),
          })
        ).json(),
      ).toMatchObject({ status: 409, code: 'ACCOUNT_UNKNOWN' });
  });

  test.each<[object, string]>([
    [{ name: 'Offer' }, '/name'],
    [{ name: 'x'.repeat(513) }, '/name'],
    [{ language: 'English' }, '/language'],
    [{ category: 'TRANSACTIONAL' }, '/category'],
    [{ components: [] }, '/components'],
    [{ components: [{ type: 'FOOTER', text: 'x' }] }, '/components'],
    [{ components: [{ text: 'Hi' }, BODY] }, '/components/0/type'],
    [{ components: [BODY, BODY] }, '/components/1/type'],
    [{ components: [{ type: 'body', text: '' }] }, '/components/0/text'],
    [{ components: [{ type: 'BODY', text: 'x'.repeat(1025) }] }, '/components/0/text'],
    [{ components: [BODY, { type: 'HEADER', format: 'TEXT', text: 'x'.repeat(61) }] }, '/components/1/text'],
    [{ components: [BODY, { type: 'HEADER', text: 'x' }] }, '/components/1/format'],
    [{ components: [BODY, { type: 'HEADER', format: 'IMAGE' }] }, '/components/1/mediaId'],
    [{ components: [BODY, { type: 'HEADER', format: 'IMAGE', mediaId: 7 }] }, '/components/1/mediaId'],
    [{ components: [BODY, { type: 'FOOTER', text: 'x'.repeat(61) }] }, '/components/1/text'],
    [{ components: [BODY, { type: 'BUTTONS' }] }, '/components/1/buttons'],
    [
      { components: [BODY, { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'x'.repeat(26) }] }] },
      '/components/1/buttons/0/text',
    ],
    [
      { components: [BODY, { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'x' }] }] },
      '/components/1/buttons/0/url',
    ],
    [
      {
        components: [
          BODY,
          {
            type: 'BUTTONS',
            buttons: Array.from({ length: 3 }, () => ({ type: 'URL', text: 'x', url: 'y' })),
          },
        ],
      },
      '/components/1/buttons',
    ],
    [
      {
        components: [
          BODY,
          {
            type: 'BUTTONS',
            buttons: Array.from({ length: 11 }, () => ({ type: 'QUICK_REPLY', text: 'x' })),
          },
        ],
      },
      '/components/1/buttons',
    ],
    [
      { components: [BODY, { type: 'CAROUSEL', cards: [{ components: [{ type: 'BODY' }] }] }] },
      '/components/1/cards/0/components/0/text',
    ],
  ])('%j is refused before Meta is asked', async (change, path) => {
    const response = await api.call(`POST ${templates}`, { body: { ...NEW, ...change } });
    expect(response.json()).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ in: 'body', path }],
    });
    expect(living.asked).toEqual([]);
  });

  test('of one-time passwords say no text of their own', async () => {
    answerWith(facts('8'));
    const components = [
      { type: 'BODY', add_security_recommendation: true },
      { type: 'FOOTER', code_expiration_minutes: 10 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
    ];
    const body = { ...NEW, category: 'AUTHENTICATION', components };
    expect((await api.call(`POST ${templates}`, { body })).statusCode).toBe(201);
  });
});
