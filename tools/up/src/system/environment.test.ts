import { expect, test } from 'vitest';
import type { Home } from '../home.ts';
import { readSettings } from '../settings.ts';
import { orchestratorEnv, type SystemParts } from './environment.ts';

const home = {
  dir: '/h',
  logs: '/h/logs',
  run: '/h/run',
  sessions: '/h/sessions',
  waWebSimState: '/h/sim.json',
} as Home;
const secrets = {
  ADMIN_API_KEY: 'admin',
  ENCRYPTION_KEY: 'key',
  META_APP_SECRET: 'app',
  META_VERIFY_TOKEN: 'verify',
};

function environment(user: NodeJS.ProcessEnv, { live = false, single = false } = {}) {
  const stores = { databaseUrl: 'postgres://db', redisUrl: 'redis://r', chromePath: '/chrome' };
  const parts: SystemParts = { home, secrets, settings: readSettings(user, { live, single }), ...stores };
  return orchestratorEnv(parts, user);
}
const extras = (env: NodeJS.ProcessEnv) =>
  JSON.parse(env['ORCHESTRATOR_EXTRA'] ?? '') as { name: string; env: object }[];

test('the sandbox is on, with both simulators behind it', () => {
  const env = environment({ META_PORT: '4002' });
  expect(env).toMatchObject({
    DATABASE_URL: 'postgres://db',
    REDIS_URL: 'redis://r',
    CHROME_PATH: '/chrome',
    SANDBOX: '1',
    SANDBOX_GRAPH_URL: 'http://127.0.0.1:3010',
    SANDBOX_WA_WEB_URL: 'https://127.0.0.1:3011',
    META_APP_SECRET: 'app',
    RUN_DIR: '/h/run',
  });
  expect(extras(env).map((extra) => extra.name)).toEqual(['meta-sim', 'wa-web-sim']);
  expect(extras(env)[0]?.env).toMatchObject({
    HOST: '127.0.0.1',
    META_SIM_WEBHOOK_URL: 'http://127.0.0.1:4002/api/meta/webhook',
    META_SIM_APP_SECRET: 'app',
  });
});

test('live, there is no sandbox, no simulator and no made-up secret of Meta', () => {
  const env = environment({}, { live: true });
  expect(env['SANDBOX']).toBe('0');
  expect(extras(env)).toEqual([]);
  expect(Object.keys(env)).not.toContain('META_APP_SECRET');
  expect(Object.keys(env)).not.toContain('SANDBOX_GRAPH_URL');
});

test('one process for all roles is the orchestrator’s to start', () => {
  expect(environment({}, { single: true })['ORCHESTRATOR_MODE']).toBe('single');
  expect(environment({})['ORCHESTRATOR_MODE']).toBeUndefined();
});

test('what the user sets goes through, an empty value is none', () => {
  const env = environment({
    LOG_DIR: '/mine',
    META_GRAPH_VERSION: 'v27.0',
    WWEBJS_SESSION_DIR: ' ',
    SANDBOX_GRAPH_URL: 'http://127.0.0.1:9',
  });
  expect(env).toMatchObject({
    LOG_DIR: '/mine',
    META_GRAPH_VERSION: 'v27.0',
    WWEBJS_SESSION_DIR: '/h/sessions',
  });
  expect(env['SANDBOX_GRAPH_URL']).toBe('http://127.0.0.1:9');
  expect(extras(env).map((extra) => extra.name)).toEqual(['wa-web-sim']);
});

test('processes that the user adds run beside the simulators', () => {
  const own = { name: 'mine', args: ['x.js'], healthUrl: 'http://127.0.0.1:1/health' };
  const env = environment({ ORCHESTRATOR_EXTRA: JSON.stringify([own]) });
  expect(extras(env).map((extra) => extra.name)).toEqual(['meta-sim', 'wa-web-sim', 'mine']);
  expect(() => environment({ ORCHESTRATOR_EXTRA: '{' })).toThrow(
    'ORCHESTRATOR_EXTRA should be a JSON array.',
  );
});
