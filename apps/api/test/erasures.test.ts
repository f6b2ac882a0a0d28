import { afterAll, beforeAll, expect, test } from 'vitest';
import { eventually } from '@watertight/testkit';
import { startApi, type TestApi } from './support/api.ts';

// What the store's own tests prove of erasures is not proved again here: who may ask, what is answered, who does it.

const HIM = '60123456789';
let api: TestApi;
beforeAll(async () => (api = await startApi()));
afterAll(async () => {
  expect(api.logged.filter(({ msg }) => /^(task|erasure)\.failed$/.test(String(msg)))).toEqual([]);
  await api.close();
});

async function furnished() {
  const companyId = await api.company();
  await api.phone(companyId);
  const key = await api.key(companyId);
  for (const chatId of [HIM, '60199999999'])
    await api.call(`POST /messages/text/${companyId}/${chatId}`, { key, body: { message: 'hello' } });
  await api.call(`POST /companies/${companyId}/contacts`, { key, body: { phoneNumber: HIM, name: 'Jo' } });
  return { companyId, key };
}

interface Answer {
  erasureId: string;
  status: string;
  counts: Record<string, number>;
}

async function finished(path: string, key?: string): Promise<Answer> {
  let answer: Answer | undefined;
  await eventually(
    async () => {
      answer = (await api.call(`GET ${path}` as `GET /${string}`, key ? { key } : {})).json<Answer>();
      return answer.status === 'done';
    },
    { label: 'the erasure is done', timeoutMs: 20_000 },
  );
  return answer as Answer;
}

test('a person is erased after 202, and the answer says where that can be watched', async () => {
  const { companyId, key } = await furnished();
  const asked = await api.call(`POST /companies/${companyId}/contacts/+${HIM}/erase`, { key });
  expect(asked.statusCode).toBe(202);
  const path = String(asked.headers.location).replace('/api/v2', '');
  const done = await finished(path, key);
  expect(done.counts).toMatchObject({ cancelled: 1, messages: 1, contacts: 1 });
  const left = await api.call(`GET /messages/${companyId}`, { key });
  expect(left.json<{ data: { chatId: string }[] }>().data.map(({ chatId }) => chatId)).toEqual([
    '60199999999',
  ]);
  expect((await api.call(`GET /companies/${companyId}/contacts/${HIM}`, { key })).statusCode).toBe(404);
  const list = await api.call(`GET /companies/${companyId}/erasures`, { key });
  expect(list.json()).toMatchObject({
    data: [{ erasureId: done.erasureId, status: 'done' }],
    nextCursor: null,
  });
});

test('what is written down of it does not name him, also when it was refused', async () => {
  const { companyId, key } = await furnished();
  const clerk = await api.key(companyId, ['contacts:manage']);
  expect(
    (await api.call(`POST /companies/${companyId}/contacts/${HIM}/erase`, { key: clerk })).statusCode,
  ).toBe(403);
  const asked = await api.call(`POST /companies/${companyId}/contacts/${HIM}/erase`, { key });
  const { erasureId } = asked.json<Answer>();
  await finished(`/companies/${companyId}/erasures/${erasureId}`, key);
  const audit = await api.call(`GET /companies/${companyId}/audit`, { key });
  expect(audit.body).not.toContain(HIM);
  expect(audit.json<{ data: object[] }>().data).toMatchObject([
    { action: 'contactErased', target: { erasureId, messages: '1' }, actor: { kind: 'key' } },
    { action: 'eraseContact', target: { erasureId }, status: 202 },
    { action: 'eraseContact', target: {}, status: 403 },
  ]);
  expect(api.logged.filter((line) => JSON.stringify(line).includes(HIM))).toEqual([]);
});

test('a group is no person, and an unknown id is nobody', async () => {
  const { companyId, key } = await furnished();
  const erase = (who: string) => api.call(`POST /companies/${companyId}/contacts/${who}/erase`, { key });
  expect((await erase('120363000000000001@g.us')).statusCode).toBe(400);
  expect((await erase('con_none')).json()).toMatchObject({ code: 'CONTACT_NOT_FOUND' });
});

test('a company is closed to everybody with the answer, and its data goes after it', async () => {
  const { companyId, key } = await furnished();
  const gone = await api.call(`DELETE /companies/${companyId}`);
  expect(gone.statusCode).toBe(204);
  expect((await api.call(`GET /companies/${companyId}`)).statusCode).toBe(404);
  expect((await api.call(`GET /messages/${companyId}`, { key })).statusCode).toBe(401);
  const send = await api.call(`POST /messages/text/${companyId}/${HIM}`, { body: { message: 'late' } });
  expect(send.statusCode).toBe(404);
  const done = await finished(String(gone.headers.location).replace('/api/v2', ''));
  expect(done.counts).toMatchObject({ messages: 2, contacts: 1 });
  expect((await api.call('GET /erasures?limit=1')).json()).toMatchObject({
    data: [{ companyId, kind: 'company' }],
  });
  expect((await api.call('POST /companies', { body: { id: companyId, name: 'Again' } })).statusCode).toBe(
    201,
  );
});

test('one company sees nothing of another’s erasures', async () => {
  const [mine, theirs] = [await furnished(), await furnished()];
  const asked = await api.call(`POST /companies/${theirs.companyId}/contacts/${HIM}/erase`, {
    key: theirs.key,
  });
  const { erasureId } = asked.json<Answer>();
  const looked = await api.call(`GET /companies/${mine.companyId}/erasures/${erasureId}`, { key: mine.key });
  expect(looked.json()).toMatchObject({ code: 'ERASURE_NOT_FOUND' });
  expect((await api.call(`GET /erasures/${erasureId}`, { key: mine.key })).statusCode).toBe(403);
});
