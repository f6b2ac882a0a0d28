import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { askAnew, createRenewal } from './renewal.ts';

/** A server whose answers are given by hand; each is what was true when it was asked. */
function slowServer() {
  const waiting: (() => void)[] = [];
  const server = {
    state: 'delivered',
    asked: 0,
    read: (): Promise<string> => {
      const { state } = server;
      server.asked++;
      return new Promise((resolve) => waiting.push(() => resolve(state)));
    },
    answer: async () => {
      waiting.shift()?.();
      await vi.advanceTimersByTimeAsync(1);
    },
  };
  return server;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('asking anew', () => {
  const KEY = ['message', 'demo', 'msg_1'];

  test('what happens while the first answer is under way is shown after it', async () => {
    const queries = new QueryClient();
    const server = slowServer();
    const shown = new QueryObserver(queries, { queryKey: KEY, queryFn: server.read });
    shown.subscribe(() => undefined);
    server.state = 'read';
    const anew = askAnew(queries, KEY);
    await server.answer();
    expect([shown.getCurrentResult().data, server.asked]).toEqual(['delivered', 2]);
    await server.answer();
    await anew;
    expect(shown.getCurrentResult().data).toBe('read');
  });

  test('an answer that failed meanwhile is asked for again', async () => {
    const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const answers = [() => Promise.reject(new Error('away')), () => Promise.resolve('read')];
    const shown = new QueryObserver(queries, { queryKey: KEY, queryFn: () => answers.shift()!() });
    shown.subscribe(() => undefined);
    await askAnew(queries, KEY);
    expect(shown.getCurrentResult().data).toBe('read');
  });
});

describe('a renewal', () => {
  /** Asks that end when they are told to. */
  function asks() {
    const ends: (() => void)[] = [];
    const ask = vi.fn(() => new Promise<void>((resolve) => ends.push(resolve)));
    return { ask, end: () => ends.shift()?.() };
  }

  test('asks at once, and for a storm of events once a while', async () => {
    const ask = vi.fn(() => Promise.resolve());
    const { tell } = createRenewal(ask, 1000);
    for (let ms = 0; ms < 2900; ms += 5) {
      tell();
      await vi.advanceTimersByTimeAsync(5);
    }
    expect(ask).toHaveBeenCalledTimes(3);
    await vi.advanceTimersByTimeAsync(1000);
    expect(ask).toHaveBeenCalledTimes(4);
  });

  test('asks again for what it is told while it asks, and never twice at once', async () => {
    const { ask, end } = asks();
    const { tell } = createRenewal(ask, 250);
    tell();
    await vi.advanceTimersByTimeAsync(1);
    tell();
    await vi.advanceTimersByTimeAsync(5000);
    expect(ask).toHaveBeenCalledTimes(1);
    end();
    await vi.advanceTimersByTimeAsync(1);
    expect(ask).toHaveBeenCalledTimes(2);
    end();
    await vi.advanceTimersByTimeAsync(5000);
    expect(ask).toHaveBeenCalledTimes(2);
  });

  test('asks no more once it is stopped', async () => {
    const { ask, end } = asks();
    const { tell, stop } = createRenewal(ask, 250);
    tell();
    await vi.advanceTimersByTimeAsync(1);
    tell();
    stop();
    end();
    await vi.advanceTimersByTimeAsync(5000);
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
