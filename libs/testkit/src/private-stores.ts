import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres, startRedis, type Server } from '@watertight/embedded';
import { migrateDatabase } from './databases/migrate.ts';

const DEAD_WITHIN_MS = 5000;
const POLL_MS = 10;

/** A store that a test may kill. */
export interface PrivateStore {
  /** The same through all restarts. */
  url: string;
  port: number;
  /** kill -9, without a goodbye; resolves when the process is gone. */
  kill(): Promise<void>;
  /** On the same port and data; also after `kill`. */
  restart(): Promise<void>;
  /** Stops it and removes its data. */
  stop(): Promise<void>;
}

/** A Redis of the test's own, with an append-only file so that a restart has what was written. */
export async function startPrivateRedis(): Promise<PrivateStore> {
  const dir = newDir('redis');
  const server = await startRedis({ dir });
  return privateStore(server, server.url(), dir);
}

/** A durable PostgreSQL of the test's own, with all migrations applied. */
export async function startPrivatePostgres(): Promise<PrivateStore> {
  const dir = newDir('postgres');
  const server = await startPostgres({ dataDir: dir });
  await migrateDatabase(server.url());
  return privateStore(server, server.url(), dir);
}

const newDir = (kind: string): string => mkdtempSync(join(tmpdir(), `watertight-private-${kind}-`));

function privateStore(server: Server, url: string, dir: string): PrivateStore {
  async function kill(): Promise<void> {
    if (server.isAlive()) process.kill(server.pid, 'SIGKILL');
    const untilMs = performance.now() + DEAD_WITHIN_MS;
    while (server.isAlive()) {
      if (performance.now() > untilMs) throw new Error(`Process ${server.pid} survives kill -9`);
      await sleep(POLL_MS);
    }
  }
  return {
    url,
    port: server.port,
    kill,
    restart: async () => {
      await kill();
      await server.revive();
    },
    stop: async () => {
      await server.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
