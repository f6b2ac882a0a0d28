import { silentLog, systemClock } from '@watertight/core';
import { createCoordination } from '@watertight/coordination';
import { createAccepting, createIngest, hostShared } from '@watertight/delivery';
import { createQueueing } from '@watertight/queueing';
import { openStore } from '@watertight/store';
import { eventually, testDatabase, testRedis } from '@watertight/testkit';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { smsChannel } from './sms/channel.ts';

/** The provider: what reached it, and what it answers to a number. */
const ledger: { to: string; text: string; reference: string }[] = [];
let busy = 0;
const centre: Server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk: Buffer) => (body += chunk.toString()));
  request.on('end', () => {
    const sms = (body === '' ? {} : JSON.parse(body)) as (typeof ledger)[number];
    const answer = (status: number, value: object) => {
      response.writeHead(status);
      response.end(JSON.stringify(value));
    };
    if (request.method === 'GET') return answer(200, {});
    if (sms.to === '60000000000') return answer(400, { code: 'BAD_NUMBER' });
    if (busy-- > 0) return answer(503, { code: 'BUSY' });
    ledger.push(sms);
    // It has the message, and nobody hears of it.
    if (sms.to === '60999999999') return void request.socket.destroy();
    answer(200, { id: `sms-${ledger.length}` });
  });
});

let closing: (() => Promise<unknown>)[] = [];
let world: Awaited<ReturnType<typeof open>>;
beforeAll(async () => {
  world = await open();
}, 60_000);
afterAll(async () => {
  for (const close of closing.reverse()) await close();
});

/** One worker of the new channel, and the accepting half of the API, on real stores. */
async function open() {
  centre.listen(0, '127.0.0.1');
  await once(centre, 'listening');
  const url = `http://127.0.0.1:${(centre.address() as AddressInfo).port}`;
  const [database, redis] = await Promise.all([testDatabase(), testRedis()]);
  const stores = { redisUrl: redis.url, prefix: redis.prefix, log: silentLog };
  const store = openStore({ databaseUrl: database.url, encryptionKey: Buffer.alloc(32, 1), log: silentLog });
  const queueing = createQueueing(stores);
  const coordination = createCoordination(stores);
  const deps = { store, queueing, coordination, clock: systemClock, log: silentLog, instanceId: 'sms-1' };
  await store.companies.create({ id: 'demo', name: 'Demo' });
  const { phoneId } = await store.phones.create('demo', {
    ...{ connectionType: 'meta', mode: 'live', limits: { enabled: false } },
    meta: { phoneNumberId: '100', accessToken: 'token' },
  });
  // region host
  const channel = smsChannel(url, phoneId);
  const host = hostShared(deps, channel);
  await host.start();
  const ingest = createIngest(deps, channel, 'meta');
  ingest.start();
  // endregion
  closing = [
    () => Promise.all([redis.clear(), database.drop()]),
    async () => void centre.close(),
    () => store.close(),
    () => coordination.close(),
    () => queueing.close(),
    () => host.stop(),
    () => ingest.stop(),
  ];
  const accepting = createAccepting(deps);
  return {
    store,
    hear: (told: object) => ingest.commit(Buffer.from(JSON.stringify(told))),
    async send(chatId: string, text: string): Promise<string> {
      const result = await accepting.accept({
        companyId: 'demo',
        phoneIndex: 0,
        type: 'text',
        chatId,
        content: { text },
      });
      if (result.kind === 'refused') throw new Error(result.code);
      return result.message.id;
    },
    becomes: (id: string, status: string) =>
      eventually(async () => expect((await store.messages.find('demo', id))?.status).toBe(status), {
        timeoutMs: 15_000,
      }),
  };
}

describe('the channel that the guide adds', () => {
  it('sends each text once, and its receipt is understood', async () => {
    const id = await world.send('60123456789', 'hello');
    await world.becomes(id, 'sent');
    expect(ledger.filter(({ reference }) => reference === id)).toMatchObject([
      { to: '60123456789', text: 'hello' },
    ]);
    await world.hear({ kind: 'receipt', id: 'sms-1', reference: id, at: new Date().toISOString() });
    await world.becomes(id, 'delivered');
  });

  it('waits while the centre is busy, and sends then', async () => {
    busy = 2;
    const id = await world.send('60123456789', 'later');
    await world.becomes(id, 'sent');
    expect(ledger.filter(({ text }) => text === 'later')).toHaveLength(1);
  });

  it('fails what the centre refuses for good, with our code', async () => {
    const id = await world.send('60000000000', 'nobody');
    await world.becomes(id, 'failed');
    expect((await world.store.messages.find('demo', id))?.error).toMatchObject({ code: 'RECIPIENT_INVALID' });
  });

  it('does not send again when an answer was lost, and takes the receipt for evidence', async () => {
    const id = await world.send('60999999999', 'lost answer');
    await world.becomes(id, 'unconfirmed');
    await world.hear({ kind: 'receipt', id: 'sms-9', reference: id, at: new Date().toISOString() });
    await world.becomes(id, 'delivered');
    expect(ledger.filter(({ text }) => text === 'lost answer')).toHaveLength(1);
  });

  it('stores what comes in once, however often it is told', async () => {
    const told = {
      kind: 'incoming',
      id: 'in-1',
      from: '60555555555',
      text: 'hi',
      at: new Date().toISOString(),
    };
    await world.hear(told);
    await world.hear(told);
    await eventually(async () => {
      const { data } = await world.store.messages.list('demo', { direction: 'inbound' }, { limit: 10 });
      expect(data.map(({ content }) => content)).toEqual([{ text: 'hi' }]);
    });
  });
});
