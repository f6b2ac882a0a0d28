import pg from 'pg';

const CONNECT_MS = 3000;
const QUERY_MS = 10_000;

/** Runs one piece of work on a connection of its own, each step with a deadline. */
export async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: QUERY_MS,
    ssl: false,
  });
  // A connection that breaks while idle tells so here; whatever is asked of it next fails by itself.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Whether a server accepts the URL's user and password and answers a query. */
export async function answersQuery(url: string): Promise<boolean> {
  try {
    await withClient(url, (client) => client.query('SELECT 1'));
    return true;
  } catch (error) {
    // Refused, still starting, somebody else's server: all of them mean that ours does not answer (yet).
    if (error instanceof Error) return false;
    throw error;
  }
}

/** Makes the database unless there is one, also when two try at once. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  await withClient(serverUrl, async (client) => {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [name]);
    if (rowCount) return;
    await client
      .query(`CREATE DATABASE ${client.escapeIdentifier(name)}`)
      .catch((error: pg.DatabaseError) => {
        if (error.code !== DUPLICATE_DATABASE && error.code !== UNIQUE_VIOLATION) throw error;
      });
  });
}
const DUPLICATE_DATABASE = '42P04';
const UNIQUE_VIOLATION = '23505';
