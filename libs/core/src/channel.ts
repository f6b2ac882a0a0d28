import type { ActionName, PhoneAction, ActionResult } from './action.ts';
import {
  MESSAGE_TYPES,
  SENDABLE_TYPES,
  type ClaimedMessage,
  type MessageType,
  type SendableType,
} from './message.ts';
import type { MediaRef } from './media.ts';
import type { InboundFile, JournalEntry, MessageObservation, Observation } from './observation.ts';
import type { Evidence, Outcome } from './outcome.ts';
import type { ConnectionType, Phone, PhoneReason, PhoneStatus, ProviderFacts } from './phone.ts';

/** What a channel can do, as data: the API and routing read this and nothing else. */
export interface ChannelCapabilities {
  connectionType: ConnectionType;
  /**
   * What can be sent. WhatsApp Web has no buttons: it sends an `interactive` message as a text whose choices are
   * numbered, and refuses those that a text cannot stand for (flow, product, carousel, a header with media).
   */
  sends: readonly SendableType[];
  receives: readonly MessageType[];
  /** What its phones can be asked to do at once. */
  actions: readonly ActionName[];
  /** Pairing by QR code; otherwise credentials are configured. */
  pairing: 'qr' | 'none';
  /** `leased`: one worker instance owns the phone; `shared`: any worker serves it, one at a time. */
  ownership: 'leased' | 'shared';
  /** After an uncertain send: `lookup` asks the provider, `receipt` waits for a status that names our id. */
  evidence: 'lookup' | 'receipt';
  /** A person can be written to freely for so long after writing, and else by templates alone; null: at any time. */
  serviceWindowHours: number | null;
}

const WEB_ACTIONS = [
  'pairing-code',
  'chat.typing',
  'chat.read',
  'chat.unread',
  'chat.archive',
  'chat.pin',
  'chat.mute',
  'chat.clear',
  'chat.delete',
  'chat.info',
  'chat.labels',
  'label.list',
  'presence',
  'message.edit',
  'message.delete',
  'contact.check',
  'contact.list',
  'contact.info',
  'contact.block',
  'group.list',
  'group.info',
  'group.create',
  'group.participants',
  'group.update',
  'group.picture',
  'group.invite',
  'group.join',
  'group.leave',
  'channel.list',
  'channel.info',
  'channel.follow',
] as const satisfies readonly ActionName[];
export type WebActionName = (typeof WEB_ACTIONS)[number];

/** The Cloud API has no groups, presence or edits of this kind; what it has beside is management. */
const CLOUD_ACTIONS = [
  'chat.typing',
  'chat.read',
  'contact.block',
  'number.register',
  'number.deregister',
  'number.set-pin',
  'number.request-code',
  'number.verify-code',
  'profile.read',
  'profile.update',
  'subscription.read',
  'subscription.set',
  'subscription.remove',
  'template.sync',
  'template.create',
  'template.edit',
  'template.delete',
] as const satisfies readonly ActionName[];
export type CloudActionName = (typeof CLOUD_ACTIONS)[number];

export const CHANNELS: Readonly<Record<ConnectionType, ChannelCapabilities>> = {
  wwebjs: {
    connectionType: 'wwebjs',
    sends: SENDABLE_TYPES.filter((type) => type !== 'template'),
    receives: MESSAGE_TYPES.filter((type) => type !== 'template'),
    actions: WEB_ACTIONS,
    pairing: 'qr',
    ownership: 'leased',
    evidence: 'lookup',
    serviceWindowHours: null,
  },
  meta: {
    connectionType: 'meta',
    // It has no polls.
    sends: SENDABLE_TYPES.filter((type) => type !== 'poll'),
    // Polls and templates reach no business.
    receives: MESSAGE_TYPES.filter((type) => type !== 'template' && type !== 'poll'),
    actions: CLOUD_ACTIONS,
    pairing: 'none',
    ownership: 'shared',
    evidence: 'receipt',
    serviceWindowHours: 24,
  },
};

/** The pure half of every channel: a raw body becomes observations. Throws only on a body that is no such body. */
export interface Receiver {
  receive(entry: JournalEntry): Observation[];
}

/** How fetching an inbound file ended. */
export type FetchedFile =
  | { kind: 'kept'; media: MediaRef }
  /** One sentence on why not. `isPassing`: another try, later, may succeed. */
  | { kind: 'missed'; detail: string; isPassing: boolean };

