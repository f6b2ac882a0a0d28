import { spawn } from 'node:child_process';
import { closeSync, fstatSync, openSync, readSync, renameSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { codeOf, EmbeddedError, type Progress } from '../fault.ts';
import { endProcess } from '../process/end.ts';
import { isAlive } from '../process/identity.ts';
import { isPortFree, randomFreePort } from '../ports.ts';
import type { Engine, Launch } from './engine.ts';
import { readPort, writePort, writeRecord, type ServerRecord } from './record.ts';

/** A server may have hours of writes to replay after a power cut. */
const READY_WITHIN_MS = 300_000;
const SAY_EVERY_MS = 10_000;
const POLL_MS = 25;
/** A server that was killed a moment ago may hold its memory or port for another moment. */
const ATTEMPTS = 4;
const PAUSE_MS = 500;
const LOG_KEPT_BYTES = 10 * 2 ** 20;
const LOG_TAIL_BYTES = 2000;

export interface LaunchOptions {
  dir: string;
  /** The port that it must be; without it the one of earlier times, or any. */
  port?: number | undefined;
  progress: Progress;
  signal?: AbortSignal | undefined;
}

/** Starts the server and waits until it answers. Rejects with an EmbeddedError that shows the end of its log. */
export async function launchServer(engine: Engine, options: LaunchOptions): Promise<ServerRecord> {
  for (let attempt = 1; ; attempt++) {
    const port = await choosePort(engine, options);
    const server = await attemptLaunch(engine, port, options);
    if (server !== null) {
      writePort(options.dir, port);
      return server;
    }
    if (attempt === ATTEMPTS) {
      const tail = logTail(engine.logFile);
      throw new EmbeddedError(`${engine.name} does not start; its log ${engine.logFile} ends with:\n${tail}`);
    }
    await sleep(PAUSE_MS, undefined, options.signal ? { signal: options.signal } : {});
  }
}

async function choosePort(engine: Engine, { dir, port }: LaunchOptions): Promise<number> {
  const wanted = port ?? readPort(dir);
  if (wanted !== null && (await isPortFree(wanted))) return wanted;
  if (port !== undefined)
    throw new EmbeddedError(
      `Port ${port}, meant for ${engine.name}, is taken: stop what listens there or choose another.`,
    );
  return randomFreePort();
}

/** Null when the process ends before it answers. */
async function attemptLaunch(
  engine: Engine,
  port: number,
  { dir, progress, signal }: LaunchOptions,
): Promise<ServerRecord | null> {
  const pid = await spawnServer(engine.launch(port), engine);
  const record = writeRecord(dir, pid, port, engine.settings);
  if (record === null) return null;
  try {
    return (await answersInTime(engine, record, progress, signal)) ? record : null;
  } catch (error) {
    await endProcess(record, engine.stopSteps);
    throw error;
  }
}

async function answersInTime(
  engine: Engine,
  server: ServerRecord,
  progress: Progress,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  const startedMs = performance.now();
  let saidMs = startedMs;
  while (isAlive(server)) {
    signal?.throwIfAborted();
    if (await engine.answers(server.port)) return true;
    const nowMs = performance.now();
    if (nowMs - startedMs > READY_WITHIN_MS)
      throw new EmbeddedError(`${engine.name} runs but does not answer; its log is ${engine.logFile}.`);
    if (nowMs - saidMs > SAY_EVERY_MS) {
      saidMs = nowMs;
      progress(`${engine.name} is still starting (${Math.round((nowMs - startedMs) / 1000)} s)`);
    }
    await sleep(POLL_MS);
  }
  return false;
}

/**
 * The child gets a session of its own, so that a Ctrl-C in the terminal does not reach it before its users have
 * drained, and writes to a file, so that it outlives the death of whoever started it.
 */
async function spawnServer(launch: Launch, { name, logFile }: Engine): Promise<number> {
  const { file, args, ...options } = launch;
  const log = openLog(logFile);
  try {
    const child = spawn(file, args, { ...options, detached: true, stdio: ['ignore', log, log] });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) => reject(spawnFault(name, file, error)));
    });
    child.unref();
    return child.pid!; // there is one once 'spawn' was emitted
  } finally {
    closeSync(log);
  }
}

function spawnFault(name: string, file: string, error: Error): Error {
  if (codeOf(error) === 'EPERM')
    return new EmbeddedError(
      `${name} must not run as root, and this root may not act as another user: run as an ordinary user, or set DATABASE_URL.`,
      { cause: error },
    );
  return new EmbeddedError(`${name} cannot be started (${file}): ${error.message}.`, { cause: error });
}

function openLog(path: string): number {
  try {
    if (statSync(path).size > LOG_KEPT_BYTES) renameSync(path, `${path}.1`);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
  return openSync(path, 'a', 0o600);
}

function logTail(path: string): string {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const buffer = Buffer.alloc(Math.min(size, LOG_TAIL_BYTES));
    readSync(file, buffer, 0, buffer.length, size - buffer.length);
    return buffer.toString('utf8').trim().split('\n').slice(-8).join('\n');
  } finally {
    closeSync(file);
  }
}
