import { mkdirSync, mkdtempSync, rmSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  createMemoryProbe,
  openPostgres,
  openRedis,
  ready,
  startNode,
  type MemoryReading,
  type PostgresStore,
  type RedisStore,
  type Running,
} from '@watertight/chaos';
import { freePorts, System } from '@watertight/e2e';
import { v8Options } from '@watertight/service';
import { STATEMENT_SETTINGS } from './statements.ts';

/** As a Meta worker has by default. */
const HEAP_MB = 1024;
const ADMIN_KEY = 'bench-key-of-a-system-that-soon-ends';
/** Under which secrets of phones are sealed. */
export const SECRETS_KEY = Buffer.alloc(32, 7);
export const APP_SECRET = 'bench-app-secret';
/** So high that nothing is refused, and counting is still paid for. */
const RATE_LIMIT = 1_000_000;

/** What can run, by the folder of its build. */
export const APPS = {
  api: 'api',
  meta: 'meta-worker',
  webhook: 'webhook-worker',
  wwebjs: 'wwebjs-worker',
  'meta-sim': 'meta-sim',
  'wa-web-sim': 'wa-web-sim',
} as const;
export type AppName = keyof typeof APPS;
const SIMULATORS = new Set<AppName>(['meta-sim', 'wa-web-sim']);

/** Stores that run all the time, and apps that are started when a scenario needs them. */
export interface Bench {
  readonly system: System;
  readonly postgres: PostgresStore;
  readonly redis: RedisStore;
  readonly ports: Readonly<Record<AppName, number>>;
  /** Logs and data. */
  readonly home: string;
  readonly signal: AbortSignal;
  /**
   * Exactly these run afterwards, each ready. `databaseUrl`: those that are started now have this database of the same
   * server for their own.
   */
  run(apps: readonly AppName[], databaseUrl?: string): Promise<void>;
  /**
   * A program, by its path from this folder, with a free port as its first argument, until `run` is called again; answers
   * its address.
   */
  startHelper(name: string, file: string, readyPath: string, args?: readonly string[]): Promise<string>;
  /** The pids of all that runs for the system, by name: stores and apps. */
  pids(): Map<string, number>;
  /** Where a running app writes its CPU profile; null without `--profile`. */
  profileOf(app: AppName): string | null;
  /** What a running app holds once its garbage is collected. */
  memoryOf(app: AppName): Promise<MemoryReading>;
  stop(): Promise<void>;
}

export interface BenchOptions {
  /** The folder of the built apps. */
  apps: string;
  signal: AbortSignal;
  /** The folder of CPU profiles, or none. */
  profileDir: string | null;
}

