export { createMemoryDatabase } from './database.ts';
export type { Around, Connection, MemoryDatabase, Write } from './database.ts';
export { MUTANTS, type Mutant } from './mutants.ts';
export type { AttemptRecord, EventRow, LeaseRecord, MessageRecord, Tables } from './tables.ts';
export { leaseHolds, type OnLease } from './leases.ts';
