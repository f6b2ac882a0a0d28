export { createAccepting } from './accept.ts';
export { createAmending, type Amended, type Amending } from './amend.ts';
export { assertCarries, forwarded, type Forwarded } from './forward.ts';
export { hostShared } from './host-shared.ts';
export { hostSessions } from './host-sessions.ts';
export { createIngest } from './ingest.ts';
export { channelAddress, createPhoneCalls, phoneAddress, type PhoneCalls } from './phone-calls.ts';
export type {
  Accepting,
  AcceptResult,
  DeadLetters,
  DeliveryDeps,
  Host,
  Ingest,
  SendRequest,
} from './types.ts';
export { createFanOut, type FanOut } from './announce/fan-out.ts';
export { createFeed, type EventFeed, type Hearer, type Told } from './announce/feed.ts';
export { envelopeOf, type Envelope } from './announce/envelope.ts';
export { messageResource } from './announce/resource.ts';
export type { Origin } from './trace.ts';
export { isStoreDown, persistently } from './persistence.ts';
export { createSendMeter, type SendMeter } from './send-meter.ts';
export { every, type Loop } from './sweep.ts';
export { openStores, type Stores, type StoresEnv } from './open-stores.ts';
