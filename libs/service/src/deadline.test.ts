import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { DeadlineError, sleep, withDeadline } from './deadline.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const never = () => new Promise<never>(() => undefined);

test('work that settles in time hands its value over and leaves no timer', async () => {
  await expect(withDeadline('work', 100, async () => 7)).resolves.toBe(7);
  expect(vi.getTimerCount()).toBe(0);
});

test('work that rejects hands its error over and leaves no timer', async () => {
  const failing = withDeadline('work', 100, () => Promise.reject(new Error('broken')));
  await expect(failing).rejects.toThrow('broken');
  expect(vi.getTimerCount()).toBe(0);
});

test('work beyond the deadline is aborted and the call rejects with what took too long', async () => {
  let signal: AbortSignal | undefined;
  const late = withDeadline('Asking Redis', 100, (given) => {
    signal = given;
    return never();
  });
  const refused = expect(late).rejects.toEqual(new DeadlineError('Asking Redis', 100));
  await vi.advanceTimersByTimeAsync(100);
  await refused;
  expect(signal?.aborted).toBe(true);
  expect(vi.getTimerCount()).toBe(0);
});

test('an outer abort ends the work at once with its own reason', async () => {
  const outer = new AbortController();
  const work = withDeadline('work', 100, never, outer.signal);
  outer.abort(new Error('stopping'));
  await expect(work).rejects.toThrow('stopping');
  expect(vi.getTimerCount()).toBe(0);
});

test('work is not begun when the outer signal is aborted already', async () => {
  const work = vi.fn(never);
  await expect(withDeadline('work', 100, work, AbortSignal.abort(new Error('gone')))).rejects.toThrow('gone');
  expect(work).not.toHaveBeenCalled();
});

test('a full sleep answers true, an aborted one false at once, neither leaves a timer', async () => {
  const full = sleep(50);
  await vi.advanceTimersByTimeAsync(50);
  await expect(full).resolves.toBe(true);

  const controller = new AbortController();
  const interrupted = sleep(50, controller.signal);
  controller.abort();
  await expect(interrupted).resolves.toBe(false);
  await expect(sleep(50, controller.signal)).resolves.toBe(false);
  expect(vi.getTimerCount()).toBe(0);
});
