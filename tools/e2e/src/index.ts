export { Load, judge, type LoadOptions, type Sent, type Verdict } from './load.ts';
export { buildPrevious, type PreviousBuild } from './previous.ts';
export { freePorts } from './ports.ts';
export {
  System,
  type Addresses,
  type MessageView,
  type MetaLedgerEntry,
  type WebLedgerEntry,
} from './system.ts';
export {
  ADMIN_KEY,
  curlLines,
  isAlive,
  newEnvironment,
  npmStart,
  type Environment,
  type Mode,
  type Started,
} from './start.ts';
