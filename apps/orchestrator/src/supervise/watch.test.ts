import { spawn } from 'node:child_process';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { mainThreadOf, type MainThread } from './pid.ts';
import { defaultTimings } from './timings.ts';
import { watchHealth, type HungReason } from './watch.ts';

const timings = { ...defaultTimings, probeIntervalMs: 5, hungMs: 400, spinningMs: 100 };

/** One that answers once and never again, and meanwhile uses this part of the time for computing; null: unknown. */
const silent = (part: number | null) =>
  silentOne((sinceMs) => (part === null ? null : { cpuMs: part * sinceMs, isHalted: false }));

async function silentOne(
  threadAt: (sinceMs: number) => MainThread | null,
): Promise<{ reason: HungReason; silentMs: number }> {
  let asked = 0;
  const startedMs = performance.now();
  const thread = async () => threadAt(performance.now() - startedMs);
  return new Promise((resolve) => {
    const listener = {
      answered: () => undefined,
      missed: () => undefined,
      hung: (reason: HungReason, silentMs: number) => resolve({ reason, silentMs }),
    };
    void watchHealth(async () => asked++ === 0, thread, timings, listener, new AbortController().signal);
  });
}

/** An answer that is waited for until the signal. */
const never = (signal: AbortSignal) =>
  new Promise<boolean>((resolve) => void signal.addEventListener('abort', () => resolve(false)));

describe('a child that does not answer any more', () => {
  it('is given up soon when it computes all the while', async () => {
    const { reason, silentMs } = await silent(0.95);
    expect(reason).toBe('spinning');
    expect(silentMs).toBeGreaterThanOrEqual(100);
  });

  it('is given up a little later where it gets half of a processor', async () => {
    const { reason, silentMs } = await silent(0.5);
    expect(reason).toBe('spinning');
    expect(silentMs).toBeGreaterThanOrEqual(160);
  });

  it('is not waited for until the question’s deadline', async () => {
    let asked = 0;
    const startedMs = performance.now();
    const over = new AbortController();
    const probe = () => (asked++ === 0 ? Promise.resolve(true) : never(over.signal));
    const reason = await new Promise((resolve) => {
      const listener = { answered: () => undefined, missed: () => undefined, hung: resolve };
      const thread = async () => ({ cpuMs: performance.now() - startedMs, isHalted: false });
      void watchHealth(probe, thread, timings, listener, over.signal);
    });
    over.abort();
    expect([reason, asked]).toEqual(['spinning', 2]);
  });

  it('is given up soon when a signal has halted it', async () => {
    const { reason, silentMs } = await silentOne((sinceMs) => ({ cpuMs: 0, isHalted: sinceMs > 50 }));
    expect(reason).toBe('halted');
    expect(silentMs).toBeGreaterThanOrEqual(100);
    expect(silentMs).toBeLessThan(400);
  });

  it('has longer when it does little, or nobody knows what it does', async () => {
    for (const part of [0.1, 0, null]) {
      const { reason, silentMs } = await silent(part);
      expect([part, reason]).toEqual([part, 'no-answer']);
      expect(silentMs).toBeGreaterThanOrEqual(400);
    }
  });
});

it('tells how the event loop of a process is, and nothing of one that is gone', async () => {
  const before = await mainThreadOf(process.pid);
  const until = process.cpuUsage().user + 200_000; // microseconds
  while (process.cpuUsage().user < until);
  const after = await mainThreadOf(process.pid);
  if (process.platform === 'linux') expect(after!.cpuMs - before!.cpuMs).toBeGreaterThanOrEqual(50);
  else expect(after).toBeNull();
  expect(await mainThreadOf(2 ** 22 + 1)).toBeNull();
});

it(
  'tells that a signal has halted a process, and that it goes on',
  { skip: process.platform !== 'linux' },
  async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const halted = async () => (await mainThreadOf(child.pid!))?.isHalted;
    child.kill('SIGSTOP');
    await vi.waitFor(async () => expect(await halted()).toBe(true), 5000);
    child.kill('SIGCONT');
    await vi.waitFor(async () => expect(await halted()).toBe(false), 5000);
  },
);
