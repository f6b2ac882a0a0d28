import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePorts, System } from '@watertight/e2e';
import { eventually } from '@watertight/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bothChannels, clean } from './both-channels.ts';
import { META, WEB } from './world.ts';

const ROOT = join(import.meta.dirname, '../../..');
const ADMIN_KEY = 'pm2-admin-key-for-local-use';
const SECRET = 'pm2-app-secret';
const WEB_NUMBER = '60111000000';
const COMMAND_MS = 180_000;
const ROLES = ['api', 'wwebjs', 'meta', 'webhook'];

let home: string;
let env: Record<string, string>;
let system: System;
const simulators: ChildProcess[] = [];

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'watertight-pm2-'));
  const [api, wwebjs, meta, webhook, metaSim, waWebSim] = (await freePorts(6)) as [
    ...[number, number, number],
    ...[number, number, number],
  ];
  const at = (port: number) => `http://127.0.0.1:${port}`;
  simulate('tools/meta-sim', {
    META_SIM_PORT: String(metaSim),
    META_SIM_WEBHOOK_URL: `${at(meta)}/api/meta/webhook`,
    META_SIM_APP_SECRET: SECRET,
  });
  simulate('tools/wa-web-sim', { WA_WEB_SIM_PORT: String(waWebSim) });
  env = {
    ...{ WATERTIGHT_HOME: home, ADMIN_API_KEY: ADMIN_KEY, META_APP_SECRET: SECRET },
    ...{ API_PORT: `${api}`, WWEBJS_PORT: `${wwebjs}`, META_PORT: `${meta}`, WEBHOOK_PORT: `${webhook}` },
    ...{ SANDBOX: '1', SANDBOX_GRAPH_URL: at(metaSim), SANDBOX_WA_WEB_URL: `https://127.0.0.1:${waWebSim}` },
  };
  system = new System({
    ...{ api: at(api), metaSim: at(metaSim), waWebSim: at(waWebSim), adminKey: ADMIN_KEY },
    orchestrator: 'http://127.0.0.1:1', // there is none
  });
});

afterAll(async () => {
  await command('pm2:stop');
  for (const simulator of simulators) simulator.kill('SIGKILL');
  rmSync(home, { recursive: true, force: true });
}, COMMAND_MS);

function simulate(project: string, variables: Record<string, string>): void {
  simulators.push(
    spawn(process.execPath, ['--import', 'tsx', join(ROOT, project, 'src/main.ts')], {
      env: { PATH: process.env.PATH, ...variables },
      stdio: 'ignore',
    }),
  );
}

/** Types `npm run <script>`; answers what it printed. */
async function command(
  script: string,
  args: string[] = [],
  more: Record<string, string> = {},
): Promise<string> {
  const { DATABASE_URL: _database, REDIS_URL: _redis, PM2_HOME: _pm2, ...rest } = process.env;
  const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
    cwd: ROOT,
    env: { ...rest, ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
    signal: AbortSignal.timeout(COMMAND_MS),
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const [status] = (await once(child, 'close')) as [number | null];
  if (status !== 0) throw new Error(`npm run ${script} ended with ${status}:\n${printed}`);
  return printed;
}

interface Listed {
  name: string;
  pid: number;
  pm2_env: { status: string; restart_time: number; exit_code?: number };
}

const list = async (): Promise<Listed[]> => {
  const printed = await command('pm2', ['jlist']);
  return JSON.parse(printed.split('\n').findLast((line) => /^\[(\{|\])/.test(line)) ?? '[]') as Listed[];
};

const named = async (name: string): Promise<Listed> => {
  const found = (await list()).find((one) => one.name === name);
  if (!found) throw new Error(`PM2 has no ${name}`);
  return found;
};

const online = async () =>
  (await list())
    .filter(({ pm2_env }) => pm2_env.status === 'online')
    .map(({ name }) => name)
    .sort();

/** A company with a phone of each channel, both ready. */
async function connectPhones(): Promise<void> {
  await system.post('/api/v2/companies', { id: 'demo', name: 'PM2' });
  const phones = '/api/v2/companies/demo/phones';
  await system.post(phones, { phoneIndex: WEB, connectionType: 'wwebjs', mode: 'sandbox' });
  const meta = { phoneNumberId: '100000000000001', wabaId: '200000000000001', accessToken: 'sandbox-token' };
  await system.post(phones, { phoneIndex: META, connectionType: 'meta', mode: 'sandbox', meta });
  await eventually(
    async () => {
      const { qr } = await system.get<{ qr: string }>(`/api/v2/bots/demo/${WEB}/qr`);
      await system.simulate('waWebSim', '/sim/scan', { qr, phoneNumber: WEB_NUMBER });
    },
    { timeoutMs: 60_000, intervalMs: 200 },
  );
  for (const phone of [WEB, META])
    await eventually(async () => expect(await system.phoneStatus(phone)).toBe('ready'), {
      timeoutMs: 60_000,
    });
}

/** A text through each channel, up to read. */
async function sendsThroughBoth(text: string): Promise<void> {
  const sent = await Promise.all(
    [WEB, META].map((phone) => system.send(phone, '60123456789', `${text} ${phone}`)),
  );
  for (const { id } of sent)
    await eventually(async () => expect((await system.message(id)).status).toBe('read'), {
      timeoutMs: 60_000,
    });
}

const ledgerOf = (phone: number) => (phone === WEB ? system.webLedger() : system.metaLedger());

/** Every process that was started with our home in its environment. */
function processesOfHome(): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const isOurs = readFileSync(`/proc/${pid}/environ`, 'utf8').includes(`WATERTIGHT_HOME=${home}`);
        return isOurs ? [`${pid} ${readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ')}`] : [];
      } catch {
        return []; // it ended while we looked
      }
    });
}

