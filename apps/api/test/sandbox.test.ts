import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';
import { startSimulator } from './support/simulator.ts';

let sim: Awaited<ReturnType<typeof startSimulator>>;
let stranger: Server;
let api: TestApi;
let company: string;
let other: string;

beforeAll(async () => {
  sim = await startSimulator();
  // A server that has no controls, but for one code a refusal in a simulator's form.
  stranger = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () =>
      body.includes('ABCD9999')
        ? response.writeHead(404).end('{"error":"Nobody shows this code."}')
        : response.writeHead(404).end('<h1>nothing here</h1>'),
    );
  });
  await new Promise<void>((done) => stranger.listen(0, '127.0.0.1', done));
  const { port } = stranger.address() as AddressInfo;
  api = await startApi({
    sandboxServers: { graphUrl: sim.url, waWebUrl: `http://127.0.0.1:${port}` },
  });
  [company, other] = [await api.company(), await api.company()];
  for (const id of [company, other]) {
    const meta = { phoneNumberId: `10${id.replaceAll(/\D/g, '')}`, accessToken: 'token' };
    const body = { connectionType: 'meta', mode: 'sandbox', meta };
    expect((await api.call(`POST /companies/${id}/phones`, { body })).statusCode).toBe(201);
    const web = { connectionType: 'wwebjs', mode: 'sandbox' };
    await api.call(`POST /companies/${id}/phones`, { body: web });
    await api.phone(id); // index 2, live
  }
});
afterAll(async () => {
  await api.close();
  await sim.stop();
  stranger.close();
});

const codeOf = (response: { json<T>(): T }) => response.json<{ code: string }>().code;
const say = (phoneIndex: number, body: object, of = company, key?: string) =>
  api.call(`POST /sandbox/${of}/${phoneIndex}/inbound`, { body, ...(key ? { key } : {}) });
const faultsOf = async (of: string, instance = api) => {
  const answer = await instance.call(`GET /sandbox/${of}/0/faults`);
  const { data } = answer.json<{ data: { fault: string; isOn: boolean }[] }>();
  return data.filter(({ isOn }) => isOn).map(({ fault }) => fault);
};

