import pg from 'pg';
import { TEXT } from '../company.ts';
import type { Ceiling } from './ceilings.ts';

const CONNECTIONS = 2;
const ROWS = 200;
const DEADLINE_MS = 10_000;
const INSERT = {
  name: 'bench_insert',
  text: 'INSERT INTO bench_rows (id, chat_id, content) SELECT * FROM unnest($1::text[], $2::text[], $3::jsonb[])',
};

/** Rows that Postgres commits in batches, in a table with nothing but a primary key. */
export const bareInsert: Ceiling = {
  name: 'bare Postgres insert',
  async measure({ postgres, signal }, seconds) {
    await postgres.query('CREATE TABLE bench_rows (id text PRIMARY KEY, chat_id text, content jsonb)');
    try {
      const until = performance.now() + seconds * 1000;
      const each = await Promise.all(
        Array.from({ length: CONNECTIONS }, (_, n) => insertUntil(postgres.url, until, `${n}`, signal)),
      );
      return { name: this.name, unit: '/s', value: each.reduce((sum, rate) => sum + rate, 0) };
    } finally {
      await postgres.query('DROP TABLE bench_rows');
    }
  },
};

/** Rows a second of one connection. */
async function insertUntil(url: string, until: number, name: string, signal: AbortSignal): Promise<number> {
  const client = new pg.Client({
    connectionString: url,
    query_timeout: DEADLINE_MS,
    connectionTimeoutMillis: DEADLINE_MS,
  });
  await client.connect();
  try {
    const startedMs = performance.now();
    const content = JSON.stringify({ text: TEXT });
    let rows = 0;
    for (; performance.now() < until; rows += ROWS) {
      signal.throwIfAborted();
      const numbers = Array.from({ length: ROWS }, (_, n) => rows + n);
      await client.query({
        ...INSERT,
        values: [
          numbers.map((n) => `row_${name}_${String(n).padStart(20, '0')}`),
          numbers.map((n) => String(60_100_000_000 + n)),
          numbers.map(() => content),
        ],
      });
    }
    return (rows * 1000) / (performance.now() - startedMs);
  } finally {
    await client.end();
  }
}
