import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { expect, onTestFinished, test, vi } from 'vitest';
import { standsBy, turnGiven, UnneededError } from './turn.ts';

const input = () => new PassThrough() as unknown as NodeJS.ReadStream & PassThrough;

test('only a supervisor makes a standby', () => {
  expect([{}, { WATERTIGHT_STANDBY: '0' }, { WATERTIGHT_STANDBY: '1' }].map((env) => standsBy(env))).toEqual([
    false,
    false,
    true,
  ]);
});

test('the first byte gives the turn, and the end of the input is nothing afterwards', async () => {
  const stdin = input();
  const turn = turnGiven(new AbortController().signal, stdin);
  stdin.write('turn\n');
  await turn;
  expect(stdin.destroyed).toBe(true);
});

test('without a supervisor it is not needed', async () => {
  const stdin = input();
  const turn = turnGiven(new AbortController().signal, stdin);
  stdin.end();
  stdin.resume();
  await expect(turn).rejects.toThrow(UnneededError);
});

test('a stop ends the waiting, also one that came before it', async () => {
  const stopping = new AbortController();
  const turn = turnGiven(stopping.signal, input());
  stopping.abort(new Error('stopping'));
  await expect(turn).rejects.toThrow('stopping');
  await expect(turnGiven(stopping.signal, input())).rejects.toThrow('stopping');
});

/** A real process that stands by, once it says so. */
async function standby() {
  const program = new URL('standby-program.ts', import.meta.url).pathname;
  const env = { ...process.env, WATERTIGHT_STANDBY: '1', LOG_LEVEL: 'info' };
  const child = spawn(process.execPath, ['--import', 'tsx', program], { env, stdio: 'pipe' });
  onTestFinished(() => void child.kill('SIGKILL'));
  let said = '';
  child.stdout.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const says = (word: string) => vi.waitFor(() => expect(said).toContain(word), { timeout: 20_000 });
  await says('service.standing-by');
  return { child, says };
}

test(
  'a process that stands by begins when it is told, and outlives whoever told it',
  { timeout: 30_000 },
  async () => {
    const { child, says } = await standby();
    child.stdin.end('turn\n');
    await says('at-work');
    expect(child.exitCode).toBeNull();
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
);

test(
  'it leaves when its supervisor is gone, though nobody reads what it says',
  { timeout: 30_000 },
  async () => {
    const { child } = await standby();
    for (const pipe of [child.stdin, child.stdout, child.stderr]) pipe.destroy();
    expect(await once(child, 'exit')).toEqual([0, null]);
  },
);
