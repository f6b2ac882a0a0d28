import type { Message } from '@watertight/core';
import type { Db } from '../db.ts';
import { asMessage, type MessageRow } from './rows.ts';

// A claim that comes in between makes the row `sending`, and the condition is looked at again behind its lock.
const REWRITE = {
  name: 'message_rewrite',
  text: `WITH rewritten AS (
      UPDATE messages SET edited_at = clock_timestamp(), mentions = $4,
        content = content || jsonb_build_object(CASE type WHEN 'text' THEN 'text' ELSE 'caption' END, $3::text)
      WHERE id = $1 AND company_id = $2 AND direction = 'outbound' AND status IN ('queued', 'scheduled')
        AND type IN ('text', 'image', 'video', 'document')
      RETURNING *
    ), told AS (
      INSERT INTO message_events (company_id, phone_index, message_id, type, at)
      SELECT company_id, phone_index, id, 'message.edited', edited_at FROM rewritten
    )
    SELECT * FROM rewritten`,
};

/** Changes what a message says that is not yet being sent, with an event; null when there is no such message. */
export async function rewriteMessage(
  db: Db,
  companyId: string,
  messageId: string,
  { text, mentions }: { text: string; mentions: string[] },
): Promise<Message | null> {
  const [row] = await db.query<MessageRow>(REWRITE, [messageId, companyId, text, mentions]);
  return row ? asMessage(row) : null;
}
