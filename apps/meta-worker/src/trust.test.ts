import { createHmac } from 'node:crypto';
import { Secret } from '@watertight/service';
import { expect, test } from 'vitest';
import { believe, type Believed } from './trust.ts';

const OPERATOR = 'the operator';
const SECRETS = new Map([
  ['1001', 'company a'],
  ['1002', 'company a'],
  ['2001', 'company b'],
]);

/** Phones with secrets of their own, by business account. */
const WABA_SECRETS = [
  { wabaId: '9', phoneId: 'ph_a1', companyId: 'a', appSecret: 'company a' },
  { wabaId: '9', phoneId: 'ph_a2', companyId: 'a', appSecret: 'company a' },
  { wabaId: '9', phoneId: 'ph_b1', companyId: 'b', appSecret: 'company b' },
  { wabaId: '8', phoneId: 'ph_a3', companyId: 'a', appSecret: 'company a' },
];

/** As Meta writes JSON: ASCII only, lower-case escapes, and `\/`. */
const encode = (body: unknown) =>
  Buffer.from(
    JSON.stringify(body).replaceAll(/[/\u0080-\uffff]/g, (char) =>
      char === '/' ? '\\/' : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  );
const sign = (raw: Buffer, secret: string) => createHmac('sha256', secret).update(raw).digest();
const change = (phoneNumberId?: string) => ({
  field: 'messages',
  value: {
    ...(phoneNumberId === undefined ? {} : { metadata: { phone_number_id: phoneNumberId } }),
    messages: [{ id: `wamid.${phoneNumberId}`, text: { body: 'Grüße über https://example.org 👋' } }],
  },
});
const webhook = (...changes: object[]) => ({
  object: 'whatsapp_business_account',
  entry: [{ id: '7', changes }],
});
const whole = (body: unknown) => ({ parts: [{ body: encode(body), phoneId: null }], foreignChanges: 0 });
const parsed = (believed: Believed) =>
  believed?.parts.map(({ body, phoneId }) => ({ phoneId, body: JSON.parse(body.toString()) as unknown }));

function judge(body: unknown, secret: string, appSecret: string | null = OPERATOR, raw = encode(body)) {
  const asked: (readonly string[])[] = [];
  const credentials = {
    appSecrets: async (ids: readonly string[]) => {
      asked.push(ids);
      return new Map([...SECRETS].filter(([id]) => ids.includes(id)));
    },
    wabaSecrets: async (ids: readonly string[]) => WABA_SECRETS.filter(({ wabaId }) => ids.includes(wabaId)),
  };
  const deps = { appSecret: appSecret === null ? undefined : new Secret(appSecret), credentials };
  return believe(raw, body, sign(raw, secret), deps);
}

test('the bytes as Meta escapes them are believed, and kept as they came', async () => {
  const body = webhook(change('1001'));
  const believed = await judge(body, 'company a');
  expect(believed).toEqual(whole(body));
  expect(encode(body).toString()).toContain('Gr\\u00fc\\u00dfe \\u00fcber https:\\/\\/example.org');
});

test('the same JSON in other bytes is not what was signed', async () => {
  const body = webhook(change('1001'));
  const signature = sign(Buffer.from(JSON.stringify(body)), 'company a');
  const credentials = { appSecrets: async () => SECRETS, wabaSecrets: async () => [] };
  expect(await believe(encode(body), body, signature, { appSecret: undefined, credentials })).toBeNull();
});

test("the operator's secret vouches for every phone, also for one that has its own", async () => {
  const body = webhook(change('1001'), change('2001'), change('9999'), change());
  expect(await judge(body, OPERATOR)).toEqual(whole(body));
});

test("one company's secret does not speak for another's phone", async () => {
  expect(await judge(webhook(change('2001')), 'company a')).toBeNull();
  const believed = await judge(
    webhook(change('1001'), change('2001'), change('9999'), change('1002')),
    'company a',
  );
  expect(believed?.foreignChanges).toBe(2);
  expect(parsed(believed)).toEqual([{ phoneId: null, body: webhook(change('1001'), change('1002')) }]);
});

test("a phone without a secret of its own is vouched for by the operator's alone", async () => {
  expect(await judge(webhook(change('9999')), 'company a')).toBeNull();
  expect(await judge(webhook(change('9999')), OPERATOR, null)).toBeNull();
});

test("without the operator's secret a body that names no phone is believed of nobody", async () => {
  for (const body of [webhook(change()), webhook(), {}, [], null, undefined, 'text']) {
    const raw = Buffer.from(JSON.stringify(body) ?? 'no JSON');
    expect(await judge(body, 'company a', null, raw)).toBeNull();
  }
});

test("what a company's secret signed of an account is heard by that company alone", async () => {
  const news = { field: 'account_update', value: { event: 'DISABLED_UPDATE' } };
  const entries = (...ids: string[]) => ids.map((id) => ({ id, time: 1, changes: [{ ...news }] }));
  const believed = await judge({ entry: entries('9', '8', '7') }, 'company a');
  expect(believed?.foreignChanges).toBe(1);
  expect(parsed(believed)).toEqual([{ phoneId: 'ph_a1', body: { entry: entries('9', '8') } }]);
  expect(await judge({ entry: entries('8') }, 'company b')).toBeNull();
});

test('phones and accounts of one body are told apart, and ids keep all of their digits', async () => {
  const news = { field: 'template_category_update', value: { message_template_id: '12345678901234567890' } };
  const body = { entry: [{ id: '9', changes: [change('2001'), news, change('1001')] }] };
  const believed = await judge(body, 'company b');
  expect(believed?.foreignChanges).toBe(1);
  expect(parsed(believed)).toEqual([
    { phoneId: null, body: { entry: [{ id: '9', changes: [change('2001')] }] } },
    { phoneId: 'ph_b1', body: { entry: [{ id: '9', changes: [news] }] } },
  ]);
});
