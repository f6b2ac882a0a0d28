import { setTimeout as pause } from 'node:timers/promises';
import { until, type MemoryReading } from '@watertight/chaos';
import { makeCompany } from '../company.ts';
import { reached, startFeed } from '../feed.ts';
import type { Figure, Scenario } from '../scenario.ts';
import type { AppName, Bench } from '../system.ts';

const PHONES = 10;
const FEW = 1000;
const MANY = 1_000_000;
/** Of one statement. */
const ROWS = 5000;
/** So slowly that what waits goes on waiting, and workers have something to do. */
const PER_SECOND = 2;
const WARM_MS = 5000;
const DRAINED_WITHIN_MS = 60_000;
const SETTLE_MS = 20_000;
const BAR_MB = 50;
const LOOKED_AT = ['api', 'meta', 'webhook'] as const satisfies readonly AppName[];

/** What each process holds with a million messages queued, beside what it holds with a thousand. */
export const memory: Scenario = {
  name: 'memory',
  about: `what ${MANY.toLocaleString('en')} queued messages add to the memory of each process`,
  apps: ['meta-sim', ...LOOKED_AT],
  isLong: true,
  async run(bench, { say, begun, ended }) {
    await bench.system.simulate('metaSim', '/sim/behaviour', { latencyMs: 0, statuses: false });
    const company = await makeCompany(bench, { phones: PHONES });
    const feed = startFeed(bench, company, () => reached(bench));
    await pause(WARM_MS);
    const accepted = await feed.stop();
    const isDrained = async () => (await reached(bench)) >= accepted;
    await until('all of the warm-up has arrived', DRAINED_WITHIN_MS, isDrained, { signal: bench.signal });
    for (let phoneIndex = 0; phoneIndex < PHONES; phoneIndex++) await slowDown(bench, company.id, phoneIndex);
    begun();
    await queue(bench, company.id, 0, FEW);
    const few = await settled(bench, company.id);
    say(`memory: ${FEW} are queued; now ${MANY.toLocaleString('en')}`);
    await queue(bench, company.id, FEW, MANY);
    const many = await settled(bench, company.id);
    ended();
    const waiting = await waitingOf(bench, company.id);
    if (waiting < MANY * 0.95) throw new Error(`Only ${waiting} of ${MANY} messages still wait`);
    return { figures: LOOKED_AT.flatMap((app) => growthOf(app, few.get(app)!, many.get(app)!)) };
  },
};

const growthOf = (app: string, few: MemoryReading, many: MemoryReading): Figure[] => [
  { name: `heap of ${app}, more with a million`, unit: 'MB', value: many.heapMb - few.heapMb, bar: BAR_MB },
  { name: `resident of ${app}, more with a million`, unit: 'MB', value: many.rssMb - few.rssMb, bar: BAR_MB },
];

async function slowDown({ system }: Bench, companyId: string, phoneIndex: number): Promise<void> {
  const path = `/api/v2/companies/${companyId}/phones/${phoneIndex}`;
  const response = await system.request('PATCH', path, { limits: { messagesPerSecond: PER_SECOND } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

/** Rows as the API writes them, from number `from` to before `to`, spread over all phones; their sweep finds them. */
async function queue(
  { postgres, signal }: Bench,
  companyId: string,
  from: number,
  to: number,
): Promise<void> {
  for (let first = from; first < to; first += ROWS) {
    signal.throwIfAborted();
    await postgres.query(`
      WITH one AS (
        SELECT first.* FROM generate_series(0, ${PHONES - 1}) AS phone (n) CROSS JOIN LATERAL (
          SELECT company_id, phone_id, phone_index, connection_type, type, content FROM messages
          WHERE company_id = '${companyId}' AND phone_index = phone.n ORDER BY seq LIMIT 1
        ) AS first
      )
      INSERT INTO messages (id, company_id, phone_id, phone_index, connection_type, direction, type, chat_id, content, status)
      SELECT 'msg_' || lpad(n::text, 26, '0'), company_id, phone_id, phone_index, connection_type, 'outbound', type,
        '6015' || lpad((n % 100000)::text, 7, '0'), content, 'queued'
      FROM generate_series(${first}, ${Math.min(first + ROWS, to) - 1}) AS n
      JOIN one ON phone_index = n % ${PHONES}`);
  }
}

/** What is left once everybody who reads the queue has read it. */
async function settled(bench: Bench, companyId: string): Promise<Map<AppName, MemoryReading>> {
  for (const path of ['/health/all', `/api/v2/messages/${companyId}?limit=200`]) await bench.system.get(path);
  await pause(SETTLE_MS, undefined, { signal: bench.signal });
  const readings = new Map<AppName, MemoryReading>();
  for (const app of LOOKED_AT) readings.set(app, await bench.memoryOf(app));
  return readings;
}

async function waitingOf({ postgres }: Bench, companyId: string): Promise<number> {
  const [row] = await postgres.query<{ count: string }>(
    `SELECT count(*) FROM messages WHERE company_id = '${companyId}' AND status = 'queued'`,
  );
  return Number(row?.count ?? 0);
}
