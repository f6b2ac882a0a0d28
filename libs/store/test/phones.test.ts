import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '@watertight/store';
import { demoStore, eraseCompany, text } from './open.ts';

let store: Store;
let phoneId: string;
let url: string;
let close: () => Promise<void>;
beforeEach(async () => ({ store, phoneId, url, close } = await demoStore()));
afterEach(() => close());

describe('phones', () => {
  it('take the lowest free index, and one index or number id only once', async () => {
    const second = await store.phones.create('demo', { connectionType: 'wwebjs', mode: 'live' });
    expect(second).toMatchObject({ phoneIndex: 1, processName: 'wwebjs', state: { status: 'stopped' } });
    expect(second.phoneNumberId).toMatch(/^9[0-9]{14}$/);
    const again = { connectionType: 'wwebjs', mode: 'live', phoneIndex: 1 } as const;
    await expect(store.phones.create('demo', again)).rejects.toMatchObject({ code: 'PHONE_EXISTS' });
    const sameNumber = {
      connectionType: 'meta',
      mode: 'live',
      meta: { phoneNumberId: '100', accessToken: 't' },
    } as const;
    await expect(store.phones.create('demo', sameNumber)).rejects.toMatchObject({ code: 'PHONE_EXISTS' });
    await expect(store.phones.create('nobody', again)).rejects.toMatchObject({ code: 'COMPANY_NOT_FOUND' });
  });

  it('made at the same time without an index get one each', async () => {
    const made = await Promise.all(
      Array.from({ length: 12 }, () =>
        store.phones.create('demo', { connectionType: 'wwebjs', mode: 'live' }),
      ),
    );
    const indexes = made.map(({ phoneIndex }) => phoneIndex).sort((a, b) => a - b);
    expect(indexes).toEqual(Array.from({ length: 12 }, (_, n) => n + 1));
  });

  it('show their tokens to nobody but the worker that asks for them', async () => {
    const phone = await store.phones.byId(phoneId);
    expect(JSON.stringify(phone)).not.toContain('token-1');
    expect(await store.phones.metaCredentials(phoneId)).toMatchObject({
      accessToken: 'token-1',
      appSecret: 'secret-1',
    });
    expect(await store.phones.metaAppSecrets(['100', '999'])).toEqual(new Map([['100', 'secret-1']]));
  });

  it('carry the process name that the database derives, also after a change of connection type', async () => {
    await store.messages.accept(text(phoneId));
    const changed = await store.phones.change('demo', 0, { connectionType: 'wwebjs' });
    expect(changed).toMatchObject({ phoneId, connectionType: 'wwebjs', processName: 'wwebjs' });
    const { data } = await store.messages.list('demo', {}, { limit: 1 });
    expect(data[0]?.connectionType).toBe('wwebjs');
    expect(await store.phones.change('demo', 9, { name: 'x' })).toBeNull();
  });

  it('fail what was still to be sent when they are removed, and keep their history', async () => {
    const message = text(phoneId);
    await store.messages.accept(message);
    expect(await store.phones.remove('demo', 0)).toBe(true);
    expect(await store.phones.remove('demo', 0)).toBe(false);
    expect(await store.messages.find('demo', message.id)).toMatchObject({
      status: 'failed',
      error: { code: 'PHONE_NOT_FOUND' },
    });
  });

  it('hand a command over once', async () => {
    await store.phones.demand('demo', 0, { desiredState: 'start', command: 'restart' });
    expect([await store.phones.takeCommand(phoneId), await store.phones.takeCommand(phoneId)]).toEqual([
      'restart',
      null,
    ]);
    expect(await store.phones.demand('demo', 9, { desiredState: 'stop' })).toBe(false);
  });

  it('say disconnected of a phone whose worker is gone, whatever that worker last said', async () => {
    const web = await store.phones.create('demo', { connectionType: 'wwebjs', mode: 'live' });
    const acquired = await store.leases.acquire(web.phoneId, 'w', 60_000);
    if (acquired.kind !== 'acquired') throw new Error('not acquired');
    await store.phones.report(web.phoneId, { status: 'ready', me: '60111', instanceId: 'w' }, acquired.lease);
    expect((await store.phones.byId(web.phoneId))?.state).toMatchObject({ status: 'ready', me: '60111' });
    await store.leases.release(acquired.lease);
    expect((await store.phones.byId(web.phoneId))?.state).toMatchObject({
      status: 'disconnected',
      me: '60111',
    });
  });

  it('let a stale owner say nothing', async () => {
    const stale = { owner: 'gone', epoch: 1 };
    expect(await store.phones.report(phoneId, { status: 'ready', instanceId: 'w' }, stale)).toBe(false);
    expect((await store.phones.byId(phoneId))?.state.status).toBe('stopped');
  });

  it('show a QR code only while the phone asks for one', async () => {
    const expiresAt = new Date(Date.now() + 20_000);
    await store.phones.report(phoneId, { status: 'qr', qr: { qr: '2@x', expiresAt }, instanceId: 'w' });
    expect(await store.phones.qr(phoneId)).toEqual({ qr: '2@x', expiresAt });
    await store.phones.report(phoneId, { status: 'ready', instanceId: 'w' });
    expect(await store.phones.qr(phoneId)).toBeNull();
  });

  it('tell of each QR code once', async () => {
    const expiresAt = new Date('2030-01-01T00:00:00Z');
    for (const qr of ['2@a', '2@a', '2@b'])
      await store.phones.report(phoneId, { status: 'qr', qr: { qr, expiresAt }, instanceId: 'w' });
    await store.phones.report(phoneId, { status: 'ready', instanceId: 'w' });
    const upTo = await store.events.horizon().settled(1000);
    const events = await store.events.read({ after: 0, upTo, companyIds: ['demo'], limit: 100 });
    expect(events.filter(({ type }) => type === 'phone.qr').map(({ detail }) => detail)).toEqual([
      { qr: '2@a', expiresAt: '2030-01-01T00:00:00.000Z' },
      { qr: '2@b', expiresAt: '2030-01-01T00:00:00.000Z' },
    ]);
    expect(events.map(({ type, detail }) => [type, detail?.['status']])).toContainEqual([
      'phone.status',
      'ready',
    ]);
  });
});

