import { createFanOut } from '@watertight/delivery';
import { silentLog } from '@watertight/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';
import { documentOf, exampleOf, routesOf, type DocumentedRoute } from './support/document.ts';

// Tries to get through every wall between two companies: every route of the document that names something, with the key
// of one company and what belongs to the other. Whoever adds a route is covered by what the document says of it.

const PDF = Buffer.from('%PDF-1.4\n%%EOF');
const BOUNDARY = 'walls';

interface Side {
  companyId: string;
  key: string;
  /** By the names that paths have for them. */
  ids: Record<string, string>;
  /** Words that only this company's things hold. */
  marks: string[];
}

let api: TestApi;
let mine: Side;
let theirs: Side;
let routes: DocumentedRoute[];

beforeAll(async () => {
  api = await startApi();
  mine = await furnish('mine');
  theirs = await furnish('theirs');
  routes = routesOf(documentOf(api)).filter(({ operation }) => operation['x-access'] !== 'public');
});
afterAll(() => api.close());

/** A company with one of everything. */
async function furnish(mark: string): Promise<Side> {
  const companyId = await api.company();
  const key = await api.key(companyId);
  const made = async (request: `${string} /${string}`, body: unknown) => {
    const response = await api.call(request, { key, body });
    expect([request, response.statusCode < 300]).toEqual([request, true]);
    return response.json<Record<string, string>>();
  };
  const phone = await api.phone(companyId, 'meta');
  const message = await made(`POST /messages/text/${companyId}/60123456789`, { message: `words of ${mark}` });
  const contact = await made(`POST /companies/${companyId}/contacts`, {
    phoneNumber: '60123456789',
    name: `friend of ${mark}`,
  });
  const webhook = await made(`POST /webhooks/${companyId}`, { url: 'https://example.com', events: ['*'] });
  const employee = await made(`POST /companies/${companyId}/employees`, {
    email: `${mark}@example.com`,
    name: mark,
    role: 'admin',
    password: `the long password of ${mark}`,
  });
  const apiKey = await made(`POST /companies/${companyId}/api-keys`, {
    name: `spare of ${mark}`,
    scopes: ['messages:read'],
  });
  const media = await api.call(`POST /media/${companyId}`, {
    key,
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
    payload: Buffer.concat([
      Buffer.from(
        `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${mark}.pdf"\r\ncontent-type: application/pdf\r\n\r\n`,
      ),
      PDF,
      Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
    ]),
  });
  const mediaId = media.json<{ mediaId: string }>().mediaId;
  const fanOut = createFanOut({ store: api.store, log: silentLog });
  await fanOut.run();
  const test = await made(`POST /webhooks/${companyId}/${webhook['id']}/test`, undefined);
  const ids: Record<string, string> = {
    companyId,
    phoneIndex: '0',
    chatId: '60123456789',
    messageId: message['id']!,
    contactId: contact['contactId'] ?? contact['id']!,
    webhookId: webhook['id']!,
    deliveryId: test['deliveryId'] ?? test['id']!,
    employeeId: employee['id']!,
    keyId: apiKey['id']!,
    mediaId,
    media: mediaId.replace(/^med_/, ''),
    phoneNumberId: phone.phoneNumberId,
    accountId: phone.phoneNumberId,
    templateId: '4711',
    groupId: '120363000000000001@g.us',
    channelId: '120363000000000002@newsletter',
    type: 'text',
    version: '23.0',
  };
  const marks = [`words of ${mark}`, `friend of ${mark}`, `${mark}@example.com`, `spare of ${mark}`];
  return { companyId, key, ids, marks: [...marks, companyId, message['id']!, mediaId] };
}

const pathWith = (path: string, ids: Record<string, string>): string =>
  path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(ids[name] ?? 'none'));

function ask(route: DocumentedRoute, url: string, headers: Record<string, string>) {
  const example = exampleOf(route.operation);
  return api.app.inject({
    method: route.method,
    url,
    headers,
    ...(example ? { payload: example } : {}),
  });
}

/** What belongs to a company, as it stands in the database. */
async function stateOf({ companyId, ids }: Side): Promise<unknown> {
  const { store } = api;
  const page = { limit: 100 };
  const keys = await store.companies.listKeys(companyId, page);
  return {
    company: await store.companies.get(companyId),
    keys: keys.data.map(({ lastUsedAt: _, ...key }) => key),
    employees: (await store.employees.list(companyId, page)).data,
    phones: (await store.phones.ofCompany(companyId)).map(({ phoneId, name, desiredState, limits }) => ({
      phoneId,
      name,
      desiredState,
      limits,
    })),
    message: await store.messages.get(companyId, ids['messageId']!),
    messages: (await store.messages.list(companyId, {}, page)).data.length,
    contacts: (await store.contacts.list(companyId, {}, page)).data,
    chats: (await store.chats.list(companyId, {}, page)).data,
    webhooks: (await store.webhooks.endpoints.list(companyId, page)).data,
    media: await store.media.list(companyId, page),
  };
}

