import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EnvError } from '@watertight/service';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readConfig } from './env.ts';
import { appSpecs, childEnv, extraSpecs } from './processes.ts';

let cwd: string;
beforeAll(() => {
  cwd = mkdtempSync(join(tmpdir(), 'orchestrator-env-'));
  for (const app of ['api', 'wwebjs-worker', 'meta-worker', 'webhook-worker', 'single']) {
    mkdirSync(join(cwd, 'dist/apps', app), { recursive: true });
    writeFileSync(join(cwd, 'dist/apps', app, 'main.js'), '');
  }
});
afterAll(() => rmSync(cwd, { recursive: true }));

const faults = (env: NodeJS.ProcessEnv): readonly string[] => {
  try {
    readConfig(env, cwd);
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
};

test('without any variable there is one instance of each app, on its port and with its limits', () => {
  const config = readConfig({}, cwd);
  expect(appSpecs(config.apps, config)).toEqual([
    {
      name: 'api',
      instanceId: 'api-1',
      args: ['--max-old-space-size=2048', '--max-semi-space-size=32', join(cwd, 'dist/apps/api/main.js')],
      env: { API_PORT: '3000' },
      healthUrl: 'http://127.0.0.1:3000/health',
      ports: [3000],
      memoryLimitMb: 2048,
      standby: true,
      timings: { probeIntervalMs: 200, spinningMs: 1000 },
    },
    expect.objectContaining({ instanceId: 'wwebjs-1', ports: [3001], memoryLimitMb: 4096 }),
    expect.objectContaining({ instanceId: 'meta-1', ports: [3002], memoryLimitMb: 1024 }),
    expect.objectContaining({ instanceId: 'webhook-1', ports: [3003], memoryLimitMb: 512 }),
  ]);
  expect(config).toMatchObject({
    logDir: join(cwd, '.watertight/logs'),
    runDir: join(cwd, '.watertight/run'),
    timings: { hungMs: 6000, spinningMs: 3000, drainMs: 20_000, probationMs: 300_000 },
  });
});

test('the API may compute for as long as is said for it alone', () => {
  const { apps, timings } = readConfig({ API_SPINNING_MS: '2500' }, cwd);
  expect(apps.map((app) => app.timings?.spinningMs)).toEqual([2500, undefined, undefined, undefined]);
  expect(timings.spinningMs).toBe(3000);
});

test('the API has a process that stands by unless it is said otherwise, and no other app has', () => {
  const standbys = (env: Record<string, string>) =>
    readConfig(env, cwd).apps.map(({ standby }) => standby ?? false);
  expect(standbys({})).toEqual([true, false, false, false]);
  expect(standbys({ API_STANDBY: '0' })).toEqual([false, false, false, false]);
});

test('each further instance listens a hundred ports higher, and no instances means none', () => {
  const config = readConfig({ API_INSTANCES: '3', WWEBJS_INSTANCES: '0', HOST: '0.0.0.0' }, cwd);
  const specs = appSpecs(config.apps, config);
  expect(specs.map(({ instanceId, ports }) => `${instanceId}:${ports.join()}`)).toEqual([
    'api-1:3000',
    'api-2:3100',
    'api-3:3200',
    'meta-1:3002',
    'webhook-1:3003',
  ]);
  expect(specs[1]?.healthUrl).toBe('http://127.0.0.1:3100/health');
});

test('an extra is taken over as it is, under an instance id of its own', () => {
  const extra = {
    name: 'sim',
    args: ['sim.js'],
    env: { A: '1' },
    healthUrl: 'https://127.0.0.1:3011/health',
  };
  const config = readConfig({ ORCHESTRATOR_EXTRA: JSON.stringify([extra]) }, cwd);
  expect(extraSpecs(config.extras)).toEqual([
    { ...extra, instanceId: 'sim-1', ports: [3011], memoryLimitMb: null },
  ]);
});

test("a child inherits the environment without the supervisor's own variables", () => {
  const [spec] = extraSpecs([{ name: 'sim', args: ['x'], env: { A: 'its' }, healthUrl: 'http://h:1/' }]);
  const own = { A: 'ours', B: 'b', INSTANCE_ID: 'orchestrator-x', ORCHESTRATOR_EXTRA: '[]' };
  expect(childEnv(own, spec!, 4)).toEqual({
    A: 'its',
    B: 'b',
    INSTANCE_ID: 'sim-1',
    WATERTIGHT_RESTARTS: '4',
  });
});

test('two processes on one port, and ports beyond the last, are refused', () => {
  expect(faults({ META_PORT: '3100', API_INSTANCES: '2' })).toEqual([
    'Port 3100 is meant for both api-2 and meta-1: change one.',
  ]);
  expect(faults({ API_PORT: '65000', API_INSTANCES: '7' })).toEqual([
    'API_PORT is 65000: with 7 instances the last port would be above 65535.',
  ]);
});

test('in single mode one process has the ports of all roles, and the sum of their memory', () => {
  const config = readConfig({ ORCHESTRATOR_MODE: 'single', META_PORT: '4002', WWEBJS_INSTANCES: '2' }, cwd);
  const memory = (mb: string) =>
    Object.fromEntries(['API', 'WWEBJS', 'META', 'WEBHOOK'].map((role) => [`${role}_MEMORY_MB`, mb]));
  expect(appSpecs(config.apps, config)).toEqual([
    {
      name: 'single',
      instanceId: 'single-1',
      args: ['--max-old-space-size=7680', '--max-semi-space-size=32', join(cwd, 'dist/apps/single/main.js')],
      env: {
        ...{ API_PORT: '3000', WWEBJS_PORT: '3001', META_PORT: '4002', WEBHOOK_PORT: '3003' },
        ...memory('7680'),
      },
      healthUrl: 'http://127.0.0.1:3000/health',
      ports: [3000, 3001, 4002, 3003],
      memoryLimitMb: 7680,
    },
  ]);
  const limited = readConfig({ ORCHESTRATOR_MODE: 'single', SINGLE_MEMORY_MB: '3000' }, cwd);
  expect(appSpecs(limited.apps, limited)[0]).toMatchObject({ memoryLimitMb: 3000, env: memory('3000') });
  expect(faults({ ORCHESTRATOR_MODE: 'single', META_PORT: '3000' })).toEqual([
    'Port 3000 is meant for both API_PORT and META_PORT: change one.',
  ]);
  expect(faults({ ORCHESTRATOR_MODE: 'both' })[0]).toContain('ORCHESTRATOR_MODE is "both"');
});

test('an app that is not built is named with what to do', () => {
  expect(
    faults({ APPS_DIR: 'nowhere', API_INSTANCES: '0', META_INSTANCES: '0', WEBHOOK_INSTANCES: '0' }),
  ).toEqual([
    `Not built yet: ${join(cwd, 'nowhere/wwebjs-worker/main.js')}. Run "npx nx run-many -t build", or set APPS_DIR.`,
  ]);
});

test.each([
  ['no JSON', 'sims', 'ORCHESTRATOR_EXTRA is "sims": it should be a JSON array of at most 32'],
  ['no object', '[1]', 'ORCHESTRATOR_EXTRA[0] should be an object'],
  ['a name that is a path', '[{"name":"../x"}]', 'ORCHESTRATOR_EXTRA[0].name should be a lower-case letter'],
  ['the name of an app', '[{"name":"api"}]', 'ORCHESTRATOR_EXTRA[0].name is "api", which is taken.'],
  ['no arguments', '[{"name":"a","args":[]}]', 'ORCHESTRATOR_EXTRA[0].args should be an array of strings'],
  [
    'numbers in env',
    '[{"name":"a","env":{"A":1}}]',
    'ORCHESTRATOR_EXTRA[0].env should be an object of strings.',
  ],
  ['no health', '[{"name":"a","args":["x"],"healthUrl":"x"}]', '.healthUrl should be an http or https URL'],
])('an extra with %s is refused in a sentence', (_what, text, sentence) => {
  expect(faults({ ORCHESTRATOR_EXTRA: text }).join('\n')).toContain(sentence);
});
