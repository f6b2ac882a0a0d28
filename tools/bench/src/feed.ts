import { setTimeout as pause } from 'node:timers/promises';
import type { BenchCompany } from './company.ts';
import { TEXT } from './company.ts';
import type { Bench } from './system.ts';

const BATCH = 250;
/** So many messages wait, so that a worker is never idle, and little is left over at the end. */
const WAITING = 3000;
const CHATS = 4000;
const EVERY_MS = 20;

/** Keeps the queues of a company's phones filled from many chats, in batches. `done` says how many came out. */
export function startFeed(bench: Bench, { id, phones }: BenchCompany, done: () => Promise<number>) {
  let accepted = 0;
  let stopped = false;
  const messages = () =>
    Array.from({ length: BATCH }, (_, n) => ({
      type: 'text',
      chatId: `6011${String((accepted + n) % CHATS).padStart(7, '0')}`,
      phoneIndex: ((accepted + n) % CHATS) % phones,
      message: TEXT,
    }));
  const running = (async () => {
    while (!stopped) {
      bench.signal.throwIfAborted();
      if (accepted - (await done()) >= WAITING) {
        await pause(EVERY_MS);
        continue;
      }
      const { data } = await bench.system.post<{ data: { status: number }[] }>(
        `/api/v2/messages/batch/${id}`,
        { messages: messages() },
      );
      if (data.some(({ status }) => status !== 202)) throw new Error('A message of the feed was refused');
      accepted += BATCH;
    }
  })();
  running.catch(() => undefined); // whoever stops it hears of it
  return {
    async stop(): Promise<number> {
      stopped = true;
      await running;
      return accepted;
    },
  };
}

/** How much a count grows while it is looked at. */
export async function growth(
  count: () => Promise<number>,
  seconds: number,
  { begun, ended }: { begun(): void; ended(): void },
): Promise<{ count: number; seconds: number }> {
  const [from, startedMs] = [await count(), performance.now()];
  begun();
  await pause(seconds * 1000);
  ended();
  const [to, endedMs] = [await count(), performance.now()];
  return { count: to - from, seconds: (endedMs - startedMs) / 1000 };
}

/** Messages that have reached the simulator since it was started. */
export const reached = async ({ system }: Bench): Promise<number> =>
  (await system.observe<{ messages: number }>('metaSim', '/sim/ledger/summary')).messages;
