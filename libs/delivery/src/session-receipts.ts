import type { Queryable } from '@watertight/store';
import { applyReceipts } from './observe.ts';
import { isStoreDown } from './persistence.ts';
import type { Receipt } from './receipts.ts';
import { every } from './sweep.ts';
import type { DeliveryDeps } from './types.ts';

interface Waiting {
  phoneId: string;
  receipt: Receipt;
  tries: number;
  dueAt: number;
}

const MAX_WAITING = 20_000;
const LOOK_MS = 250;
/** A receipt can come before its message's provider id is on record; one for a message that is not ours never matches. */
const RETRY_MS = [250, 500, 1000, 2000, 4000];

/** Applies the receipts of sessions in batches; keeps them while the database is away, up to a bound. */
export function createSessionReceipts(deps: DeliveryDeps) {
  const { store, coordination, log } = deps;
  let waiting: Waiting[] = [];
  let dropped = 0;

  const apply = async (batch: Waiting[]) => {
    const placed = batch.map(({ phoneId, receipt }, index) => ({
      phoneId,
      heard: {
        journalId: String(index),
        observation: { kind: 'receipt' as const, phone: { phoneId }, messageId: null, ...receipt },
      },
    }));
    const { unmatched, changed } = await store.transaction((tx: Queryable) =>
      applyReceipts(store, tx, placed),
    );
    for (const { companyId, id } of changed)
      coordination.publish('messages', { companyId, messageIds: [id] });
    return batch.filter((_, index) => unmatched.has(String(index)));
  };

  const again = (entries: Waiting[]) => {
    for (const entry of entries) {
      const afterMs = RETRY_MS[entry.tries];
      if (afterMs !== undefined)
        waiting.push({ ...entry, tries: entry.tries + 1, dueAt: performance.now() + afterMs });
    }
  };

  const flush = async () => {
    const now = performance.now();
    const batch = waiting.filter(({ dueAt }) => dueAt <= now).slice(0, 500);
    if (batch.length === 0) return;
    const taken = new Set(batch);
    waiting = waiting.filter((entry) => !taken.has(entry));
    try {
      again(await apply(batch));
    } catch (error) {
      if (!isStoreDown(error)) throw error;
      waiting.unshift(...batch);
    }
  };

  const loop = every(LOOK_MS, 'session receipts', log, flush);
  return {
    push(phoneId: string, receipt: Receipt) {
      if (waiting.length >= MAX_WAITING) {
        if (dropped++ % 1000 === 0) log.error({ dropped }, 'receipts.dropped');
        return;
      }
      waiting.push({ phoneId, receipt, tries: 0, dueAt: 0 });
      loop.poke();
    },
    async stop() {
      await loop.stop();
      await flush().catch((error: unknown) =>
        log.warn({ err: error, left: waiting.length }, 'receipts.left'),
      );
    },
  };
}
