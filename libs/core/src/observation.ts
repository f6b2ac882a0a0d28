import type { ChatId } from './chat.ts';
import type { ChatChange, PersonSeen } from './contact.ts';
import type { MessageContent } from './content.ts';
import type { HappeningData } from './happening.ts';
import type { MessageError, MessageType, ReceiptStatus } from './message.ts';
import type { PhoneReason } from './phone.ts';

/** Which phone an observation belongs to: by our id, or by the id that Meta uses. */
export type PhoneRef = { phoneId: string } | { phoneNumberId: string } | WabaRef;

/**
 * All of a WhatsApp Business account, or one of its phones that is named by its number alone. What is said of it is
 * said once to each company that has phones in it: of the phone with this number, else of the company's first one.
 */
export interface WabaRef {
  wabaId: string;
  /** Digits. */
  phoneNumber?: string | undefined;
  /** The id of a phone of ours whose company alone is told: the word was signed with that phone's own secret. */
  spokenBy?: string | undefined;
}

/** A phone cannot send until somebody mends it. */
export interface PhoneStop {
  /** `account`: nor can the other phones of its account. */
  scope: 'phone' | 'account';
  /** How long it rests before it is tried again. */
  pauseMs: number;
  sentence: string;
  reason: PhoneReason;
  /** Asking how the phone is cannot show it. */
  isUnseen: boolean;
}

/** A provider tells what became of a message that we sent. Matched by our id when it is known, else by the provider's. */
export interface ReceiptObservation {
  kind: 'receipt';
  phone: PhoneRef;
  messageId: string | null;
  providerMessageId: string;
  status: ReceiptStatus;
  at: Date;
  error: MessageError | null;
  /** Where the failure lies in the phone or its account, and not in the message. */
  stops?: PhoneStop;
  /** In a group: of whom it is told. */
  participant?: string;
  /** Small facts for the event's detail: what the provider charges, in which conversation. */
  facts?: Record<string, unknown>;
  /** What it tells of the one to whom the message went. */
  people?: PersonSeen[];
}

/** A file that a message names and that is still to be fetched from the provider. */
export interface InboundFile {
  /** The provider's id of it. */
  ref: string;
  mimeType: string | null;
  /** Lower-case hex, as the provider says. */
  sha256: string | null;
  filename: string | null;
  /** The provider keeps it so long. */
  goneAt: Date;
}

/** A message arrived (or was sent from the phone itself: then `fromMe`). */
export interface MessageObservation {
  kind: 'message';
  phone: PhoneRef;
  providerMessageId: string;
  chatId: ChatId;
  /** Digits of the sender, or another identity of his where the provider gives no number. */
  from: string;
  fromMe: boolean;
  /** In groups: who wrote it. */
  participant: string | null;
  type: MessageType;
  content: MessageContent;
  /** What it answers; of a reaction what it reacts to. */
  quotedProviderMessageId: string | null;
  at: Date;
  senderName: string | null;
  /** Whom it mentions, as chats are spelled. */
  mentions?: string[];
  /**
   * What makes it one message where one chat has several spellings, by number and by LID: told again under the
   * other spelling, it is the same. Absent where the provider's id does that.
   */
  key?: string;
  /** With `fromMe`: how far it has come. `failed` only of what is told from the past. */
  status?: ReceiptStatus;
  /** Its file is not here yet: it is told when the file has come, or when that takes too long. */
  file?: InboundFile;
  /** It was written before the phone was connected here: it is stored, and no event tells of it. */
  isHistory?: boolean;
  /** Who writer and chat are, as far as the provider says; without it their spellings alone tell. */
  people?: PersonSeen[];
}

/** The text or caption of a message was changed by its sender, on either side. */
export interface EditObservation {
  kind: 'edit';
  phone: PhoneRef;
  providerMessageId: string;
  text: string;
  at: Date;
}

/** A message was taken back for everyone, on either side. */
export interface RevocationObservation {
  kind: 'revocation';
  phone: PhoneRef;
  providerMessageId: string;
  at: Date;
}

/** Somebody voted in a poll; `options` are all that he has chosen now, none when he took his vote back. */
export interface VoteObservation {
  kind: 'vote';
  phone: PhoneRef;
  /** The poll's. */
  providerMessageId: string;
  voter: string;
  options: string[];
  at: Date;
}

/** Something happened that is no message: a call, a group that changed, a template's state. */
export type HappeningObservation = { [Type in keyof HappeningData]: HappeningOf<Type> }[keyof HappeningData];

interface HappeningOf<Type extends keyof HappeningData> {
  kind: 'happening';
  phone: PhoneRef;
  type: Type;
  /** Tells it apart from every other of its phone or account: hearing it twice is hearing it once. */
  key: string;
  /** What the event's `data` holds. */
  data: HappeningData[Type];
  at: Date;
}

/** Something is known of a person now. */
export interface ContactObservation {
  kind: 'contact';
  phone: PhoneRef;
  person: PersonSeen;
  /** An event tells of it, once for each key of its phone; null: it is only kept. */
  key: string | null;
  /** What the event's `data` holds beside the contact. */
  data: Record<string, unknown>;
  at: Date;
}

/** A chat is now as its phone shows it. */
export interface ChatObservation {
  kind: 'chat';
  phone: PhoneRef;
  chatId: ChatId;
  change: ChatChange;
  /** It was deleted on the phone. */
  removed: boolean;
  /** As a contact's. */
  key: string | null;
  at: Date;
}

export type Observation =
  | ReceiptObservation
  | MessageObservation
  | EditObservation
  | RevocationObservation
  | VoteObservation
  | HappeningObservation
  | ContactObservation
  | ChatObservation;

/** A raw body from a provider, committed before anything is made of it. */
export interface JournalEntry {
  journalId: string;
  source: 'meta' | 'wwebjs';
  /** Set when the source belongs to one phone. */
  phoneId: string | null;
  body: string;
  receivedAt: Date;
  attempts: number;
  /** Under which the trace goes on that it came in with. */
  traceparent?: string;
}
