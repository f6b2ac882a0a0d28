import { createCoordination } from '@watertight/coordination';
import { silentLog } from '@watertight/core';
import { openStore } from '@watertight/store';
import { freePort, testDatabase, testRedis, waitForPort } from '@watertight/testkit';
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import pg from 'pg';
import { WebSocket } from 'ws';

/**
 * `npm run bench:live [clients] [events a second] [seconds]`: one API process, its clients spread over fifty companies,
 * events committed at a steady rate. Says how many frames were lost or doubled, and how old they were on arrival.
 */
const [clients = 1000, rate = 500, seconds = 20] = process.argv.slice(2).map(Number);
const COMPANIES = 50;
const TICK_MS = 20;
const ADMIN_API_KEY = 'the-admin-key-of-the-bench';

const [database, redis] = await Promise.all([testDatabase(), testRedis()]);
const encryptionKey = randomBytes(32);
const store = openStore({ databaseUrl: database.url, encryptionKey, log: silentLog });
const companies = Array.from({ length: COMPANIES }, (_, n) => `bench-${n}`);
for (const id of companies) await store.companies.create({ id, name: id });

const port = await freePort();
const api = spawn(process.execPath, ['--import', 'tsx', join(import.meta.dirname, '../src/main.ts')], {
  env: {
    PATH: process.env['PATH'],
    API_PORT: String(port),
    DATABASE_URL: database.url,
    REDIS_URL: redis.url,
    REDIS_PREFIX: redis.prefix,
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
    ADMIN_API_KEY,
    LOG_LEVEL: 'warn',
  },
  stdio: ['ignore', 'ignore', 'inherit'],
});
const coordination = createCoordination({ redisUrl: redis.url, prefix: redis.prefix, log: silentLog });
process.once('exit', () => api.kill('SIGKILL'));
await waitForPort(port, { timeoutMs: 120_000 });

interface Listener {
  company: string;
  heard: string[];
}
const ages: number[] = [];
const listeners: Listener[] = [];
const sockets: WebSocket[] = [];
for (let n = 0; n < clients; n++) {
  const listener: Listener = { company: companies[n % COMPANIES] ?? '', heard: [] };
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws?companyId=${listener.company}`, {
    headers: { 'x-api-key': ADMIN_API_KEY },
  });
  socket.on('message', (data: Buffer) => {
    const { id, createdAt } = JSON.parse(data.toString()) as { id: string; createdAt: string };
    listener.heard.push(id);
    ages.push(Date.now() - Date.parse(createdAt));
  });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  listeners.push(listener);
  sockets.push(socket);
}

const pool = new pg.Pool({ connectionString: database.url, max: 4 });
const perTick = (rate * TICK_MS) / 1000;
const startedAt = performance.now();
let written = 0;
while (performance.now() - startedAt < seconds * 1000) {
  const due = Math.floor(((performance.now() - startedAt) / TICK_MS) * perTick) - written;
  if (due > 0) {
    await pool.query(
      `INSERT INTO message_events (company_id, type, detail)
       SELECT 'bench-' || (n % ${COMPANIES}), 'chat.updated', jsonb_build_object('chatId', '60123456789', 'n', n)
       FROM generate_series($1::int, $2::int) AS t (n)`,
      [written, written + due - 1],
    );
    written += due;
  }
  await new Promise((resolve) => setTimeout(resolve, TICK_MS));
}
const tookSeconds = (performance.now() - startedAt) / 1000;

const expected = new Map<string, string[]>();
for (const { company_id, id } of (
  await pool.query<{ company_id: string; id: string }>(
    `SELECT company_id, 'evt_' || lpad(seq::text, 16, '0') AS id FROM message_events ORDER BY seq`,
  )
).rows)
  expected.set(company_id, [...(expected.get(company_id) ?? []), id]);
const total = listeners.reduce((sum, { company }) => sum + (expected.get(company)?.length ?? 0), 0);
for (let waited = 0; waited < 15_000 && ages.length < total; waited += 100)
  await new Promise((resolve) => setTimeout(resolve, 100));

const faulty = listeners.filter(
  ({ company, heard }) => heard.join() !== (expected.get(company) ?? []).join(),
);
ages.sort((a, b) => a - b);
const percentile = (share: number) => ages[Math.min(ages.length - 1, Math.floor(ages.length * share))];
const figures = {
  clients,
  'events/s': Math.round(written / tookSeconds),
  'frames/s': Math.round(total / tookSeconds),
  'frames expected': total,
  'frames heard': ages.length,
  'clients that lost, doubled or reordered': faulty.length,
  'p50 ms': percentile(0.5),
  'p99 ms': percentile(0.99),
};
for (const [name, value] of Object.entries(figures)) process.stdout.write(`${name.padEnd(42)}${value}\n`);

for (const socket of sockets) socket.terminate();
api.kill('SIGTERM');
await pool.end();
await coordination.close();
await store.close();
await redis.clear();
await database.drop();
process.exitCode = faulty.length > 0 ? 1 : 0;
