import { EventEmitter, once } from 'node:events';
import type { Log } from '@watertight/core';
import { sleep } from '@watertight/service';
import type { LogFile } from '../logs.ts';
import { childEnv, type ChildSpec } from '../processes.ts';
import type { SupervisorEvent, SupervisorEventName } from './events.ts';
import { launch, type Exit, type Life } from './launch.ts';
import { createRestartPolicy, type FailureReason, type RestartPolicy } from './policy.ts';
import { mainThreadOf, type MainThread } from './pid.ts';
import { createProbe } from './probe.ts';
import type { RunDir } from './run-dir.ts';
import { FULL_SHARE, setShare, SMALL_SHARE } from './share.ts';
import { createStandby, type Standby } from './standby.ts';
import type { Timings } from './timings.ts';
import { watchHealth, watchMemory, type HealthListener, type MemoryListener } from './watch.ts';

export type ChildState =
  'starting' | 'running' | 'unhealthy' | 'stopping' | 'stopped' | 'backing-off' | 'failed';

/** A child as the status page shows it. */
export interface ProcessView {
  name: string;
  instanceId: string;
  pid: number | null;
  state: ChildState;
  restarts: number;
  port: number | null;
  startedAt: string | null;
  uptimeSeconds: number;
  /** Of the process that waits to take over when this one dies. */
  standbyPid: number | null;
  /** The process alone, without browsers that it started. */
  memoryMb: number | null;
  memoryLimitMb: number | null;
  lastExit:
    | (Pick<Exit, 'code' | 'signal' | 'cause' | 'lastLines'> & {
        /** ISO 8601. */
        at: string;
      })
    | null;
}

export interface ChildDeps {
  timings: Timings;
  /** The supervisor's own environment, from which each child's is made. */
  env: NodeJS.ProcessEnv;
  runDir: RunDir;
  file: LogFile;
  log: Log;
  emit(event: SupervisorEvent): void;
}

/** What has died so often in a row may die again: what its starts cost is not taken from its neighbours. */
const LOOPING = 3;

/** States in which a start has come to some end. */
const SETTLED: readonly ChildState[] = ['running', 'backing-off', 'failed', 'stopped'];

/**
 * One supervised process through all its lives:
 * `starting → running ⇄ unhealthy → stopping → stopped | backing-off → starting … | failed → starting …`
 */
export class Child {
  readonly spec: ChildSpec;
  readonly #deps: ChildDeps;
  readonly #policy: RestartPolicy;
  /** Null: none is kept. */
  readonly #standby: Standby | null;
  readonly #changes = new EventEmitter().setMaxListeners(0);
  #state: ChildState = 'stopped';
  #wanted = false;
  /** Somebody has asked for its end; not so before its first start. */
  #dismissed = false;
  /** The coming exit is a restart that somebody asked for. */
  #requested = false;
  #life: Life | null = null;
  #lives = 0;
  /** Ends in a row that nobody asked for. */
  #crashes = 0;
  #memoryMb: number | null = null;
  #lastExit: Exit | null = null;
  #watching = new AbortController();
  #resting = new AbortController();
  #done: Promise<void> = Promise.resolve();

  constructor(spec: ChildSpec, deps: ChildDeps) {
    this.spec = spec;
    this.#deps = deps;
    this.#policy = createRestartPolicy(deps.timings);
    const share = (pid: number | null, part: number) => void this.#share(pid, part);
    this.#standby = spec.standby ? createStandby(spec, { ...deps, share }) : null;
  }

  get state(): ChildState {
    return this.#state;
  }

