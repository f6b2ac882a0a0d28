import type { ChatId } from './chat.ts';
import type { MessageContent, MessageError, MessageType, ReceiptStatus } from './message.ts';

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
  quotedProviderMessageId: string | null;
  at: Date;
  senderName: string | null;
}

export type Observation = ReceiptObservation | MessageObservation;

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
