import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** Test databases begin with this, so that those of killed runs can be told from anything else. */
export const TEST_PREFIX = 'wt_test_';
export const TEMPLATE_PREFIX = 'wt_template_';

const CONNECT_MS = 10_000;
const STATEMENT_MS = 60_000;

/** Runs one piece of work on a connection of its own. */
export async function asAdmin<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: STATEMENT_MS,
  });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** The same server, another database. */
export function urlOf(serverUrl: string, database: string): string {
  const url = new URL(serverUrl);
  url.pathname = `/${database}`;
  return url.href;
}

const LEAVE_WITHIN_MS = 1000;
const POLL_MS = 10;

/**
 * Drops a database. Connections that are being closed get a moment for that: a pool says that it has ended before its
 * sockets have, and a client that is cut off then throws out of nowhere. Those that stay open are ended by force.
 */
export async function dropDatabase(client: pg.Client, name: string): Promise<void> {
  const untilMs = performance.now() + LEAVE_WITHIN_MS;
  while ((await connections(client, name)) > 0 && performance.now() < untilMs) await sleep(POLL_MS);
  await client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);
}

async function connections(client: pg.Client, name: string): Promise<number> {
  const { rowCount } = await client.query('SELECT 1 FROM pg_stat_activity WHERE datname = $1', [name]);
  return rowCount ?? 0;
}

/** Drops what killed runs left; only while no test is running. */
export const dropTestDatabases = (serverUrl: string): Promise<void> =>
  asAdmin(serverUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [TEST_PREFIX],
    );
    for (const { datname } of rows) await dropDatabase(client, datname);
  });
