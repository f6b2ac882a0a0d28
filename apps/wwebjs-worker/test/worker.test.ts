import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { createCoordination, type Coordination } from '@watertight/coordination';
import { silentLog, systemClock, webMessageKey, type Message } from '@watertight/core';
import { createAccepting, type Accepting } from '@watertight/delivery';
import { createQueueing, type Queueing } from '@watertight/queueing';
import { openStore, type Store } from '@watertight/store';
import { testDatabase, testRedis, type TestDatabase, type TestRedis } from '@watertight/testkit';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { processesOn } from '../src/cleanup.ts';
import { profileOf } from '../src/credentials.ts';
import { makeFolder, newNumber, removeFolder, startSim, until, type Sim } from './support.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');
const number = newNumber();

let sim: Sim;
let sessionDir: string;
let database: TestDatabase;
let redis: TestRedis;
let store: Store;
let queueing: Queueing;
let coordination: Coordination;
let accepting: Accepting;
let phoneId: string;
let env: Record<string, string>;
const workers: ChildProcess[] = [];

beforeAll(async () => {
  [sim, sessionDir, database, redis] = await Promise.all([
    startSim(),
    makeFolder(),
    testDatabase(),
    testRedis(),
  ]);
  const encryptionKey = randomBytes(32);
  const at = { redisUrl: redis.url, prefix: redis.prefix, log: silentLog };
  store = openStore({ databaseUrl: database.url, encryptionKey, log: silentLog });
  queueing = createQueueing(at);
  coordination = createCoordination(at);
  accepting = createAccepting({
    store,
    queueing,
    coordination,
    clock: systemClock,
    log: silentLog,
    instanceId: 't',
  });
  env = {
    PATH: process.env.PATH ?? '',
    WWEBJS_PORT: '0',
    DATABASE_URL: await database.urlAs('watertight_worker'),
    REDIS_URL: redis.url,
    REDIS_PREFIX: redis.prefix,
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
    SANDBOX: '1',
    SANDBOX_WA_WEB_URL: sim.secureUrl,
    WWEBJS_SESSION_DIR: sessionDir,
    ...(process.env.CHROME_PATH ? { CHROME_PATH: process.env.CHROME_PATH } : {}),
  };
  await store.companies.create({ id: 'demo', name: 'Demo' });
  const phone = await store.phones.create('demo', {
    connectionType: 'wwebjs',
    mode: 'sandbox',
    desiredState: 'start',
  });
  phoneId = phone.phoneId;
});

afterEach(async () => {
  for (const worker of workers.splice(0)) {
    if (worker.exitCode === null && worker.kill('SIGKILL')) await once(worker, 'exit');
  }
});

afterAll(async () => {
  await queueing?.close();
  await coordination?.close();
  await store?.close();
  await sim?.stop();
  await Promise.all([redis?.clear(), database?.drop(), removeFolder(sessionDir)]);
});

interface Worker {
  child: ChildProcess;
  output: string[];
  url(): Promise<string>;
  /** This worker, not its predecessor, has the phone ready. */
  ready(): Promise<unknown>;
}

function startWorker(overrides: Record<string, string> = {}): Worker {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
    env: { ...env, ...overrides },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  workers.push(child);
  const output: string[] = [];
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => void output.push(line));
  }
  const port = () => /"port":(\d+)/.exec(output.find((line) => line.includes('http.listening')) ?? '')?.[1];
  const isReady = (line: string) => line.includes('"session.state"') && line.includes('"status":"ready"');
  return {
    child,
    output,
    url: async () => `http://127.0.0.1:${await until('the worker listens', port)}`,
    ready: () => until('the worker has the phone ready', () => output.some(isReady), 30_000),
  };
}

const phoneIs = (status: string) =>
  until(
    `the phone is ${status}`,
    async () => (await store.phones.byId(phoneId))?.state.status === status,
    30_000,
  );

