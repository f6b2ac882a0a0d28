import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { createCoordination } from '@watertight/coordination';
import { silentLog, systemClock, webMessageKey, type Message } from '@watertight/core';
import { createAccepting } from '@watertight/delivery';
import { createQueueing } from '@watertight/queueing';
import { openStore, type Store } from '@watertight/store';
import { testDatabase, testRedis } from '@watertight/testkit';
import { newNumber, startSim, until, type Sim } from './support.ts';

const MAIN = join(import.meta.dirname, '../src/main.ts');

export interface Worker {
  child: ChildProcess;
  output: string[];
  /** Lines of the log with this message, parsed. */
  said(message: string): Record<string, unknown>[];
  kill(signal: NodeJS.Signals): Promise<void>;
}

export interface PairedPhone {
  phoneId: string;
  phoneIndex: number;
  number: string;
}

/** Stores, a simulator, and worker processes on them: each with a folder of profiles of its own is a host. */
export interface Workers {
  sim: Sim;
  store: Store;
  start(sessionDir: string, overrides?: Record<string, string>): Worker;
  newPhone(): Promise<{ phoneId: string; phoneIndex: number }>;
  /** Makes a phone, waits until a worker shows its QR code, scans it, and waits until it is ready. */
  pair(): Promise<PairedPhone>;
  accept(phoneIndex: number, text: string, chatId?: string): Promise<Message>;
  /** Waits until WhatsApp has it, and answers how often it came. */
  timesOf(phone: PairedPhone, message: Message): Promise<number>;
  statusOf(phoneId: string): Promise<{ status: string; instanceId: string | null; code: string | null }>;
  stop(): Promise<void>;
}

export async function startWorkers(): Promise<Workers> {
  const [sim, database, redis] = await Promise.all([startSim(), testDatabase(), testRedis()]);
  const encryptionKey = randomBytes(32);
  const at = { redisUrl: redis.url, prefix: redis.prefix, log: silentLog };
  const store = openStore({ databaseUrl: database.url, encryptionKey, log: silentLog });
  const queueing = createQueueing(at);
  const coordination = createCoordination(at);
  const deps = { store, queueing, coordination, clock: systemClock, log: silentLog, instanceId: 'test' };
  const accepting = createAccepting(deps);
  const running: Worker[] = [];
  await store.companies.create({ id: 'demo', name: 'Demo' });
  const env = {
    PATH: process.env.PATH ?? '',
    WWEBJS_PORT: '0',
    DATABASE_URL: await database.urlAs('watertight_worker'),
    REDIS_URL: redis.url,
    REDIS_PREFIX: redis.prefix,
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
    SANDBOX: '1',
    SANDBOX_WA_WEB_URL: sim.secureUrl,
    ...(process.env.CHROME_PATH ? { CHROME_PATH: process.env.CHROME_PATH } : {}),
  };

  const workers: Workers = {
    sim,
    store,
    start(sessionDir, overrides = {}) {
      const child = spawn(process.execPath, ['--import', 'tsx', MAIN], {
        env: { ...env, WWEBJS_SESSION_DIR: sessionDir, ...overrides },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const output: string[] = [];
      for (const stream of [child.stdout, child.stderr])
        createInterface({ input: stream }).on('line', (line) => void output.push(line));
      const worker: Worker = {
        child,
        output,
        said: (message) =>
          output.flatMap((line) => {
            if (!line.includes(`"msg":"${message}"`)) return [];
            return [JSON.parse(line) as Record<string, unknown>];
          }),
        async kill(signal) {
          if (child.exitCode === null && child.signalCode === null && child.kill(signal))
            await once(child, 'exit');
        },
      };
      running.push(worker);
      return worker;
    },
    async newPhone() {
      const phone = await store.phones.create('demo', { connectionType: 'wwebjs', mode: 'sandbox' });
      coordination.publish('phones', { companyId: 'demo', phoneId: phone.phoneId });
      return phone;
    },
    async pair() {
      const { phoneId, phoneIndex } = await workers.newPhone();
      const number = newNumber();
      const { qr } = await until('a QR code', () => store.phones.qr(phoneId), 60_000);
      await sim.scan(qr, number);
      await until('ready', async () => (await workers.statusOf(phoneId)).status === 'ready', 60_000);
      return { phoneId, phoneIndex, number };
    },
    async accept(phoneIndex, text, chatId = '60123456789') {
      const result = await accepting.accept({
        companyId: 'demo',
        phoneIndex,
        type: 'text',
        chatId,
        content: { text },
      });
      if (result.kind === 'refused') throw new Error(result.code);
      return result.message;
    },
    async timesOf({ number }, message) {
      const isSent = async () =>
        ['sent', 'delivered', 'read'].includes((await store.messages.get('demo', message.id))?.status ?? '');
      await until('the message is sent', isSent, 60_000);
      const key = webMessageKey(message.id);
      return (await sim.ledger(number)).filter((one) => one.key === key).length;
    },
    async statusOf(phoneId) {
      const state = (await store.phones.byId(phoneId))?.state;
      return {
        status: state?.status ?? 'none',
        instanceId: state?.instanceId ?? null,
        code: state?.reasonCode ?? null,
      };
    },
    async stop() {
      await Promise.all(running.map((worker) => worker.kill('SIGKILL')));
      await Promise.all([queueing.close(), coordination.close()]);
      await store.close();
      await sim.stop();
      await Promise.all([redis.clear(), database.drop()]);
    },
  };
  return workers;
}
