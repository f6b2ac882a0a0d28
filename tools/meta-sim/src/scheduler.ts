/**
 * Runs many tasks later with one timer: due times are rounded up to ticks, and all tasks of a tick run
 * together, in the order in which they came. Thousands of tasks a second cost a few hundred wake-ups.
 */
export class Scheduler<T> {
  readonly #slots = new Map<number, T[]>();
  readonly #run: (task: T) => void;
  readonly #tickMs: number;
  #timer: NodeJS.Timeout | undefined;
  #armedFor = Infinity;
  #size = 0;

  /** `run` is called once for each task when it is due and must not throw. */
  constructor(run: (task: T) => void, tickMs = 5) {
    this.#run = run;
    this.#tickMs = tickMs;
  }

  /** Tasks still waiting. */
  get size(): number {
    return this.#size;
  }

  in(delayMs: number, task: T): void {
    const tick = this.#tickOf(delayMs);
    const slot = this.#slots.get(tick);
    if (slot) slot.push(task);
    else this.#slots.set(tick, [task]);
    this.#size += 1;
    if (tick < this.#armedFor) this.#arm(tick);
  }

  /** Forgets every waiting task. */
  clear(): void {
    clearTimeout(this.#timer);
    this.#slots.clear();
    this.#armedFor = Infinity;
    this.#size = 0;
  }

  /** Long delays get coarser ticks (within one percent), so that the number of slots stays small. */
  #tickOf(delayMs: number): number {
    const step = 2 ** Math.max(0, Math.floor(Math.log2(delayMs / this.#tickMs / 128)));
    return Math.ceil((performance.now() + delayMs) / this.#tickMs / step) * step;
  }

  #arm(tick: number): void {
    clearTimeout(this.#timer);
    this.#armedFor = tick;
    this.#timer = setTimeout(() => this.#fire(), Math.max(0, tick * this.#tickMs - performance.now()));
  }

  #fire(): void {
    this.#armedFor = Infinity;
    const now = Math.floor(performance.now() / this.#tickMs);
    const due = [...this.#slots.keys()].filter((tick) => tick <= now).sort((a, b) => a - b);
    for (const tick of due) this.#runSlot(tick);
    let next = Infinity;
    for (const tick of this.#slots.keys()) next = Math.min(next, tick);
    if (next < this.#armedFor) this.#arm(next);
  }

  #runSlot(tick: number): void {
    const tasks = this.#slots.get(tick) ?? [];
    this.#slots.delete(tick);
    this.#size -= tasks.length;
    for (const task of tasks) this.#run(task);
  }
}
