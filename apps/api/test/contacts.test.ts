import type { ActionResult } from '@watertight/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';
import { livingPhone } from './support/phone.ts';

let api: TestApi;
let company: string;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  company = await api.company();
});

const NUMBER = '60123456789';
const LID = '12345678901234@lid';

interface ContactBody {
  id: string;
  chatId: string;
  name: string | null;
}

const create = (body: object) => api.call(`POST /companies/${company}/contacts`, { body });
const created = async (body: object = { phoneNumber: NUMBER, name: 'Ann' }) =>
  (await create(body)).json<ContactBody>().id;
const listed = async (query = '') =>
  (await api.call(`GET /companies/${company}/contacts${query}`)).json<{
    data: ContactBody[];
    nextCursor: string | null;
  }>();

describe('a contact', () => {
  test('is created with a number in any usual spelling, once', async () => {
    const response = await create({ phoneNumber: '+60 12-345 6789', name: 'Ann', metadata: { vip: true } });
    expect([response.statusCode, response.json()]).toEqual([
      201,
      {
        id: expect.stringMatching(/^con_/) as string,
        companyId: company,
        chatId: NUMBER,
        phoneNumber: NUMBER,
        lid: null,
        bsuid: null,
        username: null,
        name: 'Ann',
        pushName: null,
        isBusiness: false,
        acceptsMarketing: null,
        metadata: { vip: true },
        createdAt: expect.any(String) as string,
        updatedAt: expect.any(String) as string,
      },
    ]);
    expect(response.headers.location).toBe(
      `/api/v2/companies/${company}/contacts/${response.json<ContactBody>().id}`,
    );
    expect((await create({ phoneNumber: NUMBER })).json()).toMatchObject({
      status: 409,
      code: 'CONTACT_EXISTS',
    });
  });

  test.each([
    [{}, '/phoneNumber'],
    [{ name: 'Ann' }, '/phoneNumber'],
    [{ phoneNumber: 'me' }, '/phoneNumber'],
    [{ phoneNumber: '12-34' }, '/phoneNumber'],
    [{ lid: NUMBER }, '/lid'],
    [{ phoneNumber: NUMBER, name: ' ' }, '/name'],
    [{ phoneNumber: NUMBER, metadata: { a: 'x'.repeat(9000) } }, '/metadata'],
    [{ phoneNumber: NUMBER, colour: 'red' }, '/colour'],
  ])('is refused as %j', async (body, path) => {
    expect((await create(body)).json()).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ in: 'body', path }],
    });
    expect((await listed()).data).toEqual([]);
  });

  test('is read by its id, its number and its LID', async () => {
    const id = await created({ phoneNumber: NUMBER, lid: LID });
    for (const name of [id, NUMBER, `%2B${NUMBER}`, LID])
      expect((await api.call(`GET /companies/${company}/contacts/${name}`)).json()).toMatchObject({ id });
    for (const name of ['con_none', '60199999999'])
      expect((await api.call(`GET /companies/${company}/contacts/${name}`)).json()).toMatchObject({
        status: 404,
        code: 'CONTACT_NOT_FOUND',
      });
  });

  test('is changed, and loses what is set to null', async () => {
    const id = await created();
    const change = (body: object) => api.call(`PATCH /companies/${company}/contacts/${id}`, { body });
    expect((await change({ name: 'Ann Lim', lid: LID })).json()).toMatchObject({ name: 'Ann Lim', lid: LID });
    expect((await change({ name: null })).json()).toMatchObject({ name: null, phoneNumber: NUMBER });
    await created({ phoneNumber: '60199999999' });
    expect((await change({ phoneNumber: '60199999999' })).json()).toMatchObject({ code: 'CONTACT_EXISTS' });
    expect((await change({})).statusCode).toBe(400);
  });

  test('is removed, once', async () => {
    const id = await created();
    const remove = () => api.call(`DELETE /companies/${company}/contacts/${id}`);
    expect((await remove()).statusCode).toBe(204);
    expect((await remove()).json()).toMatchObject({ status: 404, code: 'CONTACT_NOT_FOUND' });
  });

  test('of another company does not exist', async () => {
    const id = await created();
    const other = await api.company();
    for (const method of ['GET', 'DELETE'])
      expect(
        (await api.call(`${method} /companies/${other}/contacts/${id}` as 'GET /')).json(),
      ).toMatchObject({
        code: 'CONTACT_NOT_FOUND',
      });
    expect((await listed()).data).toHaveLength(1);
  });
});

