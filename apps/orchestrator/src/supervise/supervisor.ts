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
   * when there is no such process. Instances go one at a time, and the roll ends at one that does not come back.
   */
  restart(nameOrInstanceId: string): string[];
  /** SIGKILL to all of them, at once and without waiting. */
  kill(): void;
  processes(): ProcessView[];
  /** Every child is running. */
  isReady(): boolean;
  readonly isStopping: boolean;
}

/** How long the apps wait for the extras; an extra that fails does not keep them. */
const EXTRAS_FIRST_MS = 10_000;

/** Supervises the processes of one host. */
export function createSupervisor(options: SupervisorOptions): Supervisor {
  const { timings, runDir, log } = options;
  const files: LogFile[] = [];
  let stopping = false;

  const emit = (event: SupervisorEvent) => {
    logEvent(log, event);
    options.emit(event);
  };
  const childOf = (spec: ChildSpec) => {
    const file = options.openLogFile(spec.instanceId);
    files.push(file);
    return new Child(spec, { timings, env: options.env, runDir, file, log, emit });
  };
  const apps = options.apps.map(childOf);
  const extras = options.extras.map(childOf);
  const all = [...apps, ...extras];
  const roll = createRoller(log, () => stopping);

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
      await Promise.all(apps.map((child) => child.stop()));
      await Promise.all(extras.map((child) => child.stop()));
      await Promise.all(files.map((file) => file.close()));
    },
    restart(wanted) {
      const chosen = all.filter(({ spec }) => spec.name === wanted || spec.instanceId === wanted);
      roll(chosen);
      return chosen.map((child) => child.spec.instanceId);
    },
    kill() {
      stopping = true;
      for (const child of all) child.kill();
    },
    processes: () => all.map((child) => child.view()),
    isReady: () => all.every((child) => child.state === 'running'),
    get isStopping() {
      return stopping;
    },
  };
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
