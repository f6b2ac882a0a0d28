import { CodedError, type Log } from '@watertight/core';
import { AsyncLocalStorage } from 'node:async_hooks';
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

/**
 * A migration gave a table a column while a connection had a plan for all of its columns: the statement was not run, and
 * is refused on that connection for as long as it lives. So the version before would stand still under its successor's
 * migrations.
 */
const isStalePlan = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === '0A000' && error.routine === 'RevalidateCachedQuery';

/** Names an unreachable database, and a connection that is of no use, as STORE_UNAVAILABLE; passes everything else on. */
export function classify(error: unknown): unknown {
  return isUnreachable(error) || isStalePlan(error)
    ? new CodedError('STORE_UNAVAILABLE', undefined, { cause: error })
    : error;
}

/**
 * Plans are kept for as long as a connection lives, and on a table that is still nearly empty the planner finds that to
 * read all of it is cheapest: minutes later the same plan reads all of a large one, for each message. Every statement of
 * the messages' way has an index, so that it may as well be used from the first row on.
 */
const PLANNER = '-c enable_seqscan=off';

/** For which company the work of this moment is done. */
const scope = new AsyncLocalStorage<string>();
let worksInScope = 0;

/**
 * What `work` asks of the database until its promise is settled, it asks as this company, where there is a role for that.
 * While nobody is in a scope there is none: before Node 24 each promise of the process pays for it.
 */
export async function asCompany<T>(companyId: string, work: () => Promise<T>): Promise<T> {
  worksInScope += 1;
  try {
    return await scope.run(companyId, work);
  } finally {
    worksInScope -= 1;
    if (worksInScope === 0) scope.disable();
  }
}

/** For work that is done for several companies at once. */
export const forAll =
  <A extends unknown[], T>(work: (...args: A) => T): ((...args: A) => T) =>
  (...args) =>
    scope.exit(() => work(...args));

type GotClient = (error: Error | undefined, client: pg.PoolClient | undefined, done: () => void) => void;

/** What a connection is asked before it is handed out: until then nobody listens to it, and its loss would end the process. */
async function preparing(client: pg.PoolClient, work: () => Promise<unknown>): Promise<void> {
  const heard = () => undefined; // the work itself fails with it
  client.on('error', heard);
  try {
    await work();
  } finally {
    client.off('error', heard);
  }
}

/** A connection makes its plans anew when it is so old, and whenever it has become twice as old; an hour is the longest. */
const REPLAN_MS = 500;
const REPLAN_MOST_MS = 3_600_000;

/**
 * A pool that keeps no plan for more than half of its connection's life. On a table without rows every index that
 * begins with the company is as cheap as the right one, and until somebody makes statistics of it, a minute after it was
 * filled at best, what was planned then is asked of thousands of rows (docs/decisions/0023).
 */
class PlanningPool extends pg.Pool {
  readonly #next = new WeakMap<pg.PoolClient, { at: number; everyMs: number }>();

  override connect(): Promise<pg.PoolClient>;
  override connect(got: GotClient): void;
  override connect(got?: GotClient): Promise<pg.PoolClient> | void {
    if (!got) return this.#connectPlanning();
    super.connect(((error, client, done) => {
      if (!client || !this.#isDue(client)) return got(error, client, done);
      void this.#discard(client).then(() => got(error, client, done));
    }) as GotClient as never);
  }

  async #connectPlanning(): Promise<pg.PoolClient> {
    const client = await super.connect();
    if (this.#isDue(client)) await this.#discard(client);
    return client;
  }

  #isDue(client: pg.PoolClient): boolean {
    const next = this.#next.get(client);
    if (next) return performance.now() >= next.at;
    this.#next.set(client, { at: performance.now() + REPLAN_MS, everyMs: REPLAN_MS });
    return false;
  }

  async #discard(client: pg.PoolClient): Promise<void> {
    const everyMs = Math.min((this.#next.get(client)?.everyMs ?? REPLAN_MS) * 2, REPLAN_MOST_MS);
    this.#next.set(client, { at: performance.now() + everyMs, everyMs });
    // A connection that cannot do that cannot do either what it was asked for, and then it is told.
    await preparing(client, () => client.query('DISCARD PLANS')).catch(() => undefined);
  }
}

/**
 * A pool that hands out connections of a company's own role while work is done for a company: row-level security lets
 * those see nothing of others. A connection is told whose it is when that changes, not for each statement.
 */
class WalledPool extends PlanningPool {
  readonly #own: PlanningPool;
  readonly #companyOf = new WeakMap<pg.PoolClient, string>();

  constructor(config: pg.PoolConfig, role: string) {
    super(config);
    this.#own = new PlanningPool({ ...config, options: `${config.options ?? ''} -c role=${role}` });
    this.#own.on('error', (error, client) => void this.emit('error', error, client));
  }

  override connect(): Promise<pg.PoolClient>;
  override connect(got: GotClient): void;
  override connect(got?: GotClient): Promise<pg.PoolClient> | void {
    const companyId = scope.getStore();
    if (companyId === undefined) return got ? super.connect(got as never) : super.connect();
    const connecting = this.#connectAs(companyId);
    if (!got) return connecting;
    connecting.then(
      (client) => got(undefined, client, client.release.bind(client)),
      (error: unknown) => got(error as Error, undefined, () => undefined),
    );
  }

  async #connectAs(companyId: string): Promise<pg.PoolClient> {
    const client = await this.#own.connect();
    if (this.#companyOf.get(client) === companyId) return client;
    try {
      await preparing(client, () =>
        client.query({
          name: 'as_company',
          text: `SELECT set_config('watertight.company', $1, false)`,
          values: [companyId],
        }),
      );
    } catch (error) {
      client.release(true);
      throw error;
    }
    this.#companyOf.set(client, companyId);
    return client;
  }

  override async end(): Promise<void> {
    await Promise.all([super.end(), this.#own.end()]);
  }
}

export function openDb(options: {
  databaseUrl: string;
  poolSize: number;
  log: Log;
  /** The role of companies' own connections; see `asCompany`. */
  tenantRole?: string | undefined;
}): Db {
  const config: pg.PoolConfig = {
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
  };
  const pool = options.tenantRole ? new WalledPool(config, options.tenantRole) : new PlanningPool(config);
  pool.on('error', (error) => options.log.warn({ err: error }, 'db.connection-lost'));

  let closing: Promise<void> | undefined;

  /** By the pool, which drops a connection that a statement failed on. */
  const anywhere: Queryable = {
    async query<Row extends pg.QueryResultRow>({ name, text }: Statement, given: readonly unknown[]) {
      const values = given as unknown[];
      try {
        const named = pool.query<Row>({ name, text, values });
        // The next connection may have the same plan: without a name it is planned anew.
        const again = (error: unknown) =>
          isStalePlan(error) ? pool.query<Row>({ text, values }) : Promise.reject(error);
        return (await named.catch(again)).rows;
      } catch (error) {
        throw classify(error);
      }
    },
  };

  /** Within a transaction, which ends with the first fault. */
  const within = (client: pg.PoolClient, onStalePlan: (error: Error) => void): Queryable => ({
    async query<Row extends pg.QueryResultRow>({ name, text }: Statement, values: readonly unknown[]) {
      try {
        return (await client.query<Row>({ name, text, values: values as unknown[] })).rows;
      } catch (error) {
        if (isStalePlan(error)) onStalePlan(error as Error);
        throw classify(error);
      }
    },
  });

  return {
    pool,
    ...anywhere,
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
        const result = await work(within(client, (error) => (broken = error)));
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
