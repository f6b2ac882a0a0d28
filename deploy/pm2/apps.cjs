// What PM2 is told of our processes, made from the environment: ports, limits and how often there is one of each.
'use strict';
const { join, resolve } = require('node:path');

const ROOT = resolve(__dirname, '../..');
const NAMESPACE = 'watertight';
const PORT_STEP = 100;
const MAX_INSTANCES = 64;

/**
 * One row for each role. `drainMs` is longer than the time within which the app itself ends; PM2 kills it then.
 * `backoffMs` is the pause after a first crash; each further one is half as long again, 15 s at the most, and thirty
 * seconds of life begin it anew. What is dear to start, a browser for each phone, waits longer than what is cheap.
 */
const ROLES = [
  { name: 'api', prefix: 'API', folder: 'api', port: 3000, memoryMb: 2048, backoffMs: 100, drainMs: 27_000 },
  {
    ...{ name: 'wwebjs-worker', prefix: 'WWEBJS', folder: 'wwebjs-worker', port: 3001 },
    ...{ memoryMb: 4096, backoffMs: 1000, drainMs: 21_000 },
  },
  {
    ...{ name: 'meta-worker', prefix: 'META', folder: 'meta-worker', port: 3002 },
    ...{ memoryMb: 1024, backoffMs: 250, drainMs: 20_000 },
  },
  {
    ...{ name: 'webhook-worker', prefix: 'WEBHOOK', folder: 'webhook-worker', port: 3003 },
    ...{ memoryMb: 512, backoffMs: 500, drainMs: 20_000 },
  },
];

/** Each role in processes of its own. Throws an Error with one sentence for what is no number. */
function multiprocess(env) {
  return ROLES.flatMap((role) => {
    const memoryMb = number(env, `${role.prefix}_MEMORY_MB`, role.memoryMb, 64);
    const instances = number(env, `${role.prefix}_INSTANCES`, 1, 0, MAX_INSTANCES);
    return Array.from({ length: instances }, (_, index) =>
      app(env, {
        ...role,
        name: index === 0 ? role.name : `${role.name}-${index + 1}`,
        instanceId: `${role.prefix.toLowerCase()}-${index + 1}`,
        memoryMb,
        variables: { [`${role.prefix}_PORT`]: portOf(env, role) + PORT_STEP * index },
      }),
    );
  });
}

/** All roles in one process, on the same ports. */
function single(env) {
  const sum = ROLES.reduce(
    (total, { prefix, memoryMb }) => total + number(env, `${prefix}_MEMORY_MB`, memoryMb, 64),
    0,
  );
  const memoryMb = number(env, 'SINGLE_MEMORY_MB', sum, 64);
  const variables = Object.fromEntries(
    ROLES.flatMap((role) => [
      [`${role.prefix}_PORT`, portOf(env, role)],
      // Each role reports the memory of the process, and so has its limit.
      [`${role.prefix}_MEMORY_MB`, memoryMb],
    ]),
  );
  return [
    app(env, {
      ...{ name: 'single', instanceId: 'single-1', folder: 'single' },
      ...{ memoryMb, backoffMs: 100, drainMs: 27_000, variables },
    }),
  ];
}

/** The embedded PostgreSQL and Redis, for whoever has none: they live in the home that `npm start` uses. */
function stores(env) {
  return [
    {
      ...common(env, 'stores'),
      name: 'stores',
      script: join(ROOT, 'tools/up/stores.mjs'),
      env: homeOf(env),
      // PM2 goes on when they answer.
      wait_ready: true,
      listen_timeout: 120_000,
      kill_timeout: 60_000,
      exp_backoff_restart_delay: 100,
    },
  ];
}

function app(env, { name, instanceId, folder, memoryMb, backoffMs, drainMs, variables }) {
  return {
    ...common(env, instanceId),
    name,
    script: join(ROOT, 'dist/apps', folder, 'main.js'),
    node_args: [
      `--max-old-space-size=${memoryMb}`,
      '--max-semi-space-size=32',
      '--import',
      join(__dirname, 'companion.mjs'),
    ],
    env: { ...homeOf(env), ...texts(variables), INSTANCE_ID: instanceId },
    max_memory_restart: `${memoryMb}M`,
    kill_timeout: drainMs,
    exp_backoff_restart_delay: backoffMs,
  };
}

function common(env, instanceId) {
  const { WATERTIGHT_HOME: home } = homeOf(env);
  const logs = env.LOG_DIR?.trim() ? resolve(ROOT, env.LOG_DIR.trim()) : join(home, 'logs');
  const log = join(logs, `${instanceId}.log`);
  return {
    namespace: NAMESPACE,
    cwd: ROOT,
    interpreter: process.execPath,
    // Ports tell instances apart, and a cluster would share one.
    exec_mode: 'fork',
    out_file: log,
    error_file: log,
    merge_logs: true,
    // A worker closes its browsers itself, and in order; they must not hear of the end before.
    treekill: false,
    // Its environment is faulty, or the schema too old: trying again changes nothing.
    stop_exit_codes: [78],
    // Never given up for other reasons: PM2 has no second chance, and a database may be away for an hour.
    min_uptime: 10_000,
    max_restarts: 100_000,
    // Nothing is loaded into our processes but what stands in node_args.
    pmx: false,
    vizion: false,
    disable_source_map_support: true,
    watch: false,
  };
}

const homeOf = (env) => ({ WATERTIGHT_HOME: resolve(ROOT, env.WATERTIGHT_HOME?.trim() || '.watertight') });
const portOf = (env, { prefix, port }) => number(env, `${prefix}_PORT`, port, 1, 65_535);
const texts = (values) =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, `${value}`]));

function number(env, name, otherwise, lowest, highest = Number.MAX_SAFE_INTEGER) {
  const text = env[name]?.trim();
  if (!text) return otherwise;
  const value = Number(text);
  if (Number.isInteger(value) && value >= lowest && value <= highest) return value;
  const range = highest === Number.MAX_SAFE_INTEGER ? `${lowest} or more` : `from ${lowest} to ${highest}`;
  throw new Error(`${name} is "${text}": it should be a whole number, ${range}.`);
}

module.exports = { NAMESPACE, multiprocess, single, stores };