/** What all of it said on one process's log. */
const logOf = (instance: string) => readFileSync(join(home, 'logs', `${instance}.log`), 'utf8');

describe('under PM2', () => {
  it('a fresh home becomes a system of one process for each role, which sends through both channels', async () => {
    const printed = await command('pm2:multiprocess');
    expect(printed).toContain(`${system.at.api}/docs`);
    expect(printed).not.toContain(ADMIN_KEY);
    expect(await online()).toEqual(['api', 'meta-worker', 'stores', 'webhook-worker', 'wwebjs-worker']);
    await connectPhones();
    await sendsThroughBoth('multiprocess');
  }, 240_000);

  it('a process that is killed is back by itself, and its restart is known', async () => {
    const before = await named('meta-worker');
    process.kill(before.pid, 'SIGKILL');
    await sendsThroughBoth('after the kill');
    const after = await named('meta-worker');
    expect(after.pid).not.toBe(before.pid);
    expect(after.pm2_env).toMatchObject({ status: 'online', restart_time: before.pm2_env.restart_time + 1 });
    const { processes } = await system.get<{ processes: object[] }>('/health/all');
    expect(processes).toContainEqual(expect.objectContaining({ instanceId: 'meta-1', restarts: 1 }));
  }, 120_000);

  it('a process whose environment is faulty says so and is not started again, and the others go on', async () => {
    await command('pm2', ['restart', 'webhook-worker', '--update-env'], { WEBHOOK_CONCURRENCY: 'many' });
    await eventually(async () => expect(await named('webhook-worker')).toMatchObject({ pid: 0 }), {
      timeoutMs: 30_000,
      intervalMs: 500,
    });
    await sendsThroughBoth('without webhooks');
    expect((await named('webhook-worker')).pm2_env.exit_code).toBe(78);
    expect(logOf('webhook-1').match(/WEBHOOK_CONCURRENCY is "many"/g)).toHaveLength(1);
  }, 120_000);

  it('goes back to one process and forth again, also when PM2 itself is killed: nothing is lost, doubled or out of order', async () => {
    const { load, judged } = bothChannels({ system, ledgerOf }, 'rollback', 150);
    await load.more(30);
    expect(await command('pm2:single')).toMatch(/Draining .*api.*: done/);
    expect(await online()).toEqual(['single', 'stores']);
    await load.more(40, 60_000);
    const { processes } = await system.get<{ processes: { instanceId: string; processName: string }[] }>(
      '/health/all',
    );
    const roles = processes
      .filter(({ instanceId }) => instanceId === 'single-1')
      .map(({ processName }) => processName);
    expect(roles.sort()).toEqual([...ROLES].sort());

    process.kill(Number(readFileSync(join(home, 'pm2/pm2.pid'), 'utf8')), 'SIGKILL');
    await load.more(20); // its processes go on without it
    expect(await command('pm2:multiprocess')).toContain('ended 2 processes of a PM2 that is gone');
    expect(await online()).toEqual(['api', 'meta-worker', 'stores', 'webhook-worker', 'wwebjs-worker']);
    await load.more(40, 60_000);
    expect(await judged(90_000)).toEqual({ web: clean, meta: clean });
    for (const { id } of load.accepted)
      expect((await system.message(id)).status).toMatch(/^(sent|delivered|read)$/);
  }, 300_000);

  it('stops in good order, and leaves no process', async () => {
    expect(await command('pm2:stop')).toMatch(/Stopping: .*api/);
    await eventually(() => expect(processesOfHome()).toEqual([]), { timeoutMs: 10_000 });
    expect(logOf('api-1').trim().split('\n').at(-1)).toContain('"msg":"service.stopped"');
  }, 120_000);
});