describe('companies and keys', () => {
  it('show a key once and know it by its hash afterwards', async () => {
    const made = await store.companies.createKey('demo', { name: 'crm', scopes: ['messages:send'] });
    expect(await store.companies.findKey(made.key)).toEqual({
      keyId: made.id,
      companyId: 'demo',
      scopes: ['messages:send'],
    });
    const listed = await store.companies.listKeys('demo', { limit: 10 });
    expect(JSON.stringify(listed)).not.toContain(made.key);
    expect(await store.companies.removeKey('other', made.id)).toBe(false);
    expect(await store.companies.removeKey('demo', made.id)).toBe(true);
    expect(await store.companies.findKey(made.key)).toBeNull();
  });

  it('name their weights only where they are not 1, and take none that is out of bounds', async () => {
    await store.companies.create({ id: 'heavy', name: 'Heavy', weight: 4 });
    expect(await store.companies.weights()).toEqual(new Map([['heavy', 4]]));
    expect(await store.companies.change('heavy', { weight: 9 })).toMatchObject({ name: 'Heavy', weight: 9 });
    expect(await store.companies.weights()).toEqual(new Map([['heavy', 9]]));
    await expect(store.companies.change('heavy', { weight: 101 })).rejects.toThrow();
    expect(await store.companies.change('nobody', { weight: 2 })).toBeNull();
  });

  it('go with everything that is theirs, and with nothing that is not', async () => {
    await store.companies.create({ id: 'other', name: 'Other' });
    const kept = text(phoneId, { companyId: 'other' });
    await store.messages.acceptAll([text(phoneId), kept]);
    expect(await eraseCompany(store, 'demo')).toBe(true);
    expect(await store.phones.byId(phoneId)).toBeNull();
    expect((await store.messages.list('demo', {}, { limit: 10 })).data).toEqual([]);
    expect(await store.messages.find('other', kept.id)).not.toBeNull();
    expect(await eraseCompany(store, 'demo')).toBe(false);
  });
});

describe('process health', () => {
  it('keeps the last heartbeat of each instance and answers the backlog', async () => {
    const beat = (instanceId: string, status: 'healthy' | 'down', ageMs: number) =>
      store.processes.recordHeartbeat({
        processName: 'meta',
        instanceId,
        status,
        timestamp: new Date(Date.now() - ageMs).toISOString(),
        uptimeSeconds: 1,
        memoryUsageMb: 100,
        memoryLimitMb: null,
        activeConnections: 0,
        restarts: 0,
      });
    await beat('m-1', 'healthy', 5000);
    await beat('m-1', 'down', 1000);
    await beat('m-2', 'healthy', 1000);
    const latest = await store.processes.latestHeartbeats();
    expect(latest.map(({ instanceId, status }) => [instanceId, status])).toEqual([
      ['m-1', 'down'],
      ['m-2', 'healthy'],
    ]);
    await store.messages.accept(text(phoneId));
    expect(await store.processes.backlog()).toMatchObject({
      meta: { waiting: 1, active: 0 },
      wwebjs: { waiting: 0 },
    });
    await store.processes.recordEvent({
      processName: 'meta',
      instanceId: 'm-1',
      event: 'exited',
      detail: { code: 1 },
    });
    await store.processes.forget();
  });

  it('is forgotten when it is old, in batches, and what is young stays', async () => {
    const pool = new pg.Pool({ connectionString: url, max: 1 });
    const rows = (table: string) =>
      pool
        .query<{ instance_id: string; count: number }>(
          `SELECT instance_id, count(*)::int AS count FROM ${table} WHERE process_name = 'forget' GROUP BY 1 ORDER BY 1`,
        )
        .then((result) => result.rows.map((row) => [row.instance_id, row.count]));
    try {
      // More than one batch of each, an hour on either side of what is kept.
      await pool.query(`INSERT INTO process_health (process_name, instance_id, status, memory_usage_mb, uptime_seconds,
          active_connections, timestamp)
        SELECT 'forget', i, 'healthy', 1, 1, 0, now() - interval '3 days' + h * interval '1 hour'
        FROM (VALUES ('old', -1), ('young', 1)) AS t (i, h), generate_series(1, 6000)`);
      for (const [table, columns, values] of [
        ['process_metrics', 'name, value', "'lag', 1"],
        ['process_events', 'event', "'exited'"],
      ])
        await pool.query(`INSERT INTO ${table} (process_name, instance_id, ${columns}, timestamp)
          SELECT 'forget', i, ${values}, now() - interval '30 days' + h * interval '1 hour'
          FROM (VALUES ('old', -1), ('young', 1)) AS t (i, h), generate_series(1, 6000)`);
      expect(await store.processes.forget({ healthDays: 3, historyDays: 30 })).toBe(18_000);
      for (const table of ['process_health', 'process_metrics', 'process_events'])
        expect(await rows(table), table).toEqual([['young', 6000]]);
      expect(await store.processes.forget({ healthDays: 3, historyDays: 30 })).toBe(0);
      await store.processes.forget();
      for (const table of ['process_health', 'process_metrics', 'process_events'])
        expect(await rows(table), table).toEqual([]);
    } finally {
      await pool.end();
    }
  });
});

