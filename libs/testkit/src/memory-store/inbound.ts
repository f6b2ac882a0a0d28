import { newId } from '@watertight/core';
import type { Arrival, JournalResult, StoredArrival } from '@watertight/store';
import type { Mutant } from './mutants.ts';
import { isDue, tell, type JournalRecord, type MessageRecord, type Tables } from './tables.ts';

/** Stores what arrived with its event, once for each provider's id; answers those that were new. */
export function storeInbound(
  tables: Tables,
  now: Date,
  mutants: ReadonlySet<Mutant>,
  arrivals: Arrival[],
  undo: (step: () => void) => void,
): StoredArrival[] {
  return arrivals.flatMap((arrival) => {
    const known = [...tables.messages.values()].some(
      (row) =>
        row.direction === 'inbound' &&
        row.phone_id === arrival.phone.phoneId &&
        row.provider_message_id === arrival.message.providerMessageId,
    );
    if (known && !mutants.has('inbound-twice')) return [];
    const row = inboundRow(tables, arrival);
    tables.messages.set(row.id, row);
    undo(() => {
      tables.messages.delete(row.id);
      tables.events = tables.events.filter((event) => event.message_id !== row.id);
    });
    tell(tables, row, 'message.received', now);
    return [{ id: row.id, companyId: row.company_id }];
  });
}

function inboundRow(tables: Tables, { phone, message }: Arrival): MessageRecord {
  const quoted = [...tables.messages.values()].find(
    (row) =>
      message.quotedProviderMessageId !== null &&
      row.phone_id === phone.phoneId &&
      row.provider_message_id === message.quotedProviderMessageId,
  );
  return {
    id: newId('msg'),
    seq: tables.nextSeq++,
    company_id: phone.companyId,
    phone_id: phone.phoneId,
    phone_index: phone.phoneIndex,
    connection_type: phone.connectionType as MessageRecord['connection_type'],
    direction: 'inbound',
    type: message.type,
    chat_id: message.chatId,
    from_id: message.from,
    to_id: phone.me,
    participant: message.participant,
    content: message.content,
    mentions: null,
    quoted_message_id: quoted?.id ?? null,
    quoted_provider_message_id: message.quotedProviderMessageId,
    status: 'received',
    error: null,
    attempts: 0,
    epoch: null,
    provider_message_id: message.providerMessageId,
    idempotency_key: null,
    metadata: null,
    on_uncertain: 'hold',
    created_at: message.at,
    available_at: message.at,
    reconcile_at: null,
    scheduled_at: null,
    expires_at: null,
    sent_at: null,
    delivered_at: null,
    read_at: null,
    played_at: null,
    failed_at: null,
    edited_at: null,
    revoked_at: null,
  };
}

/** The oldest open entries of a source that nobody works on. */
export const openEntries = (tables: Tables, source: string, now: Date, limit: number): JournalRecord[] =>
  tables.journal
    .filter(
      (entry) => entry.source === source && !entry.processed && !entry.locked && isDue(entry.nextAt, now),
    )
    .slice(0, limit);

export function markEntry(entry: JournalRecord, result: JournalResult, now: Date): void {
  const again = result.kind === 'again';
  Object.assign(entry, {
    processed: !again,
    attempts: entry.attempts + 1,
    error: result.kind === 'done' ? null : result.error,
    nextAt: new Date(now.getTime() + (again ? result.afterMs : 0)),
  });
}
