import { CodedError, type Log } from '@watertight/core';
import pg from 'pg';

/** A statement of ours: prepared once on each connection under its name. */
export interface Statement {
  name: string;
  text: string;
}

export interface Queryable {
  query<Row extends pg.QueryResultRow>(statement: Statement, values: readonly unknown[]): Promise<Row[]>;
}

/** The pool with its deadlines, and the one place where a driver's fault becomes one of ours. */
export interface Db extends Queryable {
  readonly pool: pg.Pool;
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

// int8 counts and epochs stay far below 2^53.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary') =>
    oid === 20 ? (Number as never) : (pg.types.getTypeParser(oid, format) as never),
};

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'ENOENT',
  '57P01', // terminated by an administrator
  '57P02', // crash shutdown
  '57P03', // starting up
  '53300', // too many connections
]);

const LOST_CONNECTION =
  /Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error/;

/** Whether a fault says that the database cannot be reached, as opposed to refusing what was asked. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = 'code' in error ? String(error.code) : '';
  if (UNREACHABLE.has(code) || code.startsWith('08')) return true;
  if (error instanceof AggregateError) return error.errors.some(isUnreachable);
  return LOST_CONNECTION.test(error.message);
}

/** Names an unreachable database as STORE_UNAVAILABLE and passes everything else on. */
export function classify(error: unknown): unknown {
  return isUnreachable(error) ? new CodedError('STORE_UNAVAILABLE', undefined, { cause: error }) : error;
}

/**
 * Plans are kept for as long as a connection lives, and on a table that is still nearly empty the planner finds that to
 * read all of it is cheapest: minutes later the same plan reads all of a large one, for each message. Every statement of
 * the messages' way has an index, so that it may as well be used from the first row on.
 */
const PLANNER = '-c enable_seqscan=off';

export function openDb(options: { databaseUrl: string; poolSize: number; log: Log }): Db {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    max: options.poolSize,
    connectionTimeoutMillis: 3000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 10_000,
    query_timeout: 12_000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    application_name: 'watertight',
    options: PLANNER,
    types,
  });
  pool.on('error', (error) => options.log.warn({ err: error }, 'db.connection-lost'));

  let closing: Promise<void> | undefined;

  const on = (client: pg.Pool | pg.PoolClient): Queryable => ({
    async query<Row extends pg.QueryResultRow>({ name, text }: Statement, values: readonly unknown[]) {
      try {
        return (await client.query<Row>({ name, text, values: values as unknown[] })).rows;
      } catch (error) {
        throw classify(error);
      }
    },
  });

  return {
    pool,
    ...on(pool),
    async transaction(work) {
      const client = await pool.connect().catch((error: unknown) => {
        throw classify(error);
      });
      let broken: Error | undefined;
      // Between two statements nobody waits for the connection: without a listener its end would end the process.
      const lost = (error: Error) => {
        broken = error;
        options.log.warn({ err: error }, 'db.connection-lost');
      };
      client.on('error', lost);
      try {
        await client.query('BEGIN');
        const result = await work(on(client));
        await client.query('COMMIT');
        return result;
      } catch (error) {
        await client.query('ROLLBACK').catch((fault: Error) => (broken ??= fault));
        throw classify(error);
      } finally {
        client.off('error', lost);
        client.release(broken);
      }
    },
    close: () => (closing ??= pool.end()),
  };
}

/** A caller's text for LIKE, in which no character means anything; null when there is none. */
export const likePattern = (text: string | undefined): string | null =>
  text ? text.replaceAll(/[\\%_]/g, '\\$&') : null;
