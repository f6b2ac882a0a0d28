import { createCipher, createStreamSealer, loginContext, silentLog } from '@watertight/core';
import { openStore } from '@watertight/store';
import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { SEALED } from '../src/rotation.ts';
import { demoStore } from './open.ts';

const OLD = Buffer.alloc(32, 1);
const NEW = Buffer.alloc(32, 2);

let demo: Awaited<ReturnType<typeof demoStore>>;
let client: pg.Client;
beforeEach(async () => {
  demo = await demoStore();
  client = new pg.Client(demo.url);
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await demo.close();
});

const openWith = (current: Buffer, ...others: Buffer[]) =>
  openStore({ databaseUrl: demo.url, encryptionKey: { current, others }, log: silentLog });

it('knows every column of sealed secrets', async () => {
  const { rows } = await client.query<{ name: string }>(
    `SELECT table_name || '.' || column_name AS name FROM information_schema.columns
      WHERE table_schema = 'public' AND column_name LIKE '%sealed' ORDER BY 1`,
  );
  expect(rows.map(({ name }) => name)).toEqual(
    SEALED.map(({ table, column }) => `${table}.${column}`).sort(),
  );
});

it('moves every secret to the new key while both are readable, and has nothing left to do then', async () => {
  const { secret } = await demo.store.webhooks.endpoints.create('demo', {
    url: 'https://example.com',
    events: ['message.received'],
    format: 'watertight',
  });
  const during = openWith(NEW, OLD);
  expect(await during.phones.metaCredentials(demo.phoneId)).toMatchObject({ accessToken: 'token-1' });
  expect(await during.rotateKeys(null)).toEqual({
    resealed: 3,
    current: 0,
    logins: 0,
    loginsInBucket: 0,
    unreadable: [],
  });
  expect(await during.rotateKeys(null)).toMatchObject({ resealed: 0, current: 3 });
  await during.close();
  const after = openWith(NEW);
  expect(await after.phones.metaCredentials(demo.phoneId)).toMatchObject({
    accessToken: 'token-1',
    appSecret: 'secret-1',
  });
  await after.close();
  const { rows } = await client.query<{ endpoint_id: string; secret_sealed: string }>(
    'SELECT endpoint_id, secret_sealed FROM webhook_secrets',
  );
  expect(createCipher(NEW).open(rows[0]!.secret_sealed, `webhook:${rows[0]!.endpoint_id}`)).toBe(secret);
  // Whoever has the old key alone is told so, and nothing is lost.
  await expect(demo.store.phones.metaCredentials(demo.phoneId)).rejects.toThrow('which this system has not');
});

it('names what no key opens, leaves it as it is, and goes on', async () => {
  await client.query('UPDATE phone_configs SET verify_token_sealed = $1', [
    createCipher(Buffer.alloc(32, 9)).seal('lost', `phone:${demo.phoneId}`),
  ]);
  const store = openWith(NEW, OLD);
  const done = await store.rotateKeys(null);
  expect(done).toMatchObject({
    resealed: 2,
    unreadable: [`phone_configs ${demo.phoneId} verify_token_sealed`],
  });
  expect(JSON.stringify(done)).not.toContain('lost');
  await store.close();
});

it('seals the logins of WhatsApp Web phones anew, whole', async () => {
  const login = Buffer.alloc(3_000_000, 'login');
  const parts: Buffer[] = [];
  for await (const part of createStreamSealer(OLD).seal(
    (async function* () {
      yield login;
    })(),
    loginContext(demo.phoneId),
  ))
    parts.push(part);
  const bytes = Buffer.concat(parts);
  const { rows } = await client.query<{ version: string }>(
    `INSERT INTO session_snapshots (phone_id, company_id, epoch, state, size_bytes, sha256)
      VALUES ($1, 'demo', 1, 'kept', $2, 'x') RETURNING version`,
    [demo.phoneId, bytes.length],
  );
  const version = Number(rows[0]!.version);
  for (let seq = 0; seq * 1_000_000 < bytes.length; seq++)
    await client.query('INSERT INTO session_snapshot_chunks VALUES ($1, $2, $3)', [
      version,
      seq,
      bytes.subarray(seq * 1_000_000, (seq + 1) * 1_000_000),
    ]);
  const store = openWith(NEW, OLD);
  expect(await store.rotateKeys(null)).toMatchObject({ logins: 1, unreadable: [] });
  expect(await store.rotateKeys(null)).toMatchObject({ logins: 0 });
  const hash = createHash('sha256');
  async function* stored() {
    for await (const chunk of store.snapshots.read(demo.phoneId, version)) {
      hash.update(chunk);
      yield chunk;
    }
  }
  const opened: Buffer[] = [];
  for await (const part of createStreamSealer(NEW).open(stored(), loginContext(demo.phoneId)))
    opened.push(part);
  expect(Buffer.concat(opened).equals(login)).toBe(true);
  expect((await store.snapshots.list(demo.phoneId)).kept[0]).toMatchObject({ sha256: hash.digest('hex') });
  await store.close();
});
