import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Progress } from '../fault.ts';
import { writePrivately } from '../files.ts';
import { ensurePassword, readPassword } from '../password.ts';
import type { Step } from '../process/end.ts';
import type { Engine, Server } from '../server/engine.ts';
import { runServer } from '../server/server.ts';
import { redisConfig } from './config.ts';
import { answersPing, pidOf } from './probe.ts';
import { findRedis, type RedisProgram } from './program.ts';

const STOP_STEPS: readonly Step[] = [
  ['SIGTERM', 15_000],
  ['SIGKILL', 5000],
];

export interface RedisOptions {
  /** Everything of this server: data, log, port, password. */
  dir: string;
  /** Default: the port of earlier times, at first any free one. */
  port?: number;
  /** Whether data outlives the server: the append-only file, written to disk every second. Default true. */
  appendOnly?: boolean;
  progress?: Progress;
  signal?: AbortSignal;
}

export interface RedisServer extends Server {
  url(): string;
}

/**
 * Starts a private Redis on 127.0.0.1 with a generated password, and waits until it has loaded its data. Joins the
 * one that runs on the directory already: the last user to leave stops it.
 * @throws EmbeddedError with one sentence on what to do
 */
export async function startRedis(options: RedisOptions): Promise<RedisServer> {
  const dir = resolve(options.dir);
  const { appendOnly = true, progress = () => undefined, port, signal } = options;
  const program = await findRedis({ progress, signal });
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const engine = redisEngine({ dir, program, appendOnly });
  const server = await runServer(engine, { dir, port, progress, signal });
  const url = () => `redis://:${readPassword(dir) ?? ''}@127.0.0.1:${server.port}/0`;
  return Object.assign(server, { url });
}

function redisEngine({
  dir,
  program,
  appendOnly,
}: {
  dir: string;
  program: RedisProgram;
  appendOnly: boolean;
}): Engine {
  const password = () => readPassword(dir) ?? '';
  return {
    name: 'Redis',
    logFile: join(dir, 'redis.log'),
    settings: `${program.name} ${redisConfig({ dir, password: '', appendOnly }).replaceAll('\n', ' ')}`,
    stopSteps: STOP_STEPS,
    async prepare() {
      await program.clear(dir);
      writePrivately(
        join(dir, 'redis.conf'),
        redisConfig({ dir, password: ensurePassword(dir), appendOnly }),
      );
    },
    launch: (port) => program.launch(dir, port),
    answers: (port) => answersPing(port, password()),
    async stray(port) {
      if (port === null || !program.tellsItsPid) return null;
      const pid = await pidOf(port, password());
      return pid === null ? null : { pid, port };
    },
  };
}
