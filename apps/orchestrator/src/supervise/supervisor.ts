import type { Log } from '@watertight/core';
import type { LogFile } from '../logs.ts';
import type { ChildSpec } from '../processes.ts';
import { Child, type ProcessView } from './child.ts';
import type { SupervisorEvent, SupervisorEventName } from './events.ts';
import { endLeftovers } from './leftovers.ts';
import type { RunDir } from './run-dir.ts';
import type { Timings } from './timings.ts';

export interface SupervisorOptions {
  apps: ChildSpec[];
  /** Up before the apps, down after them. */
  extras: ChildSpec[];
  /** The spec of the n-th instance of an app, for scaling; null for what cannot be scaled. */
  more?: (name: string, n: number) => ChildSpec | null;
  timings: Timings;
  env: NodeJS.ProcessEnv;
  runDir: RunDir;
  openLogFile(instanceId: string): LogFile;
  log: Log;
  /** Hears of everything that happens to a child; must return at once and not throw. */
  emit(event: SupervisorEvent): void;
}

export interface Supervisor {
  /** Ends leftovers, then starts everything; does not wait for the apps to be up. */
  start(): Promise<void>;
  /** Drains the apps, then the extras; afterwards nothing runs and nothing is restarted. */
  stop(): Promise<void>;
  /**
   * Begins a rolling restart of a process name or of one instance, and answers the instances concerned; none
   * when there is none that is kept alive. Instances go one at a time, and the roll ends at one that does not come back.
   */
  restart(nameOrInstanceId: string): string[];
  /**
   * From now on so many instances of an app: the highest ones are drained and forgotten, or further ones are started.
   * Null when there is no such app.
   * @throws RangeError when it cannot be, with a sentence
   */
  scale(name: string, instances: number): Scaled | null;
  /** Drains a process name or one instance, and lets it rest until `resume`; answers those concerned. */
  drain(nameOrInstanceId: string): string[];
  /** Starts what was drained; answers the instances concerned. */
  resume(nameOrInstanceId: string): string[];
  /** SIGKILL to all of them, at once and without waiting. */
  kill(): void;
  processes(): ProcessView[];
  /** Every child is running. */
  isReady(): boolean;
  readonly isStopping: boolean;
}

/** What scaling began, by instance id. */
export interface Scaled {
  starting: string[];
  stopping: string[];
}

export const MAX_INSTANCES = 64;

/** How long the apps wait for the extras; an extra that fails does not keep them. */
const EXTRAS_FIRST_MS = 10_000;

/** Supervises the processes of one host. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { timings, runDir, log } = options;
  const files = new Map<Child, LogFile>();
  let stopping = false;

  const emit = (event: SupervisorEvent) => {
    logEvent(log, event);
    options.emit(event);
  };
  const childOf = (spec: ChildSpec) => {
    const file = options.openLogFile(spec.instanceId);
    const own = { ...timings, ...spec.timings };
    const child = new Child(spec, { timings: own, env: options.env, runDir, file, log, emit });
    files.set(child, file);
    return child;
  };
  const apps = options.apps.map(childOf);
  const extras = options.extras.map(childOf);
  /** Scaled away, and not gone yet. */
  const leaving = new Set<Child>();
  const all = () => [...apps, ...extras, ...leaving];
  const chosen = (wanted: string) =>
    [...apps, ...extras].filter(({ spec }) => spec.name === wanted || spec.instanceId === wanted);
  const roll = createRoller(log, () => stopping);

  const remove = async (child: Child) => {
    apps.splice(apps.indexOf(child), 1);
    leaving.add(child);
    await child.stop();
    leaving.delete(child);
    await files.get(child)?.close();
    files.delete(child);
  };

  const specsOfMore = (name: string, from: number, to: number): ChildSpec[] | null => {
    const specs: ChildSpec[] = [];
    for (let n = from; n <= to; n++) {
      const spec = options.more?.(name, n);
      if (!spec) return null;
      assertFree(spec, [...all().map((child) => child.spec), ...specs]);
      specs.push(spec);
    }
    return specs;
  };

  return {
    async start() {
      await endLeftovers(runDir, timings.leftoverGraceMs, emit);
      if (stopping) return;
      for (const child of extras) child.start();
      await Promise.all(extras.map((child) => child.started(EXTRAS_FIRST_MS)));
      if (stopping) return;
      for (const child of apps) child.start();
    },
    async stop() {
      stopping = true;
      await Promise.all([...apps, ...leaving].map((child) => child.stop()));
      await Promise.all(extras.map((child) => child.stop()));
      await Promise.all([...files.values()].map((file) => file.close()));
    },
    restart(wanted) {
      const children = chosen(wanted).filter((child) => child.isWanted);
      roll(children);
      return idsOf(children);
    },
    scale(name, instances) {
      if (!Number.isInteger(instances) || instances < 0 || instances > MAX_INSTANCES)
        throw new RangeError(`There can be 0 to ${MAX_INSTANCES} instances.`);
      const present = apps.filter(({ spec }) => spec.name === name).sort(byNumber);
      // Also asked for none more: it says whether there is such an app.
      if (!options.more?.(name, 1)) return null;
      const specs = specsOfMore(name, numberOf(present.at(-1)) + 1, instances) ?? [];
      const surplus = present.filter((child) => numberOf(child) > instances);
      for (const child of surplus) void remove(child);
      const fresh = specs.map(childOf);
      apps.push(...fresh);
      for (const child of fresh) child.start();
      return { starting: idsOf(fresh), stopping: idsOf(surplus) };
    },
    drain(wanted) {
      const children = chosen(wanted);
      for (const child of children) void child.stop();
      return idsOf(children);
    },
    resume(wanted) {
      const children = chosen(wanted);
      for (const child of children) child.resume();
      return idsOf(children);
    },
    kill() {
      stopping = true;
      for (const child of all()) child.kill();
    },
    processes: () => all().map((child) => child.view()),
    isReady: () => [...apps, ...extras].every((child) => child.isAsWanted),
    get isStopping() {
      return stopping;
    },
  };
}

