import { isBsuid, isPersonChat, type ChatId } from './chat.ts';
import type { Direction, MessageStatus, MessageType } from './message.ts';

/** A person whom a company knows; at least one of number, LID and BSUID is set. */
export interface Contact {
  /** `con_…` */
  contactId: string;
  companyId: string;
  /** Digits. */
  phoneNumber: string | null;
  /** `…@lid` */
  lid: string | null;
  /** Business-scoped user id of the Cloud API, `US.1349…` */
  bsuid: string | null;
  /** The name that he chose on WhatsApp, without `@`. */
  username: string | null;
  /** As the company calls him, or a phone's address book does. */
  name: string | null;
  /** As he calls himself. */
  pushName: string | null;
  isBusiness: boolean;
  /** False: he wants no marketing messages of the company; null: he has not said. */
  acceptsMarketing: boolean | null;
  metadata: Record<string, unknown> | null;
  createdAt: Date;
  updatedAt: Date;
}

/** What a company may say of a contact; what is absent stays as it is. */
export interface ContactFields {
  phoneNumber?: string | undefined;
  lid?: string | undefined;
  name?: string | null | undefined;
  metadata?: Record<string, unknown> | null | undefined;
}

/** What a person can be known by. */
export interface Identifiers {
  phoneNumber: string | null;
  lid: string | null;
  bsuid?: string | null;
}

/** A person as he was seen: under one spelling or under several, with what was said of him. Null: not said. */
export interface PersonSeen extends Identifiers {
  /** By what he was known until now: he has another number or BSUID. */
  formerly?: Identifiers;
  username?: string | null;
  acceptsMarketing?: boolean | null;
  name?: string | null;
  pushName?: string | null;
  isBusiness?: boolean | null;
}

/** A chat of one phone. */
export interface Chat {
  companyId: string;
  phoneId: string;
  phoneIndex: number;
  chatId: ChatId;
  /** A group's subject, or what a person is called. */
  name: string | null;
  isGroup: boolean;
  unreadCount: number;
  archived: boolean;
  pinned: boolean;
  mutedUntil: Date | 'forever' | null;
  /** The latest message that arrived or was sent. */
  lastMessageAt: Date | null;
  lastMessageId: string | null;
  /** What a list shows of it; null when there is none on record. */
  lastMessage: LastMessage | null;
  /** Until then everything can be sent, later only templates; null: no window is known, or there is none here. */
  windowUntil: Date | null;
}

/** Of a chat's latest message what is read at a glance. */
export interface LastMessage {
  id: string;
  direction: Direction;
  type: MessageType;
  status: MessageStatus;
  /** The first 160 characters of what it says or is called; null for what says nothing, or was taken back. */
  text: string | null;
  isRevoked: boolean;
}

/** What changed of a chat; what is absent stays as it is. */
export interface ChatChange {
  name?: string | undefined;
  /** All of them are read at 0. */
  unreadCount?: number | undefined;
  archived?: boolean | undefined;
  pinned?: boolean | undefined;
  mutedUntil?: Date | 'forever' | null | undefined;
}

/** The person that a chat is with, as far as its spelling tells; null for groups and channels. */
export function personOf(chatId: ChatId): PersonSeen | null {
  if (!isPersonChat(chatId)) return null;
  if (chatId.endsWith('@lid')) return { phoneNumber: null, lid: chatId };
  if (isBsuid(chatId)) return { phoneNumber: null, lid: null, bsuid: chatId };
  return /^[0-9]{5,20}$/.test(chatId) ? { phoneNumber: chatId, lid: null } : null;
}

/** How the chat with a person is spelled: by his number where it is known, else by what hides it. */
export const chatIdOf = ({ phoneNumber, lid, bsuid }: Identifiers): ChatId | null =>
  phoneNumber ?? lid ?? bsuid ?? null;
