import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EmbeddedError } from '../fault.ts';
import { lock } from '../lock.ts';
import { enter, guests } from '../presence.ts';
import { endProcess } from '../process/end.ts';
import { isAlive } from '../process/identity.ts';
import type { Engine, Server } from './engine.ts';
import { launchServer, type LaunchOptions } from './launch.ts';
import { readPort, readRecord, removeRecord, writeRecord, type ServerRecord } from './record.ts';

/** Somebody else's first start, with an installation in it, is worth waiting for. */
const LOCK_WAIT_MS = 600_000;
/** A server that was just about to start when its starter was killed. */
const ADOPT_WITHIN_MS = 15_000;
const ADOPT_POLL_MS = 50;

export type RunOptions = LaunchOptions;

/**
 * Runs a server on a directory, or joins the one that runs there: left by a killed process, or shared with a living
 * one. Everything that looks at or changes the server happens under one lock.
 */
export async function runServer(engine: Engine, options: RunOptions): Promise<Server> {
  const { dir, signal } = options;
  mkdirSync(dir, { recursive: true });
  const visitors = join(dir, 'visitors');
  const exclusively = async <T>(work: () => Promise<T>, until?: AbortSignal): Promise<T> => {
    const release = await lock(join(dir, 'lock'), { waitMs: LOCK_WAIT_MS, signal: until });
    try {
      return await work();
    } finally {
      release();
    }
  };

  const open = () => adoptOrLaunch(engine, options, guests(visitors) > 0);
  const [{ server: first, adopted }, presence] = await exclusively(
    async () => [await open(), enter(visitors)] as const,
    signal,
  );
  let server = first;
  let stopping: Promise<void> | undefined;

  async function leave(): Promise<void> {
    presence.leave();
    if (guests(visitors) > 0) return;
    await stopServer(engine, readRecord(dir));
    removeRecord(dir);
  }
  return {
    get port() {
      return server.port;
    },
    get pid() {
      return server.pid;
    },
    adopted,
    isAlive: () => isAlive(server),
    revive: () =>
      exclusively(async () => {
        if (isAlive(server)) return false;
        ({ server } = await adoptOrLaunch(engine, { ...options, port: server.port }, true));
        return true;
      }),
    stop: () => (stopping ??= exclusively(leave)),
  };
}

/** @param shared whether somebody uses the running server: then it is taken as it is */
async function adoptOrLaunch(
  engine: Engine,
  options: RunOptions,
  shared: boolean,
): Promise<{ server: ServerRecord; adopted: boolean }> {
  const running = await findRunning(engine, options.dir);
  if (running !== null) {
    if ((shared || suits(running, engine, options)) && (await answersSoon(engine, running))) {
      options.progress(`${engine.name} is running already (port ${running.port})`);
      return { server: running, adopted: true };
    }
    options.progress(`stopping a ${engine.name} that an earlier run left behind`);
    await stopServer(engine, running);
  }
  await engine.prepare();
  return { server: await launchServer(engine, options), adopted: false };
}

async function findRunning(engine: Engine, dir: string): Promise<ServerRecord | null> {
  const record = readRecord(dir);
  if (record !== null) return record;
  const stray = await engine.stray(readPort(dir));
  return stray && writeRecord(dir, stray.pid, stray.port, 'unknown');
}

const suits = (running: ServerRecord, engine: Engine, { port }: RunOptions): boolean =>
  running.settings === engine.settings && (port === undefined || port === running.port);

async function answersSoon(engine: Engine, server: ServerRecord): Promise<boolean> {
  const untilMs = performance.now() + ADOPT_WITHIN_MS;
  while (isAlive(server) && performance.now() < untilMs) {
    if (await engine.answers(server.port)) return true;
    await sleep(ADOPT_POLL_MS);
  }
  return false;
}

async function stopServer(engine: Engine, server: ServerRecord | null): Promise<void> {
  if (server === null) return;
  if ((await endProcess(server, engine.stopSteps)) === undefined)
    throw new EmbeddedError(`${engine.name} (pid ${server.pid}) does not end: end it, then try again.`);
}
