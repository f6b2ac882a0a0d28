import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createTerminal } from './terminal.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function recorded() {
  const lines: string[] = [];
  return {
    lines,
    terminal: createTerminal(
      (text) => lines.push(text),
      () => Date.now(),
    ),
  };
}

test('a step says its beginning, that it still goes on, and its end with its time', async () => {
  const { lines, terminal } = recorded();
  const step = terminal.step('Waiting', async () => {
    await vi.advanceTimersByTimeAsync(21_000);
    return { value: 7, end: 'over' };
  });
  expect(await step).toBe(7);
  expect(lines).toEqual([
    '  0.0 s  Waiting …\n',
    ' 10.0 s  Waiting … still going on after 10.0 s\n',
    ' 20.0 s  Waiting … still going on after 20.0 s\n',
    ' 21.0 s  Waiting: over (21.0 s)\n',
  ]);
});

test('a step that talks is not interrupted', async () => {
  const { lines, terminal } = recorded();
  await terminal.step('Working', async (say) => {
    for (let n = 0; n < 4; n++) {
      await vi.advanceTimersByTimeAsync(4000);
      say(`part ${n}`);
    }
    return { value: undefined, end: 'done' };
  });
  expect(lines.filter((line) => line.includes('still'))).toEqual([]);
});

test('a step that fails is not said to have ended, and its clock stops', async () => {
  const { lines, terminal } = recorded();
  await expect(terminal.step('Failing', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  await vi.advanceTimersByTimeAsync(60_000);
  expect(lines).toHaveLength(1);
});

test('further lines of a saying stand below the first', () => {
  const { lines, terminal } = recorded();
  terminal.say('one\ntwo');
  expect(lines).toEqual(['  0.0 s  one\n         two\n']);
});
