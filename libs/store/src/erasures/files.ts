import type { Queryable } from '../db.ts';
import type { Stage, StageEnd } from './stage.ts';

/** Whether a message (`m`) names a file, by SQL that says which. */
export const namesFile = (mediaId: string) =>
  `(m.content -> 'media' ->> 'mediaId' = ${mediaId} OR m.content -> 'files' ? ${mediaId})`;

/** The files that a message (`m`) names, as rows of `mediaId`. */
export const FILES_OF = `LATERAL (
      SELECT m.content -> 'media' ->> 'mediaId' AS media_id WHERE m.content -> 'media' ->> 'mediaId' IS NOT NULL
      UNION ALL
      SELECT jsonb_object_keys(CASE jsonb_typeof(m.content -> 'files') WHEN 'object' THEN m.content -> 'files' ELSE '{}' END)
    ) f`;

const PERSON_FILES = {
  name: 'erasure_person_files',
  text: `WITH marked AS (
      UPDATE media SET removed_at = clock_timestamp() FROM erasure_files f
      WHERE f.erasure_id = $1 AND media.id = f.media_id AND media.company_id = f.company_id AND media.removed_at IS NULL
        AND NOT EXISTS (SELECT 1 FROM messages m WHERE m.company_id = f.company_id AND m.seq > $2 AND ${namesFile('f.media_id')})
      RETURNING media.id
    ), theirs AS (
      SELECT id FROM marked UNION
      SELECT media.id FROM erasure_files f JOIN media ON media.id = f.media_id
        WHERE f.erasure_id = $1 AND media.removed_at IS NOT NULL
    )
    SELECT ARRAY(SELECT id FROM theirs LIMIT $3) AS ids, (SELECT count(*) FROM marked)::int AS files`,
};

const COMPANY_FILES = {
  name: 'erasure_company_files',
  text: `WITH theirs AS MATERIALIZED (SELECT id FROM media WHERE company_id = $1 LIMIT $2), marked AS (
      UPDATE media SET removed_at = clock_timestamp() FROM theirs WHERE media.id = theirs.id AND media.removed_at IS NULL
      RETURNING 1)
    SELECT ARRAY(SELECT id FROM theirs) AS ids, (SELECT count(*) FROM marked)::int AS files`,
};

const SETTLED = {
  name: 'erasure_files_done',
  text: 'DELETE FROM erasure_files WHERE erasure_id = $1',
};

type Marked = Record<string, unknown> & { ids: string[]; files: number };

/** The step is repeated until there is none left: counted is a file when it is marked, dropped maybe later. */
async function marked(
  tx: Queryable,
  statement: { name: string; text: string },
  values: unknown[],
): Promise<StageEnd> {
  const [row] = await tx.query<Marked>(statement, values);
  const { ids = [], files = 0 } = row ?? {};
  return { counts: { files }, ...(ids.length > 0 ? { drop: ids, place: {} } : {}) };
}

/** Files that only erased messages named; nobody sees them from here on, and the runner drops their bytes. */
export const personFiles: Stage = {
  name: 'files',
  rows: 200,
  async run({ tx, erasureId, subject: { scannedTo = 0 }, size }) {
    const end = await marked(tx, PERSON_FILES, [erasureId, scannedTo, size]);
    if (!end.drop) await tx.query(SETTLED, [erasureId]);
    return end;
  },
};

/** All files of a company. */
export const companyFiles: Stage = {
  name: 'files',
  rows: 200,
  run: ({ tx, subject: { companyId }, size }) => marked(tx, COMPANY_FILES, [companyId, size]),
};
