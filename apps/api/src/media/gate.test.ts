import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

/** Work that ends when it is told to. */
function work() {
  let end: (error?: Error) => void = () => undefined;
  const started: string[] = [];
  const run = (name: string) => () => {
    started.push(name);
    return new Promise<string>((resolve, reject) => {
      end = (error) => (error ? reject(error) : resolve(name));
    });
  };
  return { run, started, end: (error?: Error) => end(error) };
}

test('so many run at once, the next waits for its turn, and one more is refused', async () => {
  const gate = createGate({ atOnce: 1, waiting: 1 });
  const { run, started, end } = work();
  const first = gate.run(run('a'));
  const second = gate.run(run('b'));
  await expect(gate.run(run('c'))).rejects.toMatchObject({ code: 'MEDIA_BUSY' });
  expect(started).toEqual(['a']);
  end();
  expect(await first).toBe('a');
  expect(started).toEqual(['a', 'b']);
  end(new Error('broken'));
  await expect(second).rejects.toThrow('broken');
  const third = gate.run(run('d'));
  end();
  expect(await third).toBe('d');
});

test('who is aborted while he waits leaves, and his place is free', async () => {
  const gate = createGate({ atOnce: 1, waiting: 1 });
  const { run, started, end } = work();
  const first = gate.run(run('a'));
  const controller = new AbortController();
  const second = gate.run(run('b'), controller.signal);
  controller.abort();
  await expect(second).rejects.toMatchObject({ code: 'MEDIA_BUSY' });
  const third = gate.run(run('c'));
  end();
  await first;
  end();
  expect(await third).toBe('c');
  expect(started).toEqual(['a', 'c']);
  await expect(gate.run(run('d'), controller.signal)).rejects.toMatchObject({ code: 'MEDIA_BUSY' });
});
