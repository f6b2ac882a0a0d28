import type { Random } from './random.ts';

/** What a piece of work belongs to: when it is gone its work is never done, while it is paused it waits. */
export interface Owner {
  gone: boolean;
  pausedUntilMs: number;
  /** By how much its wall clock is wrong. */
  skewMs: number;
}

interface Task {
  atMs: number;
  order: number;
  /** Whose clock and chance the work sees. */
  as: Owner | undefined;
  /** Whose death or pause keeps it from being done; none for what is already under way on the network. */
  gate: Owner | undefined;
  cancelled: boolean;
  run(): void;
}

export interface Time {
  nowMs(): number;
  /** What the true wall clock shows at 0. */
  epochMs: number;
  /** Work of the world: networks, providers, clients. */
  after(ms: number, run: () => void, as?: Owner): void;
  /** Work of a process. */
  within(owner: Owner, ms: number, run: () => void): void;
  /**
   * Does one thing after the other, each with everything that follows from it at once, until `done` or until the
   * given time. False when time ran out.
   */
  until(done: () => boolean, limitMs: number): Promise<boolean>;
  /** How many pieces of work were done. */
  steps(): number;
  /** Gives the real timers and clocks back. */
  restore(): void;
}

/** 2026-01-01; any will do. */
const EPOCH_MS = 1_767_225_600_000;
const MAX_STEPS = 2_000_000;

/**
 * Time that passes only when it is told to. While it is installed, the global timers, `Date`, `performance.now`,
 * `AbortSignal.timeout` and `Math.random` are its own for all code that runs as a process of the simulation, so that
 * the unchanged code of delivery runs in it, and the same seed gives the same run.
 */
