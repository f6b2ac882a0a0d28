import type { Queryable } from '../db.ts';
import { messageNamed } from './named.ts';

/** Something that was said later of a message which the provider names, on either side. */
export interface Afterword {
  phoneId: string;
  providerMessageId: string;
  at: Date;
}
export interface Edit extends Afterword {
  text: string;
}
export interface Vote extends Afterword {
  voter: string;
  options: string[];
}
export interface Reaction extends Afterword {
  emoji: string;
  from: string;
  /** The provider's id of the reaction itself. */
  reactionId: string;
}

/** An event that belongs to no message. */
export interface Happening {
  companyId: string;
  phoneId: string;
  phoneIndex: number;
  type: string;
  key: string;
  /** Within what the key tells it apart; its phone when absent. */
  scope?: string;
  data: object;
  at: Date;
}

export interface Applied {
  /** Where in the given list, from 0. */
  index: number;
  id: string;
  companyId: string;
}

const FOUND = `found AS (
      SELECT i.*, m.id, m.company_id, m.phone_index FROM input i CROSS JOIN LATERAL (
        ${messageNamed('id, company_id, phone_index', 'i.phone_id', 'i.provider_id')}) m
    )`;
const ANSWER = 'SELECT (n - 1)::int AS index, id, company_id AS "companyId" FROM found';

const EDIT = {
  name: 'afterwards_edit',
  text: `WITH input AS (
      SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[])
        WITH ORDINALITY AS t (phone_id, provider_id, at, text, n)
    ), ${FOUND}, latest AS (
      SELECT DISTINCT ON (id) id, at, text FROM found ORDER BY id, at DESC
    ), edited AS (
      UPDATE messages m SET edited_at = l.at,
        content = m.content || jsonb_build_object(CASE m.type WHEN 'text' THEN 'text' ELSE 'caption' END, l.text)
      FROM latest l WHERE m.id = l.id AND (m.edited_at IS NULL OR m.edited_at < l.at)
        AND m.content ->> CASE m.type WHEN 'text' THEN 'text' ELSE 'caption' END IS DISTINCT FROM l.text
      RETURNING m.id, m.company_id, m.phone_index, m.edited_at
    ), told AS (
      INSERT INTO message_events (company_id, phone_index, message_id, type, at)
      SELECT company_id, phone_index, id, 'message.edited', edited_at FROM edited
    )
    ${ANSWER}`,
};

const REVOKE = {
  name: 'afterwards_revoke',
  text: `WITH input AS (
      SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[])
        WITH ORDINALITY AS t (phone_id, provider_id, at, n)
    ), ${FOUND}, revoked AS (
      UPDATE messages m SET revoked_at = f.at FROM found f WHERE m.id = f.id AND m.revoked_at IS NULL
      RETURNING m.id, m.company_id, m.phone_index, m.revoked_at
    ), told AS (
      INSERT INTO message_events (company_id, phone_index, message_id, type, at)
      SELECT company_id, phone_index, id, 'message.revoked', revoked_at FROM revoked
    )
    ${ANSWER}`,
};

const TELL = {
  name: 'afterwards_tell',
  text: `WITH input AS (
      SELECT * FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::jsonb[])
        WITH ORDINALITY AS t (phone_id, provider_id, at, type, dedupe_key, detail, n)
    ), ${FOUND}, told AS (
      INSERT INTO message_events (company_id, phone_index, message_id, type, at, dedupe_key, detail)
      SELECT company_id, phone_index, id, type, at, dedupe_key, detail FROM found ORDER BY n
      ON CONFLICT DO NOTHING
    )
    ${ANSWER}`,
};

const TELL_OF_KNOWN = {
  name: 'afterwards_tell_of_known',
  text: `INSERT INTO message_events (company_id, phone_index, message_id, type, at, dedupe_key, detail)
    SELECT m.company_id, m.phone_index, m.id, i.type, i.at, i.dedupe_key, i.detail
    FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::text[], $5::jsonb[])
      WITH ORDINALITY AS i (message_id, type, at, dedupe_key, detail, n)
    JOIN messages m ON m.id = i.message_id ORDER BY i.n
    ON CONFLICT DO NOTHING`,
};

// Whoever tells of a message's receipts holds its row, so that nobody tells the same meanwhile.
const TELL_LATE = {
  name: 'afterwards_tell_late',
  text: `INSERT INTO message_events (company_id, phone_index, message_id, type, at, detail)
    SELECT DISTINCT ON (m.id, i.type) m.company_id, m.phone_index, m.id, i.type, i.at, i.detail
    FROM unnest($1::text[], $2::text[], $3::timestamptz[], $4::jsonb[]) AS i (message_id, type, at, detail)
    JOIN messages m ON m.id = i.message_id
    WHERE NOT EXISTS (SELECT 1 FROM message_events e WHERE e.message_id = m.id AND e.type = i.type)
    ORDER BY m.id, i.type, i.at`,
};