const idsOf = (children: Child[]) => children.map(({ spec }) => spec.instanceId);
const numberOf = (child: Child | undefined) => Number(child?.spec.instanceId.split('-').at(-1) ?? 0);
const byNumber = (a: Child, b: Child) => numberOf(a) - numberOf(b);

/** @throws RangeError */
function assertFree({ instanceId, ports }: ChildSpec, present: ChildSpec[]): void {
  if (present.some((spec) => spec.instanceId === instanceId))
    throw new RangeError(`${instanceId} is still stopping: try again when it is gone.`);
  for (const port of ports) {
    if (port > 65_535)
      throw new RangeError(`${instanceId} would listen on port ${port}, which there is not.`);
    const owner = present.find((spec) => spec.ports.includes(port));
    if (owner)
      throw new RangeError(`${instanceId} would listen on port ${port}, as ${owner.instanceId} does.`);
  }
}

/** Rolls through children one after the other; one that already waits for its turn is not put in again. */
function createRoller(log: Log, isStopping: () => boolean): (children: Child[]) => void {
  const waiting = new Set<Child>();
  let turn: Promise<void> = Promise.resolve();

  async function through(children: Child[]): Promise<void> {
    for (const [index, child] of children.entries()) {
      waiting.delete(child);
      if (isStopping() || (await child.restart())) continue;
      const spared = children.slice(index + 1);
      for (const rest of spared) waiting.delete(rest);
      log.error({ instance: child.spec.instanceId, spared: spared.length }, 'rolling restart ended early');
      return;
    }
  }
  return (chosen) => {
    const children = chosen.filter((child) => !waiting.has(child));
    for (const child of children) waiting.add(child);
    turn = turn.then(() => through(children));
  };
}

const LEVELS: Record<SupervisorEventName, 'info' | 'warn' | 'error'> = {
  started: 'info',
  ready: 'info',
  exited: 'info',
  stopped: 'info',
  'backing-off': 'warn',
  'killed-hung': 'error',
  'memory-limit': 'warn',
  failed: 'error',
  'leftover-ended': 'warn',
};

function logEvent(log: Log, { processName, instanceId, event, detail }: SupervisorEvent): void {
  const { lastLines, ...flat } = detail;
  // The child's log file has its lines; only a failure, which somebody must look into, repeats them.
  const lines = event === 'failed' && Array.isArray(lastLines) ? { lastLines: lastLines.join('\n') } : {};
  log[LEVELS[event]](
    { child: processName, childInstance: instanceId, event, ...flat, ...lines },
    'process.event',
  );
}
