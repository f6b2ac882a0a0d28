import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startMetaSim, type MetaSim } from '../src/index.ts';
import { control, PHONE, send, text, type GraphAnswer } from './client.ts';
import { Receiver } from './receiver.ts';

const WABA = `9${PHONE}`;
let sim: MetaSim;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start();
  sim = await startMetaSim({ webhookUrl: receiver.url, behaviour: { statuses: false, templateReviewMs: 0 } });
});
beforeEach(() => {
  sim.behaviour.reset();
  receiver.posts.length = 0;
});
afterAll(async () => {
  await sim.stop();
  await receiver.stop();
});

type Answer = GraphAnswer & Record<string, unknown> & { data?: Record<string, unknown>[]; id?: string };

async function graph(method: string, path: string, body?: unknown, token = 'a-token') {
  const response = await fetch(`${sim.url}/v23.0/${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, answer: (await response.json()) as Answer };
}

/** The values that came under a webhook field. */
const told = (field: string) =>
  receiver.changes
    .filter((change) => change.field === field)
    .map(({ value }) => value as unknown as { message_template_id?: number });

/** Those about one template; webhooks of an earlier test can still arrive. */
const toldOf = (field: string, template: string) =>
  told(field).filter((value) => value.message_template_id === Number(template));

let names = 0;
const newName = () => `offer_${(names += 1)}`;
const BODY = {
  type: 'BODY',
  text: 'Hello {{1}}, your order {{2}} is here.',
  example: { body_text: [['Ada', '1']] },
};
const template = (more: object = {}) => ({
  name: newName(),
  language: 'en_US',
  category: 'UTILITY',
  components: [BODY],
  ...more,
});

async function approved(more: object = {}) {
  const given = template(more);
  const { answer } = await graph('POST', `${WABA}/message_templates`, given);
  expect(answer.error).toBeUndefined();
  await expect.poll(async () => (await graph('GET', answer.id!)).answer.status).toBe('APPROVED');
  return { id: answer.id!, name: given.name };
}

describe('templates', () => {
  test('a new one is pending, is approved after its review, and the webhook says so', async () => {
    const given = template({ message_send_ttl_seconds: 600 });
    const { status, answer } = await graph('POST', `${WABA}/message_templates`, given);
    expect([status, answer]).toEqual([
      200,
      { id: expect.stringMatching(/^\d+$/) as string, status: 'PENDING', category: 'UTILITY' },
    ]);
    await receiver.until(() => toldOf('message_template_status_update', answer.id!).length === 1);
    expect(toldOf('message_template_status_update', answer.id!)).toEqual([
      {
        event: 'APPROVED',
        message_template_id: Number(answer.id),
        message_template_name: given.name,
        message_template_language: 'en_US',
        message_template_category: 'UTILITY',
        reason: 'NONE',
      },
    ]);
    expect((await graph('GET', answer.id!)).answer).toMatchObject({
      ...{
        id: answer.id,
        name: given.name,
        status: 'APPROVED',
        components: [BODY],
        message_send_ttl_seconds: 600,
      },
    });
  });

  test('are listed page by page, filtered, with the fields asked for', async () => {
    const ids: string[] = [];
    for (const language of ['de', 'fr', 'it']) ids.push((await approved({ name: 'paged', language })).id);
    const list = `${WABA}/message_templates?name=paged&fields=name,language`;
    const first = (await graph('GET', `${list}&limit=2`)).answer;
    expect(first.data).toEqual([
      { id: ids[0], name: 'paged', language: 'de' },
      { id: ids[1], name: 'paged', language: 'fr' },
    ]);
    const { next } = first.paging as { next: string };
    const rest = (await (
      await fetch(next, { headers: { authorization: 'Bearer a-token' } })
    ).json()) as Answer;
    expect(rest.data!.map(({ id }) => id)).toEqual([ids[2]]);
    expect(rest.paging).not.toHaveProperty('next');
    for (const [filter, count] of [
      ['language=fr', 1],
      ['status=REJECTED', 0],
      ['status=APPROVED', 3],
      ['category=MARKETING', 0],
    ] as const)
      expect((await graph('GET', `${list}&${filter}`)).answer.data).toHaveLength(count);
    expect((await graph('GET', `${WABA}/message_templates?fields=colour`)).answer.error).toMatchObject({
      code: 100,
    });
  });

  test('a change goes up for review again; a rejected one tells why', async () => {
    const { id } = await approved();
    await control(sim, 'PUT', '/behaviour', { templateReview: 'reject' });
    const components = [{ type: 'BODY', text: 'Changed.' }];
    expect((await graph('POST', id, { components })).answer).toMatchObject({ success: true, id });
    await receiver.until(() => toldOf('message_template_status_update', id).length === 2);
    expect(toldOf('message_template_status_update', id)[1]).toMatchObject({
      event: 'REJECTED',
      reason: 'INVALID_FORMAT',
    });
    expect((await graph('GET', id)).answer).toMatchObject({ status: 'REJECTED', components });
    expect((await graph('POST', id, { components, category: 'SILLY' })).answer.error).toMatchObject({
      code: 100,
    });
  });

  test('go by name in every language, or one by its id', async () => {
    const name = newName();
    const german = await approved({ name, language: 'de' });
    const french = await approved({ name, language: 'fr' });
    expect(
      (await graph('DELETE', `${WABA}/message_templates?name=${name}&hsm_id=${german.id}`)).answer,
    ).toEqual({ success: true });
    expect((await graph('GET', german.id)).status).toBe(400);
    expect((await graph('GET', french.id)).status).toBe(200);
    expect((await graph('DELETE', `${WABA}/message_templates?name=${name}`)).answer).toEqual({
      success: true,
    });
    expect((await graph('DELETE', `${WABA}/message_templates?name=${name}`)).answer.error).toMatchObject({
      code: 100,
    });
  });

  test('a picture in the header is named by the handle of an upload', async () => {
    const opened = await graph('POST', 'app/uploads?file_name=a.png&file_length=4&file_type=image/png');
    const uploaded = await fetch(`${sim.url}/v23.0/${opened.answer.id}`, {
      method: 'POST',
      headers: { authorization: 'OAuth a-token', file_offset: '0' },
      body: 'four',
    });
    const { h } = (await uploaded.json()) as { h: string };
    const header = (handle: string) => ({
      type: 'HEADER',
      format: 'IMAGE',
      example: { header_handle: [handle] },
    });
    await approved({ components: [header(h), BODY] });
    const unknown = await graph(
      'POST',
      `${WABA}/message_templates`,
      template({ components: [header('4::x'), BODY] }),
    );
    expect(unknown.answer.error).toMatchObject({ code: 100, error_subcode: 2388047 });
  });

  const bad: [string, object, number | undefined][] = [
    ['a name with capitals', { name: 'Offer' }, undefined],
    ['no category', { category: undefined }, undefined],
    ['another category', { category: 'NEWS' }, undefined],
    ['another language', { language: 'english' }, undefined],
    ['no body', { components: [{ type: 'FOOTER', text: 'x' }] }, 2388072],
    ['a body that is too long', { components: [{ type: 'BODY', text: 'x'.repeat(1025) }] }, 2388040],
    ['variables without examples', { components: [{ type: 'BODY', text: 'Hello {{1}}.' }] }, 2388072],
    ['variables out of order', { components: [{ ...BODY, text: 'Hello {{2}}, {{1}} is here.' }] }, 2388072],
    [
      'a variable at the end',
      { components: [{ type: 'BODY', text: 'Hello {{1}}', example: { body_text: [['A']] } }] },
      2388299,
    ],
    ['a variable in the footer', { components: [BODY, { type: 'FOOTER', text: 'x {{1}}' }] }, 2388073],
    ['a header of another format', { components: [BODY, { type: 'HEADER', format: 'POEM' }] }, 2388047],
    [
      'a button without text',
      { components: [BODY, { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY' }] }] },
      undefined,
    ],
    [
      'three links',
      {
        components: [
          BODY,
          {
            type: 'BUTTONS',
            buttons: [1, 2, 3].map((n) => ({ type: 'URL', text: `${n}`, url: 'https://a.example' })),
          },
        ],
      },
      undefined,
    ],
    ['the same component twice', { components: [BODY, BODY] }, undefined],
  ];
  test.each(bad)('with %s are refused', async (_name, more, subcode) => {
    const { status, answer } = await graph('POST', `${WABA}/message_templates`, template(more));
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({ code: 100, ...(subcode && { error_subcode: subcode }) });
  });

  test('a name has one template in a language', async () => {
    const { name } = await approved();
    const again = await graph('POST', `${WABA}/message_templates`, template({ name }));
    expect(again.answer.error).toMatchObject({ code: 100, error_subcode: 2388024 });
  });

  test('a category, a quality and a pause that Meta decides are told', async () => {
    const { id } = await approved();
    const decide = (body: object) => control(sim, 'PUT', `/templates/${id}`, body);
    await decide({ quality: 'RED' });
    await decide({ category: 'MARKETING' });
    await decide({ status: 'PAUSED' });
    await receiver.until(
      () =>
        toldOf('message_template_status_update', id).length === 2 &&
        toldOf('message_template_quality_update', id).length > 0 &&
        toldOf('template_category_update', id).length > 0,
    );
    expect(toldOf('message_template_quality_update', id)).toMatchObject([
      { previous_quality_score: 'UNKNOWN', new_quality_score: 'RED' },
    ]);
    expect(toldOf('template_category_update', id)).toMatchObject([
      { previous_category: 'UTILITY', new_category: 'MARKETING' },
    ]);
    expect(toldOf('message_template_status_update', id)[1]).toMatchObject({
      event: 'PAUSED',
      other_info: { title: 'FIRST_PAUSE' },
    });
  });
});

describe('a template that is sent', () => {
  const of = (name: string, parameters: object[] | undefined, language = 'en_US') => ({
    messaging_product: 'whatsapp',
    to: '16505551234',
    type: 'template',
    template: {
      name,
      language: { code: language },
      ...(parameters && { components: [{ type: 'body', parameters }] }),
    },
  });
  const two = [
    { type: 'text', text: 'a' },
    { type: 'text', text: 'b' },
  ];

  test('must exist, be approved and get its parameters, once that is switched on', async () => {
    const { id, name } = await approved();
    const code = async (body: object) => (await send(sim, body)).answer.error?.code;
    expect(await code(of('nobody_knows_it', undefined))).toBeUndefined();
    await control(sim, 'PUT', '/behaviour', { limits: { templates: true } });
    expect(await code(of(name, two))).toBeUndefined();
    expect(await code(of('nobody_knows_it', undefined))).toBe(132001);
    expect(await code(of(name, two, 'de'))).toBe(132001);
    expect(await code(of(name, undefined))).toBe(132000);
    expect(await code(of(name, two.slice(1)))).toBe(132000);
    for (const [status, expected] of [
      ['PAUSED', 132015],
      ['DISABLED', 132016],
      ['REJECTED', 132001],
    ] as const) {
      await control(sim, 'PUT', `/templates/${id}`, { status });
      expect(await code(of(name, two))).toBe(expected);
    }
  });

  test('that was seeded as approved needs no review, and names its parameters', async () => {
    const body = {
      type: 'BODY',
      text: 'Hi {{first_name}}!',
      example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ada' }] },
    };
    const seed = { ...template({ components: [body], parameter_format: 'NAMED' }), wabaId: WABA };
    expect((await control(sim, 'POST', '/templates', seed)).status).toBe(201);
    await control(sim, 'PUT', '/behaviour', { limits: { templates: true } });
    const named = (parameter_name: string) => of(seed.name, [{ type: 'text', text: 'Ada', parameter_name }]);
    expect((await send(sim, named('first_name'))).status).toBe(200);
    expect((await send(sim, named('last_name'))).answer.error!.code).toBe(132012);
  });

  test('is billed by its category', async () => {
    const { name } = await approved({ category: 'MARKETING' });
    await control(sim, 'PUT', '/behaviour', { statuses: true, delays: { sentMs: 0 } });
    await send(sim, of(name, two));
    await receiver.until(() => receiver.statuses.length > 0);
    expect(receiver.statuses[0]!.pricing).toEqual({
      billable: true,
      pricing_model: 'PMP',
      type: 'regular',
      category: 'marketing',
    });
  });
});

describe('a phone', () => {
  test('shows what is asked for, by default what Meta shows', async () => {
    const all = (await graph('GET', PHONE)).answer;
    expect(all).toMatchObject({
      id: PHONE,
      quality_rating: 'GREEN',
      platform_type: 'CLOUD_API',
      throughput: { level: 'STANDARD' },
    });
    expect(all).not.toHaveProperty('name_status');
    const some = await graph(
      'GET',
      `${PHONE}?fields=name_status,status,messaging_limit_tier,whatsapp_business_manager_messaging_limit,account_mode,is_official_business_account,webhook_configuration`,
    );
    expect(some.answer).toEqual({
      ...{ id: PHONE, name_status: 'APPROVED', status: 'CONNECTED', messaging_limit_tier: 'TIER_1K' },
      ...{
        whatsapp_business_manager_messaging_limit: 'TIER_1K',
        account_mode: 'LIVE',
        is_official_business_account: false,
      },
      webhook_configuration: { application: receiver.url },
    });
    expect((await graph('GET', `${PHONE}?fields=colour`)).answer.error).toMatchObject({ code: 100 });
  });

  test('is registered with its PIN alone, and sends nothing in between', async () => {
    const phone = '4001';
    const register = (pin: string) =>
      graph('POST', `${phone}/register`, { messaging_product: 'whatsapp', pin });
    expect((await graph('POST', phone, { pin: '123456' })).answer).toEqual({ success: true });
    expect((await graph('POST', phone, { pin: '123' })).answer.error).toMatchObject({ code: 100 });
    expect((await graph('POST', `${phone}/deregister`)).answer).toEqual({ success: true });
    expect((await graph('POST', `${phone}/deregister`)).answer.error).toMatchObject({ code: 133010 });
    expect((await send(sim, text('x'), { phone })).answer.error!.code).toBe(133010);
    expect((await register('654321')).answer.error).toMatchObject({ code: 133005 });
    expect((await register('123456')).answer).toEqual({ success: true });
    expect((await send(sim, text('x'), { phone })).status).toBe(200);
    for (let wrong = 0; wrong < 5; wrong += 1) await register('000000');
    expect((await register('123456')).answer.error).toMatchObject({ code: 133008 });
  });

  test('is registered and deregistered ten times in three days', async () => {
    const phone = '4002';
    const codes: (number | undefined)[] = [];
    for (let turn = 0; turn < 6; turn += 1) {
      codes.push((await graph('POST', `${phone}/deregister`)).answer.error?.code);
      codes.push(
        (await graph('POST', `${phone}/register`, { messaging_product: 'whatsapp', pin: '111111' })).answer
          .error?.code,
      );
    }
    expect(codes.slice(0, 10)).toEqual(Array.from({ length: 10 }));
    expect(codes[10]).toBe(133016);
  });

  test('is verified with the code that was sent', async () => {
    const phone = '4003';
    await control(sim, 'PUT', `/phones/${phone}/state`, { codeVerificationStatus: 'NOT_VERIFIED' });
    const register = () =>
      graph('POST', `${phone}/register`, { messaging_product: 'whatsapp', pin: '111111' });
    expect((await register()).answer.error).toMatchObject({ code: 133006 });
    expect(
      (await graph('POST', `${phone}/request_code`, { code_method: 'PIGEON', language: 'en' })).answer.error,
    ).toMatchObject({ code: 100 });
    expect((await graph('POST', `${phone}/request_code?code_method=SMS&language=en`)).answer).toEqual({
      success: true,
    });
    expect((await graph('POST', `${phone}/verify_code`, { code: 'wrong' })).answer.error).toMatchObject({
      code: 136025,
    });
    const { answer } = await control<{ verificationCode: string }>(sim, 'GET', `/phones/${phone}/state`);
    expect((await graph('POST', `${phone}/verify_code`, { code: answer.verificationCode })).answer).toEqual({
      success: true,
    });
    expect((await register()).answer).toEqual({ success: true });
  });

  test('has a profile with Meta’s limits', async () => {
    const path = `${PHONE}/whatsapp_business_profile`;
    const change = (body: object) => graph('POST', path, { messaging_product: 'whatsapp', ...body });
    const given = { about: 'Hi', vertical: 'RETAIL', websites: ['https://a.example'], email: 'a@b.c' };
    expect((await change(given)).answer).toEqual({ success: true });
    const { answer } = await graph('GET', `${path}?fields=about,vertical,websites,email,address`);
    expect(answer.data).toEqual([{ ...given, messaging_product: 'whatsapp' }]);
    const wrong = [
      { about: 'x'.repeat(140) },
      { vertical: 'SPACE' },
      { email: 'nobody' },
      { websites: ['a.example'] },
      { websites: ['https://a', 'https://b', 'https://c'] },
      { profile_picture_handle: 'x' },
    ];
    for (const body of wrong) expect((await change(body)).answer.error).toMatchObject({ code: 100 });
  });

  test('keeps settings and blocks users, who then cannot write', async () => {
    const settings = { calling: { status: 'ENABLED' } };
    expect((await graph('POST', `${PHONE}/settings`, settings)).answer).toEqual({ success: true });
    expect((await graph('GET', `${PHONE}/settings`)).answer).toMatchObject(settings);
    const users = {
      messaging_product: 'whatsapp',
      block_users: [{ user: '+49 151 1111111' }, { user: 'x' }],
    };
    const blocked = await graph('POST', `${PHONE}/block_users`, users);
    expect(blocked.answer).toMatchObject({
      block_users: { added_users: [{ wa_id: '491511111111' }], failed_users: [{ input: 'x' }] },
    });
    expect((await graph('GET', `${PHONE}/block_users`)).answer.data).toEqual([
      { messaging_product: 'whatsapp', wa_id: '491511111111' },
    ]);
    const inbound = { phoneNumberId: PHONE, from: '491511111111', text: 'hi' };
    expect((await control(sim, 'POST', '/inbound', inbound)).status).toBe(400);
    expect((await graph('DELETE', `${PHONE}/block_users`, users)).answer).toMatchObject({
      block_users: { removed_users: [{ wa_id: '491511111111' }] },
    });
    expect((await control(sim, 'POST', '/inbound', inbound)).status).toBe(202);
  });

  test('tells when Meta changes its quality, its limit or its name', async () => {
    const phone = '4004';
    const change = (body: object) => control(sim, 'PUT', `/phones/${phone}/state`, body);
    await change({ qualityRating: 'RED' });
    await change({ messagingLimit: 'TIER_250' });
    await change({ nameStatus: 'DECLINED' });
    await receiver.until(() => told('phone_number_name_update').length === 1);
    expect(told('phone_number_quality_update')).toMatchObject([
      { event: 'FLAGGED', current_limit: 'TIER_1K' },
      { event: 'DOWNGRADE', current_limit: 'TIER_250' },
    ]);
    expect(told('phone_number_name_update')).toMatchObject([{ decision: 'REJECTED' }]);
    expect((await graph('GET', `${phone}?fields=quality_rating`)).answer).toEqual({
      id: phone,
      quality_rating: 'RED',
    });
    expect((await change({ qualityRating: 'PINK' })).status).toBe(400);
  });
});

describe('a business account', () => {
  test('lists its phones to a token that may use one of them', async () => {
    sim.phones.put('5001', { wabaId: '777', accessToken: 'right' });
    sim.phones.put('5002', { wabaId: '777', accessToken: 'right' });
    const list = (token: string) => graph('GET', '777/phone_numbers?fields=id,status', undefined, token);
    expect((await list('right')).answer.data).toEqual([
      { id: '5001', status: 'CONNECTED' },
      { id: '5002', status: 'CONNECTED' },
    ]);
    expect((await list('wrong')).status).toBe(401);
    expect((await graph('GET', '777', undefined, 'right')).answer).toMatchObject({
      id: '777',
      name: 'Simulated Account',
    });
  });

  test('sends its webhooks where the override says, after a handshake', async () => {
    const other = await Receiver.start();
    try {
      const path = '777/subscribed_apps';
      const subscribe = (verify_token: string) =>
        graph('POST', path, { override_callback_uri: other.url, verify_token }, 'right');
      expect((await subscribe('guess')).answer.error).toMatchObject({ code: 100, error_subcode: 2200 });
      expect((await subscribe('verify-me')).answer).toEqual({ success: true });
      const apps = (await graph('GET', path, undefined, 'right')).answer.data!;
      expect(apps).toMatchObject([
        {
          override_callback_uri: other.url,
          whatsapp_business_api_data: { id: expect.any(String) as string },
        },
      ]);
      // Statuses of what other tests sent may still arrive beside it.
      const heard = (text: string) => receiver.posts.filter(({ raw }) => raw.includes(`"${text}"`)).length;
      const inbound = (text: string) =>
        control(sim, 'POST', '/inbound', { phoneNumberId: '5001', from: '4915112345678', text });
      await inbound('to the override');
      await other.until(() => other.posts.length === 1);
      await graph('POST', path, {}, 'right');
      await inbound('to the app');
      await receiver.until(() => heard('to the app') === 1);
      await graph('DELETE', path, undefined, 'right');
      expect((await graph('GET', path, undefined, 'right')).answer.data).toEqual([]);
      await inbound('to nobody');
      await graph('POST', path, {}, 'right');
      await inbound('to the app again');
      await receiver.until(() => heard('to the app again') === 1);
      expect(other.posts).toHaveLength(1);
      expect(heard('to nobody')).toBe(0);
    } finally {
      await other.stop();
    }
  });

  test('a phone can have an override of its own', async () => {
    const other = await Receiver.start();
    try {
      const set = (uri: string) =>
        graph('POST', '6001', {
          webhook_configuration: { override_callback_uri: uri, verify_token: 'verify-me' },
        });
      expect((await set(other.url)).answer).toEqual({ success: true });
      await control(sim, 'POST', '/inbound', { phoneNumberId: '6001', from: '4915112345678', text: 'x' });
      await other.until(() => other.posts.length === 1);
      expect(
        (await graph('GET', '6001?fields=webhook_configuration')).answer.webhook_configuration,
      ).toMatchObject({ phone_number: other.url });
      expect((await set('')).answer).toEqual({ success: true });
    } finally {
      await other.stop();
    }
  });
});

test('a token says what it may do, and that it is not valid any more', async () => {
  const debug = async (token: string) =>
    (await graph('GET', `debug_token?input_token=${token}`)).answer.data as unknown as Record<
      string,
      unknown
    >;
  expect(await debug('a-token')).toMatchObject({
    is_valid: true,
    scopes: expect.arrayContaining(['whatsapp_business_messaging']) as string[],
  });
  await control(sim, 'PUT', '/behaviour', {
    revokedTokens: ['old'],
    tokenScopes: ['whatsapp_business_messaging'],
  });
  expect(await debug('old')).toMatchObject({
    is_valid: false,
    error: { code: 190 },
    scopes: ['whatsapp_business_messaging'],
  });
  expect((await graph('GET', 'app')).answer).toMatchObject({ name: 'Simulated App' });
});
