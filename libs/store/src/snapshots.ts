import type { Db } from './db.ts';
import { leaseCte, type Lease } from './leases.ts';

/** One version of a phone's login, whole and sealed. */
export interface Snapshot {
  /** Grows with each version that any phone makes. */
  version: number;
  /** The lease under which it was made. */
  epoch: number;
  sizeBytes: number;
  /** Of the sealed bytes, hex. */
  sha256: string;
  /** Where the bytes lie in a bucket; null when they are pieces in the store. */
  storageKey: string | null;
  createdAt: Date;
  /** A session began from exactly this version and became ready. */
  isProven: boolean;
}

export interface SnapshotList {
  /** The highest version that this phone ever had, forgotten ones included; 0 when it never had one. */
  newest: number;
  /** Whole ones, newest first. */
  kept: Snapshot[];
}

/** Logins of session phones as versions. What is written is written under the lease: a stale owner writes nothing. */
export interface Snapshots {
  list(phoneId: string): Promise<SnapshotList>;
  /** Begins a version; what an earlier owner began and did not end is removed. Null when the lease is stale. */
  begin(lease: Lease): Promise<{ version: number; companyId: string } | null>;
  /**
   * Says, before they are there, that the bytes of a version will lie in a bucket: from here on the object cannot be
   * forgotten. False when the version is no longer being written.
   */
  assign(version: number, storageKey: string): Promise<boolean>;
  /** Adds a piece of at most `SNAPSHOT_CHUNK_BYTES`. False when the version is no longer being written. */
  append(version: number, seq: number, data: Uint8Array): Promise<boolean>;
  /**
   * Makes a version count, and removes old ones: the `keep` newest stay, and the newest proven one. False when the
   * lease is stale; then nothing is changed.
   */
  keep(
    lease: Lease,
    version: number,
    whole: { sizeBytes: number; sha256: string; keep: number },
  ): Promise<boolean>;
  /** Takes an unfinished version away. */
  abandon(version: number): Promise<void>;
  /** A session began from exactly this version and became ready. */
  prove(lease: Lease, version: number): Promise<void>;
  /** Removes every version. Answers the number above all of them, null when the lease is stale. */
  forget(lease: Lease): Promise<number | null>;
  /** The pieces of a version in their order. */
  read(phoneId: string, version: number): AsyncGenerator<Buffer>;
  /**
   * Removes one object whose version has been gone for `SNAPSHOT_LEFTOVER_MINUTES`, so that whoever was still writing
   * it has ended. False when there is none. Rejects as `remove` does; then it is tried again.
   */
  removeLeftover(remove: (storageKey: string) => Promise<void>): Promise<boolean>;
}

const SNAPSHOT_LEFTOVER_MINUTES = 10;

export const SNAPSHOT_CHUNK_BYTES = 1024 * 1024;

interface Row {
  version: number;
  epoch: number;
  state: 'writing' | 'kept' | 'forgotten';
  size_bytes: number | null;
  sha256: string | null;
  storage_key: string | null;
  created_at: Date;
  proven: boolean;
}

const OWN = leaseCte('$1', '$2', '$3');

