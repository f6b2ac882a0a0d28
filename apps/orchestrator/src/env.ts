import { join, resolve } from 'node:path';
import { processEnv, readEnv, storeEnv, type EnvRule } from '@watertight/service';
import { Type, type Static } from 'typebox';
import { extraFaults, toExtra } from './extras.ts';
import type { LogFileOptions } from './logs.ts';
import { missingBundles, portsOf, type App, type Extra } from './processes.ts';
import { apiTimings, defaultTimings, type Timings } from './supervise/timings.ts';

const MAX_INSTANCES = 64;

const instances = (app: string) =>
  Type.Integer({ default: 1, minimum: 0, maximum: MAX_INSTANCES, description: `Instances of ${app}` });
const port = (value: number, app: string) =>
  Type.Integer({ default: value, minimum: 1, maximum: 65535, description: `The HTTP port of ${app}` });
const memoryMb = (value: number, app: string) =>
  Type.Integer({ default: value, minimum: 64, description: `Memory limit of ${app} in MiB` });
const milliseconds = (value: number, description: string) =>
  Type.Integer({ default: value, minimum: 100, maximum: 3_600_000, description });

/** What the orchestrator reads. */
export const schema = Type.Object({
  ...processEnv('ORCHESTRATOR_PORT', 3004),
  DATABASE_URL: Type.Optional(storeEnv.DATABASE_URL),
  REDIS_URL: Type.Optional(storeEnv.REDIS_URL),
  REDIS_PREFIX: storeEnv.REDIS_PREFIX,
  ORCHESTRATOR_MODE: Type.Unsafe<'multi' | 'single'>({
    enum: ['multi', 'single'],
    default: 'multi',
    description: 'multi gives each role its own processes; single runs all roles in one',
  }),
  SINGLE_MEMORY_MB: Type.Optional(
    Type.Integer({
      minimum: 64,
      description: 'Memory limit in MiB of all roles in one process; the sum of their limits when unset',
    }),
  ),
  API_PORT: port(3000, 'the API'),
  API_INSTANCES: instances('the API; instance n listens on API_PORT + 100 × (n − 1)'),
  API_MEMORY_MB: memoryMb(2048, 'the API'),
  API_STANDBY: Type.Boolean({
    default: true,
    description:
      'Each instance of the API has a process that has everything loaded and takes over at once when it dies',
  }),
  WWEBJS_PORT: port(3001, 'the WhatsApp Web worker'),
  WWEBJS_INSTANCES: instances('the WhatsApp Web worker; ports as for the API'),
  WWEBJS_MEMORY_MB: memoryMb(4096, 'the WhatsApp Web worker, without its browsers'),
  META_PORT: port(3002, 'the Meta worker'),
  META_INSTANCES: instances('the Meta worker; ports as for the API'),
  META_MEMORY_MB: memoryMb(1024, 'the Meta worker'),
  WEBHOOK_PORT: port(3003, 'the webhook worker'),
  WEBHOOK_INSTANCES: instances('the webhook worker; ports as for the API'),
  WEBHOOK_MEMORY_MB: memoryMb(512, 'the webhook worker'),
  APPS_DIR: Type.String({ default: 'dist/apps', description: 'The folder of the built apps' }),
  WATERTIGHT_HOME: Type.String({ default: '.watertight', description: 'The folder of all local state' }),
  LOG_DIR: Type.Optional(
    Type.String({ description: 'One log file for each process; logs below WATERTIGHT_HOME when unset' }),
  ),
  RUN_DIR: Type.Optional(
    Type.String({ description: 'Records of running processes; run below WATERTIGHT_HOME when unset' }),
  ),
  ORCHESTRATOR_EXTRA: Type.Array(Type.Unknown(), {
    default: [],
    maxItems: 32,
    expects: 'a JSON array of at most 32 {"name", "args", "env", "healthUrl"}',
    description: 'Further processes to supervise, a JSON array of {"name", "args", "env", "healthUrl"}',
  }),
  ORCHESTRATOR_HUNG_MS: milliseconds(defaultTimings.hungMs, 'A process that is silent for so long is killed'),
  ORCHESTRATOR_SPINNING_MS: milliseconds(
    defaultTimings.spinningMs,
    'A process that is silent for so long and has computed nearly as long, or is halted by a signal, is killed; Linux only',
  ),
  API_SPINNING_MS: milliseconds(
    apiTimings.spinningMs,
    'The same for the API, which holds no session and is soon there again',
  ),
  ORCHESTRATOR_STARTUP_MS: milliseconds(defaultTimings.startupMs, 'The time for a first answer at /health'),
  ORCHESTRATOR_DRAIN_MS: Type.Integer({
    default: defaultTimings.drainMs,
    minimum: 100,
    maximum: 60_000,
    description: 'From SIGTERM to SIGKILL',
  }),
  ORCHESTRATOR_PROBATION_MS: milliseconds(
    defaultTimings.probationMs,
    'How long a failed process rests before it is tried once more',
  ),
  ORCHESTRATOR_LOG_FILE_MB: Type.Integer({
    default: 20,
    minimum: 1,
    maximum: 1024,
    description: 'A log file is rotated at this size',
  }),
  ORCHESTRATOR_LOG_FILES: Type.Integer({
    default: 5,
    minimum: 1,
    maximum: 100,
    description: 'How many rotated log files are kept of each process',
  }),
});

export type Env = Static<typeof schema>;

export interface Config {
  host: string;
  port: number;
  logLevel: string;
  memoryLimitMb: number | null;
  restarts: number;
  apps: App[];
  extras: Extra[];
  appsDir: string;
  logDir: string;
  runDir: string;
  logFiles: LogFileOptions;
  timings: Timings;
  /** Where heartbeats and events are written; either may be missing. */
  stores: { databaseUrl: string | null; redisUrl: string | null; redisPrefix: string };
}

