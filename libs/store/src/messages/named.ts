/**
 * SQL for the message of a phone that a provider's id names, on either side: at most one row. Partial indexes, one
 * for each direction, hold the ids. A chat that WhatsApp Web spells otherwise now (by LID, by number) leaves only the
 * key within an id the same; it is the third part.
 */
export function messageNamed(columns: string, phoneId: string, providerId: string): string {
  const key = `split_part(${providerId}, '_', 3)`;
  return `SELECT ${columns} FROM messages
      WHERE direction = 'inbound' AND phone_id = ${phoneId} AND provider_message_id = ${providerId}
    UNION ALL SELECT ${columns} FROM messages
      WHERE direction = 'outbound' AND provider_message_id IS NOT NULL
        AND phone_id = ${phoneId} AND provider_message_id = ${providerId}
    UNION ALL SELECT ${columns} FROM messages
      WHERE phone_id = ${phoneId} AND heard_key = ${key} AND ${key} <> ''
    UNION ALL SELECT ${columns} FROM messages
      WHERE direction = 'outbound' AND connection_type = 'wwebjs' AND provider_message_id IS NOT NULL
        AND phone_id = ${phoneId} AND split_part(provider_message_id, '_', 3) = ${key} AND ${key} <> ''
    LIMIT 1`;
}
