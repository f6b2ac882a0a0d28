import {
  CodedError,
  newId,
  type MediaItem,
  type MediaOrigin,
  type NewMedia,
  type Page,
  type PageRequest,
} from '@watertight/core';
import type { Db } from './db.ts';
import { pageOf } from './prisma.ts';

/** What is on record of files. Bytes are somebody else's; what keeps both in step are the promises of the verbs. */
export interface MediaVerbs {
  /**
   * Puts on record that bytes are about to be stored: from now on nobody removes what lies at the storage key. The
   * record is seen by no other verb until `stored`. @throws CodedError COMPANY_NOT_FOUND
   */
  begin(media: NewMedia): Promise<MediaItem>;
  /** The bytes are safe. */
  stored(mediaId: string): Promise<void>;
  get(companyId: string, mediaId: string): Promise<MediaItem | null>;
  /** The newest first. */
  list(companyId: string, page: PageRequest): Promise<Page<MediaItem>>;
  /** From now on nobody sees it; the bytes go with the next `drop`. A message that is not sent yet keeps it. */
  remove(companyId: string, mediaId: string): Promise<'removed' | 'in-use' | 'absent'>;
  /**
   * Ids of what may be dropped: removed, begun a day ago and never stored, or, when `retentionDays` is given, older
   * than that and needed by no message that is not sent yet.
   */
  droppable(limit: number, retentionDays: number | null): Promise<string[]>;
  /**
   * Deletes one record; when no other record needs the bytes, `dropBytes` runs before that is committed, so that a
   * record never outlives its chance to be dropped again. False when somebody else has it, or it is gone.
   */
  drop(mediaId: string, dropBytes: (storageKey: string) => Promise<void>): Promise<boolean>;
}

interface MediaRow {
  id: string;
  company_id: string;
  origin: MediaOrigin;
  phone_id: string | null;
  mime_type: string;
  size_bytes: number;
  sha256: string;
  filename: string | null;
  storage_key: string;
  created_at: Date;
}

const UNSENT = `m.status IN ('scheduled', 'queued', 'sending', 'unconfirmed')`;

/** A message that is not sent yet is this file, or names it somewhere in itself. Each half has an index of its own. */
const NEEDED = `(EXISTS (SELECT 1 FROM messages m
      WHERE ${UNSENT} AND m.content ? 'media' AND m.content -> 'media' ->> 'mediaId' = media.id)
    OR EXISTS (SELECT 1 FROM messages m
      WHERE ${UNSENT} AND m.content ? 'files' AND m.content -> 'files' ? media.id))`;

// The lock keeps a record and a removal of the same bytes apart; the company's row cannot go away meanwhile.
const BEGIN = {
  name: 'media_begin',
  text: `WITH company AS (SELECT id FROM companies WHERE id = $2 FOR KEY SHARE),
      lock AS (SELECT pg_advisory_xact_lock(hashtextextended($9, 1)))
    INSERT INTO media (id, company_id, origin, phone_id, mime_type, size_bytes, sha256, filename, storage_key)
    SELECT $1, company.id, $3, $4, $5, $6, $7, $8, $9 FROM company, lock RETURNING *`,
};

const GET = {
  name: 'media_get',
  text: `SELECT * FROM media WHERE id = $1 AND company_id = $2 AND stored_at IS NOT NULL AND removed_at IS NULL`,
};

const LIST = {
  name: 'media_list',
  text: `SELECT * FROM media WHERE company_id = $1 AND stored_at IS NOT NULL AND removed_at IS NULL
    AND ($2::text IS NULL OR id < $2) ORDER BY id DESC LIMIT $3`,
};

const REMOVE = {
  name: 'media_remove',
  text: `WITH found AS (
      SELECT id, ${NEEDED} AS needed FROM media
      WHERE id = $1 AND company_id = $2 AND stored_at IS NOT NULL AND removed_at IS NULL
    ), marked AS (
      UPDATE media SET removed_at = clock_timestamp() WHERE id IN (SELECT id FROM found WHERE NOT needed)
    )
    SELECT needed FROM found`,
};

const DROPPABLE = {
  name: 'media_droppable',
  text: `(SELECT id FROM media WHERE removed_at IS NOT NULL LIMIT $1)
    UNION (SELECT id FROM media WHERE stored_at IS NULL AND created_at < now() - interval '1 day' LIMIT $1)
    UNION (SELECT id FROM media WHERE created_at < now() - $2::int * interval '1 day'
      AND NOT ${NEEDED} ORDER BY created_at LIMIT $1)
    LIMIT $1`,
};

export function media(db: Db): MediaVerbs {
  return {
    async begin(item) {
      const [row] = await db.query<MediaRow>(BEGIN, [
        newId('med'),
        item.companyId,
        item.origin,
        item.phoneId,
        item.mimeType,
        item.sizeBytes,
        item.sha256,
        item.filename,
        item.storageKey,
      ]);
      if (!row) throw new CodedError('COMPANY_NOT_FOUND');
      return asItem(row);
    },
    async stored(mediaId) {
      await db.query(
        { name: 'media_stored', text: 'UPDATE media SET stored_at = clock_timestamp() WHERE id = $1' },
        [mediaId],
      );
    },
    async get(companyId, mediaId) {
      const [row] = await db.query<MediaRow>(GET, [mediaId, companyId]);
      return row ? asItem(row) : null;
    },
    async list(companyId, { limit, cursor }) {
      const rows = await db.query<MediaRow>(LIST, [companyId, cursor ?? null, limit + 1]);
      return pageOf(rows.map(asItem), limit, (item) => item.mediaId);
    },
    async remove(companyId, mediaId) {
      const [row] = await db.query<{ needed: boolean }>(REMOVE, [mediaId, companyId]);
      if (!row) return 'absent';
      return row.needed ? 'in-use' : 'removed';
    },
    async droppable(limit, retentionDays) {
      const rows = await db.query<{ id: string }>(DROPPABLE, [limit, retentionDays]);
      return rows.map((row) => row.id);
    },
    drop: (mediaId, dropBytes) => drop(db, mediaId, dropBytes),
  };
}

function drop(db: Db, mediaId: string, dropBytes: (storageKey: string) => Promise<void>): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [row] = await tx.query<{ storage_key: string }>(
      {
        name: 'media_drop_take',
        text: 'SELECT storage_key FROM media WHERE id = $1 FOR UPDATE SKIP LOCKED',
      },
      [mediaId],
    );
    if (!row) return false;
    // Locked before others are looked for: whoever begins meanwhile waits until the bytes are gone, and stores them.
    await tx.query(
      { name: 'media_drop_lock', text: 'SELECT pg_advisory_xact_lock(hashtextextended($1, 1))' },
      [row.storage_key],
    );
    const [other] = await tx.query(
      { name: 'media_drop_others', text: 'SELECT 1 FROM media WHERE storage_key = $1 AND id <> $2 LIMIT 1' },
      [row.storage_key, mediaId],
    );
    if (!other) await dropBytes(row.storage_key);
    await tx.query({ name: 'media_drop', text: 'DELETE FROM media WHERE id = $1' }, [mediaId]);
    return true;
  });
}

const asItem = (row: MediaRow): MediaItem => ({
  mediaId: row.id,
  companyId: row.company_id,
  origin: row.origin,
  phoneId: row.phone_id,
  mimeType: row.mime_type,
  sizeBytes: row.size_bytes,
  sha256: row.sha256,
  filename: row.filename,
  storageKey: row.storage_key,
  createdAt: row.created_at,
});
