import { SCOPES_OF_ROLE, type Employee, type Role } from '@watertight/core';
import type { LightMyRequestResponse } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';

const PASSWORD = 'correct horse battery';
const SAME = { 'sec-fetch-site': 'same-origin' };

let api: TestApi;
let company: string;
let people = 0;

beforeAll(async () => {
  api = await startApi();
  company = await api.company();
});
afterAll(() => api.close());

const address = () => `somebody${++people}@example.org`;

async function employee(role: Role = 'agent', more: object = {}, of = company): Promise<Employee> {
  const body = { email: address(), name: 'Ana', role, password: PASSWORD, ...more };
  const response = await api.call(`POST /companies/${of}/employees`, { body });
  expect(response.statusCode, response.body).toBe(201);
  return response.json<Employee>();
}

const signIn = (
  email: string,
  password = PASSWORD,
  more: object = {},
  headers: Record<string, string> = SAME,
) => api.call('POST /auth/sign-in', { key: null, body: { email, password, ...more }, headers });

const cookieOf = (response: LightMyRequestResponse): string =>
  response.cookies.map(({ name, value }) => `${name}=${value}`).join('; ');

async function session(role: Role = 'agent'): Promise<{ who: Employee; cookie: string }> {
  const who = await employee(role);
  return { who, cookie: cookieOf(await signIn(who.email)) };
}

const withCookie = (
  request: `${string} /${string}`,
  cookie: string,
  body?: unknown,
  headers: Record<string, string> = SAME,
) =>
  api.call(request, { key: null, headers: { cookie, ...headers }, ...(body === undefined ? {} : { body }) });

describe('an employee', () => {
  test('is created, listed, read, changed and removed; of his password nothing is shown', async () => {
    const email = address();
    const body = { email: email.toUpperCase(), name: 'Ana', role: 'agent', password: PASSWORD };
    const made = await api.call(`POST /companies/${company}/employees`, { body });
    const { id } = made.json<Employee>();
    expect(made.json()).toMatchObject({ email, role: 'agent', hasPassword: true, disabled: false });
    expect(made.headers.location).toBe(`/api/v2/companies/${company}/employees/${id}`);
    const list = await api.call(`GET /companies/${company}/employees`);
    expect(list.json<{ data: Employee[] }>().data.map((one) => one.id)).toContain(id);
    expect(made.body + list.body).not.toMatch(/argon2|horse/);
    const changed = await api.call(`PATCH /companies/${company}/employees/${id}`, {
      body: { role: 'viewer' },
    });
    expect(changed.json()).toMatchObject({ id, role: 'viewer', name: 'Ana' });
    expect((await api.call(`DELETE /companies/${company}/employees/${id}`)).statusCode).toBe(204);
    expect((await api.call(`GET /companies/${company}/employees/${id}`)).json()).toMatchObject({
      code: 'EMPLOYEE_NOT_FOUND',
    });
  });

  test('has an address that no other of his company has', async () => {
    const { email } = await employee();
    const again = { email: email.toUpperCase(), name: 'Bea', role: 'viewer' };
    const response = await api.call(`POST /companies/${company}/employees`, { body: again });
    expect(response.json()).toMatchObject({ status: 409, code: 'EMPLOYEE_EXISTS' });
    const other = await api.company();
    expect((await api.call(`POST /companies/${other}/employees`, { body: again })).statusCode).toBe(201);
  });

  test('of another company is not there', async () => {
    const { id } = await employee();
    const other = await api.company();
    for (const call of [
      api.call(`GET /companies/${other}/employees/${id}`),
      api.call(`PATCH /companies/${other}/employees/${id}`, { body: { name: 'x' } }),
      api.call(`DELETE /companies/${other}/employees/${id}`),
    ])
      expect((await call).json()).toMatchObject({ code: 'EMPLOYEE_NOT_FOUND' });
    expect((await api.call(`GET /companies/${company}/employees/${id}`)).json()).toMatchObject({
      name: 'Ana',
    });
  });
});