/** Every way to mix what is one's own with what is the other's, one foreign id at a time, and all together. */
function mixtures(route: DocumentedRoute): { names: string; ids: Record<string, string> }[] {
  const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? '');
  const foreign = names.filter((name) => theirs.ids[name] !== mine.ids[name]);
  const single = foreign.map((name) => ({
    names: name,
    ids: { ...mine.ids, [name]: theirs.ids[name] ?? 'none' },
  }));
  return foreign.length > 1 ? [...single, { names: 'all', ids: theirs.ids }] : single;
}

test('a key of one company gets nowhere with what is another’s, on any route, and changes nothing', async () => {
  const before = await stateOf(theirs);
  let tried = 0;
  for (const route of routes) {
    for (const { names, ids } of mixtures(route)) {
      const url = pathWith(route.path, ids);
      const response = await ask(route, url, { 'x-api-key': mine.key });
      tried++;
      // 400: refused before anything was looked for.
      expect([route.name, names, [400, 403, 404].includes(response.statusCode) ? '' : response.body]).toEqual(
        [route.name, names, ''],
      );
      for (const mark of theirs.marks.filter((one) => !url.includes(one)))
        expect([route.name, names, response.body.includes(mark)]).toEqual([route.name, names, false]);
    }
  }
  expect(tried).toBeGreaterThan(100);
  expect(await stateOf(theirs)).toEqual(before);
}, 120_000);

test('lists show nothing of another company, whatever is asked for', async () => {
  for (const route of routes.filter(({ method }) => method === 'GET')) {
    const response = await ask(route, pathWith(route.path, mine.ids), { 'x-api-key': mine.key });
    for (const mark of theirs.marks)
      expect([route.name, response.body.includes(mark)]).toEqual([route.name, false]);
  }
});

test('an employee’s cookie opens his own company alone, and only what his role may', async () => {
  const signedIn = await api.call('POST /auth/sign-in', {
    key: null,
    body: { email: 'mine@example.com', password: 'the long password of mine' },
  });
  const cookie = String(signedIn.headers['set-cookie']).split(';', 1)[0] ?? '';
  const headers = { cookie, 'sec-fetch-site': 'same-origin' };
  const own = await api.call(`GET /companies/${mine.companyId}/contacts`, { key: null, headers });
  expect(own.statusCode).toBe(200);
  const before = await stateOf(theirs);
  for (const route of routes) {
    if (!route.path.includes('{companyId}')) continue;
    const response = await ask(route, pathWith(route.path, theirs.ids), headers);
    expect([route.name, response.statusCode]).toEqual([
      route.name,
      expect.toSatisfy((n) => [400, 403, 404].includes(n)),
    ]);
    for (const mark of theirs.marks.filter((one) => !Object.values(theirs.ids).includes(one)))
      expect([route.name, response.body.includes(mark)]).toEqual([route.name, false]);
  }
  expect(await stateOf(theirs)).toEqual(before);
  // From another site the same cookie changes nothing, also of his own.
  const forged = await api.call(`PATCH /companies/${mine.companyId}`, {
    key: null,
    headers: { cookie, 'sec-fetch-site': 'cross-site' },
    body: { name: 'forged' },
  });
  expect(forged.json()).toMatchObject({ status: 403 });
}, 60_000);

test('the WebSocket tells a company its own events alone', async () => {
  const socket = await api.app.injectWS('/ws', { headers: { authorization: `Bearer ${mine.key}` } });
  const heard: string[] = [];
  socket.on('message', (data: Buffer) => heard.push(data.toString()));
  for (const { companyId } of [theirs, mine])
    await api.call(`POST /messages/text/${companyId}/60123456789`, { body: { message: 'live' } });
  await expect.poll(() => heard.join('').includes(mine.companyId), { timeout: 10_000 }).toBe(true);
  expect(heard.filter((text) => text.includes(theirs.companyId))).toEqual([]);
  socket.terminate();
});

test('who administered what is on record, refusals too, and holds no secret', async () => {
  const key = await api.key(mine.companyId, ['company:admin']);
  const made = await api.call(`POST /companies/${mine.companyId}/api-keys`, {
    key,
    body: { name: 'on record', scopes: ['messages:read'] },
  });
  const { id, key: secret } = made.json<{ id: string; key: string }>();
  await api.call(`DELETE /companies/${mine.companyId}/api-keys/${id}`, { key });
  await api.call(`DELETE /companies/${theirs.companyId}/api-keys/${theirs.ids['keyId']}`, { key });
  const list = await api.call(`GET /companies/${mine.companyId}/audit?limit=5`, { key });
  const [last, first] = list.json<{ data: Record<string, unknown>[] }>().data;
  expect(last).toMatchObject({ action: 'removeApiKey', target: { keyId: id }, status: 204, code: null });
  expect(first).toMatchObject({
    action: 'createApiKey',
    status: 201,
    ip: '127.0.0.1',
    actor: { kind: 'key' },
  });
  expect(list.body).not.toContain(secret);
  expect(list.body).not.toContain(theirs.companyId);
  const all = await api.call('GET /audit?limit=1');
  expect(all.json()).toMatchObject({
    data: [{ action: 'removeApiKey', companyId: theirs.companyId, status: 404, code: 'COMPANY_NOT_FOUND' }],
  });
  const foreign = await api.call(`GET /companies/${theirs.companyId}/audit`, { key });
  expect(foreign.statusCode).toBe(404);
});
