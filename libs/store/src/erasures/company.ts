import { companyFiles } from './files.ts';
import { deliveries, events, journal } from './scans.ts';
import { counted, repeat, type Stage, type StageContext } from './stage.ts';

const company = ({ subject }: StageContext) => [subject.companyId];
const phoneIds = ({ subject }: StageContext) => [subject.phones.map(({ phoneId }) => phoneId)];

const removal = (name: string, table: string, key: string, condition: string) => ({
  name: `erasure_${name}`,
  text: `WITH gone AS (
      DELETE FROM ${table} WHERE (${key}) IN (SELECT ${key} FROM ${table} WHERE ${condition} LIMIT $2) RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
});

const MESSAGES = {
  name: 'erasure_company_messages',
  text: `WITH theirs AS MATERIALIZED (
      SELECT id FROM messages WHERE company_id = $1 ORDER BY seq LIMIT $2 FOR UPDATE
    ), gone AS (
      DELETE FROM messages m USING theirs t WHERE m.id = t.id RETURNING m.id
    ), attempts AS (
      DELETE FROM message_attempts a USING gone WHERE a.message_id = gone.id
    ), events AS (
      DELETE FROM message_events e USING gone WHERE e.message_id = gone.id RETURNING 1
    )
    SELECT (SELECT count(*) FROM gone)::int AS messages, (SELECT count(*) FROM events)::int AS events`,
};

const messages: Stage = {
  name: 'messages',
  rows: 1000,
  async run({ tx, subject: { companyId }, size }) {
    const counts = await counted(tx, MESSAGES, [companyId, size]);
    return { counts, ...((counts['messages'] ?? 0) > 0 ? { place: {} } : {}) };
  },
};

const SNAPSHOTS = {
  name: 'erasure_logins',
  text: `WITH gone AS (
      DELETE FROM session_snapshots WHERE version IN (
        SELECT version FROM session_snapshots WHERE phone_id = ANY($1::text[]) LIMIT $2) RETURNING 1)
    SELECT count(*)::int AS count FROM gone`,
};

const LATE = {
  name: 'erasure_late',
  text: `SELECT EXISTS (SELECT 1 FROM messages WHERE company_id = $1)
      OR EXISTS (SELECT 1 FROM media WHERE company_id = $1)
      OR EXISTS (SELECT 1 FROM chats WHERE company_id = $1)
      OR EXISTS (SELECT 1 FROM contacts WHERE company_id = $1) AS late`,
};

/** What was on its way when the company was closed may have arrived after its stage: then it is gone through again. */
const late: Stage = {
  name: 'late',
  rows: 1,
  async run({ tx, subject: { companyId }, createdAt, timing, place }) {
    const leftMs = createdAt.getTime() + timing.lateMs - Date.now();
    if (place === null && leftMs > 0) return { place: {}, waitMs: leftMs };
    const [row] = await tx.query<{ late: boolean }>(LATE, [companyId]);
    return row?.late ? { goTo: 'messages' } : {};
  },
};

/** How a company's data is erased, once it is closed. */
export const COMPANY_STAGES: readonly Stage[] = [
  messages,
  repeat('logins', 1, SNAPSHOTS, phoneIds),
  companyFiles,
  repeat('contacts', 1000, removal('contacts', 'contacts', 'id', 'company_id = $1'), company),
  repeat('chats', 1000, removal('chats', 'chats', 'phone_id, chat_id', 'company_id = $1'), company),
  repeat('keys', 2000, removal('keys', 'idempotency_keys', 'company_id, key', 'company_id = $1'), company),
  repeat('reached', 2000, removal('reached', 'people_reached', 'owner, chat_id', 'company_id = $1'), company),
  repeat(
    'pace',
    2000,
    removal('pace', 'chat_pace', 'phone_id, chat_id', 'phone_id = ANY($1::text[])'),
    phoneIds,
  ),
  repeat(
    'arriving',
    500,
    removal('arriving', 'inbound_waiting', 'id', 'phone_id = ANY($1::text[])'),
    phoneIds,
  ),
  deliveries,
  events,
  journal,
  late,
];
