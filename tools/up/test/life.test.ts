import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually } from '@watertight/testkit';

function start(how: string) {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', join(import.meta.dirname, 'life-fixture.ts'), how],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  let output = '';
  child.stdout.on('data', (text) => (output += String(text)));
  const ended = once(child, 'close').then(([status]) => status as number);
  const says = (text: string) => eventually(() => output.includes(text), { timeoutMs: 15_000, label: text });
  return { child, ended, says, output: () => output };
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s closes everything, the newest first',
  async (signal) => {
    const { child, ended, says, output } = start('calm');
    await says('running');
    child.kill(signal);
    expect(await ended).toBe(0);
    expect(output()).toContain('closing\nclosed first');
  },
);

test('a Ctrl-C that comes twice at once is one, another one hurries', async () => {
  const { child, ended, says, output } = start('slow');
  await says('running');
  child.kill('SIGINT');
  child.kill('SIGINT');
  await says('closing');
  const fromMs = performance.now();
  // Again and again, as somebody does who is in a hurry; within the first second none of them counts.
  const hurried = setInterval(() => child.kill('SIGINT'), 50);
  expect(await ended).toBe(0);
  clearInterval(hurried);
  expect(performance.now() - fromMs).toBeGreaterThan(700);
  expect(output()).toContain('closed first');
});

test('a refusal is its sentence and status 1, after everything is closed', async () => {
  const { ended, output } = start('refuse');
  expect(await ended).toBe(1);
  expect(output()).toMatch(/Do this instead\.\nclosing\nclosed first/);
});

test('a command that was interrupted before it was done tells so by its status', async () => {
  const { child, ended, says } = start('interrupted');
  await says('running');
  child.kill('SIGINT');
  expect(await ended).toBe(130);
});
