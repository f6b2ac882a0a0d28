import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { freePorts, System, type Mode } from '@watertight/e2e';
import { endProcess, isProcessId } from '@watertight/embedded';
import { ready, startNode, type Running } from './processes.ts';
import { seedCompany } from './seed-company.ts';
import { openPostgres, openRedis, type RedisStore, type PostgresStore } from './stores.ts';

const ROOT = resolve(import.meta.dirname, '../../..');
const APPS = [
  'api',
  'wwebjs-worker',
  'meta-worker',
  'webhook-worker',
  'orchestrator',
  'single',
  'meta-sim',
  'wa-web-sim',
];
const ADMIN_KEY = 'chaos-key-of-a-system-that-soon-ends';
const APP_SECRET = 'chaos-app-secret';

/** The supervisor of the system under test. */
export interface Orchestrator {
  /** Of the process as it runs now; 0 before its start. */
  readonly pid: number;
  /** kill -9. */
  kill(): Promise<void>;
  /** Again, as an init system would; resolves when all that it supervises is running. */
  start(): Promise<void>;
}

/** A whole system of our own: stores, simulators, supervisor and apps, on free ports and in a folder of its own. */
export interface Constellation {
  readonly system: System;
  readonly postgres: PostgresStore;
  readonly redis: RedisStore;
  readonly orchestrator: Orchestrator;
  readonly mode: Mode;
  readonly ports: Ports;
  /** Logs and data. */
  readonly home: string;
  /** Ends everything that was started; `keep` leaves logs and data. */
  stop(keep: boolean): Promise<void>;
}

export interface Ports {
  api: number;
  wwebjs: number;
  meta: number;
  webhook: number;
  orchestrator: number;
  metaSim: number;
  waWebSim: number;
  postgres: number;
  redis: number;
}

export interface ConstellationOptions {
  /** The folder of the built apps. */
  apps: string;
  signal: AbortSignal;
  /** What the apps are told besides. */
  env?: Record<string, string>;
  /** A process for each role (the default), or all roles in one. */
  mode?: Mode;
}

/** @throws Error when it does not come up; then nothing of it is left running */
export async function startConstellation(
  { apps, signal, env, mode = 'multi' }: ConstellationOptions,
  say: (line: string) => void,
): Promise<Constellation> {
  const home = mkdtempSync(join(tmpdir(), 'watertight-chaos-'));
  const ending: (() => Promise<void>)[] = [];
  const stop = stopper(home, ending);
  try {
    mkdirSync(join(home, 'logs'));
    const bundles = copyApps(resolve(apps));
    ending.push(async () => rmSync(bundles, { recursive: true, force: true }));
    const ports = await choosePorts();
    say('starting PostgreSQL and Redis');
    const postgres = await openPostgres(home, ports.postgres);
    ending.push(() => postgres.stop());
    const redis = await openRedis(home, ports.redis);
    ending.push(() => redis.stop());
    say('starting simulators and apps');
    const place: Place = { home, bundles, ports, signal, env: { ...env, ORCHESTRATOR_MODE: mode } };
    await startSimulators(place, ending);
    const orchestrator = superviseApps(place, { postgres: postgres.url, redis: redis.url });
    ending.push(() => orchestrator.end());
    await orchestrator.start();
    const system = new System({
      api: at(ports.api),
      orchestrator: at(ports.orchestrator),
      metaSim: at(ports.metaSim),
      waWebSim: at(ports.waWebSim),
      adminKey: ADMIN_KEY,
    });
    say('connecting a phone of each channel');
    await seedCompany(system, { appSecret: APP_SECRET, signal });
    return { system, postgres, redis, orchestrator, mode, ports, home, stop };
  } catch (error) {
    await stop(true);
    throw new Error(`The system did not come up; its logs are in ${home}`, { cause: error });
  }
}

interface Place {
  home: string;
  bundles: string;
  ports: Ports;
  signal: AbortSignal;
  /** What the apps are told besides. */
  env: Record<string, string>;
}

const at = (port: number) => `http://127.0.0.1:${port}`;

async function choosePorts(): Promise<Ports> {
  const [api, wwebjs, meta, webhook, orchestrator, metaSim, waWebSim, postgres, redis] = await freePorts(9);
  return { api, wwebjs, meta, webhook, orchestrator, metaSim, waWebSim, postgres, redis } as Ports;
}

