import type { LastHeard, MetaCredentials, Phone, PhoneAction, TemplateFacts } from '@watertight/core';
import { silentLog } from '@watertight/core';
import { Secret } from '@watertight/service';
import { Readable } from 'node:stream';
import { beforeEach, describe, expect, test } from 'vitest';
import type { GraphEnd, GraphRequest, GraphServer } from '../graph.ts';
import { createManagement } from './index.ts';

/** Graph as a script: what was asked, and what it answers, in this order. */
let asked: (GraphRequest & { json?: unknown })[];
let answers: GraphEnd[];
let kept: Map<string, TemplateFacts>;
let removed: object[];
let replaced: { templates: TemplateFacts[]; isWhole: boolean }[];
let credentials: MetaCredentials;

const says = (...bodies: object[]) => (answers = bodies.map((body) => answered(200, body)));
const answered = (status: number, body: object | string): GraphEnd => ({
  kind: 'answered',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const fault = (code: number, more: object = {}, status = 400) =>
  answered(status, { error: { code, message: 'No.', ...more } });

const server: GraphServer = {
  call(request) {
    const { body } = request;
    asked.push({ ...request, ...(typeof body === 'string' ? { json: JSON.parse(body) as unknown } : {}) });
    if (typeof body === 'object') body.source.destroy();
    const next = answers.shift();
    if (!next) throw new Error(`Nothing is scripted for ${request.method} ${request.path}`);
    return Promise.resolve(next);
  },
  download: () => Promise.reject(new Error('nothing is downloaded')),
};

const phone: Phone = {
  phoneId: 'ph_1',
  companyId: 'demo',
  phoneIndex: 1,
  name: null,
  connectionType: 'meta',
  processName: 'meta',
  mode: 'live',
  phoneNumberId: '1001',
  wabaId: '9001',
  limits: null,
  fallback: null,
  desiredState: 'start',
  createdAt: new Date(),
};

const file = (mediaId: string) => ({
  ref: {
    mediaId,
    mimeType: mediaId === 'med_pdf' ? 'application/pdf' : 'image/png',
    sizeBytes: 3,
    sha256: 'x',
  },
  stream: Readable.from([Buffer.from('abc')]),
});

const templates = {
  now: () => Promise.resolve(new Date(0)),
  get: (_account: object, id: string) => Promise.resolve(kept.get(id) ?? null),
  save: (_account: object, template: TemplateFacts) =>
    Promise.resolve(void kept.set(template.templateId, template)),
  remove: (_account: object, which: object) => Promise.resolve(removed.push(which)),
  replace: (_account: object, list: (typeof replaced)[number]) => Promise.resolve(void replaced.push(list)),
};

const management = createManagement(() => Promise.resolve({ kind: 'granted', server, credentials }), {
  templates: templates as never,
  openMedia: (_companyId, mediaId) =>
    Promise.resolve(mediaId === 'med_gone' ? null : (file(mediaId) as never)),
  verifyToken: new Secret('operator-token'),
  tokens: { of: () => Promise.resolve({ appId: '555', expiresAt: null }) },
  log: silentLog,
});

const perform = (action: PhoneAction) => management.perform(phone, action, new AbortController().signal);
const calls = () => asked.map(({ method, path, json }) => [method, path, ...(json ? [json] : [])]);

beforeEach(() => {
  [asked, answers, removed, replaced] = [[], [], [], []];
  kept = new Map();
  credentials = {
    phoneNumberId: '1001',
    wabaId: '9001',
    accessToken: 't',
    appSecret: null,
    verifyToken: null,
  };
});

const heard = (ageMs = 0): LastHeard => ({
  chatId: '60123456789',
  providerMessageId: 'wamid.in',
  fromMe: false,
  at: new Date(Date.now() - ageMs).toISOString(),
});
const DAY = 24 * 3_600_000;
const CHAT = '60123456789';
const READ = { messaging_product: 'whatsapp', status: 'read', message_id: 'wamid.in' };

describe('chats', () => {
  test.each<[PhoneAction, object]>([
    [{ name: 'chat.read', chatId: CHAT, message: heard() }, READ],
    [
      { name: 'chat.read', chatId: CHAT, message: heard(), typing: true },
      { ...READ, typing_indicator: { type: 'text' } },
    ],
    [
      { name: 'chat.typing', chatId: CHAT, state: 'typing', message: heard() },
      { ...READ, typing_indicator: { type: 'text' } },
    ],
  ])('%j marks what was received as read', async (action, body) => {
    says({ success: true });
    expect(await perform(action)).toEqual({ kind: 'done', value: null });
    expect(calls()).toEqual([['POST', '1001/messages', body]]);
  });

  test.each<[PhoneAction, string]>([
    [{ name: 'chat.read', chatId: CHAT, message: null }, 'CHAT_NOT_FOUND'],
    [{ name: 'chat.read', chatId: CHAT, message: heard(31 * DAY) }, 'CHAT_NOT_FOUND'],
    [{ name: 'chat.typing', chatId: CHAT, state: 'typing', message: null }, 'CHAT_NOT_FOUND'],
    [{ name: 'chat.typing', chatId: CHAT, state: 'typing', message: heard(2 * DAY) }, 'CHAT_NOT_FOUND'],
    [{ name: 'chat.typing', chatId: CHAT, state: 'recording', message: heard() }, 'UNSUPPORTED_ON_CHANNEL'],
    [{ name: 'contact.block', chatId: '99@lid', blocked: true }, 'RECIPIENT_INVALID'],
    [{ name: 'group.list' }, 'UNSUPPORTED_ON_CHANNEL'],
  ])('%j is refused without asking Meta', async (action, code) => {
    expect(await perform(action)).toMatchObject({ kind: 'refused', code });
    expect(asked).toEqual([]);
  });

  test('a pause asks nothing: what is shown goes by itself', async () => {
    expect(await perform({ name: 'chat.typing', chatId: CHAT, state: 'paused' })).toMatchObject({
      kind: 'done',
    });
    expect(asked).toEqual([]);
  });

  test('a person is blocked by number, and what Meta did not do is refused with its code', async () => {
    says({ block_users: { added_users: [{ input: '+60123456789', wa_id: CHAT }] } });
    expect(await perform({ name: 'contact.block', chatId: CHAT, blocked: true })).toMatchObject({
      kind: 'done',
    });
    says({
      block_users: { failed_users: [{ input: CHAT, errors: [{ code: 139102, message: 'Too long ago' }] }] },
    });
    expect(await perform({ name: 'contact.block', chatId: CHAT, blocked: false })).toMatchObject({
      kind: 'refused',
      code: 'FORBIDDEN_BY_WHATSAPP',
      providerCode: '139102',
    });
    const body = { messaging_product: 'whatsapp', block_users: [{ user: '+60123456789' }] };
    expect(calls()).toEqual([
      ['POST', '1001/block_users', body],
      ['DELETE', '1001/block_users', body],
    ]);
  });
});

describe('what Meta’s answer means', () => {
  const register: PhoneAction = { name: 'number.register', pin: '123456' };
  test.each<[GraphEnd, object]>([
    [
      { kind: 'not-sent', reason: 'ECONNREFUSED' },
      { kind: 'refused', code: 'PROVIDER_UNAVAILABLE' },
    ],
    [{ kind: 'unknown', reason: 'reset' }, { kind: 'unknown' }],
    [answered(502, '<html>'), { kind: 'unknown' }],
    [answered(200, '<html>'), { kind: 'unknown' }],
    [answered(404, '<html>'), { kind: 'refused', code: 'REFUSED_BY_WHATSAPP' }],
    [fault(190, {}, 401), { kind: 'refused', code: 'TOKEN_REFUSED', providerCode: '190' }],
    [fault(10), { kind: 'refused', code: 'FORBIDDEN_BY_WHATSAPP', providerCode: '10' }],
    [fault(200), { kind: 'refused', code: 'FORBIDDEN_BY_WHATSAPP' }],
    [fault(4), { kind: 'refused', code: 'RATE_LIMITED' }],
    [fault(80008), { kind: 'refused', code: 'RATE_LIMITED' }],
    [fault(133008), { kind: 'refused', code: 'RATE_LIMITED' }],
    [fault(133016), { kind: 'refused', code: 'RATE_LIMITED' }],
    [fault(1, {}, 500), { kind: 'refused', code: 'PROVIDER_UNAVAILABLE' }],
    [fault(133005), { kind: 'refused', code: 'REFUSED_BY_WHATSAPP', providerCode: '133005' }],
    [
      fault(100, { error_user_msg: 'The name is taken.', error_subcode: 2388024 }),
      { kind: 'refused', code: 'TEMPLATE_EXISTS', detail: expect.stringContaining('The name is taken.') },
    ],
  ])('%j is %j', async (end, expected) => {
    answers = [end];
    expect(await perform(register)).toMatchObject(expected);
  });

  test('what only reads is never uncertain', async () => {
    answers = [{ kind: 'unknown', reason: 'reset' }];
    expect(await perform({ name: 'profile.read' })).toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  });

  test('neither PIN nor token stands in any word of it', async () => {
    for (const end of [fault(133005), answered(502, ''), { kind: 'unknown', reason: 'reset' } as const]) {
      answers = [end];
      expect(JSON.stringify(await perform(register))).not.toContain('123456');
    }
  });
});

test('numbers come into use and go out of it', async () => {
  const actions: [PhoneAction, unknown[]][] = [
    [
      { name: 'number.register', pin: '123456', region: 'DE' },
      ['1001/register', { messaging_product: 'whatsapp', pin: '123456', data_localization_region: 'DE' }],
    ],
    [{ name: 'number.deregister' }, ['1001/deregister']],
    [{ name: 'number.set-pin', pin: '654321' }, ['1001', { pin: '654321' }]],
    [
      { name: 'number.request-code', method: 'SMS', language: 'en_US' },
      ['1001/request_code', { code_method: 'SMS', language: 'en_US' }],
    ],
    [{ name: 'number.verify-code', code: '123456' }, ['1001/verify_code', { code: '123456' }]],
  ];
  for (const [action, call] of actions) {
    asked = [];
    says({ success: true });
    expect(await perform(action)).toEqual({ kind: 'done', value: null });
    expect(calls()).toEqual([['POST', ...call]]);
  }
});

describe('the business profile', () => {
  const AT_META = { about: 'Hi', websites: ['https://a.example/'], vertical: 'RETAIL', email: '' };
  const AS_READ = { about: 'Hi', websites: ['https://a.example/'], vertical: 'RETAIL', email: null };

  test('is read in our words', async () => {
    says({ data: [AT_META] });
    expect(await perform({ name: 'profile.read' })).toMatchObject({ kind: 'done', value: AS_READ });
  });

  test('is changed with a picture that is brought to Meta first, and read again', async () => {
    says({ id: 'upload:abc?sig=xyz' }, { h: '4::handle' }, { success: true }, { data: [AT_META] });
    const change: PhoneAction = { name: 'profile.update', about: 'Hi', pictureMediaId: 'med_1' };
    expect(await perform(change)).toMatchObject({ kind: 'done', value: AS_READ });
    expect(asked.map(({ path }) => path.split('?')[0])).toEqual([
      '555/uploads',
      'upload:abc',
      '1001/whatsapp_business_profile',
      '1001/whatsapp_business_profile',
    ]);
    expect(asked[1]).toMatchObject({
      scheme: 'OAuth',
      headers: { file_offset: '0' },
      path: 'upload:abc?sig=xyz',
    });
    expect(asked[2]?.json).toEqual({
      messaging_product: 'whatsapp',
      about: 'Hi',
      profile_picture_handle: '4::handle',
    });
  });

  test('that was changed and cannot be read again is not refused', async () => {
    answers = [answered(200, { success: true }), fault(1, {}, 500)];
    expect(await perform({ name: 'profile.update', about: 'Hi' })).toMatchObject({ kind: 'unknown' });
  });

  test.each([
    ['med_gone', 'MEDIA_NOT_FOUND'],
    ['med_pdf', 'MEDIA_TYPE_INVALID'],
  ])('with the file %s is refused, and nothing is asked', async (pictureMediaId, code) => {
    expect(await perform({ name: 'profile.update', pictureMediaId })).toMatchObject({
      kind: 'refused',
      code,
    });
    expect(asked).toEqual([]);
  });

  test('goes to no other path than that of an upload, whatever Meta calls the session', async () => {
    for (const id of ['1001/register', 'upload:a/../b', 'https://evil.example/', '']) {
      says({ id });
      expect(await perform({ name: 'profile.update', pictureMediaId: 'med_1' })).toMatchObject({
        code: 'PROVIDER_UNAVAILABLE',
      });
    }
  });
});

describe('the webhook subscription', () => {
  const APPS = {
    data: [
      {
        whatsapp_business_api_data: { id: '555', name: 'Shop' },
        override_callback_uri: 'https://a.example/',
      },
    ],
  };
  const URLS = {
    webhook_configuration: { phone_number: 'https://p.example/', application: 'https://app.example/' },
  };
  const SHOWN = {
    wabaId: '9001',
    apps: [{ appId: '555', name: 'Shop', callbackUrl: 'https://a.example/' }],
    callbackUrls: { phone: 'https://p.example/', account: null, app: 'https://app.example/' },
  };

  test('is read', async () => {
    says(APPS, URLS);
    expect(await perform({ name: 'subscription.read' })).toEqual({ kind: 'done', value: SHOWN });
  });

  test.each<[object, string, unknown]>([
    [{ scope: 'account' }, '9001/subscribed_apps', {}],
    [
      { scope: 'account', callbackUrl: 'https://x.example/', verifyToken: 'given' },
      '9001/subscribed_apps',
      { override_callback_uri: 'https://x.example/', verify_token: 'given' },
    ],
    [
      { scope: 'phone', callbackUrl: 'https://x.example/' },
      '1001',
      {
        webhook_configuration: {
          override_callback_uri: 'https://x.example/',
          verify_token: 'operator-token',
        },
      },
    ],
  ])('is set for %j', async (how, path, body) => {
    says({ success: true }, APPS, URLS);
    expect(await perform({ name: 'subscription.set', ...how } as PhoneAction)).toMatchObject({
      value: SHOWN,
    });
    expect(calls()[0]).toEqual(['POST', path, body]);
  });

  test('is removed for an account, or for one phone', async () => {
    says({ success: true }, { success: true });
    await perform({ name: 'subscription.remove', scope: 'account' });
    await perform({ name: 'subscription.remove', scope: 'phone' });
    expect(calls()).toEqual([
      ['DELETE', '9001/subscribed_apps'],
      ['POST', '1001', { webhook_configuration: { override_callback_uri: '' } }],
    ]);
  });

  test('and templates need to know the account', async () => {
    credentials = { ...credentials, wabaId: null };
    for (const name of ['subscription.read', 'template.sync'] as const)
      expect(await perform({ name })).toMatchObject({ kind: 'refused', code: 'ACCOUNT_UNKNOWN' });
    expect(asked).toEqual([]);
  });
});

describe('templates', () => {
  const atMeta = (id: string, more: object = {}) => ({
    id,
    name: 'offer',
    language: 'en_US',
    category: 'MARKETING',
    status: 'APPROVED',
    quality_score: { score: 'GREEN', date: 1 },
    rejected_reason: 'NONE',
    components: [{ type: 'BODY', text: 'Hi' }],
    ...more,
  });
  const facts = (templateId: string) => ({
    templateId,
    name: 'offer',
    language: 'en_US',
    category: 'MARKETING',
    status: 'APPROVED',
    quality: 'GREEN',
    rejectedReason: null,
    components: [{ type: 'BODY', text: 'Hi' }],
    previousCategory: null,
  });
  const page = (ids: string[], after?: string) => ({
    data: ids.map((id) => atMeta(id)),
    paging: after
      ? { cursors: { after }, next: 'https://graph.facebook.com/secret-token' }
      : { cursors: { after: 'x' } },
  });

  test('are read to the last page by Meta’s cursors, each once', async () => {
    says(page(['1', '2'], 'c1'), page(['2', '3'], 'c2'), page(['4']));
    expect(await perform({ name: 'template.sync' })).toEqual({ kind: 'done', value: { templates: 4 } });
    expect(replaced).toMatchObject([{ isWhole: true, templates: ['1', '2', '3', '4'].map(facts) }]);
    expect(asked.map(({ path }) => /after=(\w+)/.exec(path)?.[1])).toEqual([undefined, 'c1', 'c2']);
    expect(asked.every(({ path }) => path.startsWith('9001/message_templates?'))).toBe(true);
  });

  test('a cursor that goes in circles ends, and takes nothing away', async () => {
    says(page(['1'], 'c1'), page(['2'], 'c1'));
    await perform({ name: 'template.sync' });
    expect(replaced).toMatchObject([{ isWhole: false }]);
  });

  test('that never end are not read for ever', async () => {
    answers = Array.from({ length: 500 }, (_, n) => answered(200, page([String(n)], `c${n}`)));
    await perform({ name: 'template.sync' });
    expect(asked.length).toBe(400);
    expect(replaced).toMatchObject([{ isWhole: false }]);
  });

  test('half a list changes nothing', async () => {
    answers = [answered(200, page(['1'], 'c1')), fault(80008)];
    expect(await perform({ name: 'template.sync' })).toMatchObject({ kind: 'refused', code: 'RATE_LIMITED' });
    expect(replaced).toEqual([]);
  });

  const create = (components: Record<string, unknown>[]): PhoneAction => ({
    name: 'template.create',
    template: {
      name: 'offer',
      language: 'en_US',
      category: 'MARKETING',
      components,
      allowCategoryChange: true,
    },
  });

  test('are made, read again and kept', async () => {
    says({ id: '7', status: 'PENDING', category: 'MARKETING' }, atMeta('7', { status: 'PENDING' }));
    const made = { ...facts('7'), status: 'PENDING' };
    expect(await perform(create([{ type: 'BODY', text: 'Hi' }]))).toEqual({ kind: 'done', value: made });
    expect(kept.get('7')).toEqual(made);
    expect(asked[0]?.json).toEqual({
      name: 'offer',
      language: 'en_US',
      category: 'MARKETING',
      components: [{ type: 'BODY', text: 'Hi' }],
      allow_category_change: true,
    });
  });

  test('that Meta made are kept even if it does not show them again', async () => {
    answers = [answered(200, { id: '7', status: 'PENDING', category: 'UTILITY' }), fault(1, {}, 500)];
    expect(await perform(create([{ type: 'BODY', text: 'Hi' }]))).toMatchObject({
      kind: 'done',
      value: { templateId: '7', status: 'PENDING', category: 'UTILITY', name: 'offer' },
    });
    expect(kept.has('7')).toBe(true);
  });

  test('name files by Meta’s handle, also in cards', async () => {
    const upload = [{ id: 'upload:a' }, { h: 'h1' }];
    says(...upload, ...upload.with(1, { h: 'h2' }), { id: '7', status: 'PENDING' }, atMeta('7'));
    const card = (part: object) => ({ type: 'CAROUSEL', cards: [{ components: [part] }] });
    await perform(
      create([
        { type: 'HEADER', format: 'IMAGE', mediaId: 'med_1' },
        card({ type: 'HEADER', format: 'image', mediaId: 'med_2' }),
      ]),
    );
    expect(asked[4]?.json).toMatchObject({
      components: [
        { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['h1'] } },
        card({ type: 'HEADER', format: 'image', example: { header_handle: ['h2'] } }),
      ],
    });
    expect(JSON.stringify(asked[4]?.json)).not.toContain('mediaId');
  });

  test('are changed only where they are on record as the account’s', async () => {
    const edit: PhoneAction = { name: 'template.edit', templateId: '7', change: { category: 'UTILITY' } };
    expect(await perform(edit)).toMatchObject({ kind: 'refused', code: 'TEMPLATE_NOT_FOUND' });
    expect(asked).toEqual([]);
    kept.set('7', facts('7'));
    says({ success: true }, atMeta('7', { status: 'PENDING', category: 'UTILITY' }));
    expect(await perform(edit)).toMatchObject({ value: { status: 'PENDING', category: 'UTILITY' } });
    expect(calls()[0]).toEqual(['POST', '7', { category: 'UTILITY' }]);
  });

  test('go at Meta and here; what Meta has not, goes here', async () => {
    says({ success: true });
    expect(await perform({ name: 'template.delete', templateName: 'offer' })).toEqual({
      kind: 'done',
      value: { removed: 1 },
    });
    answers = [fault(100, { error_subcode: 2593002 })];
    expect(await perform({ name: 'template.delete', templateName: 'offer', templateId: '7' })).toMatchObject({
      code: 'TEMPLATE_NOT_FOUND',
    });
    answers = [fault(4)];
    await perform({ name: 'template.delete', templateName: 'kept' });
    expect(removed).toEqual([{ name: 'offer' }, { name: 'offer', templateId: '7' }]);
    expect(asked.map(({ path }) => path.split('?')[1])).toEqual([
      'name=offer',
      'name=offer&hsm_id=7',
      'name=kept',
    ]);
  });
});
