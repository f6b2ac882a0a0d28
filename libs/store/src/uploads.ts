import type { Db } from './db.ts';

/** A file as a provider knows it: the same bytes of the same type, uploaded for the same number. */
export interface UploadKey {
  phoneNumberId: string;
  sha256: string;
  mimeType: string;
}

/** Under which ids a provider has our files, shared by all workers. What is forgotten is uploaded again. */
export interface Uploads {
  /** Null when it was never uploaded, or its time is over. */
  find(key: UploadKey): Promise<{ providerMediaId: string; ageMs: number } | null>;
  /** The newest id of a file stands. Also removes up to a hundred whose time is over. */
  keep(key: UploadKey, providerMediaId: string, keptMs: number): Promise<void>;
  /** Forgets an id that the provider no longer knows; a newer one that somebody put there meanwhile stays. */
  forget(key: UploadKey, providerMediaId: string): Promise<void>;
}

const OF = 'phone_number_id = $1 AND sha256 = $2 AND mime_type = $3';

const FIND = {
  name: 'upload_find',
  text: `SELECT provider_media_id, (extract(epoch FROM clock_timestamp() - uploaded_at) * 1000)::float8 AS age_ms
    FROM provider_uploads WHERE ${OF} AND expires_at > clock_timestamp()`,
};

const KEEP = {
  name: 'upload_keep',
  text: `WITH over AS (
      DELETE FROM provider_uploads WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM provider_uploads WHERE expires_at <= clock_timestamp() AND NOT (${OF})
        LIMIT 100 FOR UPDATE SKIP LOCKED))
    )
    INSERT INTO provider_uploads (phone_number_id, sha256, mime_type, provider_media_id, expires_at)
    VALUES ($1, $2, $3, $4, clock_timestamp() + $5 * interval '1 millisecond')
    ON CONFLICT (phone_number_id, sha256, mime_type) DO UPDATE SET provider_media_id = excluded.provider_media_id,
      uploaded_at = clock_timestamp(), expires_at = excluded.expires_at`,
};

const FORGET = {
  name: 'upload_forget',
  text: `DELETE FROM provider_uploads WHERE ${OF} AND provider_media_id = $4`,
};

const columns = ({ phoneNumberId, sha256, mimeType }: UploadKey) => [phoneNumberId, sha256, mimeType];

export const uploads = (db: Db): Uploads => ({
  async find(key) {
    const [row] = await db.query<{ provider_media_id: string; age_ms: number }>(FIND, columns(key));
    return row ? { providerMediaId: row.provider_media_id, ageMs: row.age_ms } : null;
  },
  async keep(key, providerMediaId, keptMs) {
    await db.query(KEEP, [...columns(key), providerMediaId, keptMs]);
  },
  async forget(key, providerMediaId) {
    await db.query(FORGET, [...columns(key), providerMediaId]);
  },
});
