import pg from 'pg';
import { createCipher } from '@watertight/core';
import { TEXT } from '../company.ts';
import { SECRETS_KEY, type Bench } from '../system.ts';
import type { Point } from './points.ts';

/** A million rows are made and looked through in one statement. */
const DEADLINE_MS = 180_000;
/** Made at once, so that a statement stays small. */
const ROWS_AT_ONCE = 100_000;
const CHATS_OF_A_PHONE = 4000;
/** A phone is asked how it is every five minutes: so that this is spread as it is in a system that runs for long. */
const CHECK_SECONDS = 300;

/** A database of its own, in which any number of messages waits without having been sent in. */
export interface Ground {
  readonly databaseUrl: string;
  /** The process of PostgreSQL that makes rows. */
  readonly backendPid: number;
  /** All that was there is gone, and so much waits. */
  prepare(point: Point): Promise<void>;
  /** Lets more messages wait, of the same phones in turn. */
  add(count: number): Promise<void>;
  /** How many messages wait now. */
  waiting(): Promise<number>;
  drop(): Promise<void>;
}

/** Nothing may run on the bench's own database meanwhile: this one is a copy of it. */
export async function newGround({ postgres }: Bench, name: string): Promise<Ground> {
  const url = new URL(postgres.url);
  await onAdmin(url, `CREATE DATABASE ${name} TEMPLATE ${pg.escapeIdentifier(url.pathname.slice(1))}`);
  url.pathname = `/${name}`;
  const client = new pg.Client({
    connectionString: url.href,
    connectionTimeoutMillis: DEADLINE_MS,
    query_timeout: DEADLINE_MS,
  });
  client.on('error', () => undefined); // its end: whoever asks next hears of it
  await client.connect();
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  let last = 0;
  let now: Point | undefined;

  const add = async (count: number) => {
    if (!now) throw new Error('A ground is prepared before rows are added');
    for (let left = count; left > 0; left -= ROWS_AT_ONCE) {
      const to = last + Math.min(left, ROWS_AT_ONCE);
      await client.query(QUEUE, [last + 1, to, now.phones, now.companies, TEXT]);
      last = to;
    }
  };

  return {
    databaseUrl: url.href,
    backendPid: rows[0]!.pid,
    add,
    async prepare(point) {
      await client.query(
        `TRUNCATE companies, messages, message_events, message_attempts, idempotency_keys, leases, chats, contacts,
          inbound_journal, process_health, process_metrics, process_events CASCADE`,
      );
      now = point;
      await addPhones(client, point);
      await add(point.queued);
      // As in a system that has been running: statistics are there, and nothing of the making is still to be written.
      await client.query('VACUUM (ANALYZE) messages');
      await client.query('VACUUM (ANALYZE) phone_configs, phone_status, companies');
      await client.query('CHECKPOINT');
    },
    async waiting() {
      const { rows: counted } = await client.query<{ n: number }>(
        `SELECT count(*)::int AS n FROM messages WHERE status = 'queued'`,
      );
      return counted[0]!.n;
    },
    async drop() {
      await client.end();
      await onAdmin(new URL(postgres.url), `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

/** A copy cannot be made by somebody who is connected to what is copied. */
async function onAdmin(url: URL, sql: string): Promise<void> {
  const admin = new URL(url);
  admin.pathname = '/postgres';
  const client = new pg.Client({ connectionString: admin.href, query_timeout: DEADLINE_MS });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

// Message n is of phone n modulo phones, and phone p of company p modulo companies: no table needs to be read.
const QUEUE = `INSERT INTO messages (id, company_id, phone_id, phone_index, connection_type, direction, type, chat_id, to_id,
    content, status)
  SELECT 'msg_0GROWTH' || lpad(n::text, 19, '0'), 'growth-' || p % $4::int, 'phone-' || p, p / $4::int, 'meta', 'outbound',
    'text', chat, chat, jsonb_build_object('text', $5::text), 'queued'
  FROM generate_series($1::bigint, $2::bigint) AS n,
    LATERAL (SELECT (n % $3::int)::int AS p, '6012' || lpad((n / $3::int % ${CHATS_OF_A_PHONE})::text, 7, '0') AS chat) AS o`;

async function addPhones(client: pg.Client, { phones, companies }: Point): Promise<void> {
  await client.query(
    `INSERT INTO companies (id, name) SELECT 'growth-' || c, 'growth ' || c FROM generate_series(0, $1::int - 1) AS c`,
    [companies],
  );
  const cipher = createCipher(SECRETS_KEY);
  const ids = Array.from({ length: phones }, (_, p) => `phone-${p}`);
  await client.query(
    `INSERT INTO phone_configs (phone_id, company_id, phone_index, connection_type, mode, phone_number_id, waba_id,
        access_token_sealed)
      SELECT id, 'growth-' || p % $3::int, p / $3::int, 'meta', 'sandbox', '3' || lpad(p::text, 14, '0'),
        '4' || lpad((p % $3::int)::text, 14, '0'), sealed
      FROM unnest($1::text[], $2::text[]) WITH ORDINALITY AS t (id, sealed, n), LATERAL (SELECT (n - 1)::int AS p) AS o`,
    [ids, ids.map((id) => cipher.seal('growth', `phone:${id}`)), companies],
  );
  await client.query(
    `UPDATE phone_status SET status = 'ready', connected_at = now(), next_check_at = now() + random() * $1 * interval '1 second'`,
    [CHECK_SECONDS],
  );
}
