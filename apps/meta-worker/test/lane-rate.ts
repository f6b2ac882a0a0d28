/**
 * How many messages a second one phone sends whose number has Meta's higher throughput, to a Graph that takes 300 ms
 * for each: `node --import tsx apps/meta-worker/test/lane-rate.ts [messages] [workers]`. Each goes to another person.
 * Workers, simulator and stores run on this machine; nothing is counted that was queued before the workers started.
 */
import { randomBytes } from 'node:crypto';
import { silentLog } from '@watertight/core';
import { openStore } from '@watertight/store';
import { startSimulator } from './simulator.ts';
import { openTestStores } from './stores.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

const LATENCY_MS = 300;
const LOOK_MS = 100;
const PER_SECOND = 1000;
const [messages = 10_000, size = 1] = process.argv.slice(2).map(Number);

const simulator = await startSimulator();
const stores = await openTestStores();
const encryptionKey = randomBytes(32);
const store = openStore({ databaseUrl: stores.databaseUrl, encryptionKey, log: silentLog });
const workers: WorkerProcess[] = [];
try {
  await simulator.control('PUT', '/sim/behaviour', { latencyMs: LATENCY_MS, statuses: false });
  await store.companies.create({ id: 'demo', name: 'Demo' });
  const { phoneId } = await store.phones.create('demo', {
    connectionType: 'meta',
    mode: 'sandbox',
    limits: { enabled: true, messagesPerSecond: PER_SECOND, burst: PER_SECOND, pairIntervalSeconds: 6 },
    meta: { phoneNumberId: '1001', accessToken: 'token' },
  });
  await stores.query(
    `INSERT INTO messages (id, company_id, phone_id, phone_index, connection_type, direction, type, chat_id, content, status)
     SELECT 'msg_' || n, 'demo', '${phoneId}', 0, 'meta', 'outbound', 'text', '60' || (100000000 + n),
       '{"text":"Selamat pagi"}', 'queued' FROM generate_series(1, ${messages}) AS n`,
  );
  await stores.query('ANALYZE messages');
  const env = {
    DATABASE_URL: stores.workerUrl,
    REDIS_URL: stores.redisUrl,
    REDIS_PREFIX: stores.prefix,
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
    SANDBOX: '1',
    SANDBOX_GRAPH_URL: simulator.url,
    META_GRAPH_URL: 'http://127.0.0.1:9',
    LOG_LEVEL: 'warn',
  };
  for (let i = 0; i < size; i++) workers.push(await startWorker({ ...env, LOG_LEVEL: 'info' }));
  const seen: { atMs: number; sent: number; underway: number }[] = [];
  for (let sent = 0; sent < messages;) {
    const [row] = await stores.query(
      `SELECT count(*) FILTER (WHERE status = 'sent')::int AS sent,
         count(*) FILTER (WHERE status = 'sending')::int AS underway FROM messages`,
    );
    sent = Number(row?.sent);
    seen.push({ atMs: performance.now(), sent, underway: Number(row?.underway) });
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
  // Its beginning (a burst of a second's worth) and its end (what is left of the last turn) say nothing of its pace.
  const between = (share: number) => seen.find(({ sent }) => sent >= messages * share)!;
  const [from, to] = [between(0.2), between(0.9)];
  const figures = {
    messages,
    workers: size,
    sentPerSecond: Math.round(((to.sent - from.sent) / (to.atMs - from.atMs)) * 1000),
    mostUnderWay: Math.max(...seen.map(({ underway }) => underway)),
  };
  process.stdout.write(`${JSON.stringify(figures)}\n`);
} finally {
  await Promise.all(workers.map((worker) => worker.stop()));
  await store.close();
  await simulator.stop();
  await stores.close();
}