export function installTime(random: Random): Time {
  const queue = createQueue();
  let nowMs = 0;
  let order = 0;
  let steps = 0;
  let current: Owner | undefined;

  const push = (delayMs: number, run: () => void, as: Owner | undefined, gate: Owner | undefined): Task => {
    const atMs = nowMs + Math.max(0, Number.isFinite(delayMs) ? delayMs : 0);
    const task = { atMs, order: order++, run, as, gate, cancelled: false };
    queue.push(task);
    return task;
  };

  const real = {
    setTimeout: globalThis.setTimeout,
    clearTimeout: globalThis.clearTimeout,
    setInterval: globalThis.setInterval,
    clearInterval: globalThis.clearInterval,
    setImmediate: globalThis.setImmediate,
    clearImmediate: globalThis.clearImmediate,
    Date: globalThis.Date,
    random: Math.random,
    now: performance.now.bind(performance),
    timeout: AbortSignal.timeout.bind(AbortSignal),
  };

  const wallMs = () => EPOCH_MS + Math.floor(nowMs) + (current?.skewMs ?? 0);

  class SimulatedDate extends real.Date {
    constructor(...args: [] | [number | string | Date]) {
      if (args.length === 0) super(wallMs());
      else super(args[0]);
    }
    static override now() {
      return wallMs();
    }
  }

  type Callback = (...args: unknown[]) => void;
  /** The part of a timer that our code uses. */
  const handle = (task: Task) => {
    const timer = { task, ref: () => timer, unref: () => timer, hasRef: () => true };
    return timer;
  };
  const start = (callback: Callback, ms = 0, ...args: unknown[]) => {
    // Node's timers take one millisecond at the least.
    return handle(push(Math.max(1, ms), () => callback(...args), current, current));
  };
  const repeat = (callback: Callback, ms = 1, ...args: unknown[]) => {
    const owner = current;
    const timer = handle(push(Math.max(1, ms), tick, owner, owner));
    function tick() {
      callback(...args);
      if (!timer.task.cancelled) timer.task = push(Math.max(1, ms), tick, owner, owner);
    }
    return timer;
  };
  const soon = (callback: Callback, ...args: unknown[]) =>
    handle(push(0, () => callback(...args), current, current));
  const stop = (timer: unknown) => {
    if (timer && typeof timer === 'object' && 'task' in timer) (timer.task as Task).cancelled = true;
    else real.clearTimeout(timer as NodeJS.Timeout);
  };
  const timeout = (ms: number) => {
    const controller = new AbortController();
    start(() => controller.abort(new DOMException('The operation timed out', 'TimeoutError')), ms);
    return controller.signal;
  };

  /** Only the processes of the simulation live in its time; the test runner keeps the real one. */
  const mine = <F>(simulated: F, original: F): F =>
    ((...args: unknown[]) =>
      (current ? (simulated as Callback) : (original as Callback))(...args)) as unknown as F;
  const globals = globalThis as unknown as Record<string, unknown>;
  globals['setTimeout'] = mine<unknown>(start, real.setTimeout);
  globals['setInterval'] = mine<unknown>(repeat, real.setInterval);
  globals['setImmediate'] = mine<unknown>(soon, real.setImmediate);
  globals['clearTimeout'] = globals['clearInterval'] = globals['clearImmediate'] = stop;
  globals['Date'] = SimulatedDate;
  Math.random = mine(() => random.next(), real.random);
  performance.now = mine(() => nowMs, real.now);
  AbortSignal.timeout = mine(timeout, real.timeout);

  /** One task and all that follows from it without waiting: the tick queue runs only when no microtask is left. */
  const perform = async (task: Task) => {
    current = task.as;
    task.run();
    await new Promise<void>((resolve) => process.nextTick(resolve));
    current = undefined;
  };

  return {
    nowMs: () => nowMs,
    epochMs: EPOCH_MS,
    steps: () => steps,
    after: (ms, run, as) => void push(ms, run, as, undefined),
    within: (owner, ms, run) => void push(ms, run, owner, owner),
    async until(done, limitMs) {
      for (;;) {
        if (done()) return true;
        const task = queue.pop();
        if (!task || task.atMs > limitMs) {
          if (task) queue.push(task);
          return false;
        }
        if (task.cancelled || task.gate?.gone) continue;
        if (task.gate && task.gate.pausedUntilMs > task.atMs) {
          task.atMs = task.gate.pausedUntilMs;
          queue.push(task);
          continue;
        }
        if (++steps > MAX_STEPS) throw new Error('The simulation does not come to rest');
        nowMs = Math.max(nowMs, task.atMs);
        await perform(task);
      }
    },
    restore() {
      for (const name of [
        'setTimeout',
        'clearTimeout',
        'setInterval',
        'clearInterval',
        'setImmediate',
        'clearImmediate',
        'Date',
      ] as const)
        globals[name] = real[name];
      Math.random = real.random;
      performance.now = real.now;
      AbortSignal.timeout = real.timeout;
    },
  };
}

/** A binary heap: the earliest first, and of those at one time the one that came first. */
function createQueue() {
  const heap: Task[] = [];
  const before = (a: Task, b: Task) => a.atMs < b.atMs || (a.atMs === b.atMs && a.order < b.order);
  const at = (i: number) => heap[i] as Task;
  const swap = (i: number, j: number) => {
    const task = at(i);
    heap[i] = at(j);
    heap[j] = task;
  };
  return {
    push(task: Task) {
      heap.push(task);
      for (let i = heap.length - 1; i > 0;) {
        const parent = (i - 1) >> 1;
        if (!before(at(i), at(parent))) break;
        swap(i, parent);
        i = parent;
      }
    },
    pop(): Task | undefined {
      const first = heap[0];
      const last = heap.pop();
      if (!first || !last || first === last) return first;
      heap[0] = last;
      for (let i = 0; ;) {
        const left = 2 * i + 1;
        const right = left + 1;
        let least = i;
        if (left < heap.length && before(at(left), at(least))) least = left;
        if (right < heap.length && before(at(right), at(least))) least = right;
        if (least === i) break;
        swap(i, least);
        i = least;
      }
      return first;
    },
  };
}