async function accept(text: string): Promise<Message> {
  const result = await accepting.accept({
    companyId: 'demo',
    type: 'text',
    chatId: '60123456789',
    content: { text },
  });
  if (result.kind === 'refused') throw new Error(result.code);
  return result.message;
}

const reaches = (message: Message, status: Message['status']) =>
  until(`the message is ${status}`, async () => {
    const found = await store.messages.get('demo', message.id);
    return found?.status === status ? found : null;
  });

const times = async (message: Message): Promise<number> =>
  (await sim.ledger(number)).filter(({ key }) => key === webMessageKey(message.id)).length;

test('a phone is paired, sends, and hears; a killed worker loses nothing and needs no new QR code', async () => {
  const first = startWorker();
  await phoneIs('qr');
  const code = await until('a QR code', () => store.phones.qr(phoneId));
  await sim.scan(code.qr, number);
  await phoneIs('ready');
  const message = await accept('Selamat pagi');
  const read = await reaches(message, 'read');
  expect(read.providerMessageId).toBe(`true_60123456789@c.us_${webMessageKey(message.id)}`);

  await sim.call('POST', '/sim/inbound', { phone: number, from: '60177777777', text: 'Apa khabar?' });
  const inbound = () => store.messages.list('demo', { direction: 'inbound' }, { limit: 10 });
  await until('the inbound text', async () => (await inbound()).data.length > 0);
  expect((await inbound()).data[0]).toMatchObject({
    chatId: '60177777777',
    status: 'received',
    content: { text: 'Apa khabar?' },
  });

  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  const meanwhile = await Promise.all(['one', 'two', 'three'].map(accept));
  startWorker();
  for (const each of meanwhile) await reaches(each, 'read');
  expect(await Promise.all(meanwhile.map(times))).toEqual([1, 1, 1]);
});

test('a stopped worker leaves no browser, says so, and its successor is ready at once', async () => {
  const worker = startWorker();
  await worker.ready();
  const startedAt = performance.now();
  worker.child.kill('SIGTERM');
  const [status] = (await once(worker.child, 'exit')) as [number];
  expect(status).toBe(0);
  expect(performance.now() - startedAt).toBeLessThan(15_000);
  expect(await processesOn(profileOf(sessionDir, phoneId).dir)).toEqual([]);
  expect((await store.phones.byId(phoneId))?.state.status).toBe('disconnected');
  await startWorker().ready();
});

test('health and metrics are served, and the log holds neither texts nor numbers', async () => {
  const worker = startWorker();
  const url = await worker.url();
  await worker.ready();
  await reaches(await accept('A very private text'), 'sent');
  const metrics = await (await fetch(`${url}/metrics`)).text();
  expect(metrics).toMatch(/watertight_sessions\{[^}]*status="ready"[^}]*\} 1/);
  expect(metrics).toMatch(/watertight_sends_total\{[^}]*outcome="sent"[^}]*\} [1-9]/);
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  const log = worker.output.join('\n');
  expect(log).toContain('"msg":"message.send"');
  expect(log).not.toMatch(/private text|60123456789/);
  expect(log).not.toContain(number);
});

test('a machine without a browser is told so in one sentence', async () => {
  const { child, output } = startWorker({ CHROME_PATH: '/nowhere/chromium' });
  const [status] = (await once(child, 'close')) as [number];
  expect(status).toBe(1);
  expect(output.filter((line) => !line.startsWith('{'))).toEqual([
    'wwebjs could not start: CHROME_PATH names /nowhere/chromium, which is no executable file: correct it.',
  ]);
});

test('a faulty environment is told whole, with status 78', async () => {
  const { child, output } = startWorker({ WWEBJS_MAX_SESSIONS: 'many', WWEBJS_BROWSER_ARGS: 'x' });
  const [status] = (await once(child, 'close')) as [number];
  expect(status).toBe(78);
  expect(output.filter((line) => !line.startsWith('{'))).toHaveLength(2);
});
