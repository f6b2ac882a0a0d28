import { describe, expect, it } from 'vitest';
import { appsOf, fileOf } from './profile.ts';

const env = { WATERTIGHT_HOME: '/h' };

describe('the profile multiprocess', () => {
  it('has a process for each role, with its port, its memory limit and its own patience', () => {
    const apps = appsOf('multiprocess', env);
    expect(
      apps.map((app) => [
        app.name,
        app.env.INSTANCE_ID,
        app.max_memory_restart,
        app.node_args?.slice(0, 2).join(' '),
        app.exp_backoff_restart_delay,
        app.kill_timeout,
      ]),
    ).toEqual([
      ['api', 'api-1', '2048M', '--max-old-space-size=2048 --max-semi-space-size=32', 100, 27_000],
      [
        'wwebjs-worker',
        'wwebjs-1',
        '4096M',
        '--max-old-space-size=4096 --max-semi-space-size=32',
        1000,
        21_000,
      ],
      ['meta-worker', 'meta-1', '1024M', '--max-old-space-size=1024 --max-semi-space-size=32', 250, 20_000],
      [
        'webhook-worker',
        'webhook-1',
        '512M',
        '--max-old-space-size=512 --max-semi-space-size=32',
        500,
        20_000,
      ],
    ]);
    expect(apps.map((app) => app.out_file)).toEqual(
      ['api-1', 'wwebjs-1', 'meta-1', 'webhook-1'].map((instance) => `/h/logs/${instance}.log`),
    );
    for (const app of apps) {
      expect(app).toMatchObject({ namespace: 'watertight', stop_exit_codes: [78], treekill: false });
      expect(app).toMatchObject({ exec_mode: 'fork', error_file: app.out_file });
    }
  });

  it('puts further instances a hundred ports higher, and none where none are wanted', () => {
    const apps = appsOf('multiprocess', {
      ...env,
      META_INSTANCES: '3',
      META_PORT: '4002',
      API_INSTANCES: '0',
    });
    expect(apps.map((app) => [app.name, app.env.INSTANCE_ID, app.env.META_PORT])).toEqual([
      ['wwebjs-worker', 'wwebjs-1', undefined],
      ['meta-worker', 'meta-1', '4002'],
      ['meta-worker-2', 'meta-2', '4102'],
      ['meta-worker-3', 'meta-3', '4202'],
      ['webhook-worker', 'webhook-1', undefined],
    ]);
  });

  it('takes memory limits from the environment, and refuses what is no number in a sentence', () => {
    const [api] = appsOf('multiprocess', { ...env, API_MEMORY_MB: '3000' });
    expect(api).toMatchObject({ max_memory_restart: '3000M' });
    expect(() => appsOf('multiprocess', { ...env, API_MEMORY_MB: '2G' })).toThrow(
      'API_MEMORY_MB is "2G": it should be a whole number, 64 or more.',
    );
    expect(() => appsOf('multiprocess', { ...env, META_INSTANCES: '65' })).toThrow(
      'META_INSTANCES is "65": it should be a whole number, from 0 to 64.',
    );
  });
});

describe('the profile single', () => {
  it('has one process with the ports of all roles, and tells each of them the limit of all', () => {
    const [app, ...others] = appsOf('single', { ...env, META_MEMORY_MB: '2000' });
    expect(others).toEqual([]);
    expect(app).toMatchObject({ name: 'single', max_memory_restart: '8656M', kill_timeout: 27_000 });
    expect(app?.env).toEqual({
      ...{ WATERTIGHT_HOME: '/h', INSTANCE_ID: 'single-1' },
      ...{ API_PORT: '3000', WWEBJS_PORT: '3001', META_PORT: '3002', WEBHOOK_PORT: '3003' },
      ...{
        API_MEMORY_MB: '8656',
        WWEBJS_MEMORY_MB: '8656',
        META_MEMORY_MB: '8656',
        WEBHOOK_MEMORY_MB: '8656',
      },
    });
    expect(appsOf('single', { ...env, SINGLE_MEMORY_MB: '3000' })[0]).toMatchObject({
      max_memory_restart: '3000M',
    });
  });
});

it('each has a file of the kind that PM2 reads', () => {
  expect(fileOf('multiprocess')).toMatch(/deploy\/pm2\/ecosystem\.config\.cjs$/);
  expect(fileOf('single')).toMatch(/deploy\/pm2\/ecosystem\.single\.config\.cjs$/);
});
