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

export const dropDatabase = (client: pg.Client, name: string): Promise<unknown> =>
  client.query(`DROP DATABASE IF EXISTS ${client.escapeIdentifier(name)} WITH (FORCE)`);

/** Drops what killed runs left; only while no test is running. */
export const dropTestDatabases = (serverUrl: string): Promise<void> =>
  asAdmin(serverUrl, async (client) => {
    const { rows } = await client.query<{ datname: string }>(
      'SELECT datname FROM pg_database WHERE starts_with(datname, $1)',
      [TEST_PREFIX],
    );
    for (const { datname } of rows) await dropDatabase(client, datname);
  });