  /** Starts it and keeps it alive until `stop`. */
  start(): void {
    if (this.#wanted) return;
    this.#wanted = true;
    this.#dismissed = false;
    this.#done = this.#keepAlive();
  }

  /**
   * Drains and starts it again at once; wakes it when it rests after a failure. Resolves when the new life has
   * proved itself: true when it is running. Does nothing, and answers false, while it is stopped.
   */
  async restart(): Promise<boolean> {
    if (!this.#wanted) return false;
    const livesBefore = this.#lives;
    this.#policy.forget();
    this.#crashes = 0;
    // What is restarted by hand may have been built anew: one that waits has the old code.
    await this.#standby?.dismiss(this.#deps.timings.drainMs);
    if (this.#life) {
      this.#requested = true;
      void this.#end(this.#life);
    }
    this.#resting.abort();
    await this.#until(() => this.#lives > livesBefore && SETTLED.includes(this.#state));
    return this.#state === 'running';
  }

  /** Starts it again after a `stop`, also one that is still under way. */
  resume(): void {
    if (this.#wanted) return;
    void this.#done.then(() => this.start());
  }

  /** It is kept alive. */
  get isWanted(): boolean {
    return this.#wanted;
  }

  /** It runs, or somebody has stopped it. */
  get isAsWanted(): boolean {
    return this.#wanted ? this.#state === 'running' : this.#dismissed && this.#state === 'stopped';
  }

  /** Drains and ends it, within the drain time and a moment. It is not started again. */
  async stop(): Promise<void> {
    this.#wanted = false;
    this.#dismissed = true;
    this.#resting.abort();
    if (this.#life) void this.#end(this.#life);
    await Promise.all([this.#done, this.#standby?.dismiss(this.#deps.timings.drainMs)]);
  }

  /** SIGKILL, now: for the last moment of the supervisor itself. */
  kill(): void {
    this.#wanted = false;
    this.#life?.kill();
    this.#standby?.kill();
  }

  /** True once it is running; false when it came to rest elsewhere, or after `timeoutMs`. */
  async started(timeoutMs: number): Promise<boolean> {
    await this.#until(() => SETTLED.includes(this.#state), AbortSignal.timeout(timeoutMs));
    return this.#state === 'running';
  }

  view(): ProcessView {
    const life = this.#life;
    const exit = this.#lastExit;
    return {
      name: this.spec.name,
      instanceId: this.spec.instanceId,
      pid: life?.pid ?? null,
      state: this.#state,
      restarts: this.#restarts,
      port: this.spec.ports[0] ?? null,
      startedAt: life?.startedAt.toISOString() ?? null,
      standbyPid: this.#standby?.pid ?? null,
      uptimeSeconds: life ? Math.round((Date.now() - life.startedAt.getTime()) / 100) / 10 : 0,
      memoryMb: life ? this.#memoryMb : null,
      memoryLimitMb: this.spec.memoryLimitMb,
      lastExit: exit && {
        code: exit.code,
        signal: exit.signal,
        cause: exit.cause,
        at: exit.at.toISOString(),
        lastLines: exit.lastLines,
      },
    };
  }

  get #restarts(): number {
    return Math.max(0, this.#lives - 1);
  }

  async #keepAlive(): Promise<void> {
    while (this.#wanted) {
      const exit = await this.#live();
      if (!this.#wanted) break;
      if (this.#requested) this.#requested = false;
      else await this.#recover(exit);
    }
    this.#enter('stopped');
    this.#emit('stopped', {});
  }

  async #live(): Promise<Exit> {
    const { env, file, runDir } = this.#deps;
    const successor = this.#standby?.take() ?? null;
    this.#lives += 1;
    this.#memoryMb = null;
    this.#watching = new AbortController();
    const life = successor ?? launch(this.spec, childEnv(env, this.spec, this.#restarts), file);
    this.#life = life;
    this.#enter('starting');
    const { pid } = life;
    if (pid !== null) this.#record(() => runDir.remember(this.spec, pid));
    if (this.#crashes >= LOOPING) void this.#share(pid, SMALL_SHARE);
    const detail = { pid: life.pid, restarts: this.#restarts };
    this.#emit('started', successor ? { ...detail, wasStandby: true } : detail);
    const watches = this.#watch(life);
    const exit = await life.exited;
    this.#watching.abort();
    await watches;
    this.#life = null;
    this.#lastExit = exit;
    this.#record(() => runDir.forget(this.spec.instanceId));
    const { code, signal, cause, lastLines } = exit;
    this.#emit('exited', { code, signal, ...(cause ? { cause } : {}), lastLines });
    return exit;
  }

  /** A child that cannot be written down runs all the same. */
  #record(write: () => void): void {
    try {
      write();
    } catch (err) {
      this.#deps.log.error({ err, childInstance: this.spec.instanceId }, 'run record not written');
    }
  }

  async #watch(life: Life): Promise<void> {
    if (life.pid === null) return;
    const { timings } = this.#deps;
    const { healthUrl, instanceId, memoryLimitMb } = this.spec;
    const probe = createProbe(healthUrl, instanceId, timings.probeDeadlineMs);
    const { signal } = this.#watching;
    await Promise.all([
      watchHealth(probe, this.#threadReader(life.pid), timings, this.#healthListener(life), signal),
      watchMemory(life.pid, memoryLimitMb, timings, this.#memoryListener(life), signal),
    ]);
  }

  /** What cannot be read is not known: the child is judged by its silence alone then. */
  #threadReader(pid: number): () => Promise<MainThread | null> {
    return () =>
      mainThreadOf(pid).catch((err: unknown) => {
        this.#deps.log.warn({ err, childInstance: this.spec.instanceId }, 'state of its thread not readable');
        return null;
      });
  }

  #healthListener(life: Life): HealthListener {
    return {
      answered: (healthyMs) => {
        if (this.#state === 'starting') this.#ready(life);
        this.#enter('running');
        if (healthyMs >= this.#deps.timings.standbyAfterMs) this.#standby?.prepare(this.#lives);
        if (healthyMs < this.#deps.timings.stableMs) return;
        this.#policy.settled();
        this.#crashes = 0;
      },
      missed: () => this.#enter('unhealthy'),
      hung: (reason, silentMs) => {
        this.#emit('killed-hung', { pid: life.pid, reason, silentMs: Math.round(silentMs) });
        life.kill();
      },
    };
  }

  #ready({ pid }: Life): void {
    this.#emit('ready', { pid });
    if (this.#crashes >= LOOPING) void this.#share(pid, FULL_SHARE);
  }

  async #share(pid: number | null, share: number): Promise<void> {
    if (pid === null) return;
    await setShare(pid, share).catch((err: unknown) => {
      this.#deps.log.warn({ err, childInstance: this.spec.instanceId, share }, 'processor share not set');
    });
  }

  #memoryListener(life: Life): MemoryListener {
    return {
      read: (rssMb) => {
        this.#memoryMb = rssMb;
      },
      unreadable: (err) => {
        this.#deps.log.warn({ err, childInstance: this.spec.instanceId }, 'memory not readable');
      },
      exceeded: (rssMb) => {
        const { memoryLimitMb } = this.spec;
        this.#emit('memory-limit', { pid: life.pid, memoryMb: rssMb, memoryLimitMb });
        void this.#end(life);
      },
    };
  }

  /** From here on silence is expected: nobody watches any more. */
  #end(life: Life): Promise<Exit> {
    this.#enter('stopping');
    this.#watching.abort();
    return life.end(this.#deps.timings.drainMs);
  }

  async #recover(exit: Exit): Promise<void> {
    const verdict = this.#policy.judge(exit.code);
    if (verdict.kind === 'failed') return this.#fail(verdict.reason, exit);
    const { attempt, pauseMs } = verdict;
    this.#crashes = attempt + 1;
    if (this.#standby?.pid) return; // it is there already, and the next one comes only after this one has proved itself
    await this.#rest('backing-off', pauseMs, { attempt: attempt + 1, pauseMs });
  }

  #fail(reason: FailureReason, exit: Exit): Promise<void> {
    const { probationMs } = this.#deps.timings;
    const detail = { reason, retryInMs: probationMs, code: exit.code, signal: exit.signal };
    return this.#rest('failed', probationMs, { ...detail, lastLines: exit.complaint });
  }

  async #rest(state: 'backing-off' | 'failed', pauseMs: number, detail: Record<string, unknown>) {
    this.#resting = new AbortController();
    this.#enter(state);
    this.#emit(state, detail);
    await sleep(pauseMs, this.#resting.signal);
  }

  #enter(state: ChildState): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#changes.emit('change');
  }

  async #until(condition: () => boolean, signal?: AbortSignal): Promise<void> {
    while (!condition() && !signal?.aborted) {
      await once(this.#changes, 'change', { signal }).catch((error: unknown) => {
        if (!signal?.aborted) throw error;
      });
    }
  }

  #emit(event: SupervisorEventName, detail: Record<string, unknown>): void {
    const { name: processName, instanceId } = this.spec;
    this.#deps.emit({ processName, instanceId, event, at: new Date().toISOString(), detail });
  }
}
