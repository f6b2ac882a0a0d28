export { startMetaSim, type MetaSim, type MetaSimOptions } from './sim.ts';
export type { Behaviour, BehaviourPatch } from './behaviour.ts';
export type { FaultCall, FaultKind, FaultRule } from './faults.ts';
export type { LimitSettings } from './limits.ts';
export type { LedgerEntry, LedgerFilter, LedgerPage, LedgerSummary } from './ledger.ts';
export type { Phone, PhoneRegistration } from './phones.ts';
export type { OutboxStats } from './webhook/outbox.ts';
