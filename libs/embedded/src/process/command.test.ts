import { expect, test } from 'vitest';
import { findProgram, runCommand } from './command.ts';
import { identityOf } from './identity.ts';

const node = (script: string, options = {}) =>
  runCommand(process.execPath, ['-e', script], { deadlineMs: 10_000, ...options });

test('a program’s output of both kinds and its lines are told', async () => {
  const lines: string[] = [];
  const result = await node("console.log('one\\ntwo'); console.error('three')", {
    onLine: (line: string) => lines.push(line),
  });
  expect(result).toMatchObject({ ok: true, fault: '' });
  expect(lines.sort()).toEqual(['one', 'three', 'two']);
  expect(result.output).toContain('three');
});

test('failing and missing programs are values that say why', async () => {
  expect(await node('process.exit(3)')).toMatchObject({ ok: false, fault: 'exit status 3' });
  expect(await node("process.kill(process.pid, 'SIGTERM')")).toMatchObject({
    ok: false,
    fault: 'ended by SIGTERM',
  });
  expect(await runCommand('no-such-program', [], { deadlineMs: 1000 })).toMatchObject({
    ok: false,
    fault: 'not found',
  });
});

test('at the deadline the program ends with everything that it started', async () => {
  const script = `
    const child = require('child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
    child.once('spawn', () => console.log(child.pid));
    setInterval(() => {}, 1000);`;
  const { ok, fault, output } = await node(script, { deadlineMs: 1000 });
  expect({ ok, fault }).toEqual({ ok: false, fault: 'took longer than 1 s' });
  expect(identityOf(Number(output))).toBeNull();
});

test('an abort ends the program and rejects with its reason', async () => {
  const controller = new AbortController();
  const running = node('console.log(1); setInterval(() => {}, 1000)', {
    signal: controller.signal,
    onLine: () => controller.abort(new Error('called off')),
  });
  await expect(running).rejects.toThrow('called off');
});

test('a program is found by PATH alone, and only if it can be run', () => {
  expect(findProgram('sh', '/nowhere:/bin')).toBe('/bin/sh');
  expect(findProgram('passwd', '/etc')).toBeNull();
  expect(findProgram('sh', '/nowhere')).toBeNull();
});
