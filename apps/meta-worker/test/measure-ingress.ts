import { createHmac, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { silentLog } from '@watertight/core';
import { openStore } from '@watertight/store';
import { request } from 'undici';
import { openTestStores } from './stores.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

/**
 * How long Meta waits for its 200, and how far what is told lags behind what came:
 * `node --import tsx apps/meta-worker/test/measure-ingress.ts [webhooks a second] [seconds] [items of each]`.
 * Webhooks are sent at their times, whether earlier ones were answered or not.
 */
const perSecond = Number(process.argv[2] ?? 500);
const seconds = Number(process.argv[3] ?? 5);
/** A process that has just begun is slow: what it answers in the first seconds is not counted. */
const WARM_UP_SECONDS = 3;
const SECRET = 'app secret';
const ITEMS = Number(process.argv[4] ?? 1);

function webhook(n: number): { body: string; signature: string } {
  const messages = Array.from({ length: ITEMS }, (_, i) => ({
    ...{ id: `wamid.${n}.${i}`, from: `601${10_000_000 + (n % 500)}`, timestamp: '1764000000', type: 'text' },
    text: { body: `Selamat pagi ${n}` },
  }));
  const value = { metadata: { phone_number_id: '100' }, contacts: [], messages };
  const body = JSON.stringify({ entry: [{ id: '9', changes: [{ field: 'messages', value }] }] });
  return { body, signature: `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}` };
}

const stores = await openTestStores();
const mediaDir = await mkdtemp(join(tmpdir(), 'watertight-measure-'));
const encryptionKey = randomBytes(32);
const store = openStore({ databaseUrl: stores.databaseUrl, encryptionKey, log: silentLog });
let worker: WorkerProcess | undefined;

async function post(url: string, { body, signature }: ReturnType<typeof webhook>): Promise<number> {
  const startedAt = performance.now();
  const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signature };
  const answer = await request(`${url}/api/meta/webhook`, { method: 'POST', headers, body });
  await answer.body.dump();
  if (answer.statusCode !== 200) throw new Error(`A webhook was answered with ${answer.statusCode}`);
  return performance.now() - startedAt;
}

/** Of all entries of the journal, how long each lay there: milliseconds from its commit to its end. */
async function lagMs() {
  const rows = await stores.query(
    `SELECT percentile_cont(ARRAY[0.5, 0.99, 1]) WITHIN GROUP
       (ORDER BY extract(epoch FROM processed_at - received_at) * 1000) AS lag
     FROM inbound_journal WHERE received_at > (SELECT min(received_at) FROM inbound_journal) + interval '${WARM_UP_SECONDS} seconds'`,
  );
  const [p50, p99, max] = (rows[0]?.['lag'] as number[]).map(Math.round);
  return { p50, p99, max };
}

const open = async () =>
  Number(
    (await stores.query('SELECT count(*)::int AS n FROM inbound_journal WHERE processed_at IS NULL'))[0]?.n,
  );

async function measure(url: string): Promise<object> {
  const bodies = Array.from({ length: perSecond * (WARM_UP_SECONDS + seconds) }, (_, n) => webhook(n));
  const startedAt = performance.now();
  const waits: Promise<number>[] = [];
  for (const [n, one] of bodies.entries()) {
    const aheadMs = (n * 1000) / perSecond - (performance.now() - startedAt);
    if (aheadMs > 1) await sleep(aheadMs);
    waits.push(post(url, one));
  }
  const times = (await Promise.all(waits)).slice(WARM_UP_SECONDS * perSecond).sort((a, b) => a - b);
  const answeredMs = performance.now() - startedAt;
  const leftAtEnd = await open();
  while ((await open()) > 0) await sleep(50);
  const processedMs = performance.now() - startedAt;
  const at = (share: number) => Math.round((times[Math.floor((times.length - 1) * share)] ?? 0) * 10) / 10;
  return {
    webhooks: bodies.length,
    itemsEach: ITEMS,
    answeredPerSecond: Math.round((bodies.length * 1000) / answeredMs),
    answerMs: { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) },
    leftAtEnd,
    itemsProcessedPerSecond: Math.round((bodies.length * ITEMS * 1000) / processedMs),
    lagMs: await lagMs(),
    loadAverage: loadavg()[0],
  };
}

try {
  await store.companies.create({ id: 'demo', name: 'Demo' });
  const meta = { phoneNumberId: '100', accessToken: 'token' };
  await store.phones.create('demo', { connectionType: 'meta', mode: 'live', meta, desiredState: 'stop' });
  worker = await startWorker({
    DATABASE_URL: stores.workerUrl,
    REDIS_URL: stores.redisUrl,
    REDIS_PREFIX: stores.prefix,
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
    META_GRAPH_URL: 'http://127.0.0.1:9',
    META_APP_SECRET: SECRET,
    MEDIA_DIR: mediaDir,
  });
  process.stdout.write(`${JSON.stringify(await measure(worker.url))}\n`);
} finally {
  await worker?.stop();
  await store.close();
  await stores.close();
  await rm(mediaDir, { recursive: true, force: true });
}
