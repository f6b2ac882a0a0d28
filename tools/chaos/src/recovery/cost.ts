import { setTimeout as pause } from 'node:timers/promises';
import type { System } from '@watertight/e2e';
import { PHONE_INDEX } from '../channels.ts';
import type { Constellation } from '../constellation.ts';
import { until } from '../until.ts';
import { CRASHING, crashLoop } from './faults.ts';
import type { Orders } from './orders.ts';

/** What a crash-looping WhatsApp Web worker costs the other channel. */
export interface LoopCost {
  /** Messages a second that reached Meta with everything calm, before and after the loop. */
  calm: number;
  /** The same while the worker crashed again and again. */
  loop: number;
  /** Lives of the worker that ended during it. */
  crashes: number;
  accepted: number;
  arrived: number;
  duplicated: number;
}

/** At most this part of Meta's throughput may be lost. */
export const LOOP_COST_BAR = 0.1;

const CALM_MS = 15_000;
const LOOP_MS = 30_000;
const WARM_UP_MS = 5000;
const BATCH = 500;
/** So many messages always wait, so that the worker is never idle. */
const WAITING = 3000;
/** A bound for the load, however fast it is drained. */
const MAX_MESSAGES = 400_000;
const CHATS = 2000;
const FEED_EVERY_MS = 50;
const DRAINED_WITHIN_MS = 120_000;
const BACK_WITHIN_MS = 60_000;

/** As many messages as Meta's worker can send, before, while, and after the WhatsApp Web worker crashes in a loop. */
export async function measureLoopCost(
  constellation: Constellation,
  orders: Orders,
  signal: AbortSignal,
): Promise<LoopCost> {
  const { system } = constellation;
  const { messages: before, duplicatesByOpaque: doubledBefore } = await summary(system);
  const feed = startFeed(system, before, signal);
  try {
    await pause(WARM_UP_MS, undefined, { signal });
    const calmBefore = await rate(system, CALM_MS, signal);
    const { crashes, loop } = await looping(constellation, orders, signal);
    const calmAfter = await rate(system, CALM_MS, signal);
    const accepted = await feed.stop();
    const haveArrived = async () => (await reached(system)) >= before + accepted;
    await until('all have arrived', DRAINED_WITHIN_MS, haveArrived, { pollMs: 250, signal });
    const { messages, duplicatesByOpaque } = await summary(system);
    return {
      calm: (calmBefore + calmAfter) / 2,
      loop,
      crashes,
      accepted,
      arrived: messages - before - (duplicatesByOpaque - doubledBefore),
      duplicated: duplicatesByOpaque - doubledBefore,
    };
  } finally {
    await feed.stop();
  }
}

async function looping(constellation: Constellation, orders: Orders, signal: AbortSignal) {
  const { system } = constellation;
  const fault = crashLoop(orders, CRASHING);
  const restarts = () => system.restartsOf(CRASHING);
  const before = await restarts();
  await fault.inject(constellation);
  const loop = await rate(system, LOOP_MS, signal).finally(() => fault.heal!(constellation));
  const crashes = (await restarts()) - before;
  const isBack = async () => (await system.phoneStatus(PHONE_INDEX[CRASHING])) === 'ready';
  await until('the WhatsApp Web phone is ready again', BACK_WITHIN_MS, isBack, { pollMs: 200, signal });
  return { loop, crashes };
}

/** Messages a second that reach Meta. */
async function rate(system: System, forMs: number, signal: AbortSignal): Promise<number> {
  const [from, startedMs] = [await reached(system), performance.now()];
  await pause(forMs, undefined, { signal });
  const [to, endedMs] = [await reached(system), performance.now()];
  return ((to - from) * 1000) / (endedMs - startedMs);
}

interface Summary {
  messages: number;
  duplicatesByOpaque: number;
}
const summary = (system: System) => system.observe<Summary>('metaSim', '/sim/ledger/summary');
const reached = async (system: System) => (await summary(system)).messages;

/** Keeps the phone's queue filled from many chats. `stop` answers how many were accepted. */
function startFeed(system: System, before: number, signal: AbortSignal) {
  let accepted = 0;
  let stopped = false;
  const batch = () =>
    Array.from({ length: BATCH }, (_, n) => ({
      type: 'text',
      chatId: `60133${String((accepted + n) % CHATS).padStart(6, '0')}`,
      phoneIndex: PHONE_INDEX.meta,
      message: `cost ${accepted + n}`,
    }));
  const running = (async () => {
    while (!stopped && accepted < MAX_MESSAGES) {
      signal.throwIfAborted();
      if (before + accepted - (await reached(system)) >= WAITING) await pause(FEED_EVERY_MS);
      else accepted += await post(system, batch());
    }
  })();
  return {
    async stop(): Promise<number> {
      stopped = true;
      await running;
      return accepted;
    },
  };
}

async function post(system: System, messages: object[]): Promise<number> {
  const { data } = await system.post<{ data: { status: number }[] }>('/api/v2/messages/batch/demo', {
    messages,
  });
  return data.filter(({ status }) => status === 202).length;
}
