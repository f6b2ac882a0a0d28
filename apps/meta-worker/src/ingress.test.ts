import { createHmac } from 'node:crypto';
import { silentLog } from '@watertight/core';
import { Secret } from '@watertight/service';
import fastify from 'fastify';
import { expect, test, vi } from 'vitest';
import { ingress } from './ingress.ts';

const PATH = '/api/meta/webhook';
const SECRET = 'app secret';
const BODY = '{"object":"whatsapp_business_account","entry":[]}';

function setup() {
  const ingest = {
    commit: vi.fn(async (_body: Buffer, _phoneId?: string, _traceparent?: string | null) => undefined),
  };
  const meters = { sent: vi.fn(), webhook: vi.fn(), journalLag: vi.fn() };
  const credentials = {
    appSecrets: vi.fn(async () => new Map<string, string>()),
    wabaSecrets: vi.fn(async () => []),
  };
  const hasVerifyToken = vi.fn(async (token: string) => token === 'of a phone');
  const app = fastify();
  app.register(
    ingress({
      ingest,
      meters,
      credentials,
      hasVerifyToken,
      log: silentLog,
      appSecret: new Secret(SECRET),
      verifyToken: new Secret('of the operator'),
    }),
  );
  const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
    app.inject({
      method: 'POST',
      url: PATH,
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
  const postSigned = (body: string | Buffer, headers: Record<string, string> = {}) =>
    post(body, { 'x-hub-signature-256': sign(body), ...headers });
  const shake = (query: Record<string, string | string[]>) => app.inject({ method: 'GET', url: PATH, query });
  return { post, postSigned, shake, ingest, meters, credentials, hasVerifyToken };
}

const sign = (body: string | Buffer, secret = SECRET) =>
  `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
const asked = (token: string) => ({
  'hub.mode': 'subscribe',
  'hub.verify_token': token,
  'hub.challenge': '1158201444',
});

test.each(['of the operator', 'of a phone'])(
  'the handshake with the token %s gives the challenge alone',
  async (token) => {
    const answer = await setup().shake(asked(token));
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
    expect(answer.body).toBe('1158201444');
  },
);

test.each<Record<string, string | string[]>>([
  {},
  asked('wrong'),
  asked(''),
  { ...asked('of a phone'), 'hub.mode': 'unsubscribe' },
  { 'hub.mode': 'subscribe', 'hub.verify_token': 'of a phone' },
  { ...asked('x'), 'hub.verify_token': ['of a phone', 'of a phone'] },
])('the handshake %j is refused', async (query) => {
  const answer = await setup().shake(query);
  expect(answer.statusCode).toBe(403);
  expect(answer.body).not.toContain('1158201444');
});

test('the 200 comes after the commit of exactly the bytes that came', async () => {
  const { postSigned, ingest } = setup();
  let commit: () => void = () => undefined;
  ingest.commit.mockReturnValueOnce(new Promise((resolve) => (commit = () => resolve(undefined))));
  const raw = Buffer.from(
    '{ "object":"whatsapp_business_account",\r\n"entry":[] ,"name":"Gr\\u00fc\\u00dfe" }',
  );
  let isAnswered = false;
  const answer = postSigned(raw).then((response) => {
    isAnswered = true;
    return response;
  });
  await vi.waitFor(() => expect(ingest.commit).toHaveBeenCalledWith(raw, undefined, null));
  await new Promise(setImmediate);
  expect(isAnswered).toBe(false);
  commit();
  expect(await answer).toMatchObject({ statusCode: 200, body: 'EVENT_RECEIVED' });
});

test.each<[string, Record<string, string>]>([
  ['no signature', {}],
  ['another secret', { 'x-hub-signature-256': sign(BODY, 'guessed') }],
  ['the signature of other bytes', { 'x-hub-signature-256': sign(`${BODY} `) }],
  ['a signature cut short', { 'x-hub-signature-256': sign(BODY).slice(0, -2) }],
  ['the old kind of signature', { 'x-hub-signature': sign(BODY) }],
  ['no hexadecimal', { 'x-hub-signature-256': `sha256=${'z'.repeat(64)}` }],
])('%s is answered with 401, and nothing is stored', async (_what, headers) => {
  const { post, ingest, meters } = setup();
  expect(await post(BODY, headers)).toMatchObject({ statusCode: 401 });
  expect(ingest.commit).not.toHaveBeenCalled();
  expect(meters.webhook).toHaveBeenCalledWith('unsigned', expect.any(Number));
});

test('a body that is no JSON is refused although it is signed', async () => {
  const { postSigned, ingest } = setup();
  expect(await postSigned('{"entry": [')).toMatchObject({ statusCode: 400 });
  expect(ingest.commit).not.toHaveBeenCalled();
});

test('whatever content type it claims, the bytes are taken', async () => {
  const { postSigned, ingest } = setup();
  expect(await postSigned(BODY, { 'content-type': 'text/plain; charset=latin1' })).toMatchObject({
    statusCode: 200,
  });
  expect(ingest.commit).toHaveBeenCalledOnce();
});

test('three megabytes are taken, four are too large', async () => {
  const { postSigned, ingest } = setup();
  const sized = (megabytes: number) =>
    JSON.stringify({ entry: [], filler: 'x'.repeat(megabytes * 1024 * 1024) });
  expect(await postSigned(sized(3))).toMatchObject({ statusCode: 200 });
  expect(await postSigned(sized(4))).toMatchObject({ statusCode: 413 });
  expect(ingest.commit).toHaveBeenCalledOnce();
});

test('a body that cannot be stored is answered with 503, so that Meta sends it again', async () => {
  const { postSigned, ingest, meters } = setup();
  ingest.commit.mockRejectedValueOnce(new Error('database away'));
  expect(await postSigned(BODY)).toMatchObject({ statusCode: 503 });
  expect(meters.webhook).toHaveBeenLastCalledWith('unavailable', expect.any(Number));
  expect(await postSigned(BODY)).toMatchObject({ statusCode: 200 });
});

test('a secret that cannot be read is no wrong signature', async () => {
  const { post, credentials, ingest } = setup();
  credentials.appSecrets.mockRejectedValueOnce(new Error('database away'));
  const body = JSON.stringify({ entry: [{ changes: [{ value: { metadata: { phone_number_id: '1' } } }] }] });
  expect(await post(body, { 'x-hub-signature-256': sign(body, 'of a phone') })).toMatchObject({
    statusCode: 503,
  });
  expect(ingest.commit).not.toHaveBeenCalled();
});