test('contacts are listed page by page and searched', async () => {
  for (const name of ['Ann', 'Bob', 'Cem'])
    await created({ phoneNumber: `6012345678${name.length}${name.charCodeAt(0)}`, name });
  const first = await listed('?limit=2');
  const second = await listed(`?limit=2&cursor=${first.nextCursor}`);
  expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(['Ann', 'Bob', 'Cem']);
  expect(second.nextCursor).toBeNull();
  expect((await listed('?search=bo')).data.map(({ name }) => name)).toEqual(['Bob']);
});

describe('an import', () => {
  interface Import {
    created: number;
    updated: number;
    failed: number;
    data: { row: number; status: string; contactId?: string; errors?: { path: string; message: string }[] }[];
  }
  const path = () => `POST /companies/${company}/contacts/import` as `POST /${string}`;
  const importJson = (body: unknown) => api.call(path(), { body });
  const importCsv = (payload: string) =>
    api.call(path(), { payload, headers: { 'content-type': 'text/csv; charset=utf-8' } });
  const names = async () => (await listed()).data.map(({ chatId, name }) => [chatId, name]).sort();

  test('takes an array, with or without an object around it, and answers each row', async () => {
    await created({ phoneNumber: '60111111111', name: 'old' });
    const rows = [
      { phoneNumber: '+60 11-111 1111', name: 'new' },
      { phoneNumber: '60122222222', name: 'Bob' },
      { phoneNumber: '60122222222', name: 'Bobby' },
      { name: 'nobody' },
      'text',
      { phoneNumber: 'x', name: 7 },
    ];
    const response = await importJson({ contacts: rows });
    expect(response.statusCode).toBe(200);
    const result = response.json<Import>();
    expect(result).toMatchObject({ created: 1, updated: 2, failed: 3 });
    expect(result.data.map(({ row, status }) => [row, status])).toEqual([
      [1, 'updated'],
      [2, 'created'],
      [3, 'updated'],
      [4, 'failed'],
      [5, 'failed'],
      [6, 'failed'],
    ]);
    expect(result.data[1]?.contactId).toBe(result.data[2]?.contactId);
    expect(result.data[3]?.errors).toEqual([{ path: '/phoneNumber', message: 'is required, or lid' }]);
    expect(result.data[5]?.errors?.map((fault) => fault.path)).toEqual(['/phoneNumber', '/name']);
    expect(await names()).toEqual([
      ['60111111111', 'new'],
      ['60122222222', 'Bobby'],
    ]);
    expect((await importJson(rows)).json<Import>()).toMatchObject({ created: 0, updated: 3, failed: 3 });
  });

  test.each([
    ['commas', 'phoneNumber,name,City\n60111111111,"Lim, Ann",KL\n60122222222,Bob,\n'],
    [
      'semicolons and a mark of byte order',
      '\ufeffPhone;Name;City\r\n60111111111;Lim, Ann;KL\r\n\r\n60122222222;Bob;\r\n',
    ],
    ['tabs', 'phone_number\tname\tCity\n+60 11-111 1111\tLim, Ann\tKL\n60122222222\tBob\t'],
  ])('takes CSV with %s', async (_name, csv) => {
    expect((await importCsv(csv)).json<Import>()).toMatchObject({ created: 2, updated: 0, failed: 0 });
    expect(await names()).toEqual([
      ['60111111111', 'Lim, Ann'],
      ['60122222222', 'Bob'],
    ]);
    const ann = await api.call(`GET /companies/${company}/contacts/60111111111`);
    expect(ann.json<{ metadata: unknown }>().metadata).toEqual({ City: 'KL' });
  });

  test('takes a form with one CSV file', async () => {
    const boundary = 'xxBOUNDARYxx';
    const payload = [
      `--${boundary}`,
      'Content-Disposition: form-data; name="file"; filename="people.csv"',
      'Content-Type: text/csv',
      '',
      'phone,name\n60111111111,Ann',
      `--${boundary}--`,
      '',
    ].join('\r\n');
    const headers = { 'content-type': `multipart/form-data; boundary=${boundary}` };
    expect((await api.call(path(), { payload, headers })).json<Import>()).toMatchObject({ created: 1 });
    const none = await api.call(path(), { payload: `--${boundary}--\r\n`, headers });
    expect(none.json()).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
  });

  test('names the row whose columns do not fit, and takes the others', async () => {
    const csv = 'phone,name\n60111111111,Ann,extra\n60122222222,Bob\nx,Cem\n';
    const { data } = (await importCsv(csv)).json<Import>();
    expect(data.map(({ row, status }) => [row, status])).toEqual([
      [1, 'failed'],
      [2, 'created'],
      [3, 'failed'],
    ]);
    expect(data[0]?.errors?.[0]?.message).toBe('has 3 columns, not 2');
    expect(data[2]?.errors?.[0]?.path).toBe('/phoneNumber');
  });

  test.each([
    ['no rows', 'phone,name\n'],
    ['no column for the number', 'name,city\nAnn,KL\n'],
    ['a quote that never ends', 'phone,name\n"60111111111,Ann\n'],
    ['too many columns', `phone,${Array.from({ length: 60 }, (_, n) => `c${n}`).join(',')}\n1\n`],
  ])('refuses CSV with %s', async (_name, csv) => {
    expect((await importCsv(csv)).json()).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    expect(await names()).toEqual([]);
  });

  test('refuses what is no list, unknown fields around it, and other types', async () => {
    for (const body of [undefined, {}, { contacts: 'x' }, { contacts: [], more: 1 }, []])
      expect((await importJson(body)).json()).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    const text = await api.call(path(), { payload: 'x', headers: { 'content-type': 'text/plain' } });
    expect(text.json()).toMatchObject({ status: 415, code: 'UNSUPPORTED_MEDIA_TYPE' });
  });

  test('takes ten thousand rows, and one more is too many', async () => {
    const rows = Array.from({ length: 10_000 }, (_, n) => `${60_100_000_000 + n},n${n}`);
    const csv = `phone,name\n${rows.join('\n')}`;
    expect((await importCsv(csv)).json<Import>()).toMatchObject({ created: 10_000, failed: 0 });
    const more = await importCsv(`${csv}\n60111111111,x`);
    expect(more.json()).toMatchObject({ status: 413, code: 'PAYLOAD_TOO_LARGE' });
  });

  test('of a form that ends before its end is refused', async () => {
    for (const end of ['', '\r\n--x', '\r\n--y--\r\n']) {
      const response = await api.call(path(), {
        payload: `--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nlid,name${end}`,
        headers: { 'content-type': 'multipart/form-data; boundary=x' },
      });
      expect(response.json()).toMatchObject({ status: 400, code: 'VALIDATION_FAILED' });
    }
  });

  test('for a company that is not there writes nothing', async () => {
    const response = await api.call('POST /companies/nobody/contacts/import', {
      body: [{ phoneNumber: NUMBER }],
    });
    expect(response.json()).toMatchObject({ status: 404, code: 'COMPANY_NOT_FOUND' });
  });
});

