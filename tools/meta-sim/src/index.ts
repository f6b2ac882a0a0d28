export { startMetaSim, type MetaSim, type MetaSimOptions } from './sim.ts';
export type { Behaviour, BehaviourPatch, FaultKind, FaultRule } from './behaviour.ts';
export type { LedgerEntry, LedgerFilter, LedgerPage, LedgerSummary } from './ledger.ts';
export type { Phone, PhoneRegistration } from './phones.ts';
export type { OutboxStats } from './webhook/outbox.ts';
