import { changeIn, type Change, type CurrentMessage } from '../messages/change.ts';
import { lockContacts } from '../contacts/rows.ts';
import { FILES_OF, namesFile, personFiles } from './files.ts';
import { ERASED, needlesOf } from './needles.ts';
import { deliveries, events, journal } from './scans.ts';
import { counted, type Stage, type Subject } from './stage.ts';

const LOOK_AGAIN_MS = 1000;

const ON_THEIR_WAY = {
  name: 'erasure_on_their_way',
  text: `SELECT id, status FROM messages WHERE company_id = $1 AND chat_id = ANY($2::text[])
      AND (status IN ('queued', 'scheduled', 'sending') OR status = 'unconfirmed' AND reconcile_at IS NOT NULL)
    ORDER BY seq LIMIT $3`,
};

/** What was not begun is cancelled, with its event; what is uncertain stays so, and no evidence is awaited any more. */
const stopDecision = ({ status, reconcile_at }: CurrentMessage): Change | null => {
  if (status === 'queued' || status === 'scheduled')
    return { status: 'cancelled', events: [{ type: 'message.cancelled', detail: { reason: ERASED } }] };
  return status === 'unconfirmed' && reconcile_at !== null ? { reconcileAt: null } : null;
};

/** Everything that is on its way to him comes to an end first; what is being sent at this moment is waited for. */
const stop: Stage = {
  name: 'stop',
  rows: 500,
  async run({ tx, subject: { companyId, spellings }, size }) {
    const found = await tx.query<{ id: string; status: string }>(ON_THEIR_WAY, [companyId, spellings, size]);
    if (found.length === 0) return {};
    const facts = new Map(found.map(({ id }) => [id, null]));
    const changed = await changeIn(tx, { facts, decide: stopDecision });
    const counts = { cancelled: changed.filter(({ after }) => after === 'cancelled').length };
    const isSending = changed.length === 0;
    return {
      counts,
      place: {},
      changed: changed.map(({ id }) => id),
      ...(isSending ? { waitMs: LOOK_AGAIN_MS } : {}),
    };
  },
};

const LAST_EVENT = {
  name: 'erasure_last_event',
  text: 'SELECT CASE WHEN is_called THEN last_value ELSE 0 END AS last FROM message_events_seq_seq',
};
const UNTOLD = {
  name: 'erasure_untold',
  text: `SELECT EXISTS (SELECT 1 FROM webhook_endpoints WHERE company_id = $1 AND removed_at IS NULL AND enabled)
      AND ((SELECT position FROM event_cursors WHERE name = 'webhooks') < $2
        OR EXISTS (SELECT 1 FROM webhook_endpoints e JOIN webhook_deliveries d ON d.endpoint_id = e.id
          WHERE e.company_id = $1 AND e.removed_at IS NULL AND e.enabled AND d.status = 'waiting'
            AND d.chat_key = ANY($3::text[]))) AS untold`,
};

/** Webhooks hear of what was stopped, as long as they answer: not for ever. */
const tell: Stage = {
  name: 'tell',
  rows: 1,
  async run({ tx, subject, place, timing }) {
    const at = (place as { upTo: number; until: number } | null) ?? {
      upTo: (await counted(tx, LAST_EVENT, []))['last'] ?? 0,
      until: Date.now() + timing.tellMs,
    };
    if (Date.now() >= at.until) return {};
    const [row] = await tx.query<{ untold: boolean }>(UNTOLD, [
      subject.companyId,
      at.upTo,
      chatKeysOf(subject),
    ]);
    return row?.untold ? { place: at, waitMs: LOOK_AGAIN_MS } : {};
  },
};

/** As deliveries to webhooks have them: a chat of a phone. */
const chatKeysOf = ({ phones, spellings }: Subject): string[] =>
  phones.flatMap(({ phoneIndex }) => spellings.map((spelling) => `${phoneIndex}:${spelling}`));

const WAITING = {
  name: 'erasure_waiting',
  text: `WITH gone AS (
      DELETE FROM inbound_waiting WHERE id IN (
        SELECT id FROM inbound_waiting WHERE phone_id = ANY($1::text[])
          AND (chat_id = ANY($2::text[]) OR observation ->> 'participant' = ANY($2::text[])) ORDER BY id LIMIT $3 FOR UPDATE)
      RETURNING 1
    )
    SELECT count(*)::int AS "arriving" FROM gone`,
};

/** What came from him and is not told yet. */
const waiting: Stage = {
  name: 'waiting',
  rows: 500,
  async run({ tx, subject: { phones, spellings }, size }) {
    const phoneIds = phones.map(({ phoneId }) => phoneId);
    const counts = await counted(tx, WAITING, [phoneIds, spellings, size]);
    return { counts, ...((counts['arriving'] ?? 0) > 0 ? { place: {} } : {}) };
  },
};

