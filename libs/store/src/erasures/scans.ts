import { counted, type Stage, type StageContext } from './stage.ts';
import { ERASED, needlesOf, patternOf } from './needles.ts';

// Tables without an index on what is looked for are gone through once, along their primary key.

const NAMES = (text: string, needles: string) =>
  `EXISTS (SELECT 1 FROM unnest(${needles}) AS n WHERE position(n IN ${text}) > 0)`;

const EVENTS_RANGE = `range AS MATERIALIZED (
      SELECT seq FROM message_events WHERE seq > $1 ORDER BY seq LIMIT $2
    )`;

// What hangs on no message goes; in the timeline of a message that stays, the person is named no more.
const PERSON_EVENTS = {
  name: 'erasure_person_events',
  text: `WITH ${EVENTS_RANGE}, named AS MATERIALIZED (
      SELECT e.seq, e.message_id FROM message_events e
      WHERE e.seq > $1 AND e.seq <= (SELECT max(seq) FROM range) AND e.company_id = $3
        AND (${NAMES('e.detail::text', '$4::text[]')} OR e.dedupe_key ~ $5)
    ), gone AS (
      DELETE FROM message_events e USING named WHERE e.seq = named.seq AND named.message_id IS NULL RETURNING 1
    ), redacted AS (
      UPDATE message_events e SET detail = regexp_replace(e.detail::text, $5, '${ERASED}', 'g')::jsonb, dedupe_key = NULL
      FROM named WHERE e.seq = named.seq AND named.message_id IS NOT NULL RETURNING 1
    )
    SELECT (SELECT max(seq) FROM range) AS last, (SELECT count(*) FROM gone)::int AS events,
      (SELECT count(*) FROM redacted)::int AS redacted`,
};

const COMPANY_EVENTS = {
  name: 'erasure_company_events',
  text: `WITH ${EVENTS_RANGE}, gone AS (
      DELETE FROM message_events e WHERE e.seq > $1 AND e.seq <= (SELECT max(seq) FROM range) AND e.company_id = $3
      RETURNING 1
    )
    SELECT (SELECT max(seq) FROM range) AS last, (SELECT count(*) FROM gone)::int AS events`,
};

interface Passed {
  /** The last row that was passed; null when there is none after the place. */
  last: number | null;
}

const after = (place: unknown): number => (place as { after?: number } | null)?.after ?? 0;

/** The whole stream: of a person what names him, of a company all. */
export const events: Stage = {
  name: 'events',
  rows: 20_000,
  async run({ tx, subject: { companyId, spellings }, place, size }) {
    const isPerson = spellings.length > 0;
    const { last, ...counts } = (await counted(tx, isPerson ? PERSON_EVENTS : COMPANY_EVENTS, [
      after(place),
      size,
      companyId,
      ...(isPerson ? [needlesOf(spellings), patternOf(spellings)] : []),
    ])) as Record<string, number> & Passed;
    return { counts, ...(last === null ? {} : { place: { after: last } }) };
  },
};

const DELIVERIES = {
  name: 'erasure_deliveries',
  text: `WITH range AS MATERIALIZED (
      SELECT place FROM webhook_deliveries WHERE endpoint_id = $1 AND place > $2 ORDER BY place LIMIT $3
    ), gone AS (
      DELETE FROM webhook_deliveries d
      WHERE d.endpoint_id = $1 AND d.place > $2 AND d.place <= (SELECT max(place) FROM range)
        AND ($4::text[] IS NULL OR ${NAMES('d.body', '$4::text[]')})
      RETURNING 1
    )
    SELECT (SELECT max(place) FROM range) AS last, (SELECT count(*) FROM gone)::int AS deliveries`,
};

/** Deliveries to webhooks, endpoint by endpoint: of a person those whose bodies name him, of a company all. */
export const deliveries: Stage = {
  name: 'deliveries',
  rows: 2000,
  async run({ tx, subject: { endpointIds, spellings }, place, size }) {
    const at = place as { endpoint?: number; after?: number } | null;
    const endpoint = at?.endpoint ?? 0;
    const endpointId = endpointIds[endpoint];
    if (endpointId === undefined) return {};
    const needles = spellings.length > 0 ? needlesOf(spellings) : null;
    const { last, ...counts } = (await counted(tx, DELIVERIES, [
      endpointId,
      at?.after ?? 0,
      size,
      needles,
    ])) as Record<string, number> & Passed;
    return { counts, place: last === null ? { endpoint: endpoint + 1 } : { endpoint, after: last } };
  },
};

// Bodies of session phones say whose they are; in those of Meta the number or the account is named.
const JOURNAL = {
  name: 'erasure_journal',
  text: `WITH range AS MATERIALIZED (
      SELECT id FROM inbound_journal WHERE id > $1 ORDER BY id LIMIT $2
    ), named AS MATERIALIZED (
      SELECT j.id, j.processed_at FROM inbound_journal j
      WHERE j.id > $1 AND j.id <= (SELECT max(id) FROM range)
        AND (j.phone_id = ANY($3::text[]) OR j.phone_id IS NULL
          AND EXISTS (SELECT 1 FROM unnest($4::text[]) AS n WHERE position(convert_to(n, 'UTF8') IN j.body) > 0))
        AND ($5::text[] IS NULL
          OR EXISTS (SELECT 1 FROM unnest($5::text[]) AS n WHERE position(convert_to(n, 'UTF8') IN j.body) > 0))
    ), gone AS (
      DELETE FROM inbound_journal j USING named
      WHERE j.id = named.id AND (j.processed_at IS NOT NULL OR $6) RETURNING 1
    )
    SELECT (SELECT max(id) FROM range) AS last, (SELECT min(id) FROM named WHERE processed_at IS NULL) AS open,
      (SELECT count(*) FROM gone)::int AS "journalEntries"`,
};

const LOOK_AGAIN_MS = 1000;

/**
 * Raw bodies of providers: of a person those that name him, as soon as they are understood; they go whole, since nothing
 * reads a body that was. What is not understood in `journalMs` goes with its retention.
 */
export const journal: Stage = {
  name: 'journal',
  rows: 500,
  async run({ tx, subject: { phones, spellings }, place, size, timing }: StageContext) {
    const isCompany = spellings.length === 0;
    const at = place as { after?: number; until?: number } | null;
    const until = at?.until ?? Date.now() + timing.journalMs;
    const names = phones.flatMap(({ phoneNumberId, wabaId }) => [phoneNumberId, ...(wabaId ? [wabaId] : [])]);
    const { last, open, ...counts } = (await counted(tx, JOURNAL, [
      at?.after ?? 0,
      size,
      phones.map(({ phoneId }) => phoneId),
      names.map((name) => `"${name}"`),
      isCompany ? null : needlesOf(spellings),
      isCompany, // nobody is left to whom it could be told
    ])) as Record<string, number> & Passed & { open: number | null };
    if (open !== null && !isCompany && Date.now() < until)
      return { counts, place: { after: open - 1, until }, waitMs: LOOK_AGAIN_MS };
    return { counts, ...(last === null ? {} : { place: { after: last, until } }) };
  },
};
