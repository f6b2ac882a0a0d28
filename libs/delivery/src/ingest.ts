import {
  faultWord,
  groupBy,
  noTracing,
  type FileFetcher,
  type JournalEntry,
  type Receiver,
  type Span,
} from '@watertight/core';
import type { JournalResult, Queryable } from '@watertight/store';
import { isPoison, observeEach, reasonOf, within } from './careful.ts';
import { startFetching } from './files.ts';
import { HOLD_MS, holdBack } from './hold.ts';
import {
  observe,
  type Heard,
  type HeardStop,
  type Observed,
  type PhonePlacer,
  type Unmatched,
} from './observe.ts';
import { isStoreDown } from './persistence.ts';
import { stopPhone } from './phone-faults.ts';
import { phoneFinder, phonePlacer } from './placing.ts';
import { traceReceipts } from './trace.ts';
import type { DeliveryDeps, Ingest } from './types.ts';

const BATCH = 100;
/** What was said under a former spelling moves at once up to this many messages; the sweep moves the rest. */
const MOVE_AT_ONCE = 500;
/** The journal is looked through this often, whatever was said; a commit of this process is worked on at once. */
const LOOK_MS = 1000;
/** A receipt for a message that is not known yet is tried again for about two minutes. */
const RETRY_MS = [250, 500, 1000, 2000, 5000, 10_000, 20_000, 40_000, 60_000];

/** What makes sense of raw bodies; with `fetchFile` where messages name files that are to be fetched. */
export type Understanding = Receiver & Partial<FileFetcher>;

interface Work {
  deps: DeliveryDeps;
  receiver: Understanding;
  source: JournalEntry['source'];
  placePhones: PhonePlacer;
  holdMs: number;
}

/**
 * The way in for what providers say: the raw body is committed first; what it means is worked out afterwards, by
 * any process of the channel, and again after a crash. A message whose file is still to be fetched is told when the
 * file has come, and what follows it in its chat after it; after `holdMs` (a minute) both are told without it.
 */
