import { sleep } from '../deadline.ts';
import { instanceIdOf, LOG_LEVELS } from '../env/groups.ts';
import { countLines, createLogger, written, type Logger, type LogLines } from '../log.ts';
import { createClosers, type Close } from './closers.ts';
import { onStopSignal } from './signals.ts';
import { explainStartFault, RoleFault } from './start-fault.ts';
import { standsBy, turnGiven, UnneededError } from './turn.ts';

/** What a process may do with its own life. */
export interface Shell {
  name: string;
  /** INSTANCE_ID, or the one that `processEnv` generates for this name. */
  instanceId: string;
  log: Logger;
  /** How many of its lines say that something is wrong. */
  logLines: Readonly<LogLines>;
  /** Aborted when the process begins to stop. */
  stopping: AbortSignal;
  /** Registers what must be closed at the end; the newest is closed first. `deadlineMs` is 5 s by default. */
  onClose(label: string, close: Close, deadlineMs?: number): void;
  /** A fault that the process cannot live with: logs it, closes everything, exits with status 1. */
  fail(error: unknown): void;
  /**
   * Resolves when the process is to begin its work: at once, unless a supervisor keeps it as a standby. Before it a
   * service opens and builds all it can, and does nothing that a second process of its kind must not do.
   */
  turn(): Promise<void>;
  /** Names unhandled rejections of a library that are known to be harmless: logged as a warning and survived. */
  tolerate(isHarmless: (error: unknown) => boolean): void;
}

/** What a process does for a living. */
export interface Service {
  /** The process's name in the health tables: api, wwebjs, meta, … */
  name: string;
  /** Starts everything and returns; what it opened is registered with `shell.onClose`. */
  main: (shell: Shell) => Promise<void>;
  /** The most that the whole shutdown may take; 25 s by default. */
  shutdownMs?: number;
}

const CLOSE_MS = 5000;
const SHUTDOWN_MS = 25_000;
/** How long a stop waits for a `main` that is still starting. */
const START_GRACE_MS = 5000;

/**
 * The life of a process: start, run until SIGTERM or SIGINT, close newest first, exit. Status 0 after a clean
 * stop; 1 after a fault or a closer that failed or hung; 78 when the environment is faulty. A start that fails
 * prints one sentence on standard error (one for each fault of the environment).
 */
export async function runService({ name, main, shutdownMs = SHUTDOWN_MS }: Service): Promise<void> {
  const instanceId = process.env.INSTANCE_ID?.trim() || instanceIdOf(name);
  const { lines: logLines, onLine } = countLines();
  const log = createLogger({ process: name, instanceId, level: initialLevel(), onLine });
  const closers = createClosers();
  const stopping = new AbortController();
  const tolerated: ((error: unknown) => boolean)[] = [];
  let status = 0;
  let starting: Promise<unknown> = Promise.resolve();
  /** Since when it has been this process's turn. */
  let turnMs = performance.now();

  function stop(reason: string, nextStatus: number): void {
    status = Math.max(status, nextStatus);
    if (stopping.signal.aborted) return;
    const startedAt = performance.now();
    log.info({ reason }, 'service.stopping');
    setTimeout(() => {
      log.fatal({ shutdownMs }, 'service.stop.timeout');
      process.exit(1);
    }, shutdownMs);
    stopping.abort(new Error(`${name} is stopping`));
    void shutDown().then((failed) => {
      status = Math.max(status, failed.length > 0 ? 1 : 0);
      const isWritten = written(log);
      log.info({ status, durationMs: Math.round(performance.now() - startedAt) }, 'service.stopped');
      void isWritten.then(() => process.exit(status));
    });
  }

  async function shutDown(): Promise<string[]> {
    const failed = await closers.closeAll(log);
    await Promise.race([starting, sleep(START_GRACE_MS)]);
    return [...failed, ...(await closers.closeAll(log))];
  }

  function fail(error: unknown, message = 'service.failed'): void {
    log.fatal({ err: error }, message);
    stop(message, 1);
  }

  function onRejection(error: unknown): void {
    if (tolerated.some((isHarmless) => judged(isHarmless, error))) {
      log.warn({ err: error }, 'service.rejection.tolerated');
    } else fail(error, 'service.rejection.unhandled');
  }

  function onStartFault(error: unknown): void {
    if (stopping.signal.aborted) {
      log.warn({ err: error }, 'service.start.interrupted');
      return;
    }
    const fault = explainStartFault(name, error, process.env);
    for (const line of fault.lines) process.stderr.write(`${line}\n`);
    if (fault.status === 1) log.fatal({ err: error }, 'service.start.failed');
    stop('service.start.failed', fault.status);
  }

  onStopSignal((signal) => stop(signal, 0));
  process.on('uncaughtException', (error) => fail(error, 'service.exception.uncaught'));
  process.on('unhandledRejection', onRejection);

  const shell: Shell = {
    name,
    instanceId,
    log,
    logLines,
    stopping: stopping.signal,
    onClose: (label, close, deadlineMs = CLOSE_MS) => closers.add(label, close, deadlineMs),
    fail: (error) => fail(error),
    async turn() {
      if (!standsBy()) return;
      log.info({ pid: process.pid }, 'service.standing-by');
      await turnGiven(stopping.signal).catch((error: unknown) => {
        if (error instanceof UnneededError) stop('service.standby.unneeded', 0);
        throw error;
      });
      turnMs = performance.now();
    },
    tolerate: (isHarmless) => void tolerated.push(isHarmless),
  };
  starting = start(shell, main, () => turnMs).catch(onStartFault);
  await starting;
}

