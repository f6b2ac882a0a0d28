import type {
  Company,
  ConnectionType,
  Direction,
  EventType,
  JournalEntry,
  Message,
  MessageContent,
  MessageType,
  OnUncertain,
  Phone,
  PhoneState,
} from '@watertight/core';
import type { CurrentMessage, PhoneCommand } from '@watertight/store';

/** A row of `messages`, with the database's column names where a decision sees them. */
export type MessageRecord = {
  -readonly [Key in keyof CurrentMessage]: CurrentMessage[Key];
} & {
  seq: number;
  connection_type: ConnectionType;
  direction: Direction;
  type: MessageType;
  from_id: string | null;
  to_id: string | null;
  participant: string | null;
  content: MessageContent;
  mentions: string[] | null;
  quoted_message_id: string | null;
  quoted_provider_message_id: string | null;
  idempotency_key: string | null;
  metadata: Record<string, unknown> | null;
  on_uncertain: OnUncertain;
  available_at: Date;
  scheduled_at: Date | null;
  played_at: Date | null;
  failed_at: Date | null;
  edited_at: Date | null;
  revoked_at: Date | null;
  heard_key: string | null;
  fallback_from: number | null;
};

export interface AttemptRecord {
  message_id: string;
  attempt: number;
  epoch: number;
  instance_id: string;
  started_at: Date;
  ended_at: Date | null;
  outcome: string | null;
  code: string | null;
  provider_code: string | null;
  detail: string | null;
  held_until: Date | null;
}

export interface EventRow {
  seq: number;
  company_id: string;
  phone_index: number;
  message_id: string;
  type: EventType;
  at: Date;
  detail: Record<string, unknown> | null;
}

export interface LeaseRecord {
  owner: string | null;
  epoch: number;
  expires_at: Date;
  not_before: Date | null;
}

export interface KeyRecord {
  message_id: string;
  request_hash: string | null;
}

export interface PhoneRecord {
  phone: Phone;
  state: PhoneState;
  command: PhoneCommand | null;
  nextCheckAt: Date;
}

export interface JournalRecord {
  id: number;
  source: JournalEntry['source'];
  phoneId: string | null;
  body: string;
  receivedAt: Date;
  attempts: number;
  processed: boolean;
  nextAt: Date;
  error: string | null;
  locked: boolean;
}

/** All that is committed (and, while a transaction is open, what it wrote so far). */
export interface Tables {
  companies: Map<string, Company>;
  phones: Map<string, PhoneRecord>;
  leases: Map<string, LeaseRecord>;
  messages: Map<string, MessageRecord>;
  /** By message id, oldest first. */
  attempts: Map<string, AttemptRecord[]>;
  events: EventRow[];
  keys: Map<string, KeyRecord>;
  journal: JournalRecord[];
  nextSeq: number;
}

export const emptyTables = (): Tables => ({
  companies: new Map(),
  phones: new Map(),
  leases: new Map(),
  messages: new Map(),
  attempts: new Map(),
  events: [],
  keys: new Map(),
  journal: [],
  nextSeq: 1,
});

/** The messages that `wanted` accepts, in the order in which they were accepted. */
export const inOrder = (tables: Tables, wanted: (row: MessageRecord) => boolean): MessageRecord[] =>
  [...tables.messages.values()].filter(wanted).sort((a, b) => a.seq - b.seq);

export const isDue = (at: Date, now: Date): boolean => at.getTime() <= now.getTime();

export function tell(
  tables: Tables,
  row: MessageRecord,
  type: EventType,
  at: Date,
  detail: Record<string, unknown> | null = null,
): void {
  tables.events.push({
    seq: tables.nextSeq++,
    company_id: row.company_id,
    phone_index: row.phone_index,
    message_id: row.id,
    type,
    at,
    detail,
  });
}

export const asMessage = (row: MessageRecord): Message => ({
  id: row.id,
  companyId: row.company_id,
  phoneId: row.phone_id,
  phoneIndex: row.phone_index,
  connectionType: row.connection_type,
  direction: row.direction,
  type: row.type,
  chatId: row.chat_id,
  from: row.from_id,
  to: row.to_id,
  participant: row.participant,
  content: row.content,
  quotedMessageId: row.quoted_message_id,
  fallbackFrom: row.fallback_from,
  status: row.status,
  error: row.error,
  attempts: row.attempts,
  providerMessageId: row.provider_message_id,
  idempotencyKey: row.idempotency_key,
  metadata: row.metadata,
  createdAt: row.created_at,
  scheduledAt: row.scheduled_at,
  expiresAt: row.expires_at,
  sentAt: row.sent_at,
  deliveredAt: row.delivered_at,
  readAt: row.read_at,
  playedAt: row.played_at,
  failedAt: row.failed_at,
  editedAt: row.edited_at,
  revokedAt: row.revoked_at,
});