export function snapshots(db: Db): Snapshots {
  return {
    async list(phoneId) {
      const rows = await db.query<Row>(
        {
          name: 'snapshot_list',
          text: `SELECT version, epoch, state, size_bytes, sha256, storage_key, created_at, proven_at IS NOT NULL AS proven
            FROM session_snapshots WHERE phone_id = $1 AND state <> 'writing' ORDER BY version DESC`,
        },
        [phoneId],
      );
      return {
        newest: rows[0]?.version ?? 0,
        kept: rows.filter((row) => row.state === 'kept').map(asSnapshot),
      };
    },

    async begin({ phoneId, owner, epoch }) {
      const [row] = await db.query<{ version: number; company_id: string }>(
        {
          name: 'snapshot_begin',
          text: `WITH ${OWN}, stale AS (
              DELETE FROM session_snapshots WHERE phone_id = $1 AND state = 'writing' AND EXISTS (SELECT 1 FROM lease)
            )
            INSERT INTO session_snapshots (phone_id, company_id, epoch, state)
            SELECT phone_id, company_id, $3, 'writing' FROM phone_configs, lease WHERE phone_id = $1
            RETURNING version, company_id`,
        },
        [phoneId, owner, epoch],
      );
      return row ? { version: row.version, companyId: row.company_id } : null;
    },

    async assign(version, storageKey) {
      const rows = await db.query(
        {
          name: 'snapshot_assign',
          text: `UPDATE session_snapshots SET storage_key = $2 WHERE version = $1 AND state = 'writing'
            RETURNING version`,
        },
        [version, storageKey],
      );
      return rows.length > 0;
    },

    async append(version, seq, data) {
      const rows = await db.query(
        {
          name: 'snapshot_append',
          text: `INSERT INTO session_snapshot_chunks (version, seq, data)
            SELECT version, $2, $3 FROM session_snapshots WHERE version = $1 AND state = 'writing' FOR KEY SHARE
            RETURNING seq`,
        },
        [version, seq, data],
      );
      return rows.length > 0;
    },

    async keep({ phoneId, owner, epoch }, version, { sizeBytes, sha256, keep }) {
      const rows = await db.query(
        {
          name: 'snapshot_keep',
          text: `WITH ${OWN}, kept AS (
              UPDATE session_snapshots SET state = 'kept', size_bytes = $5, sha256 = $6
              WHERE version = $4 AND phone_id = $1 AND state = 'writing' AND EXISTS (SELECT 1 FROM lease)
              RETURNING version
            ), others AS (
              SELECT version, state, row_number() OVER (PARTITION BY state ORDER BY version DESC) AS place,
                max(version) FILTER (WHERE proven_at IS NOT NULL) OVER () AS proven
              FROM session_snapshots WHERE phone_id = $1 AND version < $4 AND state <> 'writing'
            ), removed AS (
              DELETE FROM session_snapshots s USING others o, kept
              WHERE s.version = o.version
                AND (o.state = 'forgotten' OR (o.place >= $7 AND o.version IS DISTINCT FROM o.proven))
            )
            SELECT version FROM kept`,
        },
        [phoneId, owner, epoch, version, sizeBytes, sha256, keep],
      );
      return rows.length > 0;
    },

    async abandon(version) {
      await db.query(
        {
          name: 'snapshot_abandon',
          text: `DELETE FROM session_snapshots WHERE version = $1 AND state = 'writing'`,
        },
        [version],
      );
    },

    async prove({ phoneId, owner, epoch }, version) {
      await db.query(
        {
          name: 'snapshot_prove',
          text: `WITH ${OWN}
            UPDATE session_snapshots SET proven_at = clock_timestamp()
            WHERE version = $4 AND phone_id = $1 AND state = 'kept' AND EXISTS (SELECT 1 FROM lease)`,
        },
        [phoneId, owner, epoch, version],
      );
    },

    async forget({ phoneId, owner, epoch }) {
      const [row] = await db.query<{ version: number }>(
        {
          name: 'snapshot_forget',
          text: `WITH ${OWN}, gone AS (
              DELETE FROM session_snapshots WHERE phone_id = $1 AND EXISTS (SELECT 1 FROM lease)
            )
            INSERT INTO session_snapshots (phone_id, company_id, epoch, state)
            SELECT phone_id, company_id, $3, 'forgotten' FROM phone_configs, lease WHERE phone_id = $1
            RETURNING version`,
        },
        [phoneId, owner, epoch],
      );
      return row?.version ?? null;
    },

    async *read(phoneId, version) {
      for (let seq = 0; ; seq++) {
        const [row] = await db.query<{ data: Buffer }>(
          {
            name: 'snapshot_read',
            text: `SELECT c.data FROM session_snapshot_chunks c JOIN session_snapshots s USING (version)
              WHERE c.version = $1 AND c.seq = $2 AND s.phone_id = $3`,
          },
          [version, seq, phoneId],
        );
        if (!row) return;
        yield row.data;
      }
    },

    removeLeftover: (remove) =>
      db.transaction(async (tx) => {
        const [row] = await tx.query<{ storage_key: string }>(
          {
            name: 'snapshot_leftover',
            text: `DELETE FROM session_snapshot_leftovers WHERE storage_key = (
                SELECT storage_key FROM session_snapshot_leftovers
                WHERE left_at < clock_timestamp() - make_interval(mins => $1)
                ORDER BY left_at LIMIT 1 FOR UPDATE SKIP LOCKED)
              RETURNING storage_key`,
          },
          [SNAPSHOT_LEFTOVER_MINUTES],
        );
        if (row) await remove(row.storage_key);
        return row !== undefined;
      }),
  };
}

const asSnapshot = (row: Row): Snapshot => ({
  version: row.version,
  epoch: row.epoch,
  sizeBytes: row.size_bytes ?? 0,
  sha256: row.sha256 ?? '',
  storageKey: row.storage_key,
  createdAt: row.created_at,
  isProven: row.proven,
});
