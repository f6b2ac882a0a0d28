import type { Company } from '@watertight/core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

describe('a company', () => {
  test('is created with its slug, once', async () => {
    const first = await api.call('POST /companies', { body: { id: 'demo', name: 'Demo' } });
    expect([first.statusCode, first.headers.location]).toEqual([201, '/api/v2/companies/demo']);
    expect(first.json()).toMatchObject({ id: 'demo', name: 'Demo' });
    const second = await api.call('POST /companies', { body: { id: 'demo', name: 'Demo' } });
    expect(second.json()).toMatchObject({ status: 409, code: 'COMPANY_EXISTS' });
  });

  test('without a slug gets one from its name, also when that is taken', async () => {
    const body = { name: 'Café & Co.' };
    const ids = [];
    for (let n = 0; n < 2; n++) ids.push((await api.call('POST /companies', { body })).json<Company>().id);
    expect(ids[0]).toBe('cafe-co');
    expect(ids[1]).toMatch(/^cafe-co-\d+$/);
  });

  test.each([
    {},
    { name: ' ' },
    { name: 'x', id: 'No Slug' },
    { name: 'x', id: '-a' },
    { name: 'x', colour: 'red' },
    { name: 'x', weight: 0 },
    { name: 'x', weight: 101 },
    { name: 'x', weight: 1.5 },
  ])('is refused as %j', async (body) => {
    expect((await api.call('POST /companies', { body })).json()).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('is renamed, and removed with all that it had', async () => {
    const id = await api.company();
    await api.phone(id);
    await api.call(`POST /messages/text/${id}/60123456789`, { body: { message: 'x' } });
    const renamed = await api.call(`PATCH /companies/${id}`, { body: { name: 'New' } });
    expect(renamed.json()).toMatchObject({ id, name: 'New' });
    const removed = await api.call(`DELETE /companies/${id}`);
    expect([removed.statusCode, removed.body]).toEqual([204, '']);
    expect((await api.call(`GET /companies/${id}`)).json()).toMatchObject({ code: 'COMPANY_NOT_FOUND' });
    await expect
      .poll(() => api.store.messages.list(id, {}, { limit: 10 }), { timeout: 10_000 })
      .toEqual({ data: [], nextCursor: null });
  });

  test('is listed, page by page', async () => {
    for (let n = 0; n < 3; n++) await api.company();
    const seen: string[] = [];
    let query = '';
    for (;;) {
      const page = (await api.call(`GET /companies?limit=2${query}`)).json<{
        data: Company[];
        nextCursor: string | null;
      }>();
      seen.push(...page.data.map(({ id }) => id));
      if (page.nextCursor === null) break;
      query = `&cursor=${page.nextCursor}`;
    }
    expect(seen).toEqual([...new Set(seen)].sort());
    expect(seen.length).toBeGreaterThanOrEqual(3);
  });

  test('has weight 1 until the admin key gives it another; its own administrator cannot', async () => {
    const id = await api.company();
    expect((await api.call(`GET /companies/${id}`)).json()).toMatchObject({ weight: 1 });
    const changed = await api.call(`PATCH /companies/${id}`, { body: { weight: 5 } });
    expect(changed.json()).toMatchObject({ id, weight: 5 });
    const key = await api.key(id, ['company:admin']);
    const own = await api.call(`PATCH /companies/${id}`, { key, body: { name: 'Mine', weight: 100 } });
    expect(own.json()).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    const read = (await api.call(`GET /companies/${id}`)).json<Company>();
    expect([read.weight, read.name]).not.toContain('Mine');
    expect(read.weight).toBe(5);
    const made = await api.call('POST /companies', { body: { name: 'Weighty', weight: 7 } });
    expect(made.json()).toMatchObject({ weight: 7 });
    expect((await api.call(`PATCH /companies/${id}`, { body: {} })).statusCode).toBe(400);
  });

  test('may be read and renamed by its own administrator', async () => {
    const id = await api.company();
    const key = await api.key(id, ['company:admin']);
    expect((await api.call(`GET /companies/${id}`, { key })).statusCode).toBe(200);
    expect((await api.call(`PATCH /companies/${id}`, { key, body: { name: 'Mine' } })).statusCode).toBe(200);
  });
});

describe('an API key', () => {
  const make = (company: string, body: unknown = { name: 'k', scopes: ['messages:send'] }) =>
    api.call(`POST /companies/${company}/api-keys`, { body });

  test('is shown once and works', async () => {
    const company = await api.company();
    const made = await make(company);
    const { key, prefix, id } = made.json<{ key: string; prefix: string; id: string }>();
    expect(made.statusCode).toBe(201);
    expect(key.startsWith(prefix)).toBe(true);
    const list = await api.call(`GET /companies/${company}/api-keys`);
    expect(list.json()).toMatchObject({
      data: [{ id, prefix, scopes: ['messages:send'], requestsPerSecond: null }],
      nextCursor: null,
    });
    expect(list.body).not.toContain(key);
    const used = await api.call(`POST /messages/text/${company}/60123456789`, {
      key,
      body: { message: 'x' },
    });
    expect(used.json()).toMatchObject({ code: 'NO_PHONE' });
  });

  test.each([
    { name: 'k' },
    { name: 'k', scopes: [] },
    { name: 'k', scopes: ['all'] },
    { name: 'k', scopes: ['messages:send', 'messages:send'] },
  ])('is refused as %j', async (body) => {
    expect((await make(await api.company(), body)).json()).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('of a company that is not there is not made', async () => {
    expect((await make('nobody')).json()).toMatchObject({ code: 'COMPANY_NOT_FOUND' });
  });

  test('cannot be revoked twice', async () => {
    const company = await api.company();
    const { id } = (await make(company)).json<{ id: string }>();
    expect((await api.call(`DELETE /companies/${company}/api-keys/${id}`)).statusCode).toBe(204);
    expect((await api.call(`DELETE /companies/${company}/api-keys/${id}`)).json()).toMatchObject({
      code: 'API_KEY_NOT_FOUND',
    });
  });
});