describe('what a phone knows of people', () => {
  let living: Awaited<ReturnType<typeof livingPhone>>;
  beforeEach(async () => {
    living = await livingPhone(api, company);
  });
  afterEach(() => living.close());

  const done = (value: unknown): ActionResult => ({ kind: 'done', value });

  test('numbers are checked, each answered as it was asked', async () => {
    living.answer = () =>
      done([{ asked: NUMBER, exists: true, chatId: NUMBER, phoneNumber: NUMBER, lid: LID }]);
    const response = await api.call(`POST /companies/${company}/contacts/check`, {
      body: { phoneNumbers: ['+60 12-345 6789', '60199999999', NUMBER] },
    });
    expect(living.asked).toEqual([{ name: 'contact.check', phoneNumbers: [NUMBER, '60199999999'] }]);
    const ann = { exists: true, chatId: NUMBER, phoneNumber: NUMBER, lid: LID };
    expect(response.json()).toEqual({
      data: [
        { asked: '+60 12-345 6789', ...ann },
        { asked: '60199999999', exists: false, chatId: '60199999999', phoneNumber: '60199999999', lid: null },
        { asked: NUMBER, ...ann },
      ],
    });
  });

  test('a contact can be read with what WhatsApp says of him now', async () => {
    const id = await created();
    living.answer = () =>
      done({
        chatId: NUMBER,
        phoneNumber: NUMBER,
        lid: null,
        name: 'Ann',
        pushName: 'ann',
        isBusiness: false,
        isMyContact: true,
        isBlocked: false,
        about: 'At work',
        pictureUrl: null,
      });
    const shown = (await api.call(`GET /companies/${company}/contacts/${id}?live=1`)).json();
    expect(living.asked).toEqual([{ name: 'contact.info', chatId: NUMBER }]);
    expect(shown).toMatchObject({ id, live: { about: 'At work', pictureUrl: null, isMyContact: true } });
    expect((await api.call(`GET /companies/${company}/contacts/${id}`)).json()).not.toHaveProperty('live');
  });

  test('a contact is blocked by his id', async () => {
    const id = await created();
    living.answer = () => done(null);
    expect((await api.call(`POST /companies/${company}/contacts/${id}/block`)).statusCode).toBe(204);
    expect(living.asked).toEqual([{ name: 'contact.block', chatId: NUMBER, blocked: true }]);
    const unknown = await api.call(`POST /companies/${company}/contacts/con_none/block`);
    expect(unknown.json()).toMatchObject({ status: 404, code: 'CONTACT_NOT_FOUND' });
  });
});
