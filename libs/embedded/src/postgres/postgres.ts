import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { EmbeddedError, type Progress } from '../fault.ts';
import { ensurePassword, readPassword } from '../password.ts';
import type { Step } from '../process/end.ts';
import type { Engine, Server } from '../server/engine.ts';
import { runServer } from '../server/server.ts';
import { serverAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import {
  ensureCluster,
  isPostmaster,
  readPidFile,
  removeMisleadingPidFile,
  serverEnv,
  SUPERUSER,
  type Cluster,
} from './cluster.ts';
import { answersQuery, ensureDatabase } from './connect.ts';
import { clusterParent, SHARED_DIR } from './place.ts';

export const DEFAULT_DATABASE = 'watertight';

/** Fast shutdown, then without a checkpoint (the next start replays the log), then the end. */
const STOP_STEPS: readonly Step[] = [
  ['SIGINT', 20_000],
  ['SIGQUIT', 5000],
  ['SIGKILL', 5000],
];

export interface PostgresOptions {
  /** Everything of this server: data, log, port, password. */
  dataDir: string;
  /** Default: the port of earlier times, at first any free one. */
  port?: number;
  /** False for tests: faster, and a power cut may cost everything. Default true. */
  durable?: boolean;
  /** More of the server's settings, `name=value`. */
  settings?: readonly string[];
  progress?: Progress;
  signal?: AbortSignal;
}

export interface PostgresServer extends Server {
  /** For the superuser; without a name for the database `watertight`, which is there from the start. */
  url(database?: string): string;
}

/**
 * Starts a real PostgreSQL, listening on 127.0.0.1 alone, with a generated password, and waits until it answers.
 * Joins the one that runs on the directory already: the last user to leave stops it.
 * @throws EmbeddedError with one sentence on what to do
 */
export async function startPostgres(options: PostgresOptions): Promise<PostgresServer> {
  const dir = resolve(options.dataDir);
  const { durable = true, settings = [], progress = () => undefined, port, signal } = options;
  const account = await serverAccount();
  const cluster: Cluster = {
    data: join(clusterParent(dir, account), 'data'),
    binaries: findBinaries(account, SHARED_DIR),
    account,
  };
  const engine = postgresEngine({ dir, cluster, durable, more: settings, progress });
  const server = await runServer(engine, { dir, port, progress, signal });
  const url = (database = DEFAULT_DATABASE) => urlOf(dir, server.port, database);
  try {
    await ensureDatabase(url('postgres'), DEFAULT_DATABASE);
  } catch (error) {
    await server.stop();
    throw error;
  }
  // Getters of `server` stay getters: pid changes when it is revived.
  return Object.assign(server, { url });
}

function postgresEngine({
  dir,
  cluster,
  durable,
  more,
  progress,
}: {
  dir: string;
  cluster: Cluster;
  durable: boolean;
  more: readonly string[];
  progress: Progress;
}): Engine {
  const { data, binaries, account } = cluster;
  const settings = [...settingsOf(durable), ...more];
  return {
    name: 'PostgreSQL',
    logFile: join(dir, 'postgres.log'),
    settings: [binaries.postgres, ...settings].join(' '),
    stopSteps: STOP_STEPS,
    async prepare() {
      if (existsSync(data) && readPassword(dir) === null)
        throw new EmbeddedError(`The password of ${data} is missing: put ${join(dir, 'password')} back.`);
      await ensureCluster(cluster, { password: ensurePassword(dir), durable, progress });
      removeMisleadingPidFile(data);
    },
    launch: (port) => ({
      file: binaries.postgres,
      args: ['-D', data, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])],
      env: serverEnv(),
      cwd: '/',
      ...account,
    }),
    answers: (port) => answersQuery(urlOf(dir, port, 'postgres')),
    async stray() {
      const found = readPidFile(data);
      return found && isPostmaster(found.pid, data) ? found : null;
    },
  };
}

const settingsOf = (durable: boolean): string[] => [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'max_connections=200',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_checkpoints=off',
  ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
];

const urlOf = (dir: string, port: number, database: string): string =>
  `postgresql://${SUPERUSER}:${readPassword(dir) ?? ''}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