/** A copy, so that a build in the meantime changes nothing; within the repository, where npm's packages are found. */
function copyApps(apps: string): string {
  const missing = APPS.filter((app) => !existsSync(join(apps, app, 'main.js')));
  if (missing.length > 0)
    throw new Error(`Not built yet: ${missing.join(', ')}. Run "npx nx run-many -t build", or pass --apps.`);
  mkdirSync(join(ROOT, 'dist'), { recursive: true });
  const bundles = mkdtempSync(join(ROOT, 'dist/chaos-'));
  for (const app of APPS) cpSync(join(apps, app), join(bundles, app), { recursive: true });
  return bundles;
}

async function startSimulators(place: Place, ending: (() => Promise<void>)[]): Promise<void> {
  const { home, bundles, ports, signal } = place;
  const simulators: { name: string; port: number; env: Record<string, string> }[] = [
    {
      name: 'meta-sim',
      port: ports.metaSim,
      env: {
        META_SIM_PORT: String(ports.metaSim),
        META_SIM_WEBHOOK_URL: `${at(ports.meta)}/api/meta/webhook`,
        META_SIM_APP_SECRET: APP_SECRET,
      },
    },
    { name: 'wa-web-sim', port: ports.waWebSim, env: { WA_WEB_SIM_PORT: String(ports.waWebSim) } },
  ];
  for (const { name, env } of simulators) {
    const file = join(bundles, name, 'main.js');
    const simulator = startNode({ file, env, logFile: join(home, 'logs', `${name}.log`) });
    ending.push(() => simulator.end());
  }
  await Promise.all(simulators.map(({ port }) => ready(`${at(port)}/health`, signal)));
}

function superviseApps(
  { home, bundles, ports, signal, env: more }: Place,
  urls: { postgres: string; redis: string },
): Orchestrator & { end(): Promise<void> } {
  const env = {
    DATABASE_URL: urls.postgres,
    REDIS_URL: urls.redis,
    ADMIN_API_KEY: ADMIN_KEY,
    ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
    META_APP_SECRET: APP_SECRET,
    META_VERIFY_TOKEN: 'chaos-verify',
    SANDBOX: '1',
    SANDBOX_GRAPH_URL: at(ports.metaSim),
    SANDBOX_WA_WEB_URL: `https://127.0.0.1:${ports.waWebSim}`,
    API_PORT: String(ports.api),
    WWEBJS_PORT: String(ports.wwebjs),
    META_PORT: String(ports.meta),
    WEBHOOK_PORT: String(ports.webhook),
    ORCHESTRATOR_PORT: String(ports.orchestrator),
    WATERTIGHT_HOME: home,
    APPS_DIR: bundles,
    ...more,
  };
  let running: Running | undefined;
  return {
    get pid() {
      return running?.pid ?? 0;
    },
    async start() {
      running = startNode({
        file: join(bundles, 'orchestrator', 'main.js'),
        env,
        logFile: join(home, 'logs', 'orchestrator.out'),
      });
      await ready(`${at(ports.orchestrator)}/health/ready`, signal);
    },
    kill: async () => running?.kill(),
    async end() {
      await running?.end();
      await endLeftovers(join(home, 'run'));
    },
  };
}

/** What a killed supervisor left running: it wrote down pids with the times of their starts. */
async function endLeftovers(runDir: string): Promise<void> {
  if (!existsSync(runDir)) return;
  const records = readdirSync(runDir)
    .filter((file) => file.endsWith('.json'))
    .map((file): unknown => JSON.parse(readFileSync(join(runDir, file), 'utf8')));
  const steps = [
    ['SIGTERM', 20_000],
    ['SIGKILL', 5000],
  ] as const;
  await Promise.all(records.filter(isProcessId).map((record) => endProcess(record, steps)));
}

/** Ends the newest first; what fails to end does not keep the rest. */
function stopper(home: string, ending: (() => Promise<void>)[]) {
  return async (keep: boolean): Promise<void> => {
    const faults: unknown[] = [];
    for (const end of ending.splice(0).reverse()) await end().catch((error: unknown) => faults.push(error));
    if (!keep) rmSync(home, { recursive: true, force: true });
    if (faults.length > 0) throw new AggregateError(faults, 'Something did not end');
  };
}
