import { connect, type Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import { createAnswers } from './answers.ts';
import type { LoadPlan, LoadRequest, LoadResult } from './plan.ts';
import { quantile } from './quantile.ts';

const TICK_MS = 1;
const CONNECT_MS = 5000;
/** For what is under way at the end. */
const END_MS = 10_000;
/** Samples kept; what is beyond is counted, not timed. */
const MAX_SAMPLES = 4_000_000;

/** Called when the measured time begins and ends, so that others can look at their clocks. */
export interface Moments {
  begun(): void;
  ended(): void;
}

/**
 * Puts load on a server over raw sockets: requests are made before, answers are searched for their status and their
 * length alone. That takes a third of what a general client takes. @throws Error when a connection breaks
 */
export async function generate(plan: LoadPlan, moments: Moments): Promise<LoadResult> {
  const sockets = await Promise.all(Array.from({ length: plan.connections }, () => open(plan.port)));
  try {
    return await drive(plan, sockets, moments);
  } finally {
    for (const socket of sockets) socket.destroy();
  }
}

async function drive(plan: LoadPlan, sockets: Socket[], moments: Moments): Promise<LoadResult> {
  const wire = plan.requests.map((request) => wireOf(plan, request));
  const tally = createTally(plan.expect);
  const due: number[] = [];
  const idle: (() => void)[] = [];
  let next = 0;
  let ending = false;
  let broken: Error | undefined;

  const isBusy = sockets.map(() => false);
  sockets.forEach((socket, index) => {
    let askedMs = 0;
    const ask = () => {
      const planned = plan.perSecond === undefined ? performance.now() : due.shift();
      isBusy[index] = planned !== undefined && !ending;
      if (planned === undefined) return void idle.push(ask);
      if (ending) return;
      askedMs = planned;
      socket.write(wire[next++ % wire.length] as Buffer);
    };
    const read = createAnswers(({ status, body }) => {
      tally.count(status, body, performance.now() - askedMs);
      ask();
    });
    socket.on('data', (bytes) => {
      try {
        read(bytes);
      } catch (error) {
        broken ??= error as Error;
      }
    });
    socket.on('close', () => (broken ??= ending ? undefined : new Error('A connection was closed')));
    socket.on('error', (error) => (broken ??= error));
    ask();
  });

  const pacer = plan.perSecond === undefined ? undefined : startPacer(plan.perSecond, due, idle);
  const assertWhole = () => {
    if (broken) throw broken;
  };
  try {
    await pause(plan.warmUpMs);
    assertWhole();
    moments.begun();
    const cpu = process.cpuUsage();
    const startedMs = performance.now();
    tally.start();
    await pause(plan.measureMs);
    const result = tally.end();
    const seconds = (performance.now() - startedMs) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    moments.ended();
    assertWhole();
    return { ...result, seconds, cpuMs: (user + system) / 1000 };
  } finally {
    ending = true;
    clearInterval(pacer);
    const until = performance.now() + END_MS;
    while (!broken && isBusy.includes(true) && performance.now() < until) await pause(TICK_MS);
  }
}

/** What is due, at the moments at which it is due; whoever is idle takes it at once. */
function startPacer(perSecond: number, due: number[], idle: (() => void)[]): NodeJS.Timeout {
  const startedMs = performance.now();
  let given = 0;
  return setInterval(() => {
    const wanted = Math.floor(((performance.now() - startedMs) / 1000) * perSecond);
    for (; given < wanted; given++) due.push(startedMs + (given * 1000) / perSecond);
    while (due.length > 0 && idle.length > 0) idle.pop()?.();
  }, TICK_MS);
}

function createTally(expect: number) {
  let counting = false;
  let answered = 0;
  let failed = 0;
  let firstFailure: string | null = null;
  const samples: number[] = [];
  return {
    count(status: number, body: Buffer, tookMs: number): void {
      if (status !== expect) firstFailure ??= `${status} ${body.toString('utf8', 0, 300)}`;
      if (!counting) return;
      if (status === expect) answered++;
      else failed++;
      if (samples.length < MAX_SAMPLES) samples.push(tookMs);
    },
    start: () => void (counting = true),
    end() {
      counting = false;
      const all = Float64Array.from(samples);
      const latency = { p50: quantile(all, 0.5), p99: quantile(all, 0.99), max: quantile(all, 1) };
      return { answered, failed, firstFailure, latency };
    },
  };
}

function wireOf({ method, headers }: LoadPlan, { path, body, headers: own }: LoadRequest): Buffer {
  const lines = Object.entries({ host: '127.0.0.1', ...headers, ...own }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  const length = method === 'GET' ? '' : `content-length: ${Buffer.byteLength(body)}\r\n`;
  return Buffer.from(`${method} ${path} HTTP/1.1\r\n${lines.join('')}${length}\r\n${body}`);
}

function open(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, noDelay: true });
    socket.setTimeout(CONNECT_MS, () => socket.destroy(new Error(`No connection to port ${port}`)));
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.setTimeout(0);
      socket.off('error', reject);
      resolve(socket);
    });
  });
}