describe('the sandbox', () => {
  test('lists the phones of the company that are in it, and no live one', async () => {
    const { phones, enabled } = (await api.call(`GET /sandbox/${company}`)).json<{
      enabled: boolean;
      phones: { phoneIndex: number }[];
    }>();
    expect([enabled, phones.map(({ phoneIndex }) => phoneIndex)]).toEqual([true, [0, 1]]);
  });

  test('lets a customer write: text, a picture, a button', async () => {
    const from = '60123456789';
    for (const said of [
      { message: 'hello' },
      { media: { data: Buffer.from('x').toString('base64'), mimeType: 'image/png', caption: 'look' } },
      { button: { id: 'yes', title: 'Yes' } },
    ]) {
      const answer = await say(0, { from, ...said });
      expect([answer.statusCode, answer.body]).toEqual([202, expect.stringContaining('wamid.')]);
    }
  });

  test('says what a customer cannot do', async () => {
    const from = '60123456789';
    const both = await say(0, { from, message: 'a', button: { id: 'b', title: 'c' } });
    expect([both.statusCode, codeOf(both)]).toEqual([400, 'VALIDATION_FAILED']);
    expect(codeOf(await say(0, { from }))).toBe('VALIDATION_FAILED');
    const reaction = { emoji: '👍', messageId: 'msg_01KAR7R5WX3M2Y0FQ6N1C8VJTD' };
    expect(codeOf(await say(0, { from, reaction }))).toBe('MESSAGE_NOT_FOUND');
  });

  test('switches faults on and off for one phone, and leaves the faults of others alone', async () => {
    const set = (of: string, on: string[]) => api.call(`PUT /sandbox/${of}/0/faults`, { body: { on } });
    await Promise.all([set(company, ['refused', 'uploads-fail']), set(other, ['slow'])]);
    expect([await faultsOf(company), await faultsOf(other)]).toEqual([['refused', 'uploads-fail'], ['slow']]);
    await set(company, []);
    expect([await faultsOf(company), await faultsOf(other)]).toEqual([[], ['slow']]);
    const foreign = await set(company, ['offline']);
    expect([foreign.statusCode, codeOf(foreign)]).toEqual([422, 'SANDBOX_REFUSED']);
  });

  test('faults that two instances set at once, for two phones, are both there, and both instances see them', async () => {
    const sandboxServers = { graphUrl: sim.url, waWebUrl: null };
    const second = await startApi({ sandboxServers, databaseUrl: api.databaseUrl });
    try {
      for (let round = 0; round < 5; round++) {
        const on = round % 2 === 0 ? ['refused', 'not-read'] : ['slow'];
        await Promise.all([
          api.call(`PUT /sandbox/${company}/0/faults`, { body: { on } }),
          second.call(`PUT /sandbox/${other}/0/faults`, { body: { on: ['unavailable'] } }),
        ]);
        for (const instance of [api, second]) {
          expect(await faultsOf(company, instance)).toEqual(on);
          expect(await faultsOf(other, instance)).toEqual(['unavailable']);
        }
        await second.call(`PUT /sandbox/${other}/0/faults`, { body: { on: [] } });
      }
      await api.call(`PUT /sandbox/${company}/0/faults`, { body: { on: [] } });
    } finally {
      await second.close();
    }
  });

  test('is closed to live phones, other companies, and keys without the scope', async () => {
    const body = { from: '60123456789', message: 'hello' };
    expect(codeOf(await say(2, body))).toBe('NOT_SANDBOX');
    expect(codeOf(await say(9, body))).toBe('PHONE_NOT_FOUND');
    expect(codeOf(await say(0, body, other, await api.key(company)))).toBe('COMPANY_NOT_FOUND');
    expect(codeOf(await say(0, body, company, await api.key(company, ['messages:read'])))).toBe('FORBIDDEN');
    const sender = await api.key(company, ['messages:send']);
    const faults = await api.call(`PUT /sandbox/${company}/0/faults`, { body: { on: [] }, key: sender });
    expect(codeOf(faults)).toBe('FORBIDDEN');
  });

  test('scans only what shows a code', async () => {
    const body = { phoneNumber: '60111111111' };
    const scan = (index: number) => api.call(`POST /sandbox/${company}/${index}/scan`, { body });
    expect(codeOf(await scan(0))).toBe('SANDBOX_REFUSED');
    expect(codeOf(await scan(1))).toBe('QR_NOT_AVAILABLE');
  });

  test('of a server without controls says so, and passes nothing of it on', async () => {
    const body = { phoneNumber: '60111111111', pairingCode: 'ABCD1234' };
    const answer = await api.call(`POST /sandbox/${company}/1/scan`, { body });
    expect([answer.statusCode, codeOf(answer)]).toEqual([502, 'SANDBOX_UNAVAILABLE']);
    expect(answer.body).toContain('no such controls');
    expect(answer.body).not.toContain('nothing here');
  });

  test('of a refusal says what the simulator has against it', async () => {
    const body = { phoneNumber: '60111111111', pairingCode: 'ABCD9999' };
    const answer = await api.call(`POST /sandbox/${company}/1/scan`, { body });
    expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'SANDBOX_REFUSED']);
    expect(answer.json<{ detail: string }>().detail).toBe('Nobody shows this code.');
  });

  test('without SANDBOX=1 does nothing', async () => {
    const closed = await startApi({ sandbox: false, databaseUrl: api.databaseUrl });
    try {
      expect((await closed.call(`GET /sandbox/${company}`)).json()).toEqual({ enabled: false, phones: [] });
      const body = { from: '60123456789', message: 'hello' };
      const answer = await closed.call(`POST /sandbox/${company}/0/inbound`, { body });
      expect([answer.statusCode, codeOf(answer)]).toEqual([422, 'SANDBOX_DISABLED']);
    } finally {
      await closed.close();
    }
  });
});