/** @throws Error when a store does not come up; then nothing is left running */
export async function startBench({ apps, signal, profileDir }: BenchOptions): Promise<Bench> {
  const bundles = resolve(apps);
  assertBuilt(bundles);
  const home = mkdtempSync(join(tmpdir(), 'watertight-bench-'));
  mkdirSync(join(home, 'logs'));
  const names = Object.keys(APPS) as AppName[];
  const [postgresPort, redisPort, ...appPorts] = (await freePorts(names.length + 2)) as [
    number,
    number,
    ...number[],
  ];
  const ports = Object.fromEntries(names.map((name, n) => [name, appPorts[n]])) as Record<AppName, number>;
  const running = new Map<AppName, Running>();
  const helpers = new Map<string, Running>();
  const endHelpers = async () => {
    for (const helper of helpers.values()) await helper.end();
    helpers.clear();
  };
  const probe = createMemoryProbe();
  const stores: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    await endHelpers();
    for (const app of [...running.values()].reverse()) await app.end();
    for (const store of stores.reverse()) await store.stop();
    probe.remove();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const settings = profileDir === null ? [] : STATEMENT_SETTINGS;
    const postgres = await openPostgres(home, postgresPort, settings);
    stores.push(postgres);
    const redis = await openRedis(home, redisPort);
    stores.push(redis);
    const profileOf = (app: AppName) => profileDir && join(profileDir, `${app}.cpuprofile`);
    const start = async (app: AppName, databaseUrl: string) => {
      const profile = profileOf(app);
      const options = [...v8Options(HEAP_MB), probe.env.NODE_OPTIONS, ...profiling(profile)].join(' ');
      const env = { ...environment(app, { home, ports, redis, databaseUrl }), NODE_OPTIONS: options };
      const file = join(bundles, APPS[app], 'main.js');
      running.set(app, startNode({ file, env, logFile: join(home, 'logs', `${app}.log`) }));
      const path = SIMULATORS.has(app) ? '/health' : '/health/ready';
      await ready(`http://127.0.0.1:${ports[app]}${path}`, signal);
    };
    return {
      system: new System({
        api: at(ports.api),
        orchestrator: '',
        metaSim: at(ports['meta-sim']),
        waWebSim: at(ports['wa-web-sim']),
        adminKey: ADMIN_KEY,
      }),
      ...{ postgres, redis, ports, home, signal, profileOf, stop },
      memoryOf: (app) => probe.read(running.get(app)?.pid ?? 0, signal),
      async startHelper(name, file, readyPath, args = []) {
        const [port] = (await freePorts(1)) as [number];
        const helper = startNode({
          file: join(import.meta.dirname, file),
          args: [String(port), ...args],
          env: { NODE_OPTIONS: '--import=tsx', NODE_ENV: 'production' },
          logFile: join(home, 'logs', `${name}.log`),
        });
        helpers.set(name, helper);
        await ready(`${at(port)}${readyPath}`, signal);
        return at(port);
      },
      async run(wanted, databaseUrl = postgres.url) {
        await endHelpers();
        for (const [app, process] of running) {
          if (wanted.includes(app)) continue;
          running.delete(app);
          await process.end();
        }
        for (const app of wanted) if (!running.has(app)) await start(app, databaseUrl);
      },
      pids: () =>
        new Map([
          ...[...running, ...helpers].map(([name, { pid }]) => [name, pid] as const),
          ['postgres', postgres.pid],
          ['redis', redis.pid],
        ]),
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

function assertBuilt(bundles: string): void {
  const missing = Object.values(APPS).filter((app) => !existsSync(join(bundles, app, 'main.js')));
  if (missing.length > 0)
    throw new Error(
      `Not built yet: ${missing.join(', ')}. Run "npm run bench", which builds, or pass --apps.`,
    );
}

const at = (port: number) => `http://127.0.0.1:${port}`;

/** Options for Node. */
function profiling(file: string | null): string[] {
  if (file === null) return [];
  const script = pathToFileURL(join(import.meta.dirname, 'profiler.mjs'));
  script.searchParams.set('to', resolve(file));
  return [`--import=${script.href}`];
}

type Place = Pick<Bench, 'home' | 'ports' | 'redis'> & { databaseUrl: string };

function environment(app: AppName, { home, ports, redis, databaseUrl }: Place): Record<string, string> {
  if (app === 'meta-sim')
    return {
      META_SIM_PORT: String(ports['meta-sim']),
      META_SIM_WEBHOOK_URL: `${at(ports.meta)}/api/meta/webhook`,
      META_SIM_APP_SECRET: APP_SECRET,
    };
  if (app === 'wa-web-sim') return { WA_WEB_SIM_PORT: String(ports['wa-web-sim']) };
  return {
    DATABASE_URL: databaseUrl,
    REDIS_URL: redis.url,
    ADMIN_API_KEY: ADMIN_KEY,
    ENCRYPTION_KEY: SECRETS_KEY.toString('base64'),
    META_APP_SECRET: APP_SECRET,
    META_VERIFY_TOKEN: 'bench-verify',
    SANDBOX: '1',
    SANDBOX_GRAPH_URL: at(ports['meta-sim']),
    SANDBOX_WA_WEB_URL: `https://127.0.0.1:${ports['wa-web-sim']}`,
    EGRESS_ALLOW_PRIVATE: '127.0.0.1',
    API_RATE_LIMIT: String(RATE_LIMIT),
    API_PORT: String(ports.api),
    META_PORT: String(ports.meta),
    WEBHOOK_PORT: String(ports.webhook),
    WWEBJS_PORT: String(ports.wwebjs),
    WATERTIGHT_HOME: home,
    NODE_ENV: 'production',
  };
}
