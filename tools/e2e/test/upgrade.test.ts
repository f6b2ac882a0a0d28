import { join } from 'node:path';
import { buildPrevious, judge, Load, type PreviousBuild } from '@watertight/e2e';
import {
  addColumnEverywhere,
  emptyDatabase,
  eventually,
  migrateDatabase,
  testRedis,
  type TestDatabase,
} from '@watertight/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { customer } from './customer.ts';
import { APPS, Fleet, type App, type Version } from './fleet.ts';

// An upgrade as docs/upgrade.md describes it, with the version before as it was committed and built: on the new schema
// it has to go on, start anew, and work beside this one, in each mixture, while messages go out and come in.

const LIFE = ['message.sent', 'message.delivered', 'message.read'];
const PHONE_NUMBER_ID = '100000000000001';
const STAGE_MS = 180_000;
const BEFORE_MS = 900_000; // with packages of its own, the version before has to install them

let previous: PreviousBuild;
let database: TestDatabase;
let redis: Awaited<ReturnType<typeof testRedis>>;
let fleet: Fleet;
let shop: Awaited<ReturnType<typeof customer>>;
let load: Load;

beforeAll(async () => {
  previous = await buildPrevious(APPS);
  [database, redis, shop] = await Promise.all([emptyDatabase(), testRedis(), customer()]);
  await migrateDatabase(database.url, join(previous.dir, 'prisma/migrations'));
  fleet = await Fleet.open(previous.dir, {
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    REDIS_PREFIX: redis.prefix,
  });
  await run('previous', ...APPS);
  const { system } = fleet;
  await system.post('/api/v2/companies', { id: 'demo', name: 'Demo' });
  const meta = {
    phoneNumberId: PHONE_NUMBER_ID,
    wabaId: '200',
    accessToken: 'token',
    appSecret: 'secret-of-the-simulator',
  };
  await system.post('/api/v2/companies/demo/phones', { connectionType: 'meta', mode: 'sandbox', meta });
  await system.post('/api/v2/webhooks/demo', { url: shop.url, events: [...LIFE, 'message.received'] });
  load = new Load(system, { phones: [0], chats: 4, everyMs: 400, name: 'upgrade' });
}, BEFORE_MS);

afterAll(async () => {
  await load?.stop();
  await fleet?.close();
  shop?.close();
  await redis?.clear();
  await database?.drop();
  previous?.remove();
}, 120_000);

async function run(version: Version, ...apps: App[]): Promise<void> {
  for (const app of apps) await fleet.run(app, version);
}

/** A text goes out up to read, one comes in, and the customer is told of both; meanwhile the others go on too. */
async function works(name: string): Promise<void> {
  const { system } = fleet;
  const { id } = await system.send(0, '60123456789', `out ${name}`);
  const body = { phoneNumberId: PHONE_NUMBER_ID, from: '60155500001', text: `in ${name}` };
  await system.simulate('metaSim', '/sim/inbound', body);
  const told = () =>
    shop.told.filter(
      ({ body: { type, data } }) => type === 'message.received' && data.message?.content.text === body.text,
    );
  await eventually(() => expect(shop.of(id)).toEqual(LIFE), { timeoutMs: 30_000 });
  await eventually(() => expect(told().length).toBeGreaterThan(0), { timeoutMs: 30_000 });
  expect((await system.message(id)).status).toBe('read');
  await load.more(8);
}

describe('an upgrade while messages go out and come in', () => {
  it('begins with the version before, on its own schema', () => works('before'), STAGE_MS);

  it(
    'applies this version’s migrations under the version before, which goes on',
    async () => {
      expect((await migrateDatabase(database.url)).length).toBeGreaterThan(0);
      await works('migrated');
    },
    STAGE_MS,
  );

  it.each<[string, Version, App[]]>([
    ['the version before, started anew on the new schema', 'previous', APPS],
    ['workers of this version with an API of the one before', 'today', ['meta-worker', 'webhook-worker']],
    ['this version alone', 'today', ['api']],
    ['workers of the version before with an API of this one', 'previous', ['meta-worker', 'webhook-worker']],
    ['the way back: the version before alone', 'previous', ['api']],
    ['this version again', 'today', APPS],
  ])(
    'works with %s',
    async (name, version, apps) => {
      await run(version, ...apps);
      await works(name);
    },
    STAGE_MS,
  );

  it(
    'and this version goes on while one to come adds columns',
    async () => {
      await addColumnEverywhere(database.url);
      await works('to come');
    },
    STAGE_MS,
  );

  it(
    'loses nothing, sends nothing twice, keeps the order, and asks the database for nothing that is not there',
    async () => {
      const sent = await load.stop();
      const ids = sent.map(({ id }) => id);
      await eventually(() => expect(ids.filter((id) => shop.of(id).length < LIFE.length)).toEqual([]), {
        timeoutMs: 60_000,
      });
      expect(load.inDoubt).toEqual([]);
      const verdict = judge(sent, await fleet.system.metaLedger());
      expect(verdict).toMatchObject({ lost: [], duplicated: [], outOfOrder: [] });
      expect(fleet.refusals()).toEqual([]);
    },
    STAGE_MS,
  );
});
