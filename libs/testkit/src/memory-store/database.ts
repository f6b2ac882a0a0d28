import type { Clock, Company, JournalEntry, Phone } from '@watertight/core';
import {
  providerKey,
  type Arrival,
  type ChangeRequest,
  type JournalWork,
  type Lease,
  type Queryable,
  type Store,
} from '@watertight/store';
import { acceptAll } from './accept.ts';
import { change, sentRequest } from './change.ts';
import { claim } from './claim.ts';
import { hold, holdOn } from './hold.ts';
import { markEntry, matchOwn, openEntries, storeInbound } from './inbound.ts';
import { leaseVerbs, type OnLease } from './leases.ts';
import type { Mutant } from './mutants.ts';
import { phoneVerbs } from './phones.ts';
import { sweepVerbs } from './sweeps.ts';
import { asMessage, emptyTables, type JournalRecord, type Tables } from './tables.ts';

/**
 * What lies between a caller and the database: it may delay the call, keep its effect from happening, or lose the
 * answer after it happened. `effect` is atomic; it is to be called at most once.
 */
export type Around = <T>(verb: string, effect: () => T | Promise<T>) => Promise<T>;

/** Messages were written: under a lease, or without one. */
export interface Write {
  verb: 'claim' | 'change';
  ids: string[];
  lease: Lease | undefined;
}

export interface MemoryDatabase {
  /** Everything, to look at; not to be changed. */
  readonly tables: Readonly<Tables>;
  /** A store as one process has it. */
  connect(around?: Around): Connection;
  addCompany(company: Company): void;
  addPhone(phone: Phone): void;
}

export interface Connection {
  store: Store;
  /** The process is gone: its open transactions are rolled back and its locks are free. */
  sever(): void;
}

interface Transaction extends Queryable {
  state: 'open' | 'committed' | 'rolled back';
  undo: (() => void)[];
  entries: JournalRecord[];
  writes: Write[];
}

const straight: Around = async (_verb, effect) => effect();

/**
 * The store's verbs in memory, with the meaning that their SQL has and each as atomic as its transaction. Time is
 * the clock's. `mutants` are rules that it is to break; `onWrite` hears of messages as they
 * are committed, `onLease` of lanes as they are given.
 */