const HAPPEN = {
  name: 'afterwards_happen',
  text: `INSERT INTO message_events (company_id, phone_index, type, at, dedupe_key, detail)
    SELECT company_id, phone_index, type, at, dedupe_key, detail
    FROM unnest($1::text[], $2::int[], $3::text[], $4::timestamptz[], $5::text[], $6::jsonb[])
      WITH ORDINALITY AS t (company_id, phone_index, type, at, dedupe_key, detail, n) ORDER BY n
    ON CONFLICT DO NOTHING
    RETURNING dedupe_key`,
};

const named = (words: Afterword[]) => [
  words.map((word) => word.phoneId),
  words.map((word) => word.providerMessageId),
  words.map((word) => word.at),
];

/**
 * Changes what messages say, with an event each; an older edit, or one that says the same (an edit of ours comes back
 * as the phone's), changes nothing. Answers those that were found.
 */
export const applyEdits = (tx: Queryable, edits: Edit[]): Promise<Applied[]> =>
  ask(tx, EDIT, edits, [...named(edits), edits.map(({ text }) => text)]);

/** Marks messages as taken back, once, with an event each. Answers those that were found. */
export const applyRevocations = (tx: Queryable, revocations: Afterword[]): Promise<Applied[]> =>
  ask(tx, REVOKE, revocations, named(revocations));

/** Tells of votes on the polls that they belong to; the same vote is told once. Answers those that were found. */
export const tellVotes = (tx: Queryable, votes: Vote[]): Promise<Applied[]> =>
  tell(
    tx,
    'poll.vote',
    votes.map((vote) => ({
      ...vote,
      key: `vote:${vote.phoneId}:${vote.providerMessageId}:${vote.voter}:${vote.at.getTime()}`,
      detail: { voter: vote.voter, options: vote.options },
    })),
  );

/** Tells of reactions on the messages that they belong to, once each. Answers those that were found. */
export const tellReactions = (tx: Queryable, reactions: Reaction[]): Promise<Applied[]> =>
  tell(
    tx,
    'message.reaction',
    reactions.map((reaction) => ({
      ...reaction,
      key: `reaction:${reaction.phoneId}:${reaction.reactionId}`,
      detail: { emoji: reaction.emoji, from: reaction.from },
    })),
  );

/** What became of a message with one of several to whom it went. */
export interface ParticipantWord {
  /** Ours. */
  messageId: string;
  type: string;
  at: Date;
  dedupeKey: string;
  detail: object;
}

/** Tells in the timelines of messages what became of them with single people of a group, once each. */
export async function tellParticipants(tx: Queryable, words: ParticipantWord[]): Promise<void> {
  if (words.length === 0) return;
  await tx.query(TELL_OF_KNOWN, [
    words.map(({ messageId }) => messageId),
    words.map(({ type }) => type),
    words.map(({ at }) => at),
    words.map(({ dedupeKey }) => dedupeKey),
    words.map(({ detail }) => JSON.stringify(detail)),
  ]);
}

/**
 * Tells of receipts that came after those that follow them, unless such an event is in the message's timeline. The
 * messages' rows are held.
 */
export async function tellLate(tx: Queryable, words: Omit<ParticipantWord, 'dedupeKey'>[]): Promise<void> {
  if (words.length === 0) return;
  await tx.query(TELL_LATE, [
    words.map(({ messageId }) => messageId),
    words.map(({ type }) => type),
    words.map(({ at }) => at),
    words.map(({ detail }) => JSON.stringify(detail)),
  ]);
}

const dedupeKey = ({ scope, phoneId, key }: Happening) => `happening:${scope ?? phoneId}:${key}`;

/** Tells of what belongs to no message, once each; answers what was told of now for the first time. */
export async function tellHappenings<T extends Happening>(tx: Queryable, happenings: T[]): Promise<T[]> {
  if (happenings.length === 0) return [];
  const first = new Map([...happenings].reverse().map((happening) => [dedupeKey(happening), happening]));
  const told = await tx.query<{ dedupe_key: string }>(HAPPEN, [
    happenings.map(({ companyId }) => companyId),
    happenings.map(({ phoneIndex }) => phoneIndex),
    happenings.map(({ type }) => type),
    happenings.map(({ at }) => at),
    happenings.map(dedupeKey),
    happenings.map(({ data }) => JSON.stringify(data)),
  ]);
  return told.flatMap(({ dedupe_key }) => first.get(dedupe_key) ?? []);
}

const tell = (
  tx: Queryable,
  type: string,
  words: (Afterword & { key: string; detail: object })[],
): Promise<Applied[]> =>
  ask(tx, TELL, words, [
    ...named(words),
    words.map(() => type),
    words.map(({ key }) => key),
    words.map(({ detail }) => JSON.stringify(detail)),
  ]);

async function ask(
  tx: Queryable,
  statement: { name: string; text: string },
  words: Afterword[],
  values: unknown[],
): Promise<Applied[]> {
  return words.length === 0 ? [] : tx.query<Applied & Record<string, unknown>>(statement, values);
}
