import type { ChatId } from './chat.ts';
import type { MessageContent } from './content.ts';
import type { ConnectionType } from './phone.ts';

/** What can be sent (CONTRACT 4, `:type`). */
export const SENDABLE_TYPES = [
  'text',
  'image',
  'video',
  'audio',
  'voice',
  'document',
  'sticker',
  'location',
  'contact',
  'poll',
  'reaction',
  'interactive',
  'template',
] as const;
export type SendableType = (typeof SENDABLE_TYPES)[number];

export const MESSAGE_TYPES = [...SENDABLE_TYPES, 'button', 'order', 'call', 'system', 'unsupported'] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

export const MESSAGE_STATUSES = [
  'scheduled',
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'played',
  'failed',
  'cancelled',
  'expired',
  'unconfirmed',
  'received',
] as const;
export type MessageStatus = (typeof MESSAGE_STATUSES)[number];

export const DIRECTIONS = ['outbound', 'inbound'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export const ON_UNCERTAIN = ['hold', 'resend', 'fail'] as const;
/** What follows when it cannot be known whether a message went out: keep it unconfirmed, send again, or fail it. */
export type OnUncertain = (typeof ON_UNCERTAIN)[number];

/** A receipt from a provider, in the words of our statuses. */
export const RECEIPT_STATUSES = ['sent', 'delivered', 'read', 'played', 'failed'] as const;
export type ReceiptStatus = (typeof RECEIPT_STATUSES)[number];

/**
 * The transition table: which status may follow which; the store refuses every other step. A later status never
 * goes back to an earlier one; a receipt may skip steps (`read` without `delivered`). A message whose earlier
 * attempt was uncertain can turn out to have been sent after it was queued again, expired, was cancelled or failed:
 * evidence wins over what we were about to do, and over what we took for its end.
 */
export const TRANSITIONS: Readonly<Record<MessageStatus, readonly MessageStatus[]>> = {
  scheduled: ['queued', 'cancelled', 'expired', 'failed'],
  queued: ['sending', 'cancelled', 'expired', 'failed', 'sent', 'delivered', 'read', 'played'],
  sending: ['queued', 'sent', 'delivered', 'read', 'played', 'failed', 'expired', 'unconfirmed'],
  unconfirmed: ['queued', 'sent', 'delivered', 'read', 'played', 'failed', 'expired'],
  sent: ['delivered', 'read', 'played', 'failed'],
  delivered: ['read', 'played'],
  read: ['played'],
  played: [],
  failed: ['queued', 'sent', 'delivered', 'read', 'played'],
  cancelled: ['sent', 'delivered', 'read', 'played'],
  expired: ['sent', 'delivered', 'read', 'played'],
  received: [],
};

export const canFollow = (from: MessageStatus, to: MessageStatus): boolean => TRANSITIONS[from].includes(to);

/** No work of ours is outstanding: only receipts, or an operator's retry, may still change it. */
export const isFinal = (status: MessageStatus): boolean =>
  status !== 'scheduled' && status !== 'queued' && status !== 'sending';

export interface MessageError {
  /** Stable, UPPER_SNAKE, from the catalogue in errors.ts. */
  code: string;
  detail: string;
  /** Whether sending the same message again may help. */
  retryable: boolean;
  providerCode?: string;
}

/** A message as it is stored and read; times are null until they happened. */
export interface Message {
  id: string;
  companyId: string;
  phoneId: string;
  phoneIndex: number;
  connectionType: ConnectionType;
  direction: Direction;
  type: MessageType;
  chatId: ChatId;
  from: string | null;
  to: string | null;
  participant: string | null;
  content: MessageContent;
  quotedMessageId: string | null;
  /** The index of the phone that it was meant for, when a fallback serves it. */
  fallbackFrom: number | null;
  status: MessageStatus;
  error: MessageError | null;
  attempts: number;
  providerMessageId: string | null;
  idempotencyKey: string | null;
  metadata: Record<string, unknown> | null;
  createdAt: Date;
  scheduledAt: Date | null;
  expiresAt: Date | null;
  sentAt: Date | null;
  deliveredAt: Date | null;
  readAt: Date | null;
  playedAt: Date | null;
  failedAt: Date | null;
  /** Its text was changed by its sender; `content` holds what it says now. */
  editedAt: Date | null;
  /** Its sender took it back for everyone; `content` holds what it said. */
  revokedAt: Date | null;
  /** The HTTP request that it was accepted with. */
  requestId?: string;
  /** Under which its trace goes on. */
  traceparent?: string;
}

/** A new outbound message, complete but not yet committed. */
export interface NewMessage {
  id: string;
  companyId: string;
  phoneId: string;
  phoneIndex: number;
  connectionType: ConnectionType;
  type: SendableType;
  chatId: ChatId;
  content: MessageContent;
  quotedMessageId: string | null;
  mentions: string[] | null;
  metadata: Record<string, unknown> | null;
  idempotencyKey: string | null;
  /** SHA-256 of what was asked for; only with an idempotency key. */
  requestHash: string | null;
  onUncertain: OnUncertain;
  scheduledAt: Date | null;
  expiresAt: Date | null;
  /** It is sent although the person's window is closed: the provider decides. */
  ignoreWindow?: boolean;
  /** Why this phone serves it. */
  routing: Routing;
  /** Whatever happens to the phone, no other one may. */
  noFallback?: boolean;
  /** The HTTP request that it came with, and W3C's `traceparent` under which its trace goes on. */
  requestId?: string | null;
  traceparent?: string | null;
}

/**
 * Why a message goes where it goes; stands in its timeline. `named` by the request, `quoted`: where what it answers is,
 * `ready`: the lowest connected one, `first`: the lowest that is meant to be connected, `fallback`: for another one.
 */
export interface Routing {
  routedBy: 'named' | 'quoted' | 'ready' | 'first' | 'fallback';
  /** With `fallback`: the phone that it was meant for, and since when that is not ready, ISO. */
  fallbackFrom?: number;
  notReadySince?: string;
}

/** A message that a lane's turn has claimed: it is `sending`, and this attempt is on record. */
export interface ClaimedMessage {
  id: string;
  /** 1 for the first. */
  attempt: number;
  companyId: string;
  phoneIndex: number;
  chatId: ChatId;
  type: SendableType;
  content: MessageContent;
  quotedProviderMessageId: string | null;
  mentions: string[] | null;
  onUncertain: OnUncertain;
  createdAt: Date;
  /** When it was not to go out before. */
  scheduledAt?: Date | null;
  expiresAt: Date | null;
  ignoreWindow?: boolean;
  requestId?: string;
  /** Under which its trace goes on. */
  traceparent?: string;
}
