import type { Db, Queryable } from '../db.ts';

/** A word under the former spelling may still be on its way into the database for so long after the link. */
const SETTLED_MS = 15_000;

interface Linked {
  id: string;
  company_id: string;
  today: string;
  former_spellings: string[];
}

const NEXT = {
  name: 'contacts_next_linked',
  text: `SELECT id, company_id, coalesce(phone_number, lid, bsuid) AS today, former_spellings FROM contacts
    WHERE linked_at IS NOT NULL AND ($1::text IS NULL OR id = $1) ORDER BY linked_at LIMIT 1`,
};

// In the order in which every other change of messages locks them.
const MOVE_MESSAGES = {
  name: 'contacts_move_messages',
  text: `WITH theirs AS MATERIALIZED (
      SELECT id FROM messages WHERE company_id = $1 AND chat_id = $2 ORDER BY seq LIMIT $4 FOR UPDATE
    ), moved AS (
      UPDATE messages m SET chat_id = $3,
        from_id = CASE m.from_id WHEN $2 THEN $3 ELSE m.from_id END,
        to_id = CASE m.to_id WHEN $2 THEN $3 ELSE m.to_id END
      FROM theirs WHERE m.id = theirs.id RETURNING m.id
    )
    SELECT count(*) AS count FROM moved`,
};

const LOCK_CHATS = {
  name: 'contacts_lock_chats',
  text: `SELECT 1 FROM chats WHERE company_id = $1 AND chat_id IN ($2, $3) ORDER BY phone_id, chat_id FOR UPDATE`,
};

const MOVE_CHATS = {
  name: 'contacts_move_chats',
  text: `WITH gone AS (DELETE FROM chats WHERE company_id = $1 AND chat_id = $2 RETURNING *)
    INSERT INTO chats (phone_id, chat_id, company_id, phone_index, name, last_message_at, last_message_id,
      unread_count, read_until, archived, pinned, muted_until, window_until, created_at)
    SELECT phone_id, $3, company_id, phone_index, name, last_message_at, last_message_id, unread_count, read_until,
      archived, pinned, muted_until, window_until, created_at FROM gone ORDER BY phone_id
    ON CONFLICT (phone_id, chat_id) DO UPDATE SET
      last_message_id = CASE WHEN chats.last_message_at IS NULL OR excluded.last_message_at > chats.last_message_at
        THEN excluded.last_message_id ELSE chats.last_message_id END,
      last_message_at = greatest(chats.last_message_at, excluded.last_message_at),
      unread_count = chats.unread_count + excluded.unread_count,
      read_until = greatest(chats.read_until, excluded.read_until),
      window_until = greatest(chats.window_until, excluded.window_until),
      created_at = least(chats.created_at, excluded.created_at),
      updated_at = clock_timestamp()`,
};

const DONE = {
  name: 'contacts_moved',
  text: `UPDATE contacts SET linked_at = NULL, former_spellings = '{}'
    WHERE id = $1 AND linked_at < clock_timestamp() - $2::int * interval '1 millisecond'`,
};

/** Most contacts are new when their spellings are told, and nothing was ever said under the former ones. */
const SETTLE_AT_ONCE = 500;

const SETTLE = {
  name: 'contacts_settle',
  text: `WITH settled AS (
      SELECT c.id FROM contacts c,
        LATERAL (SELECT array_remove(c.former_spellings, coalesce(c.phone_number, c.lid, c.bsuid)) AS former) f
      WHERE c.linked_at < clock_timestamp() - $1::int * interval '1 millisecond'
        AND NOT EXISTS (SELECT 1 FROM messages WHERE company_id = c.company_id AND chat_id = ANY(f.former))
        AND NOT EXISTS (SELECT 1 FROM chats WHERE company_id = c.company_id AND chat_id = ANY(f.former))
      ORDER BY c.linked_at LIMIT $2
    )
    UPDATE contacts c SET linked_at = NULL, former_spellings = '{}' FROM settled s WHERE c.id = s.id`,
};

/**
 * Moves what was said under a LID or BSUID to how the same person is spelled today: of the contact that has waited
 * longest, or of a given one, at most `limit` messages. Answers how many; fewer than `limit` means that there are
 * no more of this contact for now.
 */
export async function moveLinked(db: Db, limit: number, contactId?: string): Promise<number> {
  if (contactId === undefined) await db.query(SETTLE, [SETTLED_MS, SETTLE_AT_ONCE]);
  const [linked] = await db.query<Linked & Record<string, unknown>>(NEXT, [contactId ?? null]);
  if (!linked) return 0;
  const { id, company_id: companyId, today, former_spellings: former } = linked;
  let count = 0;
  for (const spelling of former.filter((one) => one !== today)) {
    count += await db.transaction((tx) => moveSpelling(tx, { companyId, spelling, today }, limit - count));
    if (count === limit) return count;
  }
  await db.query(DONE, [id, SETTLED_MS]);
  return count;
}

async function moveSpelling(
  tx: Queryable,
  { companyId, spelling, today }: { companyId: string; spelling: string; today: string },
  limit: number,
): Promise<number> {
  const [moved] = await tx.query<{ count: number }>(MOVE_MESSAGES, [companyId, spelling, today, limit]);
  const count = moved?.count ?? 0;
  if (count === limit) return count;
  await tx.query(LOCK_CHATS, [companyId, spelling, today]);
  await tx.query(MOVE_CHATS, [companyId, spelling, today]);
  return count;
}
