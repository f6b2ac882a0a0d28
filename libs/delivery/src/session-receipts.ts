import { noTracing } from '@watertight/core';
import { sentBumps } from '@watertight/store';
import { applyReceipts } from './observe.ts';
import { isStoreDown } from './persistence.ts';
import type { Receipt } from './receipts.ts';
import { every } from './sweep.ts';
import { traceReceipts } from './trace.ts';
import type { DeliveryDeps } from './types.ts';

/** The receipts of one message; they are tried together, so that a later one does not pass an earlier one. */
interface Waiting {
  phoneId: string;
  receipts: Receipt[];
  tries: number;
  dueAt: number;
}

const MAX_MESSAGES = 20_000;
const BATCH = 500;
/** What comes within it is written together: a message's receipts follow each other closely. */
const LOOK_MS = 50;
/** A receipt can come before its message's provider id is on record; one for a message that is not ours never matches. */
const RETRY_MS = [50, 100, 250, 500, 1000, 2000, 4000];

/** Applies the receipts of sessions in batches; keeps them while the database is away, up to a bound. */
export function createSessionReceipts(deps: DeliveryDeps) {
  const { store, coordination, log, tracing = noTracing } = deps;
  const waiting = new Map<string, Waiting>();
  let dropped = 0;

  /** Answers which of them name a message that is not known. */
  const apply = async (batch: [string, Waiting][]): Promise<Set<string>> => {
    const placed = batch.flatMap(([key, { phoneId, receipts }]) =>
      receipts.map((receipt) => ({
        phoneId,
        heard: {
          journalId: key,
          observation: { kind: 'receipt' as const, phone: { phoneId }, messageId: null, ...receipt },
        },
      })),
    );
    const { unmatched, changed } = await store.transaction(async (tx) => {
      const applied = await applyReceipts(store, tx, placed);
      await store.chats.bump(tx, sentBumps(applied.changed, deps.clock.now()));
      return applied;
    });
    traceReceipts(tracing, changed);
    for (const { companyId, id } of changed)
      coordination.publish('messages', { companyId, messageIds: [id] });
    return new Set(unmatched.keys());
  };

  /** What is not done goes back, before what came meanwhile. */
  const putBack = (key: string, entry: Waiting, pauseMs: number) => {
    const newer = waiting.get(key)?.receipts ?? [];
    waiting.set(key, {
      ...entry,
      receipts: [...entry.receipts, ...newer],
      dueAt: performance.now() + pauseMs,
    });
  };

  const flush = async () => {
    const now = performance.now();
    const batch = [...waiting].filter(([, { dueAt }]) => dueAt <= now).slice(0, BATCH);
    if (batch.length === 0) return;
    for (const [key] of batch) waiting.delete(key);
    try {
      const unmatched = await apply(batch);
      for (const [key, entry] of batch) {
        const pauseMs = RETRY_MS[entry.tries];
        if (unmatched.has(key) && pauseMs !== undefined)
          putBack(key, { ...entry, tries: entry.tries + 1 }, pauseMs);
      }
    } catch (error) {
      if (!isStoreDown(error)) throw error;
      for (const [key, entry] of batch) putBack(key, entry, LOOK_MS);
    }
  };

  const loop = every(LOOK_MS, 'session receipts', log, flush);
  return {
    push(phoneId: string, receipt: Receipt) {
      const key = `${phoneId} ${receipt.providerMessageId}`;
      const known = waiting.get(key);
      if (known) {
        known.receipts.push(receipt);
        return;
      }
      if (waiting.size >= MAX_MESSAGES) {
        if (dropped++ % 1000 === 0) log.error({ dropped }, 'receipts.dropped');
        return;
      }
      waiting.set(key, { phoneId, receipts: [receipt], tries: 0, dueAt: 0 });
    },
    async stop() {
      await loop.stop();
      await flush().catch((error: unknown) => log.warn({ err: error, left: waiting.size }, 'receipts.left'));
    },
  };
}