/** Reads and checks the environment; throws an `EnvError` with every fault. Relative paths start at `cwd`. */
export function readConfig(source: NodeJS.ProcessEnv = process.env, cwd: string = process.cwd()): Config {
  const env = readEnv(schema, source, [...portRules, ...extraRules, bundleRule(cwd)]);
  const home = resolve(cwd, env.WATERTIGHT_HOME);
  return {
    host: env.HOST,
    port: env.ORCHESTRATOR_PORT,
    logLevel: env.LOG_LEVEL,
    memoryLimitMb: env.ORCHESTRATOR_MEMORY_MB ?? null,
    restarts: env.WATERTIGHT_RESTARTS,
    apps: appTable(env),
    extras: env.ORCHESTRATOR_EXTRA.map(toExtra),
    appsDir: resolve(cwd, env.APPS_DIR),
    logDir: env.LOG_DIR ? resolve(cwd, env.LOG_DIR) : join(home, 'logs'),
    runDir: env.RUN_DIR ? resolve(cwd, env.RUN_DIR) : join(home, 'run'),
    logFiles: { sizeMb: env.ORCHESTRATOR_LOG_FILE_MB, keep: env.ORCHESTRATOR_LOG_FILES },
    timings: {
      ...defaultTimings,
      hungMs: env.ORCHESTRATOR_HUNG_MS,
      spinningMs: env.ORCHESTRATOR_SPINNING_MS,
      startupMs: env.ORCHESTRATOR_STARTUP_MS,
      drainMs: env.ORCHESTRATOR_DRAIN_MS,
      probationMs: env.ORCHESTRATOR_PROBATION_MS,
    },
    stores: {
      databaseUrl: env.DATABASE_URL?.reveal() ?? null,
      redisUrl: env.REDIS_URL?.reveal() ?? null,
      redisPrefix: env.REDIS_PREFIX,
    },
  };
}

/** The table of roles; one more app is one more row here and its three variables above. */
const roleTable = (env: Env): App[] => [
  {
    name: 'api',
    folder: 'api',
    instances: env.API_INSTANCES,
    ports: [['API_PORT', env.API_PORT]],
    memoryMb: env.API_MEMORY_MB,
    standby: env.API_STANDBY,
    timings: { ...apiTimings, spinningMs: env.API_SPINNING_MS },
  },
  {
    name: 'wwebjs',
    folder: 'wwebjs-worker',
    instances: env.WWEBJS_INSTANCES,
    ports: [['WWEBJS_PORT', env.WWEBJS_PORT]],
    memoryMb: env.WWEBJS_MEMORY_MB,
  },
  {
    name: 'meta',
    folder: 'meta-worker',
    instances: env.META_INSTANCES,
    ports: [['META_PORT', env.META_PORT]],
    memoryMb: env.META_MEMORY_MB,
  },
  {
    name: 'webhook',
    folder: 'webhook-worker',
    instances: env.WEBHOOK_INSTANCES,
    ports: [['WEBHOOK_PORT', env.WEBHOOK_PORT]],
    memoryMb: env.WEBHOOK_MEMORY_MB,
  },
];

const appTable = (env: Env): App[] =>
  env.ORCHESTRATOR_MODE === 'single' ? [together(roleTable(env), env.SINGLE_MEMORY_MB)] : roleTable(env);

/** One process with the ports of all roles. Each reports the process's memory, and so has the process's limit. */
function together(roles: App[], limitMb: number | undefined): App {
  const memoryMb = limitMb ?? roles.reduce((sum, role) => sum + role.memoryMb, 0);
  return {
    name: 'single',
    folder: 'single',
    instances: 1,
    ports: roles.flatMap((role) => role.ports),
    memoryMb,
    env: Object.fromEntries(
      roles.map(({ name }) => [`${name.toUpperCase()}_MEMORY_MB`, String(memoryMb)] as const),
    ),
  };
}

const portRules: EnvRule<Env>[] = [
  (env) => {
    for (const app of appTable(env))
      for (const [index, [variable, first]] of app.ports.entries())
        if ((portsOf(app, app.instances)[index]?.[1] ?? first) > 65535)
          return `${variable} is ${first}: with ${app.instances} instances the last port would be above 65535.`;
    return undefined;
  },
  (env) => {
    const owners = new Map<number, string>([[env.ORCHESTRATOR_PORT, 'orchestrator']]);
    for (const { owner, port } of appTable(env).flatMap(portOwners)) {
      const other = owners.get(port);
      if (other) return `Port ${port} is meant for both ${other} and ${owner}: change one.`;
      owners.set(port, owner);
    }
    return undefined;
  },
];

/** Who listens on which port: an instance, and where it has several ports, by the name of their variable. */
const portOwners = (app: App): { owner: string; port: number }[] =>
  Array.from({ length: app.instances }, (_, index) => index + 1).flatMap((n) =>
    portsOf(app, n).map(([variable, port]) => ({
      owner: app.ports.length > 1 ? variable : `${app.name}-${n}`,
      port,
    })),
  );

const extraRules: EnvRule<Env>[] = [
  (env) => {
    const taken = ['orchestrator', 'single', ...roleTable(env).map((app) => app.name)];
    const faults = extraFaults(env.ORCHESTRATOR_EXTRA, taken);
    return faults.length > 0 ? faults.join(' ') : undefined;
  },
];

const bundleRule =
  (cwd: string): EnvRule<Env> =>
  (env) => {
    const missing = missingBundles(appTable(env), resolve(cwd, env.APPS_DIR));
    return missing.length > 0
      ? `Not built yet: ${missing.join(', ')}. Run "npx nx run-many -t build", or set APPS_DIR.`
      : undefined;
  };