describe('asking how phones are', () => {
  const MINUTE = 60_000;
  const take = (limit = 10) => store.phones.takeDueChecks('meta', limit, MINUTE);
  const checked = (nextMs: number, failed = 0) =>
    store.phones.report(phoneId, { status: 'ready', instanceId: 'x', check: { failed, nextMs } });

  it('is for one caller alone, at once for a new phone and again when the report says', async () => {
    const takes = await Promise.all(Array.from({ length: 8 }, () => take()));
    expect(takes.flat().map((phone) => phone.phoneId)).toEqual([phoneId]);
    await checked(0, 3);
    expect((await take())[0]?.state).toMatchObject({ status: 'ready', failedChecks: 3 });
    await checked(MINUTE);
    expect(await take()).toEqual([]);
  });

  it('comes at once when the phone was changed, wanted otherwise, or somebody says so', async () => {
    await store.phones.change('demo', 0, { meta: { wabaId: '9001' } });
    for (const cause of [
      () => store.phones.change('demo', 0, { meta: { accessToken: 'new' } }),
      () => store.phones.demand('demo', 0, { desiredState: 'start' }),
      () => store.phones.checkSoon(phoneId),
      () => store.transaction((tx) => store.phones.hearOfProvider(tx, [{ phoneId, facts: {} }])),
      () => store.transaction((tx) => store.phones.checkAccountSoon(tx, 'demo', '9001')),
    ]) {
      await take();
      await checked(MINUTE);
      expect(await take()).toEqual([]);
      await cause();
      expect(await take()).toHaveLength(1);
    }
  });

  it('comes again when the phone changed while it was asked', async () => {
    await take();
    await store.phones.change('demo', 0, { meta: { accessToken: 'new' } });
    await checked(MINUTE);
    expect(await take()).toHaveLength(1);
  });

  it('is not for phones that are stopped and are to be, nor for those of another channel', async () => {
    await store.phones.create('demo', { connectionType: 'wwebjs', mode: 'live' });
    await store.phones.demand('demo', 0, { desiredState: 'stop' });
    expect(await take()).toEqual([]);
    await store.phones.report(phoneId, { status: 'ready', instanceId: 'x' });
    expect(await take()).toHaveLength(1);
  });
});

describe('what a provider says of a number', () => {
  const facts = {
    verifiedName: 'Shop',
    nameStatus: 'APPROVED',
    numberStatus: 'CONNECTED',
    qualityRating: 'GREEN',
    messagingLimit: 1000,
    messagingTier: 'TIER_1K',
    throughput: 'STANDARD',
    codeVerificationStatus: 'VERIFIED',
    accountMode: 'LIVE',
    platformType: 'CLOUD_API',
    isOfficialBusinessAccount: false,
    tokenExpiresAt: null,
    checkedAt: '2026-01-01T00:00:00.000Z',
  };
  const provider = async () => (await store.phones.byId(phoneId))?.state.provider;
  const hear = (news: object) =>
    store.transaction((tx) => store.phones.hearOfProvider(tx, [{ phoneId, facts: news }]));

  it('is kept until it says otherwise, is changed by webhooks in part, and goes with the connection', async () => {
    await hear({ qualityRating: 'RED' });
    expect(await provider()).toBeNull();
    await store.phones.report(phoneId, { status: 'ready', instanceId: 'x', provider: facts });
    await store.phones.report(phoneId, { status: 'disconnected', instanceId: 'x' });
    expect(await provider()).toEqual(facts);
    await hear({ qualityRating: 'RED' });
    expect(await provider()).toEqual({ ...facts, qualityRating: 'RED' });
    await store.phones.change('demo', 0, { connectionType: 'wwebjs' });
    expect(await provider()).toBeNull();
  });
});
