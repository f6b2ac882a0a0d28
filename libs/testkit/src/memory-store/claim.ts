import type { ClaimedMessage, ConnectionType, SendableType } from '@watertight/core';
import type { Claimed, Lease } from '@watertight/store';
import { leaseHolds } from './leases.ts';
import type { Mutant } from './mutants.ts';
import { inOrder, isDue, tell, type MessageRecord, type Tables } from './tables.ts';

interface ClaimOptions {
  quantum: number;
  instanceId: string;
  connectionType: ConnectionType;
}

/**
 * Claims the first message of each chat that may go on, up to `quantum` of them, and records them as `sending` with
 * their attempts. The bounds of a phone (its pace) are not modelled: they only delay.
 */
export function claim(
  tables: Tables,
  now: Date,
  mutants: ReadonlySet<Mutant>,
  lease: Lease,
  options: ClaimOptions,
): Claimed {
  const holds = leaseHolds(tables, lease, now) || mutants.has('writes-ignore-lease');
  if (!holds) return { kind: 'fenced' };
  const open = inOrder(tables, (row) => row.phone_id === lease.phoneId && isOpen(row));
  const held = new Set(open.filter((row) => holdsChat(row, now, mutants)).map((row) => row.chat_id));
  const ahead = open.filter(
    (row) =>
      row.status === 'queued' &&
      isDue(row.available_at, now) &&
      (row.expires_at === null || !isDue(row.expires_at, now)) &&
      !held.has(row.chat_id),
  );
  if (mutants.has('claim-newest-first')) ahead.reverse();
  const taken = firstOfEachChat(ahead, mutants).slice(0, options.quantum);
  for (const row of taken) take(tables, now, mutants, lease, options, row);
  if (taken.length > 0)
    return { kind: 'claimed', messages: taken.map(asClaimed), mayBeMore: taken.length === options.quantum };
  const waits = open
    .filter((row) => row.status === 'queued' && row.attempts > 0 && !isDue(row.available_at, now))
    .map((row) => row.available_at.getTime() - now.getTime());
  return { kind: 'idle', nextDueMs: waits.length > 0 ? Math.min(...waits) : null };
}

const isOpen = ({ status }: MessageRecord) =>
  status === 'queued' || status === 'sending' || status === 'unconfirmed';

/** It is being sent, awaits evidence, or waits for its next attempt. */
function holdsChat(row: MessageRecord, now: Date, mutants: ReadonlySet<Mutant>): boolean {
  if (row.status === 'sending') return !mutants.has('claim-ignores-sending');
  if (row.status === 'queued')
    return row.attempts > 0 && !isDue(row.available_at, now) && !mutants.has('claim-ignores-backoff');
  return row.reconcile_at !== null && !mutants.has('claim-ignores-unconfirmed');
}

function firstOfEachChat(rows: MessageRecord[], mutants: ReadonlySet<Mutant>): MessageRecord[] {
  if (mutants.has('claim-takes-whole-chats')) return rows;
  const seen = new Set<string>();
  return rows.filter(({ chat_id }) => !seen.has(chat_id) && seen.add(chat_id));
}

function take(
  tables: Tables,
  now: Date,
  mutants: ReadonlySet<Mutant>,
  lease: Lease,
  { instanceId, connectionType }: ClaimOptions,
  row: MessageRecord,
): void {
  Object.assign(row, {
    status: mutants.has('claim-leaves-queued') ? 'queued' : 'sending',
    attempts: row.attempts + 1,
    epoch: lease.epoch,
    connection_type: connectionType,
    reconcile_at: null,
    quoted_provider_message_id: row.quoted_provider_message_id ?? quotedOf(tables, row),
  });
  tables.attempts.get(row.id)?.push({
    message_id: row.id,
    attempt: row.attempts,
    epoch: lease.epoch,
    instance_id: instanceId,
    started_at: now,
    ended_at: null,
    outcome: null,
    code: null,
    provider_code: null,
    detail: null,
    held_until: null,
  });
  tell(tables, row, 'message.sending', now, { attempt: row.attempts });
}

/** A quoted message may have got its provider's id only after it was quoted. */
function quotedOf({ messages }: Tables, { quoted_message_id: id, company_id }: MessageRecord): string | null {
  const quoted = id === null ? undefined : messages.get(id);
  return quoted?.company_id === company_id ? quoted.provider_message_id : null;
}

const asClaimed = (row: MessageRecord): ClaimedMessage => ({
  id: row.id,
  attempt: row.attempts,
  companyId: row.company_id,
  phoneIndex: row.phone_index,
  chatId: row.chat_id,
  type: row.type as SendableType,
  content: row.content,
  quotedProviderMessageId: row.quoted_provider_message_id,
  mentions: row.mentions,
  onUncertain: row.on_uncertain,
  createdAt: row.created_at,
  ...(row.scheduled_at ? { scheduledAt: row.scheduled_at } : {}),
  expiresAt: row.expires_at,
});