const GONE = `files AS (
      INSERT INTO erasure_files (erasure_id, media_id, company_id)
      SELECT DISTINCT $1, f.media_id, m.company_id FROM gone m, ${FILES_OF} ON CONFLICT DO NOTHING
    ), attempts AS (
      DELETE FROM message_attempts a USING gone WHERE a.message_id = gone.id
    ), events AS (
      DELETE FROM message_events e USING gone WHERE e.message_id = gone.id RETURNING 1
    ), keys AS (
      DELETE FROM idempotency_keys k USING gone WHERE k.company_id = gone.company_id AND k.key = gone.idempotency_key
    )`;

const MESSAGES = {
  name: 'erasure_messages',
  text: `WITH theirs AS MATERIALIZED (
      SELECT id FROM messages WHERE company_id = $2 AND chat_id = ANY($3::text[])
        AND status NOT IN ('queued', 'scheduled', 'sending') AND (status <> 'unconfirmed' OR reconcile_at IS NULL)
      ORDER BY seq LIMIT $4 FOR UPDATE
    ), gone AS (
      DELETE FROM messages m USING theirs t WHERE m.id = t.id RETURNING m.id, m.company_id, m.idempotency_key, m.content
    ), ${GONE}
    SELECT (SELECT count(*) FROM gone)::int AS messages, (SELECT count(*) FROM events)::int AS events`,
};

/** All that was written to him and by him, with attempts, timelines and keys. */
const messages: Stage = {
  name: 'messages',
  rows: 500,
  async run({ tx, erasureId, subject: { companyId, spellings }, size }) {
    const counts = await counted(tx, MESSAGES, [erasureId, companyId, spellings, size]);
    if ((counts['messages'] ?? 0) > 0) return { counts, place: {} };
    // Somebody went on writing to him.
    const [late] = await tx.query(ON_THEIR_WAY, [companyId, spellings, 1]);
    return late ? { goTo: 'stop' } : {};
  },
};

const GROUPS_RANGE = {
  name: 'erasure_groups_range',
  text: `SELECT max(seq) AS last FROM (
      SELECT seq FROM messages WHERE company_id = $1 AND seq > $2 ORDER BY seq LIMIT $3) r`,
};
const IN_RANGE = 'm.company_id = $2 AND m.seq > $3 AND m.seq <= $4';

const GROUP_MESSAGES = {
  name: 'erasure_group_messages',
  text: `WITH theirs AS MATERIALIZED (
      SELECT m.id, m.chat_id FROM messages m WHERE ${IN_RANGE}
        AND (m.participant = ANY($5::text[]) OR m.direction = 'inbound' AND m.from_id = ANY($5::text[]))
      ORDER BY m.seq FOR UPDATE
    ), gone AS (
      DELETE FROM messages m USING theirs t WHERE m.id = t.id RETURNING m.id, m.company_id, m.idempotency_key, m.content
    ), ${GONE}, latest AS (
      UPDATE chats c SET last_message_id = NULL
      WHERE c.company_id = $2 AND c.chat_id IN (SELECT chat_id FROM theirs) AND c.last_message_id IN (SELECT id FROM theirs)
    )
    SELECT (SELECT count(*) FROM gone)::int AS "groupMessages", (SELECT count(*) FROM events)::int AS events`,
};

// Others go on having written what they wrote: who is meant by it, it says no more.
const GROUP_MENTIONS = {
  name: 'erasure_group_mentions',
  text: `WITH named AS (
      UPDATE messages m SET
        mentions = ARRAY(SELECT one FROM unnest(m.mentions) AS one WHERE one <> ALL($5::text[])),
        content = CASE WHEN m.mentions && $5::text[] THEN regexp_replace(m.content::text, $6, '@${ERASED}', 'g')::jsonb ELSE m.content END,
        quoted_provider_message_id = CASE WHEN ${'EXISTS (SELECT 1 FROM unnest($1::text[]) AS n WHERE position(n IN m.quoted_provider_message_id) > 0)'}
          THEN NULL ELSE m.quoted_provider_message_id END
      WHERE ${IN_RANGE} AND (m.mentions && $5::text[]
        OR EXISTS (SELECT 1 FROM unnest($1::text[]) AS n WHERE position(n IN m.quoted_provider_message_id) > 0))
      RETURNING 1
    )
    SELECT count(*)::int AS redacted FROM named`,
};

