import type { Coordination } from '@watertight/coordination';
import { CodedError, newId, type Log } from '@watertight/core';
import { every, isStoreDown, type Loop } from '@watertight/delivery';
import type { MediaFiles } from '@watertight/media';
import type { ErasureStep, ErasureTiming, Store } from '@watertight/store';
import { AsyncResource } from 'node:async_hooks';

/** Does what erasures have to do, step by step. Any number of processes may: one erasure is one process's at a time. */
export interface Erasing {
  /** There is something new. */
  poke(): void;
  /** Begins to look for what there is to do. */
  start(): void;
  /** Ends after the step that is under way; another process goes on. */
  stop(): Promise<void>;
}

export interface ErasingOptions {
  store: Pick<Store, 'erasures' | 'media'>;
  files: Pick<MediaFiles, 'delete'>;
  coordination: Pick<Coordination, 'publish'>;
  log: Log;
  timing?: Partial<ErasureTiming>;
  everyMs?: number;
  leaseMs?: number;
}

const EVERY_MS = 2000;
/** Longer than a step, whose statements take at most ten seconds each. */
const LEASE_MS = 60_000;
const AGAIN_MS = 5000;
/** Somebody else drops these files at this moment. */
const BUSY_MS = 500;
const TIMING: ErasureTiming = { tellMs: 30_000, journalMs: 60_000, lateMs: 15_000 };

export function createErasing(options: ErasingOptions): Erasing {
  const { store, log, everyMs = EVERY_MS, leaseMs = LEASE_MS } = options;
  const owner = newId('era');
  const stopping = new AbortController();

  let loop: Loop | null = null;

  async function doAll(): Promise<void> {
    while (!stopping.signal.aborted) {
      const erasureId = await store.erasures.take(owner, leaseMs);
      if (erasureId === null) return;
      await run(erasureId);
    }
  }

  async function run(erasureId: string): Promise<void> {
    try {
      while (!stopping.signal.aborted) {
        if (!(await goOn(options, erasureId, owner, leaseMs))) return;
      }
      await store.erasures.giveBack(erasureId, owner, { waitMs: 0 });
    } catch (error) {
      log.warn({ err: error, erasureId }, 'erasure.failed');
      if (isStoreDown(error)) return; // its hold runs out
      await store.erasures.giveBack(erasureId, owner, { waitMs: AGAIN_MS, fault: sentenceOf(error) });
    }
  }

  return {
    // Not as the company that asks: its role may not, and the next erasure is another's.
    poke: AsyncResource.bind(() => loop?.poke()),
    start: () => void (loop = every(everyMs, 'erasures', log, doAll)),
    async stop() {
      stopping.abort();
      await loop?.stop();
    },
  };
}

/** One step; false when there is nothing more to do for now. */
async function goOn(
  { store, files, coordination, log, timing }: ErasingOptions,
  erasureId: string,
  owner: string,
  leaseMs: number,
): Promise<boolean> {
  const step = await store.erasures.step(erasureId, owner, leaseMs, { ...TIMING, ...timing });
  if (step === null) return false;
  const { companyId, kind, counts, status } = step.erasure;
  if (step.changed.length > 0) coordination.publish('messages', { companyId, messageIds: step.changed });
  if (status === 'done') log.info({ erasureId, companyId, kind, ...counts }, 'erasure.done');
  if (step.drop.length > 0 && !(await dropAll(store, files, step)))
    await store.erasures.giveBack(erasureId, owner, { waitMs: BUSY_MS });
  return !step.isOver;
}

/** False when somebody else was at all of them. */
async function dropAll(
  store: ErasingOptions['store'],
  files: ErasingOptions['files'],
  { drop }: ErasureStep,
): Promise<boolean> {
  let dropped = 0;
  for (const mediaId of drop)
    if (await store.media.drop(mediaId, (storageKey) => files.delete(storageKey))) dropped++;
  return dropped > 0;
}

/** What an operator may read: no statement, and nothing of what is looked for. */
const sentenceOf = (error: unknown): string =>
  error instanceof CodedError ? error.code : error instanceof Error ? error.name : 'Error';