export function createMemoryDatabase({
  clock,
  mutants: broken = [],
  onWrite = () => undefined,
  onLease = () => undefined,
}: {
  clock: Clock;
  mutants?: readonly Mutant[];
  onWrite?: (write: Write) => void;
  onLease?: OnLease;
}): MemoryDatabase {
  const tables = emptyTables();
  const mutants: ReadonlySet<Mutant> = new Set(broken);
  const now = () => clock.now();
  const leases = leaseVerbs(tables, now, mutants, onLease);
  const phones = phoneVerbs(tables, now);
  const sweeps = sweepVerbs(tables, now, mutants);
  const advisory = new Map<string, object>();

  // A transaction that has changed messages keeps all other writers of messages waiting until it ends. Rows of
  // different messages would not wait for each other in the database; that only makes this one slower.
  let writer: Transaction | undefined;
  const waiting: (() => void)[] = [];
  const writerDone = () => new Promise<void>((resolve) => waiting.push(resolve));
  const finish = (tx: Transaction, state: 'committed' | 'rolled back') => {
    if (tx.state !== 'open') return;
    tx.state = state;
    if (state === 'rolled back') for (const step of tx.undo.reverse()) step();
    else for (const write of tx.writes) onWrite(write);
    for (const entry of tx.entries) entry.locked = false;
    if (writer === tx) writer = undefined;
    for (const go of waiting.splice(0)) go();
  };

  const connect = (around: Around = straight): Connection => {
    const mine = new Set<Transaction>();
    let severed = false;

    /** A write of messages: at once when nobody holds them, else when they are free. */
    const writing = <T>(verb: string, effect: () => T, tx?: Transaction) =>
      around(verb, () => {
        // Looked at again each time: whoever else waited may have come first.
        const whenFree = (): T | Promise<T> => {
          if (severed) throw new Error('The connection is gone');
          return !writer || writer === tx ? effect() : writerDone().then(whenFree);
        };
        return whenFree();
      });

    const begin = (): Transaction => {
      const query = () => Promise.reject(new Error('The memory store knows verbs, not SQL'));
      const tx: Transaction = { state: 'open', undo: [], entries: [], writes: [], query };
      mine.add(tx);
      return tx;
    };
    const openOf = (tx: Queryable): Transaction => {
      const own = tx as Transaction;
      if (own.state !== 'open') throw new Error('The transaction has ended');
      return own;
    };
    const inTransaction = async <T>(work: (tx: Transaction) => Promise<T>): Promise<T> => {
      const tx = begin();
      try {
        const result = await work(tx);
        await around('commit', () => finish(openOf(tx), 'committed'));
        return result;
      } catch (error) {
        finish(tx, 'rolled back');
        throw error;
      } finally {
        mine.delete(tx);
      }
    };

    const changeNow = <Facts>(request: ChangeRequest<Facts>, tx?: Transaction) => {
      const undo = tx ? (step: () => void) => void tx.undo.push(step) : () => undefined;
      const changed = change(tables, now(), mutants, request, undo);
      const write: Write = { verb: 'change', ids: changed.map(({ id }) => id), lease: request.lease };
      if (tx) tx.writes.push(write);
      else if (changed.length > 0) onWrite(write);
      return changed;
    };

    const messages: Partial<Store['messages']> = {
      accept: (message) =>
        around('messages.accept', () => {
          const [accepted] = acceptAll(tables, now(), mutants, [message]);
          if (!accepted) throw new Error('unreachable');
          return accepted;
        }),
      acceptAll: (batch) => around('messages.acceptAll', () => acceptAll(tables, now(), mutants, batch)),
      claim: (lease, options) =>
        writing('messages.claim', () => {
          const claimed = claim(tables, now(), mutants, lease, options);
          if (claimed.kind === 'claimed')
            onWrite({ verb: 'claim', ids: claimed.messages.map(({ id }) => id), lease });
          return claimed;
        }),
      hold: (lease, ids, ttlMs) => around('messages.hold', () => hold(tables, now(), lease, ids, ttlMs)),
      holdOn: (sends, ttlMs) => around('messages.holdOn', () => holdOn(tables, now(), sends, ttlMs)),
      settleSent: (lease, sends, at) =>
        sends.length === 0
          ? Promise.resolve([])
          : writing('messages.settleSent', () =>
              changeNow(sentRequest(lease, sends, at)).map(({ id }) => id),
            ),
      change: (request) =>
        request.facts.size === 0 ? Promise.resolve([]) : writing('messages.change', () => changeNow(request)),
      changeIn: (tx, request) =>
        request.facts.size === 0
          ? Promise.resolve([])
          : writing(
              'messages.changeIn',
              () => {
                writer = openOf(tx);
                return changeNow(request, writer);
              },
              tx as Transaction,
            ),
      storeInbound: (tx, arrivals: Arrival[]) =>
        arrivals.length === 0
          ? Promise.resolve([])
          : around('messages.storeInbound', () => {
              const own = openOf(tx);
              return storeInbound(tables, now(), mutants, arrivals, (step) => void own.undo.push(step));
            }),
      matchOwn: (_tx, words) =>
        words.length === 0 ? Promise.resolve([]) : around('messages.matchOwn', () => matchOwn(tables, words)),
      findByProviderIds: (_tx, wanted) =>
        wanted.length === 0
          ? Promise.resolve(new Map())
          : around('messages.findByProviderIds', () => {
              const asked = new Set(wanted.map((w) => providerKey(w.phoneId, w.providerMessageId)));
              const found = [...tables.messages.values()].filter(
                (row) =>
                  row.direction === 'outbound' &&
                  row.provider_message_id !== null &&
                  asked.has(providerKey(row.phone_id, row.provider_message_id)),
              );
              return new Map(
                found.map((row) => [providerKey(row.phone_id, row.provider_message_id ?? ''), row.id]),
              );
            }),
      // Not modelled: nothing of a message's life depends on them.
      tellParticipants: () => Promise.resolve(),
      tellLate: () => Promise.resolve(),
      tellHappenings: () => Promise.resolve([]),
      find: (companyId, id) =>
        around('messages.find', () => {
          const row = tables.messages.get(id);
          return row?.company_id === companyId ? asMessage(row) : null;
        }),
    };

    const journal: Store['journal'] = {
      commit: ({ source, phoneId, body }) =>
        around('journal.commit', () => {
          if (mutants.has('receipts-forgotten')) return;
          tables.journal.push({
            id: tables.nextSeq++,
            source,
            phoneId,
            body: body.toString('utf8'),
            receivedAt: now(),
            attempts: 0,
            processed: false,
            nextAt: now(),
            error: null,
            locked: false,
          });
        }),
      process: (source, limit, work: JournalWork) =>
        inTransaction(async (tx) => {
          const entries = await around('journal.take', () => {
            const own = openOf(tx); // first: a process that is gone locks nothing any more
            const taken = openEntries(tables, source, now(), limit);
            for (const entry of taken) entry.locked = true;
            own.entries.push(...taken);
            return taken;
          });
          if (entries.length === 0) return 0;
          const results = await work(tx, entries.map(asEntry));
          const byId = new Map(entries.map((entry) => [String(entry.id), entry]));
          await around('journal.mark', () => {
            openOf(tx);
            for (const result of results) {
              const entry = byId.get(result.journalId);
              if (!entry) continue;
              const copy = { ...entry };
              tx.undo.push(() => Object.assign(entry, copy));
              markEntry(entry, result, now());
            }
          });
          return entries.length;
        }),
    };

    const store = {
      companies: complete('companies', {
        get: (id: string) => around('companies.get', () => tables.companies.get(id) ?? null),
        weights: () => around('companies.weights', () => new Map<string, number>()),
      }),
      phones: complete('phones', {
        ...verbs('phones', phones, around),
        // Not modelled, as the windows that it speaks of.
        heard: () => Promise.resolve(),
        // Nor are fallbacks: libs/delivery/test/fallback.test.ts has them on Postgres.
        withFallback: () => Promise.resolve([]),
      }),
      leases: complete('leases', verbs('leases', leases, around)),
      messages: complete('messages', messages),
      // Not modelled: nothing of a message's life depends on them.
      contacts: complete('contacts', {
        learn: () => Promise.resolve({ contacts: [], linked: [] }),
        spellingsOf: () => Promise.resolve(new Map<string, string>()),
        moveLinked: () => Promise.resolve(0),
      }),
      chats: complete('chats', { bump: () => Promise.resolve(), hear: () => Promise.resolve() }),
      journal,
      waiting: complete('waiting', { tell: () => Promise.resolve(0) }),
      sweeps: complete('sweeps', {
        ...verbs('sweeps', sweeps, around),
        async exclusively(name: string, work: () => Promise<void>) {
          const lock = {};
          try {
            const got = await around('sweeps.exclusively', () => {
              if (severed || advisory.has(name)) return false;
              advisory.set(name, lock);
              held.set(name, lock);
              return true;
            });
            if (!got) return false;
            await work();
          } finally {
            free(name, lock);
          }
          return true;
        },
      }),
      processes: { forget: () => around('processes.forget', () => 0) },
      transaction: <T>(work: (tx: Queryable) => Promise<T>) => inTransaction(work),
      // There is no wall between companies here: Postgres builds it.
      asCompany: <T>(_companyId: string, work: () => Promise<T>) => work(),
      ping: () => around('ping', () => undefined),
      schemaFault: () => Promise.resolve(null),
      close: () => Promise.resolve(),
    };

    const held = new Map<string, object>();
    const free = (name: string, lock: object) => {
      if (advisory.get(name) === lock) advisory.delete(name);
      if (held.get(name) === lock) held.delete(name);
    };

    return {
      store: complete('store', store) as unknown as Store,
      sever() {
        severed = true;
        for (const tx of mine) finish(tx, 'rolled back');
        for (const [name, lock] of held) free(name, lock);
      },
    };
  };

  return {
    tables,
    connect,
    addCompany: (company) => void tables.companies.set(company.id, company),
    addPhone(phone) {
      const updatedAt = now();
      const state = {
        reason: null,
        reasonCode: null,
        me: null,
        instanceId: null,
        connectedAt: null,
        provider: null,
        failedChecks: 0,
        heardSince: null,
        notReadySince: updatedAt,
        updatedAt,
      };
      tables.phones.set(phone.phoneId, {
        phone,
        state: { status: 'stopped', ...state },
        command: null,
        nextCheckAt: new Date(0),
      });
    },
  };
}

const asEntry = (entry: JournalRecord): JournalEntry => ({
  journalId: String(entry.id),
  source: entry.source,
  phoneId: entry.phoneId,
  body: entry.body,
  receivedAt: entry.receivedAt,
  attempts: entry.attempts,
});

/** Verbs of one group, each put behind `around`. */
function verbs<Group extends object>(name: string, group: Group, around: Around) {
  return Object.fromEntries(
    (Object.entries(group) as [string, (...args: unknown[]) => unknown][]).map(([verb, effect]) => [
      verb,
      (...args: unknown[]) => around(`${name}.${verb}`, () => effect(...args)),
    ]),
  );
}

/** Says it loudly when a verb is asked for that has no model here yet. */
function complete<T extends object>(path: string, part: T): T {
  return new Proxy(part, {
    get(target, key, receiver) {
      const value: unknown = Reflect.get(target, key, receiver);
      if (value === undefined && typeof key === 'string' && key !== 'then')
        throw new Error(`The memory store has no model of ${path}.${key}`);
      return value;
    },
  });
}