/**
 * Several services as one process, each under its own name. They start one after the other; at the end all of them
 * stop at once, each newest first, as they would in processes of their own. What one cannot live with ends all.
 */
export function runTogether(name: string, services: readonly Service[]): Promise<void> {
  const longestMs = Math.max(...services.map(({ shutdownMs = SHUTDOWN_MS }) => shutdownMs));
  return runService({
    name,
    shutdownMs: longestMs,
    async main(shell) {
      const roles = services.map(({ name: role, main }) => {
        const { lines: logLines, onLine } = countLines();
        const { instanceId } = shell;
        const log = createLogger({ process: role, instanceId, level: initialLevel(), onLine });
        return { main, closers: createClosers(), name: role, log, logLines };
      });
      let isClosing = false;
      shell.onClose(
        'roles',
        async () => {
          isClosing = true;
          const failed = await Promise.all(roles.map(({ closers, log }) => closers.closeAll(log)));
          if (failed.flat().length > 0) throw new Error(`These did not close: ${failed.flat().join(', ')}`);
        },
        longestMs,
      );
      for (const { main, closers, name: role, log, logLines } of roles) {
        if (shell.stopping.aborted) return;
        const onClose: Shell['onClose'] = (label, close, deadlineMs = CLOSE_MS) => {
          // What a role opens after the roles were closed is for the shell, which looks once more.
          if (isClosing) shell.onClose(label, close, deadlineMs);
          else closers.add(label, close, deadlineMs);
        };
        try {
          await main({ ...shell, name: role, log, logLines, onClose });
        } catch (error) {
          throw new RoleFault(role, error);
        }
      }
    },
  });
}

async function start(shell: Shell, main: Service['main'], turnMs: () => number): Promise<void> {
  await main(shell);
  if (shell.stopping.aborted) return;
  const durationMs = Math.round(performance.now() - turnMs());
  shell.log.info({ durationMs, pid: process.pid }, 'service.started');
}

/** A wrong LOG_LEVEL is for `readEnv` to report. */
function initialLevel(): string {
  const level = process.env.LOG_LEVEL?.trim() ?? '';
  return LOG_LEVELS.some((known) => known === level) ? level : 'info';
}

/** A classifier that throws has not tolerated anything. */
function judged(isHarmless: (error: unknown) => boolean, error: unknown): boolean {
  try {
    return isHarmless(error);
  } catch {
    return false;
  }
}
