import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished } from 'vitest';
import { missedRecoveryBars } from '../src/recovery/bars.ts';
import { recoveryFaults } from '../src/recovery/faults.ts';
import { processTold, redisTold, type HealthView } from '../src/recovery/health.ts';
import { firstAlert, silentSeconds, toldSeconds } from '../src/recovery/measure.ts';
import { readRecoveryOptions } from '../src/recovery/options.ts';
import { createOrders, type Orders } from '../src/recovery/orders.ts';
import { RULES } from '../src/recovery/prometheus.ts';
import type { RecoveryRow } from '../src/recovery/run.ts';
import { renderRecovery } from '../src/recovery/table.ts';

const view = (more: Partial<HealthView['processes'][0]> = {}, redis = 'ok'): HealthView => ({
  processes: [
    { processName: 'meta', instanceId: 'meta-1', status: 'healthy', uptimeSeconds: 60, restarts: 0, ...more },
  ],
  database: { status: 'ok' },
  redis: { status: redis },
});
const span = { struckAt: 1000, stoppedAt: 9000 };

describe('the truth about a process', () => {
  const told = (more: Parameters<typeof view>[0]) => processTold('meta')(view(more), view());

  it('is that it is not well, or that this is another life of it', () => {
    expect(told({ status: 'down' })).toBe(true);
    expect(told({ restarts: 1, uptimeSeconds: 1 })).toBe(true);
    expect(told({ uptimeSeconds: 2 })).toBe(true);
    expect(told({ instanceId: 'meta-2' })).toBe(true);
  });

  it('is not told by one that goes on as before', () => {
    expect(told({ uptimeSeconds: 61 })).toBe(false);
    expect(processTold('wwebjs')(view({ status: 'down' }), view())).toBe(false);
  });
});

describe('what is measured', () => {
  const looks = [
    { at: 900, view: view() },
    { at: 2000, view: view() },
    { at: 3500, view: view({}, 'down') },
  ];

  it('is when health first tells it after the strike, and nothing when it never does', () => {
    expect(toldSeconds({ told: redisTold }, looks, span)).toBe(2.5);
    expect(toldSeconds({ told: processTold('meta') }, looks, span)).toBeNull();
    expect(toldSeconds({ told: redisTold }, looks, { struckAt: 100, stoppedAt: 9000 })).toBeNull();
  });

  it('is the first of the alerts that are meant, but for what was true before', () => {
    const seen = [
      { at: 900, names: new Set(['Old']) },
      { at: 2000, names: new Set(['Old', 'Other']) },
      { at: 4000, names: new Set(['Meant']) },
    ];
    expect(firstAlert({ alerts: ['Old', 'Meant'] }, seen, span)).toEqual({ name: 'Meant', seconds: 3 });
    expect(firstAlert({ alerts: ['Old'] }, seen, span)).toBeNull();
  });

  it('is the longest time without an answer after the strike', () => {
    expect(silentSeconds([500, 1500, 6500, 8900], span)).toBe(5);
  });
});

describe('bars', () => {
  const orders = createOrders();
  const faults = recoveryFaults(orders);
  orders.remove();
  const row = (more: Partial<RecoveryRow> = {}): RecoveryRow => ({
    ...{ fault: 'kill api', mode: 'multi', hits: 'both', toldSeconds: 3, backSeconds: 2 },
    alert: { name: 'ProcessDown', seconds: 1 },
    silentSeconds: { api: 2, meta: 2, wwebjs: 2 },
    ...{ accepted: 10, delivered: 10, lost: 0, duplicated: 0, outOfOrder: 0 },
    ...more,
  });
  const cost = { calm: 1000, loop: 950, crashes: 5, accepted: 9, arrived: 9, duplicated: 0 };

  it('are kept by what is quick, and missed by what is late or never comes', () => {
    expect(missedRecoveryBars([row()], faults, cost)).toEqual([]);
    const late = row({
      ...{ toldSeconds: 11, backSeconds: null, alert: null },
      silentSeconds: { api: 4, meta: 2, wwebjs: 2 },
    });
    expect(missedRecoveryBars([late], faults, null)).toEqual([
      'kill api: health tells the truth after 11.0 s, should be at most 10 s',
      'kill api: sending again after never s, should be at most 6 s',
      'kill api: the API answers again after 4.0 s, should be at most 3 s',
      'kill api: no alert noticed',
    ]);
    expect(missedRecoveryBars([{ ...late, mode: 'single' }], faults, null)).toEqual([]);
  });

  it('ask for no alert of what is over before anybody could have seen it', () => {
    expect(missedRecoveryBars([row({ alert: null, backSeconds: 1.5 })], faults, null)).toEqual([]);
    expect(missedRecoveryBars([row({ alert: null, backSeconds: 3 })], faults, null)).toEqual([
      'kill api: no alert noticed',
    ]);
  });

  it('hold what a crash loop costs the other channel', () => {
    expect(missedRecoveryBars([], faults, { ...cost, loop: 800 })).toEqual([
      'a crash loop costs the other channel 20.0%, should be at most 10.0%',
    ]);
    expect(missedRecoveryBars([], faults, { ...cost, arrived: 8 })).toHaveLength(1);
  });

  it('stand below a table of both modes side by side', () => {
    const rows = [row(), row({ mode: 'single', silentSeconds: { api: 9, meta: 8, wwebjs: 7 } })];
    const facts = { seed: 1, rate: 20, processors: 2, seconds: 9, aborted: null, ok: true };
    const text = renderRecovery({ ...facts, rows, cost, missedBars: ['something: too late'] });
    expect(text).toMatch(/kill api +2\.0 +9\.0 +2\.0 +8\.0 +2\.0 +7\.0/);
    expect(text).toContain('bar missed: something: too late');
    expect(text).toContain('(5.0% less)');
  });
});

