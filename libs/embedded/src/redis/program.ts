import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { EmbeddedError, type Progress } from '../fault.ts';
import { installPackage } from '../install/package-manager.ts';
import { findProgram, runCommand } from '../process/command.ts';
import type { Launch } from '../server/engine.ts';

const IMAGE = 'redis:7.4-alpine';
const CONTAINER_PORT = 6379;
const DOCKER_DEADLINE_MS = 10_000;
const PULL_DEADLINE_MS = 300_000;
const NAMES = {
  apt: 'redis-server',
  apk: 'redis',
  dnf: 'redis',
  pacman: 'redis',
  brew: 'redis',
} as const;

/** A way to run a Redis server with the configuration `redis.conf` of a directory. */
export interface RedisProgram {
  name: string;
  /** Before each launch. */
  clear(dir: string): Promise<void>;
  launch(dir: string, port: number): Launch;
  /** Whether the pid that the server tells is one of this system. */
  tellsItsPid: boolean;
}

/** The program on PATH, else installed, else Docker; an EmbeddedError says what to do when there is none of these. */
export async function findRedis(options: {
  progress: Progress;
  signal?: AbortSignal | undefined;
}): Promise<RedisProgram> {
  const found = findProgram('redis-server') ?? (await install(options));
  if (found) return native(found);
  if (await dockerWorks()) return docker(options.progress);
  throw new EmbeddedError(
    'There is no Redis: install redis-server, or set REDIS_URL to a Redis of yours (with maxmemory-policy noeviction).',
  );
}

async function install(options: { progress: Progress; signal?: AbortSignal | undefined }) {
  options.progress('redis-server is not on this machine, installing it');
  try {
    if (!(await installPackage(NAMES, options))) return null;
    await disableService();
  } catch (error) {
    if (!(error instanceof EmbeddedError)) throw error;
    options.progress(error.message); // Docker may still do
  }
  return findProgram('redis-server');
}

/** Debian starts a service with the package; nobody asked for one, and we use a server of our own. */
async function disableService(): Promise<void> {
  if (process.getuid?.() !== 0 || !findProgram('systemctl')) return;
  await runCommand('systemctl', ['disable', '--now', 'redis-server'], { deadlineMs: DOCKER_DEADLINE_MS });
}

const native = (file: string): RedisProgram => ({
  name: file,
  clear: async () => undefined,
  launch: (dir, port) => ({
    file,
    args: [join(dir, 'redis.conf'), '--port', String(port)],
    env: { PATH: process.env['PATH'], LC_ALL: 'C' },
    cwd: dir,
  }),
  tellsItsPid: true,
});

async function dockerWorks(): Promise<boolean> {
  return (await runCommand('docker', ['info'], { deadlineMs: DOCKER_DEADLINE_MS })).ok;
}

/** The container in the foreground: the client passes SIGTERM on, so that it is a child like any other. */
const docker = (progress: Progress): RedisProgram => ({
  name: `docker ${IMAGE}`,
  async clear(dir) {
    // A container outlives a killed client.
    await runCommand('docker', ['stop', containerOf(dir)], { deadlineMs: 3 * DOCKER_DEADLINE_MS });
    await runCommand('docker', ['rm', '--force', containerOf(dir)], { deadlineMs: DOCKER_DEADLINE_MS });
    const present = await runCommand('docker', ['image', 'inspect', IMAGE], {
      deadlineMs: DOCKER_DEADLINE_MS,
    });
    if (present.ok) return;
    progress(`docker pull ${IMAGE} …`);
    const pulled = await runCommand('docker', ['pull', IMAGE], { deadlineMs: PULL_DEADLINE_MS });
    if (!pulled.ok)
      throw new EmbeddedError(
        `Docker cannot fetch ${IMAGE} (${pulled.fault}): install redis-server, or set REDIS_URL.`,
      );
  },
  launch: (dir, port) => ({
    file: 'docker',
    args: [
      ...['run', '--rm', '--name', containerOf(dir)],
      ...['--user', `${process.getuid?.() ?? 0}:${process.getgid?.() ?? 0}`],
      ...['--publish', `127.0.0.1:${port}:${CONTAINER_PORT}`],
      ...['--volume', `${dir}:${dir}`, IMAGE],
      // Only what is published on 127.0.0.1 comes from outside.
      ...['redis-server', join(dir, 'redis.conf'), '--port', String(CONTAINER_PORT), '--bind', '0.0.0.0'],
    ],
    env: process.env,
    cwd: dir,
  }),
  tellsItsPid: false,
});

const containerOf = (dir: string): string =>
  `watertight-redis-${createHash('sha256').update(dir).digest('hex').slice(0, 12)}`;
