import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { ROOT } from '../src/root.ts';

const COMPANION = join(ROOT, 'deploy/pm2/companion.mjs');
const DEADLINE_MS = 20_000;

const run = (code: string, env: Record<string, string> = {}) =>
  promisify(execFile)(process.execPath, ['--import', COMPANION, '-e', code], {
    env: { PATH: process.env.PATH, INSTANCE_ID: 'meta-1', ORCHESTRATOR_HUNG_MS: '600', ...env },
    timeout: DEADLINE_MS,
  });

test('a process whose event loop blocks once it has started is killed, and says so', async () => {
  const hung = run('setTimeout(() => { for (;;); }, 2000)');
  await expect(hung).rejects.toMatchObject({ signal: 'SIGKILL', killed: false });
  const { stderr } = await hung.catch((error: unknown) => error as { stderr: string });
  expect(JSON.parse(stderr)).toMatchObject({ level: 'fatal', instanceId: 'meta-1', msg: 'process.hung' });
});

test('one that loads its code for longer than that, and one that is short of breath now and then, are not', async () => {
  const busy = (ms: number) => `{ const until = Date.now() + ${ms}; while (Date.now() < until); }`;
  const breathless = `let n = 0; const timer = setInterval(() => { ${busy(300)} if (++n > 8) clearInterval(timer); }, 350);`;
  const { stdout } = await run(`${busy(1500)} ${breathless} setTimeout(() => console.log('lived'), 4000);`);
  expect(stdout).toBe('lived\n');
});

test('it tells how often PM2 has restarted the process, and keeps none alive that is done', async () => {
  const tell = 'console.log(process.env.WATERTIGHT_RESTARTS)';
  expect((await run(tell, { restart_time: '3' })).stdout).toBe('3\n');
  expect((await run(tell)).stdout).toBe('0\n');
});