it('the alerts of every fault are among those that we ship', () => {
  const orders = createOrders();
  const faults = recoveryFaults(orders);
  orders.remove();
  const rules = readFileSync(RULES, 'utf8');
  for (const { name, alerts } of faults) {
    expect(alerts.length, name).toBeGreaterThan(0);
    for (const alert of alerts) expect(rules, name).toContain(`- alert: ${alert}\n`);
  }
});

describe('options', () => {
  it('are read, and refused in a sentence', () => {
    expect(readRecoveryOptions(['--mode', 'both', '--only', 'kill api, redis away'])).toMatchObject({
      modes: ['multi', 'single'],
      only: ['kill api', 'redis away'],
      hasCost: true,
    });
    expect(readRecoveryOptions(['--help'])).toBe('help');
    expect(() => readRecoveryOptions(['--mode', 'many'])).toThrow('--mode is multi, single or both');
    expect(() => readRecoveryOptions(['--rate', '0'])).toThrow('--rate');
  });
});

describe('orders to a process', () => {
  let orders: Orders;
  afterEach(() => orders.remove());

  /** Prints a dot every 20 ms. */
  async function start(): Promise<ChildProcess> {
    orders = createOrders();
    return spawnApp(orders);
  }

  async function spawnApp({ env }: Orders): Promise<ChildProcess> {
    const dir = mkdtempSync(join(tmpdir(), 'watertight-app-'));
    mkdirSync(join(dir, 'some-app'));
    const file = join(dir, 'some-app', 'main.js');
    writeFileSync(file, 'setInterval(() => process.stdout.write("."), 20);');
    const child = spawn(process.execPath, ['--max-old-space-size=64', file], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => {
      child.kill('SIGKILL');
      rmSync(dir, { recursive: true });
    });
    return child;
  }

  it('keep its event loop busy for as long as they say', async () => {
    const child = await start();
    await once(child.stdout!, 'data');
    orders.block(child.pid!, 800);
    const times = [Date.now()];
    child.stdout!.on('data', () => times.push(Date.now()));
    await expect
      .poll(() => Math.max(...times.slice(1).map((at, n) => at - times[n]!)), { timeout: 5000 })
      .toBeGreaterThan(600);
    expect(child.exitCode).toBeNull();
  });

  it('fill its heap until V8 ends it', async () => {
    const child = await start();
    await once(child.stdout!, 'data');
    let said = '';
    child.stderr!.on('data', (chunk: Buffer) => (said += chunk.toString()));
    orders.fillHeap(child.pid!);
    const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
    expect([code === 0, signal]).toEqual([false, code === null ? 'SIGABRT' : null]);
    expect(said).toContain('heap out of memory');
  });

  it('end each of its lives soon, until it is pardoned', async () => {
    orders = createOrders();
    orders.crashAfter('some-app', 50);
    const [code] = (await once(await spawnApp(orders), 'exit')) as [number];
    expect(code).toBe(1);
    orders.pardon('some-app');
    const child = await spawnApp(orders);
    for (let seen = 0; seen < 10; seen++) await once(child.stdout!, 'data');
    expect(child.exitCode).toBeNull();
  });
});
