import { CodedError, type JournalEntry } from '@watertight/core';
import { coalesced } from './coalesce.ts';
import type { Db, Queryable } from './db.ts';

export interface JournalVerbs {
  /** Commits a raw body; only then may the provider be told that it was taken. Those of one moment share a commit. */
  commit(entry: {
    source: JournalEntry['source'];
    phoneId: string | null;
    body: Buffer;
    traceparent?: string | null;
  }): Promise<void>;
  /**
   * Hands the oldest open entries to `work` and marks in the same transaction what `work` says of each. Entries
   * that another process works on are passed over. Answers how many there were.
   */
  process(source: JournalEntry['source'], limit: number, work: JournalWork): Promise<number>;
}

/** What became of one entry: done, or to be tried again later, or given up with the reason kept. */
export type JournalResult = { journalId: string } & (
  { kind: 'done' } | { kind: 'again'; afterMs: number; error: string } | { kind: 'given-up'; error: string }
);

export type JournalWork = (tx: Queryable, entries: JournalEntry[]) => Promise<JournalResult[]>;

const TAKE = {
  name: 'journal_take',
  text: `SELECT id, source, phone_id, body, received_at, attempts, traceparent FROM inbound_journal
    WHERE source = $1 AND processed_at IS NULL AND next_at <= clock_timestamp()
    ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`,
};

const MARK = {
  name: 'journal_mark',
  text: `UPDATE inbound_journal j SET
      processed_at = CASE WHEN i.again_ms IS NULL THEN clock_timestamp() END,
      attempts = j.attempts + 1, error = i.error,
      next_at = clock_timestamp() + coalesce(i.again_ms, 0) * interval '1 millisecond'
    FROM unnest($1::bigint[], $2::int[], $3::text[]) AS i (id, again_ms, error) WHERE j.id = i.id`,
};

interface JournalRow {
  id: number;
  source: JournalEntry['source'];
  phone_id: string | null;
  body: Buffer;
  received_at: Date;
  attempts: number;
  traceparent: string | null;
}

const COMMIT = {
  name: 'journal_commit',
  text: `INSERT INTO inbound_journal (source, phone_id, body, traceparent)
    SELECT source, phone_id, body, traceparent FROM unnest($1::text[], $2::text[], $3::bytea[], $4::text[])
      WITH ORDINALITY AS t (source, phone_id, body, traceparent, n) ORDER BY n`,
};

type Raw = Parameters<JournalVerbs['commit']>[0];

export function journal(db: Db): JournalVerbs {
  // A hundred of the largest bodies at once would be a statement of 300 MB; mostly they have a few kilobytes.
  const commit = coalesced(
    async (batch: Raw[]): Promise<undefined[]> => {
      await db.query(COMMIT, [
        batch.map(({ source }) => source),
        batch.map(({ phoneId }) => phoneId),
        batch.map(({ body }) => body),
        batch.map(({ traceparent }) => traceparent ?? null),
      ]);
      return batch.map(() => undefined);
    },
    {
      ...{ max: 20, lanes: 2, maxWaiting: 2000 },
      divisible: (error) => !(error instanceof CodedError),
      overflow: () => new CodedError('STORE_UNAVAILABLE', 'Too many bodies wait to be committed.'),
    },
  );
  return {
    commit,
    process: (source, limit, work) =>
      db.transaction(async (tx) => {
        const rows = await tx.query<JournalRow>(TAKE, [source, limit]);
        if (rows.length === 0) return 0;
        const results = await work(tx, rows.map(asEntry));
        await tx.query(MARK, [
          results.map((result) => result.journalId),
          results.map((result) => (result.kind === 'again' ? result.afterMs : null)),
          results.map((result) => (result.kind === 'done' ? null : result.error)),
        ]);
        return rows.length;
      }),
  };
}

const asEntry = (row: JournalRow): JournalEntry => ({
  journalId: String(row.id),
  source: row.source,
  phoneId: row.phone_id,
  body: row.body.toString('utf8'),
  receivedAt: row.received_at,
  attempts: row.attempts,
  ...(row.traceparent ? { traceparent: row.traceparent } : {}),
});
