import type { NewMessage } from '@watertight/core';
import type { Accepted } from '@watertight/store';
import type { Mutant } from './mutants.ts';
import { asMessage, isDue, tell, type MessageRecord, type Tables } from './tables.ts';

const keyOf = (message: NewMessage) => `${message.companyId}\u0000${message.idempotencyKey ?? ''}`;

/** Stores messages with their keys and first events; answers each in the given order. */
export function acceptAll(
  tables: Tables,
  now: Date,
  mutants: ReadonlySet<Mutant>,
  messages: NewMessage[],
): Accepted[] {
  const fresh = messages.filter((message) => takeKey(tables, mutants, message));
  const made = fresh.map((message) => ({ row: newRow(tables, now, message), routing: message.routing }));
  const rows = new Map(made.map(({ row }) => [row.id, row]));
  if (!mutants.has('accept-forgets')) {
    for (const { row, routing } of made) {
      tables.messages.set(row.id, row);
      tables.attempts.set(row.id, []);
      tell(tables, row, row.status === 'queued' ? 'message.queued' : 'message.scheduled', now, {
        ...routing,
      });
    }
  }
  return messages.map((message) => {
    const row = rows.get(message.id);
    return row ? { kind: 'accepted', message: asMessage(row) } : replay(tables, message);
  });
}

function takeKey(tables: Tables, mutants: ReadonlySet<Mutant>, message: NewMessage): boolean {
  if (message.idempotencyKey === null) return true;
  const key = keyOf(message);
  if (tables.keys.has(key) && !mutants.has('keys-not-unique')) return false;
  tables.keys.set(key, { message_id: message.id, request_hash: message.requestHash });
  return true;
}

function replay(tables: Tables, message: NewMessage): Accepted {
  const first = tables.keys.get(keyOf(message));
  const row = first && tables.messages.get(first.message_id);
  if (!row) throw new Error('A message was neither accepted nor known by its idempotency key');
  return first.request_hash === message.requestHash
    ? { kind: 'replayed', message: asMessage(row) }
    : { kind: 'key-reused' };
}

function newRow(tables: Tables, now: Date, message: NewMessage): MessageRecord {
  const quoted = message.quotedMessageId === null ? undefined : tables.messages.get(message.quotedMessageId);
  return {
    id: message.id,
    seq: tables.nextSeq++,
    company_id: message.companyId,
    phone_id: message.phoneId,
    phone_index: message.phoneIndex,
    connection_type: message.connectionType,
    direction: 'outbound',
    type: message.type,
    chat_id: message.chatId,
    from_id: null,
    to_id: message.chatId,
    participant: null,
    content: message.content,
    mentions: message.mentions ?? [],
    quoted_message_id: message.quotedMessageId,
    quoted_provider_message_id: quoted?.company_id === message.companyId ? quoted.provider_message_id : null,
    status: message.scheduledAt && !isDue(message.scheduledAt, now) ? 'scheduled' : 'queued',
    error: null,
    attempts: 0,
    epoch: null,
    provider_message_id: null,
    idempotency_key: message.idempotencyKey,
    metadata: message.metadata,
    on_uncertain: message.onUncertain,
    created_at: now,
    available_at: message.scheduledAt ?? now,
    reconcile_at: null,
    scheduled_at: message.scheduledAt,
    expires_at: message.expiresAt,
    sent_at: null,
    delivered_at: null,
    read_at: null,
    played_at: null,
    failed_at: null,
    edited_at: null,
    revoked_at: null,
    heard_key: null,
    fallback_from: message.routing.fallbackFrom ?? null,
  };
}
