import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, expect, test } from 'vitest';
import { endProcess } from './end.ts';
import { commandLineOf, isAlive, processId, type ProcessId } from './identity.ts';

const children: ReturnType<typeof spawn>[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

/** A process that is ready and does what the script says on SIGTERM. */
async function process_(onTerm: string): Promise<ProcessId> {
  const script = `process.on('SIGTERM', () => { ${onTerm} }); setInterval(() => {}, 1000); console.log('ready');`;
  const child = spawn(process.execPath, ['-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return processId(child.pid!)!;
}

test('a process that follows the first signal gets no other', async () => {
  const target = await process_('process.exit()');
  expect(await endProcess(target, [['SIGTERM', 5000], ['SIGKILL', 5000]])).toBe('SIGTERM'); // prettier-ignore
  expect(isAlive(target)).toBe(false);
});

test('a process that ignores the first signal gets the next', async () => {
  const target = await process_('');
  expect(await endProcess(target, [['SIGTERM', 50], ['SIGKILL', 5000]])).toBe('SIGKILL'); // prettier-ignore
  expect(isAlive(target)).toBe(false);
});

test('a stranger that got the pid of a dead process is not touched', async () => {
  const stranger = await process_('process.exit()');
  const earlier = { ...stranger, identity: 'an earlier boot:1' };
  expect(await endProcess(earlier, [['SIGKILL', 1000]])).toBeNull();
  expect(isAlive(stranger)).toBe(true);
});

test('a survivor is told', async () => {
  const target = await process_('');
  expect(await endProcess(target, [['SIGTERM', 20]])).toBeUndefined();
});

test('the command line of a process tells its arguments', async () => {
  const { pid } = await process_('process.exit()');
  expect(commandLineOf(pid)).toContain('setInterval');
  expect(commandLineOf(2 ** 22 + 1)).toBeNull();
});