const ELSEWHERE = {
  name: 'erasure_files_elsewhere',
  text: `WITH kept AS (
      DELETE FROM erasure_files f USING messages m
      WHERE f.erasure_id = $1 AND ${IN_RANGE} AND (m.content ? 'media' OR m.content ? 'files') AND ${namesFile('f.media_id')}
      RETURNING 1)
    SELECT count(*)::int AS "filesElsewhere" FROM kept`,
};

/** The part of a spelling that stands after `@` in a text. */
const mentionPattern = (spellings: readonly string[]): string =>
  `@(?:${spellings.map((one) => one.replace(/@.*$/, '').replaceAll('.', '\\.')).join('|')})(?![0-9])`;

/**
 * The company's other messages, once: what he wrote in groups goes, where others mention or quote him he is named no
 * more, and a file that one of them names stays.
 */
const others: Stage = {
  name: 'others',
  rows: 5000,
  async run({ tx, erasureId, subject, place, size }) {
    const { companyId, spellings } = subject;
    const after = (place as { after?: number } | null)?.after ?? 0;
    const { last } = (await counted(tx, GROUPS_RANGE, [companyId, after, size])) as { last?: number | null };
    if (typeof last !== 'number') return { subject: { ...subject, scannedTo: after } };
    const range = [companyId, after, last];
    const written = await counted(tx, GROUP_MESSAGES, [erasureId, ...range, spellings]);
    const named = await counted(tx, GROUP_MENTIONS, [
      needlesOf(spellings),
      ...range,
      spellings,
      mentionPattern(spellings),
    ]);
    await counted(tx, ELSEWHERE, [erasureId, ...range]);
    return { counts: { ...written, ...named }, place: { after: last } };
  },
};

const KNOWN_AS = {
  name: 'erasure_known_as',
  text: `SELECT phone_number, lid, bsuid, former_spellings FROM contacts
    WHERE company_id = $1 AND (phone_number = ANY($2::text[]) OR lid = ANY($2::text[]) OR bsuid = ANY($2::text[]))`,
};

interface KnownAs extends Record<string, unknown> {
  phone_number: string | null;
  lid: string | null;
  bsuid: string | null;
  former_spellings: string[];
}

export const spellingsIn = (rows: readonly KnownAs[]): string[] => [
  ...new Set(
    rows.flatMap((row) =>
      [row.phone_number, row.lid, row.bsuid, ...row.former_spellings].filter((one) => one !== null),
    ),
  ),
];

const ROWS = {
  name: 'erasure_rows',
  text: `WITH people AS (
      DELETE FROM contacts
      WHERE company_id = $1 AND (phone_number = ANY($2::text[]) OR lid = ANY($2::text[]) OR bsuid = ANY($2::text[])) RETURNING 1
    ), theirs AS MATERIALIZED (
      SELECT phone_id, chat_id FROM chats WHERE company_id = $1 AND chat_id = ANY($2::text[])
      ORDER BY phone_id, chat_id FOR UPDATE
    ), rooms AS (
      DELETE FROM chats c USING theirs t WHERE c.phone_id = t.phone_id AND c.chat_id = t.chat_id RETURNING 1
    ), reached AS (
      DELETE FROM people_reached WHERE company_id = $1 AND chat_id = ANY($2::text[])
    ), pace AS (
      DELETE FROM chat_pace WHERE phone_id = ANY($3::text[]) AND chat_id = ANY($2::text[])
    )
    SELECT (SELECT count(*) FROM people)::int AS contacts, (SELECT count(*) FROM rooms)::int AS chats`,
};

/** The contact itself, last. When he turns out to be known by more by now, all begins anew with that. */
const rows: Stage = {
  name: 'rows',
  rows: 1,
  async run({ tx, subject }) {
    const { companyId, spellings, phones } = subject;
    await lockContacts(tx, companyId);
    const known = spellingsIn(await tx.query<KnownAs>(KNOWN_AS, [companyId, spellings]));
    if (known.some((one) => !spellings.includes(one)))
      return { goTo: 'stop', subject: { ...subject, spellings: [...new Set([...spellings, ...known])] } };
    const phoneIds = phones.map(({ phoneId }) => phoneId);
    const counts = await counted(tx, ROWS, [companyId, spellings, phoneIds]);
    const [late] = await tx.query(ANY_MESSAGE, [companyId, spellings]);
    return { counts, ...(late ? { goTo: 'stop' } : {}) };
  },
};

const ANY_MESSAGE = {
  name: 'erasure_any_message',
  text: 'SELECT 1 FROM messages WHERE company_id = $1 AND chat_id = ANY($2::text[]) LIMIT 1',
};

/** How a person's data is erased, in this order. */
export const CONTACT_STAGES: readonly Stage[] = [
  stop,
  tell,
  waiting,
  messages,
  others,
  personFiles,
  deliveries,
  events,
  journal,
  rows,
];