export function createIngest(
  deps: DeliveryDeps,
  receiver: Understanding,
  source: JournalEntry['source'],
  options: { holdMs?: number } = {},
): Ingest & { start(): void; stop(): Promise<void> } {
  const { store, log } = deps;
  const findPhone = phoneFinder(deps);
  const placePhones = phonePlacer(deps, findPhone);
  const { holdMs = HOLD_MS } = options;
  const context: Work = { deps, receiver, source, placePhones, holdMs };
  let timer: NodeJS.Timeout | undefined;
  let fetching: ReturnType<typeof startFetching> | undefined;
  let running: Promise<void> | undefined;
  let again = false;
  let stopped = true;

  const work = async () => {
    do {
      again = false;
      let read: Read;
      do {
        read = await processBatch(context);
        if (read.held > 0) fetching?.poke();
      } while (read.count >= BATCH && !stopped);
      while (fetching && (await tellWaiting(context)) >= BATCH && !stopped);
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
    async commit(body, phoneId, traceparent = null) {
      await store.journal.commit({ source, phoneId: phoneId ?? null, body, traceparent });
      poke();
    },
    start() {
      stopped = false;
      const { fetchFile } = receiver;
      if (fetchFile) fetching = startFetching(deps, { fetchFile }, source, { findPhone, onEnd: poke });
      timer = setInterval(poke, LOOK_MS);
      poke();
    },
    async stop() {
      await fetching?.stop();
      stopped = true;
      clearInterval(timer);
      await running;
    },
  };
}

interface Read {
  /** Entries. */
  count: number;
  /** Messages that wait now. */
  held: number;
}

/** The next entries of the journal, together; when something in them cannot be written, one after the other. */
async function processBatch(work: Work): Promise<Read> {
  try {
    return await processSome(work, BATCH, observe);
  } catch (error) {
    if (!isPoison(error)) throw error;
    work.deps.log.error({ ...reasonOf(error), source: work.source }, 'journal.poisoned');
    const total: Read = { count: 0, held: 0 };
    for (let read: Read | undefined; total.count < BATCH && read?.count !== 0;) {
      read = await processSome(work, 1, observeEach);
      total.count += read.count;
      total.held += read.held;
    }
    return total;
  }
}

async function processSome(
  { deps, receiver, source, placePhones, holdMs }: Work,
  limit: number,
  write: typeof observeEach,
): Promise<Read> {
  let observed: Observed | undefined;
  let held = 0;
  const spans: Span[] = [];
  const work = async (tx: Queryable, entries: JournalEntry[]) => {
    const read = entries.map((entry) => {
      const span = observing(deps, entry.traceparent, spans);
      return { entry, ...readEntry(receiver, entry, span?.traceparent ?? undefined) };
    });
    let heard: Heard[] = read.flatMap((one) => one.heard);
    if (receiver.fetchFile) {
      const byId = new Map(entries.map((entry) => [entry.journalId, entry]));
      const split = () => holdBack(deps.store, tx, byId, heard, { placePhones, holdMs });
      ({ now: heard, held } = await (write === observe ? split() : orAll(tx, split, heard)));
    }
    observed = await write(deps, tx, heard, placePhones);
    const { unmatched, homeless } = observed;
    return read.map(({ entry, fault }) => resultOf(entry, fault, unmatched, homeless));
  };
  const count = await ended(spans, deps.store.journal.process(source, limit, work));
  if (observed) await announce(deps, observed);
  if (count > 0) deps.log.debug({ source, entries: count, held }, 'journal.processed');
  return { count, held };
}

/** What cannot even wait is told as it is. */
async function orAll<T>(tx: Queryable, split: () => Promise<T>, heard: Heard[]) {
  try {
    return await within(tx, split);
  } catch (error) {
    if (!isPoison(error)) throw error;
    return { now: heard, held: 0 };
  }
}

/** Tells of messages that waited, whose turn has come. */
async function tellWaiting(work: Work): Promise<number> {
  try {
    return await tellSome(work, BATCH, observe);
  } catch (error) {
    if (!isPoison(error)) throw error;
    let told = 0;
    while (told < BATCH && (await tellSome(work, 1, observeEach)) > 0) told++;
    return told;
  }
}

async function tellSome(
  { deps, source, placePhones }: Work,
  limit: number,
  write: typeof observeEach,
): Promise<number> {
  let observed: Observed | undefined;
  const spans: Span[] = [];
  const told = deps.store.waiting.tell(source, limit, async (tx, messages) => {
    const heard = messages.map((message) => {
      const span = observing(deps, message.traceparent, spans);
      return { ...message, traceparent: span?.traceparent ?? undefined };
    });
    observed = await write(deps, tx, heard, placePhones);
  });
  const count = await ended(spans, told);
  if (observed) await announce(deps, observed);
  return count;
}

/**
 * What follows a commit: whoever waits for these messages hears of it, phones that cannot send any more stop, and
 * former spellings are cleared up.
 */
async function announce(deps: DeliveryDeps, observed: Observed): Promise<void> {
  const { store, coordination, tracing = noTracing } = deps;
  traceReceipts(tracing, observed.changed);
  for (const [companyId, messages] of byCompany(observed))
    coordination.publish('messages', { companyId, messageIds: messages.map(({ id }) => id) });
  await stopAll(deps, observed.stops);
  for (const { contactId } of observed.linked) await store.contacts.moveLinked(MOVE_AT_ONCE, contactId);
}

/** Of each phone the last word, unless it is old news: its pause is over, or the phone has become ready since. */
async function stopAll(deps: DeliveryDeps, stops: HeardStop[]): Promise<void> {
  const now = deps.clock.now();
  const last = new Map<string, HeardStop & { until: Date }>();
  for (const { phone, stop, at } of stops) {
    const until = new Date(at.getTime() + stop.pauseMs);
    // Providers tell whole seconds.
    const isMended = at.getTime() + 1000 <= (phone.state.connectedAt?.getTime() ?? 0);
    if (until > now && !isMended && until > (last.get(phone.phoneId)?.until ?? now))
      last.set(phone.phoneId, { phone, stop, at, until });
  }
  for (const { phone, stop, until } of last.values()) {
    await deps.store.leases.pause(phone.phoneId, until);
    const { sentence, reason, isUnseen, scope } = stop;
    await stopPhone(deps, phone, { until, sentence, reason, isUnseen, wholeAccount: scope === 'account' });
  }
}

/** A span for what came in under a trace; others have none, for they come by the thousand and nobody looks for them. */
function observing(
  { tracing = noTracing }: DeliveryDeps,
  parent: string | undefined,
  spans: Span[],
): Span | undefined {
  if (!tracing.isOn || parent === undefined) return undefined;
  const span = tracing.start('inbound.observe', { parent, kind: 'consumer' });
  spans.push(span);
  return span;
}

/** The spans end with what was done in them, committed or not. */
async function ended<T>(spans: readonly Span[], work: Promise<T>): Promise<T> {
  try {
    const result = await work;
    for (const span of spans) span.end();
    return result;
  } catch (error) {
    for (const span of spans) span.end(faultWord(error));
    throw error;
  }
}

function readEntry(
  receiver: Receiver,
  entry: JournalEntry,
  traceparent: string | undefined,
): { heard: Heard[]; fault?: string } {
  const { journalId } = entry;
  try {
    return {
      heard: receiver.receive(entry).map((observation) => ({ journalId, observation, traceparent })),
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

const byCompany = ({ changed, arrived, spokenOf }: Observed) =>
  groupBy<string, { companyId: string; id: string }>(
    [...changed, ...arrived, ...spokenOf],
    ({ companyId }) => companyId,
  );
