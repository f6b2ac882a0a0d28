import type { ConnectionType, PhoneMode, PhoneReason, PhoneStatus } from '@watertight/core';
import type { Db } from './db.ts';

/** Numbers of the whole system, of few kinds each: nothing in them grows with phones, companies or messages. */
export interface Figures {
  /** All phones. */
  phones: { channel: ConnectionType; class: PhoneMode; status: PhoneStatus; count: number }[];
  /** Phones whose state has a reason, whatever their status. */
  reasons: { channel: ConnectionType; reasonCode: PhoneReason; count: number }[];
  /** How long that phone has not been ready which has not been for the longest; of those that should be and once were. */
  notReady: { channel: ConnectionType; class: PhoneMode; seconds: number }[];
  /** Of messages of the last day: evidence is awaited, or none will come. */
  unconfirmed: { channel: ConnectionType; awaiting: number; held: number }[];
  /** Webhooks that are in use, that were disabled because they failed, and that their owner turned off. */
  endpoints: { enabled: number; disabled: number; off: number };
  /** What came in and is not understood yet. */
  journal: { source: string; count: number; oldestSeconds: number }[];
}

const EACH = {
  phones: `SELECT c.connection_type AS channel, c.mode AS class, s.status, count(*) AS count
    FROM phone_configs c JOIN phone_status s ON s.phone_id = c.phone_id GROUP BY 1, 2, 3`,
  reasons: `SELECT c.connection_type AS channel, s.reason_code AS "reasonCode", count(*) AS count
    FROM phone_configs c JOIN phone_status s ON s.phone_id = c.phone_id
    WHERE s.reason_code IS NOT NULL GROUP BY 1, 2`,
  notReady: `SELECT c.connection_type AS channel, c.mode AS class,
      coalesce(max(extract(epoch FROM now() - s.not_ready_since))
        FILTER (WHERE c.desired_state = 'start' AND s.connected_at IS NOT NULL), 0) AS seconds
    FROM phone_configs c JOIN phone_status s ON s.phone_id = c.phone_id GROUP BY 1, 2`,
  unconfirmed: `SELECT t.channel, count(m.id) FILTER (WHERE m.reconcile_at IS NOT NULL) AS awaiting,
      count(m.id) FILTER (WHERE m.reconcile_at IS NULL) AS held
    FROM (VALUES ('wwebjs'), ('meta')) t (channel) LEFT JOIN messages m
      ON m.connection_type = t.channel AND m.status = 'unconfirmed' AND m.created_at > now() - interval '1 day' GROUP BY 1`,
  endpoints: `SELECT count(*) FILTER (WHERE enabled) AS enabled,
      count(*) FILTER (WHERE NOT enabled AND disabled_reason <> 'owner') AS disabled,
      count(*) FILTER (WHERE NOT enabled AND disabled_reason = 'owner') AS off
    FROM webhook_endpoints WHERE removed_at IS NULL`,
  journal: `SELECT t.source, count(j.id) AS count,
      coalesce(extract(epoch FROM now() - min(j.received_at)), 0) AS "oldestSeconds"
    FROM (VALUES ('wwebjs'), ('meta')) t (source)
      LEFT JOIN inbound_journal j ON j.source = t.source AND j.processed_at IS NULL GROUP BY 1`,
} satisfies Record<keyof Figures, string>;

const rowsOf = (sql: string) => `(SELECT coalesce(json_agg(t), '[]') FROM (${sql}) t)`;

const FIGURES = {
  name: 'figures',
  text: `SELECT ${Object.entries(EACH)
    .map(([name, sql]) => `${rowsOf(sql)} AS "${name}"`)
    .join(', ')}`,
};

/** One statement, which reads no more of messages than its indexes of the unfinished. */
export async function figures(db: Db): Promise<Figures> {
  const [row] = await db.query<Omit<Figures, 'endpoints'> & { endpoints: Figures['endpoints'][] }>(
    FIGURES,
    [],
  );
  if (!row) throw new Error('A statement without FROM has one row');
  return { ...row, endpoints: row.endpoints[0] ?? { enabled: 0, disabled: 0, off: 0 } };
}
