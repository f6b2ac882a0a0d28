import type { ChatId } from './chat.ts';
import type { ChatChange, PersonSeen } from './contact.ts';
import type { MessageContent } from './content.ts';
import type { EventType } from './event.ts';
import type { MessageError, MessageType, ReceiptStatus } from './message.ts';

/** Which phone an observation belongs to: by our id, or by the id that Meta uses. */
export type PhoneRef = { phoneId: string } | { phoneNumberId: string };

/** A provider tells what became of a message that we sent. Matched by our id when it is known, else by the provider's. */
export interface ReceiptObservation {
  kind: 'receipt';
  phone: PhoneRef;
  messageId: string | null;
  providerMessageId: string;
  status: ReceiptStatus;
  at: Date;
  error: MessageError | null;
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
  /** With `fromMe`: how far it has come. */
  status?: Exclude<ReceiptStatus, 'failed'>;
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
export interface HappeningObservation {
  kind: 'happening';
  phone: PhoneRef;
  type: Extract<EventType, 'call.received' | 'group.updated' | 'template.status'>;
  /** Tells it apart from every other of its phone: hearing it twice is hearing it once. */
  key: string;
  /** What the event's `data` holds. */
  data: Record<string, unknown>;
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
}
