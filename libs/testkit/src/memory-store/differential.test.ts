import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Store } from '@watertight/store';
import { createMemoryDatabase, MUTANTS, type MemoryDatabase, type Mutant } from './index.ts';
import { handClock, openClockedStore, type ClockedStore } from './fake-clock.ts';
import { COMPANY, operation, PHONES, remember, run, type Memory, type Operation } from './operations.ts';

const START = new Date('2026-01-01T00:00:00Z');
const SEQUENCES = Number(process.env['SIMULATION_RUNS'] ?? 150);
const WITHIN_MS = 20_000;

function memoryDatabase(clock: ReturnType<typeof handClock>, mutants: Mutant[]): MemoryDatabase {
  const database = createMemoryDatabase({ clock, mutants });
  database.addCompany({ id: COMPANY, name: COMPANY, weight: 1, createdAt: START });
  for (const phone of PHONES)
    database.addPhone({
      ...phone,
      companyId: COMPANY,
      name: null,
      processName: phone.connectionType,
      mode: 'live',
      phoneNumberId: phone.phoneId,
      wabaId: null,
      limits: null,
      fallback: null,
      desiredState: 'start',
      createdAt: START,
    });
  return database;
}

/** Everything that is stored, apart from times that the column's own default sets. */
const MESSAGE_COLUMNS = [
  'id',
  'status',
  'attempts',
  'epoch',
  'provider_message_id',
  'error',
  'available_at',
  'reconcile_at',
  'scheduled_at',
  'expires_at',
  'sent_at',
  'delivered_at',
  'read_at',
  'played_at',
  'failed_at',
  'connection_type',
  'idempotency_key',
] as const;
const ATTEMPT_COLUMNS = [
  'message_id',
  'attempt',
  'epoch',
  'instance_id',
  'ended_at',
  'outcome',
  'code',
  'detail',
  'held_until',
] as const;

const picked = (row: object, columns: readonly string[]) =>
  Object.fromEntries(
    columns.map((column) => {
      const value = (row as Record<string, unknown>)[column];
      return [column, column === 'epoch' && value !== null ? Number(value) : value];
    }),
  );

async function storedIn({ query }: ClockedStore) {
  return {
    messages: (await query(`SELECT * FROM messages WHERE direction = 'outbound' ORDER BY seq`)).map((row) =>
      picked(row, MESSAGE_COLUMNS),
    ),
    attempts: (await query('SELECT * FROM message_attempts ORDER BY message_id COLLATE "C", attempt')).map(
      (row) => picked(row, ATTEMPT_COLUMNS),
    ),
    events: (await query(`SELECT * FROM message_events WHERE type <> 'message.received' ORDER BY seq`)).map(
      (row) => picked(row, ['message_id', 'type', 'detail']),
    ),
    leases: (await query('SELECT * FROM leases ORDER BY phone_id')).map((row) =>
      picked(row, ['owner', 'epoch', 'expires_at', 'not_before']),
    ),
  };
}

type Stored = Awaited<ReturnType<typeof storedIn>>;

function storedInMemory({ tables }: MemoryDatabase): Stored {
  const byId = (a: { message_id: string }, b: { message_id: string }) =>
    a.message_id < b.message_id ? -1 : 1;
  return {
    messages: [...tables.messages.values()]
      .filter((row) => row.direction === 'outbound')
      .sort((a, b) => a.seq - b.seq)
      .map((row) => picked(row, MESSAGE_COLUMNS)),
    attempts: [...tables.attempts.values()]
      .filter((attempts) => attempts.length > 0)
      .map((attempts) => [...attempts].sort((a, b) => a.attempt - b.attempt))
      .sort(([a], [b]) => byId(a ?? { message_id: '' }, b ?? { message_id: '' }))
      .flat()
      .map((row) => picked(row, ATTEMPT_COLUMNS)),
    events: tables.events
      .filter(({ type }) => type !== 'message.received')
      .map((row) => picked(row, ['message_id', 'type', 'detail'])),
    leases: [...tables.leases.entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([, row]) => picked(row, ['owner', 'epoch', 'expires_at', 'not_before'])),
  };
}

/** One side of a comparison: a store whose clock can be set. */
interface Side {
  store: Store;
  setClock(at: Date): Promise<void> | void;
  stored(): Promise<Stored> | Stored;
}

function memorySide(mutants: Mutant[] = []): Side {
  const clock = handClock(START);
  const database = memoryDatabase(clock, mutants);
  return {
    store: database.connect().store,
    setClock: (at) => clock.set(at),
    stored: () => storedInMemory(database),
  };
}

/** Asks the same of both and compares every answer, and at the end everything that is stored. */
async function compare(operations: Operation[], one: Side, other: Side): Promise<void> {
  const memory: Memory = { now: START, made: 0, leases: [] };
  for (const operation of operations) {
    if (operation.op === 'wait') {
      memory.now = new Date(memory.now.getTime() + operation.ms);
      await one.setClock(memory.now);
      await other.setClock(memory.now);
    }
    const expected = await run(one.store, memory, operation);
    expect(await run(other.store, memory, operation), operation.op).toEqual(expected);
    remember(memory, operation, expected);
  }
  expect(await other.stored()).toEqual(await one.stored());
}

const sequence = fc.array(operation, { minLength: 15, maxLength: 45, size: 'max' });

describe('the memory store', () => {
  let real: ClockedStore;
  beforeAll(async () => {
    real = await openClockedStore(COMPANY, PHONES);
  });
  afterAll(() => real.close());

  it(
    'answers and keeps the same as the real SQL, whatever is asked of both',
    { timeout: 120_000 },
    async () => {
      const sql: Side = { store: real.store, setClock: real.setClock, stored: () => storedIn(real) };
      const property = fc.asyncProperty(sequence, async (operations) => {
        await real.reset(START);
        await compare(operations, sql, memorySide());
      });
      await fc.assert(property, { numRuns: SEQUENCES, interruptAfterTimeLimit: WITHIN_MS, ...seedOf() });
    },
  );
});

describe('the same sequences tell the store apart from one that', () => {
  /** Not to be seen in what the store's verbs answer to these sequences. */
  const elsewhere: Mutant[] = ['receipts-forgotten', 'blind-resend'];
  const visible = (Object.keys(MUTANTS) as Mutant[]).filter((mutant) => !elsewhere.includes(mutant));
  it.each(visible)('%s', async (mutant) => {
    const property = fc.asyncProperty(sequence, (operations) =>
      compare(operations, memorySide(), memorySide([mutant])),
    );
    const { failed } = await fc.check(property, { seed: 1, numRuns: 4000, endOnFailure: true });
    expect(failed).toBe(true);
  });
});

/** SIMULATION_SEED runs the sequences of that seed again; a failure prints its own. */
function seedOf(): { seed?: number } {
  const seed = process.env['SIMULATION_SEED'];
  return seed === undefined ? {} : { seed: Number(seed) };
}
