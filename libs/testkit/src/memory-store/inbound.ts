import { newId, webMessageKey } from '@watertight/core';
import type { Arrival, JournalResult, OwnMatch, StoredArrival } from '@watertight/store';
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
  return arrivals.flatMap((arrival, index) => {
    const known = [...tables.messages.values()].some((row) => isSame(row, arrival));
    if (known && !mutants.has('inbound-twice')) return [];
    const row = inboundRow(tables, arrival);
    tables.messages.set(row.id, row);
    undo(() => {
      tables.messages.delete(row.id);
      tables.events = tables.events.filter((event) => event.message_id !== row.id);
    });
    tell(tables, row, row.direction === 'inbound' ? 'message.received' : 'message.sent', now);
    return [{ id: row.id, companyId: row.company_id, index }];
  });
}

const heardKeyOf = ({ key, fromMe, providerMessageId }: Arrival['message']): string | null =>
  key ?? (fromMe ? providerMessageId : null);

function isSame(row: MessageRecord, { phone, message }: Arrival): boolean {
  if (row.phone_id !== phone.phoneId) return false;
  const key = heardKeyOf(message);
  if (key !== null && row.heard_key === key) return true;
  return (
    !message.fromMe && row.direction === 'inbound' && row.provider_message_id === message.providerMessageId
  );
}

/** What is on record of these words of the phone's own, known by key or id. */
export const matchOwn = (
  tables: Tables,
  words: { phoneId: string; providerMessageId: string; key: string }[],
): OwnMatch[] =>
  words.flatMap(({ phoneId, providerMessageId, key }, index) => {
    const row = [...tables.messages.values()].find(
      (one) =>
        one.direction === 'outbound' &&
        one.phone_id === phoneId &&
        (one.heard_key === key ||
          one.provider_message_id === providerMessageId ||
          (one.attempts > 0 && webMessageKey(one.id) === key)),
    );
    return row ? [{ id: row.id, companyId: row.company_id, index, heard: row.heard_key !== null }] : [];
  });

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
    direction: message.fromMe ? 'outbound' : 'inbound',
    heard_key: heardKeyOf(message),
    fallback_from: null,
    type: message.type,
    chat_id: message.chatId,
    from_id: message.from,
    to_id: message.fromMe ? message.chatId : phone.me,
    participant: message.participant,
    content: message.content,
    mentions: message.mentions?.length ? message.mentions : null,
    quoted_message_id: quoted?.id ?? null,
    quoted_provider_message_id: message.quotedProviderMessageId,
    status: message.fromMe ? 'sent' : 'received',
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
    sent_at: message.fromMe ? message.at : null,
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
