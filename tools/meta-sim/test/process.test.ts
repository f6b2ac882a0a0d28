import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const MAIN = join(import.meta.dirname, '../src/main.ts');

interface Run {
  child: ChildProcess;
  output: () => string;
  exit: Promise<number | null>;
}

function run(env: Record<string, string>): Run {
  const child = spawn(process.execPath, ['--import', 'tsx', MAIN], { env: { ...process.env, ...env } });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const exit = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { child, output: () => output, exit };
}

test('the process says that it is a simulator and stops within two seconds of SIGTERM', async () => {
  const { child, output, exit } = run({ META_SIM_PORT: '0' });
  try {
    await expect.poll(output, { timeout: 15_000 }).toMatch(/SIMULATOR.*talks to no Meta server/);
    const url = /on (http:\S+)\./.exec(output())![1]!;
    const idle = await fetch(`${url}/health`);
    expect(idle.status).toBe(200);
    const from = performance.now();
    child.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(performance.now() - from).toBeLessThan(2000);
  } finally {
    child.kill('SIGKILL');
  }
});

test('a wrong environment ends with status 78 and names every fault', async () => {
  const { output, exit } = run({ META_SIM_PORT: 'x', META_SIM_OPEN: 'yes', META_SIM_WEBHOOK_URL: 'nowhere' });
  expect(await exit).toBe(78);
  expect(output()).toMatch(/META_SIM_PORT.*\n.*META_SIM_OPEN.*\n.*META_SIM_WEBHOOK_URL/);
});

test('a taken port ends with a sentence that says what to do', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => taken.once('listening', resolve));
  const { port } = taken.address() as AddressInfo;
  try {
    const { output, exit } = run({ META_SIM_PORT: String(port), HOST: '127.0.0.1' });
    expect(await exit).toBe(1);
    expect(output()).toContain(`Port ${port} on 127.0.0.1 is taken`);
  } finally {
    taken.close();
  }
});
