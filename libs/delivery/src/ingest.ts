import type { JournalEntry, Receiver, WabaRef } from '@watertight/core';
import { createCache } from '@watertight/routing';
import type { JournalResult, PhoneWithState, Queryable } from '@watertight/store';
import {
  observe,
  type Heard,
  type Observed,
  type PhoneFinder,
  type PhonePlacer,
  type Unmatched,
} from './observe.ts';
import { isStoreDown } from './persistence.ts';
import type { DeliveryDeps, Ingest } from './types.ts';

const BATCH = 100;
/** What was said under a former spelling moves at once up to this many messages; the sweep moves the rest. */
const MOVE_AT_ONCE = 500;
/** The journal is looked through this often, whatever was said; a commit of this process is worked on at once. */
const LOOK_MS = 1000;
/** A receipt for a message that is not known yet is tried again for about two minutes. */
const RETRY_MS = [250, 500, 1000, 2000, 5000, 10_000, 20_000, 40_000, 60_000];

/**
 * The way in for what providers say: the raw body is committed first; what it means is worked out afterwards, by
 * any process of the channel, and again after a crash.
 */
export function createIngest(
  deps: DeliveryDeps,
  receiver: Receiver,
  source: JournalEntry['source'],
): Ingest & { start(): void; stop(): Promise<void> } {
  const { store, log } = deps;
  const placePhones = phonePlacer(deps);
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = true;

  const work = async () => {
    do {
      again = false;
      while ((await processBatch(deps, receiver, source, placePhones)) >= BATCH && !stopped);
    } while (again && !stopped);
  };

  const poke = () => {
    again = true;
    if (stopped || running) return;
    running = work()
      .catch((error: unknown) =>
        log.warn({ err: error, source }, isStoreDown(error) ? 'journal.store-away' : 'journal.failed'),
      )
      .finally(() => (running = undefined));
  };

  return {
    async commit(body, phoneId) {
      await store.journal.commit({ source, phoneId: phoneId ?? null, body });
      poke();
    },
    start() {
      stopped = false;
      timer = setInterval(poke, LOOK_MS);
      poke();
    },
    async stop() {
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

async function processBatch(
  deps: DeliveryDeps,
  receiver: Receiver,
  source: JournalEntry['source'],
  placePhones: PhonePlacer,
): Promise<number> {
  const { store, coordination, log } = deps;
  let observed: Observed | undefined;
  const work = async (tx: Queryable, entries: JournalEntry[]) => {
    const read = entries.map((entry) => ({ entry, ...readEntry(receiver, entry) }));
    observed = await observe(
      deps,
      tx,
      read.flatMap(({ heard }) => heard),
      placePhones,
    );
    const { unmatched, homeless } = observed;
    return read.map(({ entry, fault }) => resultOf(entry, fault, unmatched, homeless));
  };
  const count = await store.journal.process(source, BATCH, work);
  if (observed) {
    for (const [companyId, messageIds] of idsByCompany(observed))
      coordination.publish('messages', { companyId, messageIds });
    for (const { contactId } of observed.linked) await store.contacts.moveLinked(MOVE_AT_ONCE, contactId);
    if (count > 0) {
      log.debug(
        { source, entries: count, changed: observed.changed.length, arrived: observed.arrived.length },
        'journal.processed',
      );
    }
  }
  return count;
}

function readEntry(receiver: Receiver, entry: JournalEntry): { heard: Heard[]; fault?: string } {
  try {
    return {
      heard: receiver.receive(entry).map((observation) => ({ journalId: entry.journalId, observation })),
    };
  } catch (error) {
    return { heard: [], fault: `Unreadable: ${error instanceof Error ? error.message : String(error)}` };
  }
}

function resultOf(
  { journalId, attempts }: JournalEntry,
  fault: string | undefined,
  unmatched: Unmatched,
  homeless: Set<string>,
): JournalResult {
  if (fault) return { journalId, kind: 'given-up', error: fault };
  if (!unmatched.has(journalId)) {
    return homeless.has(journalId)
      ? { journalId, kind: 'given-up', error: 'It names a phone or an account that is not configured here.' }
      : { journalId, kind: 'done' };
  }
  const error = 'It names a message, or an attempt, that is not known.';
  const afterMs = RETRY_MS[attempts];
  if (afterMs !== undefined) return { journalId, kind: 'again', afterMs, error };
  return unmatched.get(journalId) === 'foreign'
    ? { journalId, kind: 'done' }
    : { journalId, kind: 'given-up', error };
}

function idsByCompany({ changed, arrived, spokenOf }: Observed): Map<string, string[]> {
  const ids = new Map<string, string[]>();
  for (const { companyId, id } of [...changed, ...arrived, ...spokenOf])
    ids.set(companyId, [...(ids.get(companyId) ?? []), id]);
  return ids;
}

const KNOWN = { ttlMs: 2000, maxEntries: 10_000 };

/** Finds phones as observations name them; what was found a moment ago is not asked again. */
export function phoneFinder({ store, coordination, clock }: DeliveryDeps): PhoneFinder {
  const cache = createCache({
    ...KNOWN,
    clock,
    load: (key) => {
      const [kind, id = ''] = key.split(' ');
      return kind === 'id' ? store.phones.byId(id) : store.phones.byNumberId(id);
    },
  });
  coordination.subscribe('phones', ({ phoneId }) => cache.forget(`id ${phoneId}`));
  return (ref) => cache.get('phoneId' in ref ? `id ${ref.phoneId}` : `number ${ref.phoneNumberId}`);
}

/** Finds the phones that a word is told to: one, or of a business account one of each company. */
function phonePlacer(deps: DeliveryDeps): PhonePlacer {
  const findPhone = phoneFinder(deps);
  const ofWaba = createCache({
    ...KNOWN,
    clock: deps.clock,
    load: (wabaId) => deps.store.phones.byWaba(wabaId),
  });
  return async (ref) => {
    if (!('wabaId' in ref)) return [(await findPhone(ref)) ?? []].flat();
    const speaker = ref.spokenBy === undefined ? null : await findPhone({ phoneId: ref.spokenBy });
    if (ref.spokenBy !== undefined && !speaker) return [];
    return oneOfEachCompany(ref, speaker?.companyId, await ofWaba.get(ref.wabaId));
  };
}

function oneOfEachCompany(
  { phoneNumber }: WabaRef,
  only: string | undefined,
  phones: PhoneWithState[],
): PhoneWithState[] {
  const chosen = new Map<string, PhoneWithState>();
  for (const phone of phones) {
    if (only !== undefined && phone.companyId !== only) continue;
    const isNamed = phoneNumber !== undefined && phone.state.me === phoneNumber;
    if (isNamed || !chosen.has(phone.companyId)) chosen.set(phone.companyId, phone);
  }
  return [...chosen.values()];
}
