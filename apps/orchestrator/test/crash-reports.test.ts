import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually, testDatabase } from '@watertight/testkit';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { freePort } from './constellation.ts';

// The orchestrator as it runs everywhere, with a child that can be hurt, and what is on record of it afterwards.
const CHILD = `
import { createServer } from 'node:http';
const { PORT, INSTANCE_ID } = process.env;
createServer((request, response) => {
  if (request.url === '/spin') for (;;);
  if (request.url === '/fill') { const kept = []; for (;;) kept.push(Array.from({ length: 1000 }, (_, n) => ({ n }))); }
  if (request.url === '/throw') setTimeout(() => { throw new Error('unheard of: postgres://user:hunter2@db'); });
  response.end(JSON.stringify({ instanceId: INSTANCE_ID }));
}).listen(Number(PORT), '127.0.0.1');
`;

let database: Awaited<ReturnType<typeof testDatabase>>;
let pool: pg.Pool;
let child: { port: number; pid(): Promise<number> };
let end: () => Promise<unknown>;

beforeAll(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 2 });
  const dir = mkdtempSync(join(tmpdir(), 'orchestrator-crash-'));
  const script = join(dir, 'child.mjs');
  writeFileSync(script, CHILD);
  const [port, childPort] = [await freePort(), await freePort()];
  const victim = {
    name: 'sim',
    args: ['--max-old-space-size=48', script],
    env: { PORT: String(childPort) },
    healthUrl: `http://127.0.0.1:${childPort}/health`,
  };
  const none = { API_INSTANCES: '0', WWEBJS_INSTANCES: '0', META_INSTANCES: '0', WEBHOOK_INSTANCES: '0' };
  const orchestrator = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: join(import.meta.dirname, '..'),
    env: {
      ...{ ...process.env, ...none, WATERTIGHT_HOME: dir, DATABASE_URL: database.url },
      ...{ ORCHESTRATOR_PORT: String(port), ORCHESTRATOR_EXTRA: JSON.stringify([victim]) },
    },
    stdio: 'ignore',
  });
  const exited = once(orchestrator, 'exit');
  end = async () => {
    orchestrator.kill('SIGTERM');
    await exited;
    rmSync(dir, { recursive: true, force: true });
  };
  child = {
    port: childPort,
    pid: () =>
      eventually(
        async () => {
          const answer = await fetch(`http://127.0.0.1:${port}/processes`);
          const [view] = ((await answer.json()) as { processes: { state: string; pid: number }[] }).processes;
          return view?.state === 'running' ? view.pid : null;
        },
        { timeoutMs: 30_000, intervalMs: 50, label: 'the child runs' },
      ),
  };
}, 60_000);
afterAll(async () => {
  await end();
  await pool.end();
  await database.drop();
}, 60_000);

interface Row {
  event: string;
  detail: Record<string, unknown> & { lastLines?: string[] };
  timestamp: Date;
}

/** The events of the child after `since`, once the one that is waited for is among them. */
const recorded = (since: Date, event: string): Promise<Row[]> =>
  eventually(
    async () => {
      const { rows } = await pool.query<Row>(
        `SELECT event, detail, timestamp FROM process_events
         WHERE process_name = 'sim' AND instance_id = 'sim-1' AND timestamp >= $1 ORDER BY id`,
        [since],
      );
      return rows.some((row) => row.event === event) ? rows : null;
    },
    { timeoutMs: 30_000, label: event },
  );

const hurt = async (path: string): Promise<{ pid: number; since: Date }> => {
  const pid = await child.pid();
  const since = new Date();
  void fetch(`http://127.0.0.1:${child.port}${path}`, { signal: AbortSignal.timeout(20_000) }).catch(
    () => undefined, // it dies of it
  );
  return { pid, since };
};

const find = (rows: Row[], event: string) => rows.find((row) => row.event === event);

test('a heap that is full is an exit by SIGABRT, named out-of-memory, with V8’s last words', async () => {
  const { since } = await hurt('/fill');
  const rows = await recorded(since, 'ready');
  const exit = find(rows, 'exited');
  expect(exit?.detail).toMatchObject({ code: null, signal: 'SIGABRT', cause: 'out-of-memory' });
  expect(exit?.detail.lastLines?.length).toBeGreaterThan(0);
  expect(rows.map(({ event }) => event)).toEqual(['exited', 'backing-off', 'started', 'ready']);
}, 60_000);

test('a child that computes without end is on record as killed within ten seconds', async () => {
  const { pid, since } = await hurt('/spin');
  const rows = await recorded(since, 'exited');
  const killed = find(rows, 'killed-hung');
  // On a busy machine it does not get the processor time that would give it away sooner.
  expect(killed?.detail).toMatchObject({ pid, reason: expect.stringMatching(/^(spinning|no-answer)$/) });
  expect(Number(killed?.timestamp) - Number(since)).toBeLessThan(10_000);
  expect(find(rows, 'exited')?.detail).toMatchObject({ code: null, signal: 'SIGKILL' });
}, 60_000);

test('a child that is frozen is on record as killed within ten seconds', async () => {
  const pid = await child.pid();
  const since = new Date();
  process.kill(pid, 'SIGSTOP');
  const rows = await recorded(since, 'exited');
  const killed = find(rows, 'killed-hung');
  expect(killed?.detail).toMatchObject({ pid, reason: expect.stringMatching(/^(halted|no-answer)$/) });
  expect(Number(killed?.timestamp) - Number(since)).toBeLessThan(10_000);
}, 60_000);

test('what a child died of stands in its last lines, without passwords', async () => {
  const { since } = await hurt('/throw');
  const exit = find(await recorded(since, 'exited'), 'exited');
  expect(exit?.detail).toMatchObject({ code: 1, signal: null });
  const words = exit?.detail.lastLines?.join('\n') ?? '';
  expect(words).toContain('unheard of');
  expect(words).not.toContain('hunter2');
}, 60_000);

test('the orchestrator remembers figures of its own', async () => {
  await eventually(
    async () => {
      const { rows } = await pool.query<{ name: string }>(
        `SELECT DISTINCT name FROM process_metrics WHERE process_name = 'orchestrator'`,
      );
      expect(rows.map(({ name }) => name)).toContain('event_loop_lag_ms');
    },
    { timeoutMs: 20_000 },
  );
}, 30_000);
