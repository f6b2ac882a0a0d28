import type {
  FetchedFile,
  FileFetcher,
  JournalEntry,
  MediaContent,
  MessageObservation,
} from '@watertight/core';
import type { FileEnd, WaitingMessage } from '@watertight/store';
import { hasFile } from './hold.ts';
import { isStoreDown } from './persistence.ts';
import { every } from './sweep.ts';
import type { PhoneFinder } from './observe.ts';
import type { DeliveryDeps } from './types.ts';

/** Files at once in this process. */
const AT_ONCE = 16;
/** What is due is looked for this often; what this process let wait is begun at once. */
const LOOK_MS = 1000;
/** A dead worker's files are fetched again after this long; a living one renews at a third. */
const LEASE_MS = 15_000;
/** Pauses after each try, as long as the provider keeps the file. */
const PAUSES_MS = [1000, 2000, 5000, 10_000, 30_000, 60_000, 300_000, 900_000, 3_600_000];

/** Fetches the files of messages that wait for them; `onEnd` is called when one has come or will not come. */
export function startFetching(
  deps: DeliveryDeps,
  fetcher: FileFetcher,
  source: JournalEntry['source'],
  options: { findPhone: PhoneFinder; onEnd(): void },
): { poke(): void; stop(): Promise<void> } {
  const { store, log } = deps;
  const stopping = new AbortController();
  const underway = new Map<string, Promise<void>>();

  const begin = (message: WaitingMessage): void => {
    const task = fetchOne(message)
      .catch((error: unknown) =>
        log.warn({ err: error, source }, isStoreDown(error) ? 'file.store-away' : 'file.failed'),
      )
      .finally(() => {
        underway.delete(message.id);
        if (!stopping.signal.aborted) loop.poke();
      });
    underway.set(message.id, task);
  };

  const fetchOne = async (message: WaitingMessage): Promise<void> => {
    const startedAt = performance.now();
    const fetched = await fetchedOf(message);
    // Whoever takes it next begins anew.
    if (fetched.kind === 'missed' && stopping.signal.aborted) return store.waiting.renew([message.id], 0);
    const end = endOf(message, fetched, deps.clock.now());
    await store.waiting.settle(message.id, end);
    log.info(
      {
        journalId: message.journalId,
        phoneId: message.phoneId,
        type: message.observation.type,
        attempt: message.attempts,
        end: end.kind,
        durationMs: Math.round(performance.now() - startedAt),
        ...(fetched.kind === 'missed' ? { why: fetched.detail } : { sizeBytes: fetched.media.sizeBytes }),
      },
      'file.fetch',
    );
    if (end.kind !== 'again') options.onEnd();
  };

  const fetchedOf = async ({ phoneId, observation }: WaitingMessage): Promise<FetchedFile> => {
    const phone = await options.findPhone({ phoneId });
    if (!phone || !hasFile(observation)) return GONE;
    return fetcher.fetchFile(phone, observation, stopping.signal);
  };

  const claim = async () => {
    const free = AT_ONCE - underway.size;
    if (free <= 0 || stopping.signal.aborted) return;
    for (const message of await store.waiting.claim(source, free, LEASE_MS)) begin(message);
  };

  const loop = every(LOOK_MS, `files ${source}`, log, claim);
  const renewing = every(LEASE_MS / 3, `leases of files ${source}`, log, () =>
    store.waiting.renew([...underway.keys()], LEASE_MS),
  );
  return {
    poke: loop.poke,
    async stop() {
      await loop.stop();
      stopping.abort();
      await Promise.all(underway.values());
      await renewing.stop();
    },
  };
}

const GONE: FetchedFile = { kind: 'missed', detail: 'Its phone was removed.', isPassing: false };

function endOf(message: WaitingMessage, fetched: FetchedFile, now: Date): FileEnd {
  const { observation, attempts } = message;
  if (fetched.kind === 'kept') {
    const { mediaError: _, ...content } = observation.content as MediaContent;
    return { kind: 'kept', observation: { ...observation, content: { ...content, media: fetched.media } } };
  }
  const content = { ...observation.content, media: null, mediaError: fetched.detail };
  const told: MessageObservation = { ...observation, content };
  const afterMs = PAUSES_MS[Math.min(attempts, PAUSES_MS.length) - 1] ?? LOOK_MS;
  const isOver = !observation.file || now.getTime() + afterMs > observation.file.goneAt.getTime();
  return fetched.isPassing && !isOver
    ? { kind: 'again', observation: told, afterMs }
    : { kind: 'missed', observation: told };
}