/** Brings the files that messages name (`MessageObservation.file`); absent where a message comes with its file. */
export interface FileFetcher {
  /** Fetches and keeps a file; settles within its own deadline. @throws CodedError STORE_UNAVAILABLE */
  fetchFile(
    phone: Phone,
    message: MessageObservation & { file: InboundFile },
    signal: AbortSignal,
  ): Promise<FetchedFile>;
}

/** How long a send may take; files take longer than texts. */
export interface Patience {
  /** After this long a send of this message is given up, its outcome unknown. A minute when absent. */
  sendTimeoutMs?(message: ClaimedMessage): number;
}

/**
 * A channel whose phones any worker may serve (the Cloud API). `send` settles within its own deadline or when
 * `signal` aborts, and returns an Outcome for everything that is to be expected.
 */
export interface SharedChannel extends Receiver, Patience {
  readonly capabilities: ChannelCapabilities;
  /** How many chats of one phone may be sent to at once. */
  readonly parallelChats: number;
  send(phone: Phone, message: ClaimedMessage, signal: AbortSignal): Promise<Outcome>;
  /** Asks the provider whether the phone can be used: `ready` rests on its answer. Settles within its own deadline. */
  probe(phone: Phone, signal: AbortSignal): Promise<ProbeResult>;
  /** Does what `capabilities.actions` names; absent when that is nothing. Settles within its own deadline. */
  perform?(phone: Phone, action: PhoneAction, signal: AbortSignal): Promise<ActionResult>;
}

export interface ProbeResult {
  status: Extract<PhoneStatus, 'ready' | 'disconnected' | 'failed'>;
  /** One sentence; of a ready phone what its owner had better know. */
  reason?: string;
  code?: PhoneReason;
  /** The phone's own number, digits, where the provider tells it. */
  me?: string;
  /** What else the provider said of it; what is known stays when absent. */
  provider?: ProviderFacts;
}

/** A channel whose phones are sessions, each owned by one worker instance under a lease (WhatsApp Web). */
export interface SessionChannel extends Receiver, Patience {
  readonly capabilities: ChannelCapabilities;
  /**
   * Begins a session for a phone whose lease this instance holds. Returns at once; all that happens is said
   * through `reports`. Never throws for anything that WhatsApp or the browser does.
   */
  open(phone: Phone, reports: SessionReports, lease: SessionLease): Session;
}

/** Under which lease a session is open. What it keeps outside (its login) is written under it or not at all. */
export interface SessionLease {
  phoneId: string;
  owner: string;
  epoch: number;
}

/** One living phone. Every call settles within a deadline of its own. */
export interface Session {
  /** Sends one message; calls come one at a time. */
  send(message: ClaimedMessage, signal: AbortSignal): Promise<Outcome>;
  /** Looks for the key minted from the message's id; asked only while the session is `ready`. */
  lookup(messageId: string, chatId: string, signal: AbortSignal): Promise<Evidence>;
  /** Does what `capabilities.actions` names, now; absent when that is nothing. May come while a send is under way. */
  perform?(action: PhoneAction, signal: AbortSignal): Promise<ActionResult>;
  /** The phone's name or limits have changed. */
  update?(phone: Phone): void;
  /**
   * Ends the session and everything that belongs to it, and keeps its login for whoever opens it next, here or
   * elsewhere. Idempotent; takes 13 s at the most.
   */
  close(): Promise<void>;
  /** Unlinks the phone and forgets its credentials, then closes. */
  logout(): Promise<void>;
}

export interface StatusDetail {
  /** One sentence on why, unless ready. */
  reason?: string;
  code?: PhoneReason;
  /** The phone's own number, digits. */
  me?: string;
}

/** How a session tells its host what happens. */
export interface SessionReports {
  status(status: PhoneStatus, detail?: StatusDetail): void;
  qr(qr: string, expiresAt: Date): void;
  /** Facts of this session's own messages. */
  receipt(receipt: {
    providerMessageId: string;
    status: 'sent' | 'delivered' | 'read' | 'played';
    at: Date;
  }): void;
  /**
   * A raw inbound message, plain JSON; committed to the journal before anything is made of it. Hearing one twice is
   * harmless: the provider's message id is unique in the store. False when it could not be kept: then it has to be
   * told again.
   */
  inbound(raw: object): Promise<boolean>;
}
