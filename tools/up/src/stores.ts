import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startPostgres, startRedis, type Progress, type Server } from '@watertight/embedded';
import { allOf } from './all-of.ts';
import type { Home } from './home.ts';
import type { Life } from './life.ts';
import { Refusal } from './refusal.ts';

const CONNECT_MS = 5000;
const WATCH_MS = 1000;
const MAX_REVIVALS = 10;

export interface Stores {
  databaseUrl: string;
  redisUrl: string;
  /** Those that we run ourselves. */
  embedded: { name: string; server: Server }[];
}

/** The stores of the environment, else real ones in the home; what is started here is closed with the life. */
export async function openStores(life: Life, home: Home, env: NodeJS.ProcessEnv): Promise<Stores> {
  const [postgres, redis] = await allOf([
    openPostgres(life, home, env['DATABASE_URL']?.trim()),
    openRedis(life, home, env['REDIS_URL']?.trim()),
  ]);
  return {
    databaseUrl: postgres.url,
    redisUrl: redis.url,
    embedded: [postgres, redis].flatMap(({ name, server }) => (server ? [{ name, server }] : [])),
  };
}

interface Opened {
  name: string;
  url: string;
  server?: Server;
}

export const openPostgres = (life: Life, home: Home, given: string | undefined): Promise<Opened> =>
  given
    ? reached('PostgreSQL', 'DATABASE_URL', given, 5432)
    : started(life, 'PostgreSQL', (progress) =>
        startPostgres({ dataDir: home.postgres, progress, signal: life.stop }),
      );

const openRedis = (life: Life, home: Home, given: string | undefined): Promise<Opened> =>
  given
    ? reached('Redis', 'REDIS_URL', given, 6379)
    : started(life, 'Redis', (progress) => startRedis({ dir: home.redis, progress, signal: life.stop }));

async function started(
  life: Life,
  name: string,
  start: (progress: Progress) => Promise<Server & { url(): string }>,
): Promise<Opened> {
  const server = await life.terminal.step(name, async (progress) => {
    const running = await start(progress);
    life.onClose(() => running.stop());
    return { value: running, end: `ready on 127.0.0.1:${running.port}` };
  });
  return { name, url: server.url(), server };
}

/** @throws Refusal when nothing listens there; whether it lets us in shows when it is used */
async function reached(name: string, variable: string, url: string, defaultPort: number): Promise<Opened> {
  if (!URL.canParse(url))
    throw new Refusal(`${variable} is no URL: correct it, or unset it for an embedded ${name}.`);
  const { hostname, port } = new URL(url);
  const fault = await connectFault(
    hostname.replace(/^\[|\]$/g, '') || '127.0.0.1',
    Number(port) || defaultPort,
  );
  if (fault)
    throw new Refusal(
      `${name} does not answer at ${hostname}:${port || defaultPort} (${fault}): start it, correct ${variable}, or unset that for an embedded one.`,
    );
  return { name, url };
}

function connectFault(host: string, port: number): Promise<string | null> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (fault: string | null) => {
      socket.destroy();
      resolve(fault);
    };
    socket.setTimeout(CONNECT_MS, () => end(`no answer in ${CONNECT_MS / 1000} s`));
    socket.once('connect', () => end(null));
    socket.once('error', (error: NodeJS.ErrnoException) => end(error.code ?? error.message));
  });
}

/** Starts embedded stores that die again, on the same ports; gives up on one that keeps dying. */
export async function keepStoresAlive({ embedded }: Stores, life: Life): Promise<void> {
  let revivals = 0;
  while (!life.stop.aborted) {
    for (const { name, server } of embedded.filter((one) => !one.server.isAlive())) {
      if (++revivals > MAX_REVIVALS) throw new Refusal(`${name} keeps dying: see its log, then start again.`);
      life.terminal.say(`${name} is gone, starting it again`);
      await server.revive();
      life.terminal.say(`${name} runs again`);
    }
    await sleep(WATCH_MS, undefined, { signal: life.stop }).catch(() => undefined); // an abort ends the loop above
  }
}