describe('signing in', () => {
  test('gives a cookie that no script, no other site and no other host gets, and no token in the answer', async () => {
    const { email, id } = await employee();
    const response = await signIn(email.toUpperCase());
    expect(response.json()).toMatchObject({ id, email });
    const [cookie] = response.cookies;
    expect(cookie).toMatchObject({ name: 'watertight', httpOnly: true, sameSite: 'Strict', path: '/' });
    expect(cookie).not.toHaveProperty('secure');
    expect(response.body).not.toContain(cookie?.value);
    const https = await signIn(email, PASSWORD, {}, { host: 'gateway.example.org', ...SAME });
    expect(https.cookies[0]).toMatchObject({ name: '__Host-watertight', secure: true, httpOnly: true });
    expect(https.cookies[0]).not.toHaveProperty('domain');
  });

  test('fails alike for a wrong password, an unknown address, and one who is disabled or has no password', async () => {
    const { email } = await employee();
    const disabled = await employee();
    await api.call(`PATCH /companies/${company}/employees/${disabled.id}`, { body: { disabled: true } });
    const bare = await employee('agent', { password: undefined });
    const answers = [
      await signIn(email, 'wrong horse battery'),
      await signIn('nobody@example.org'),
      await signIn(disabled.email),
      await signIn(bare.email),
      await signIn(email, PASSWORD, { companyId: 'nobody' }),
    ].map((response) => {
      const { requestId, ...body } = response.json<Record<string, unknown>>();
      return { ...body, cookies: response.cookies, hasRequestId: requestId !== undefined };
    });
    for (const answer of answers) expect(answer).toEqual(answers[0]);
    expect(answers[0]).toMatchObject({ status: 401, code: 'SIGN_IN_FAILED', cookies: [] });
  });

  test('takes as long for nobody as for a wrong password', async () => {
    const { email } = await employee();
    const timed = async (of: string) => {
      const startedAt = performance.now();
      await signIn(of, 'wrong horse battery');
      return performance.now() - startedAt;
    };
    await timed('warm@example.org');
    const wrong = await timed(email);
    const nobody = await timed('unknown@example.org');
    // Hashing is most of both: without it an unknown address takes a fraction.
    expect(nobody).toBeGreaterThan(wrong / 4);
  });

  test('to one of several companies needs its name when the password is the same', async () => {
    const other = await api.company();
    const { email } = await employee();
    await employee('viewer', { email }, other);
    expect((await signIn(email)).json()).toMatchObject({ code: 'SIGN_IN_FAILED' });
    expect((await signIn(email, PASSWORD, { companyId: other })).json()).toMatchObject({ companyId: other });
  });

  test('is refused after ten wrong passwords, also with the right one, and a right one before that begins anew', async () => {
    const { email } = await employee();
    for (let n = 0; n < 9; n++) await signIn(email, 'wrong horse battery');
    expect((await signIn(email)).statusCode).toBe(200);
    for (let n = 0; n < 10; n++)
      expect((await signIn(email, 'wrong horse battery')).json()).toMatchObject({ code: 'SIGN_IN_FAILED' });
    const barred = await signIn(email);
    expect(barred.json()).toMatchObject({ status: 429, code: 'RATE_LIMITED' });
    expect(Number(barred.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('by a page of another site is refused', async () => {
    const { email } = await employee();
    const foreign: Record<string, string>[] = [
      { 'sec-fetch-site': 'cross-site' },
      { origin: 'https://evil.example' },
    ];
    for (const headers of foreign)
      expect((await signIn(email, PASSWORD, {}, headers)).json()).toMatchObject({ code: 'FORBIDDEN' });
  });
});

describe('a session', () => {
  test.each(['viewer', 'agent', 'admin'] as const)(
    'of a role %s may do what its scopes say',
    async (role) => {
      const { who, cookie } = await session(role);
      const me = await withCookie('GET /auth/me', cookie);
      const scopes = [...SCOPES_OF_ROLE[role]];
      expect(me.json()).toMatchObject({
        kind: 'employee',
        companyId: company,
        scopes,
        employee: { id: who.id },
      });
      const send = withCookie(`POST /messages/text/${company}/60123456789`, cookie, { message: 'x' });
      const statuses = [
        (await withCookie(`GET /messages/${company}`, cookie)).statusCode,
        (await send).json<{ code: string }>().code,
        (await withCookie(`GET /companies/${company}/contacts`, cookie)).statusCode,
        (await withCookie(`GET /companies/${company}/employees`, cookie)).statusCode,
        (await withCookie(`DELETE /companies/${company}`, cookie)).statusCode,
      ];
      const expected = {
        viewer: [200, 'FORBIDDEN', 403, 403, 403],
        agent: [200, 'NO_PHONE', 200, 403, 403],
        admin: [200, 'NO_PHONE', 200, 200, 403],
      };
      expect(statuses).toEqual(expected[role]);
    },
  );

  test('sees nothing of another company', async () => {
    const { cookie } = await session('admin');
    const other = await api.company();
    for (const path of ['messages', 'chats', 'webhooks', 'media'])
      expect((await withCookie(`GET /${path}/${other}`, cookie)).json()).toMatchObject({
        status: 404,
        code: 'COMPANY_NOT_FOUND',
      });
    const intruder = { email: address(), name: 'x', role: 'admin', password: PASSWORD };
    expect((await withCookie(`POST /companies/${other}/employees`, cookie, intruder)).statusCode).toBe(404);
    expect((await api.call(`GET /companies/${other}/employees`)).json()).toMatchObject({ data: [] });
  });

  test('changes nothing when a page of another site, or nobody known, asks', async () => {
    const { cookie } = await session('admin');
    const make = (headers: Record<string, string>) =>
      withCookie(
        `POST /companies/${company}/api-keys`,
        cookie,
        { name: 'k', scopes: ['messages:read'] },
        headers,
      );
    for (const headers of [
      {},
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { origin: 'https://evil.example' },
      { origin: 'null' },
    ])
      expect((await make(headers as Record<string, string>)).json()).toMatchObject({ code: 'FORBIDDEN' });
    expect((await make({ origin: 'http://localhost:80', host: 'localhost:80' })).statusCode).toBe(201);
    expect((await make(SAME)).statusCode).toBe(201);
    // What changes nothing may come from anywhere: nobody else can read the answer.
    expect((await withCookie(`GET /messages/${company}`, cookie, undefined, {})).statusCode).toBe(200);
  });

  test('ends by signing out, another password, disabling and removal', async () => {
    const isOver = async (cookie: string) => (await withCookie('GET /auth/me', cookie)).statusCode === 401;
    const out = await session();
    expect(await isOver(out.cookie)).toBe(false);
    const left = await withCookie('POST /auth/sign-out', out.cookie);
    expect([left.statusCode, left.cookies[0]?.value]).toEqual([204, '']);
    expect(await isOver(out.cookie)).toBe(true);

    for (const body of [{ password: 'another horse battery' }, { disabled: true }, null]) {
      const { who, cookie } = await session();
      expect(await isOver(cookie)).toBe(false);
      const path = `/companies/${company}/employees/${who.id}` as const;
      await (body ? api.call(`PATCH ${path}`, { body }) : api.call(`DELETE ${path}`));
      expect(await isOver(cookie), JSON.stringify(body)).toBe(true);
    }
  });

  test('ends everywhere at once when its employee says so; keys have none to end', async () => {
    const { who, cookie } = await session();
    const elsewhere = cookieOf(await signIn(who.email));
    const others = (await session()).cookie;
    const ended = await withCookie('POST /auth/sign-out-everywhere', cookie);
    expect([ended.statusCode, ended.cookies[0]?.value]).toEqual([204, '']);
    for (const gone of [cookie, elsewhere])
      expect((await withCookie('GET /auth/me', gone)).statusCode).toBe(401);
    expect((await withCookie('GET /auth/me', others)).statusCode).toBe(200);
    expect((await api.call('POST /auth/sign-out-everywhere')).json()).toMatchObject({ code: 'FORBIDDEN' });
  });

  test('lets its employee change his own password, with the one that he has', async () => {
    const { who, cookie } = await session('viewer');
    const change = (currentPassword: string) =>
      withCookie('POST /auth/password', cookie, { currentPassword, newPassword: 'another horse battery' });
    expect((await change('wrong horse battery')).json()).toMatchObject({ code: 'SIGN_IN_FAILED' });
    const done = await change(PASSWORD);
    expect(done.statusCode).toBe(204);
    expect((await withCookie('GET /auth/me', cookie)).statusCode).toBe(401);
    expect((await withCookie('GET /auth/me', cookieOf(done))).statusCode).toBe(200);
    expect((await signIn(who.email)).statusCode).toBe(401);
    expect((await signIn(who.email, 'another horse battery')).statusCode).toBe(200);
  });

  test('is not looked at beside a key, and a wrong one is none', async () => {
    const { cookie } = await session('admin');
    const response = await api.call('GET /auth/me', { key: 'wt_nobody', headers: { cookie } });
    expect(response.statusCode).toBe(401);
    expect((await withCookie('GET /auth/me', 'watertight=nobody')).statusCode).toBe(401);
    expect((await api.call('GET /auth/me')).json()).toMatchObject({ kind: 'admin', companyId: null });
    const key = await api.key(company, ['messages:read']);
    expect((await api.call('GET /auth/me', { key })).json()).toMatchObject({
      kind: 'key',
      companyId: company,
    });
  });
});
