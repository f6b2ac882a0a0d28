import type { Db } from './db.ts';

/** The right to write on behalf of one lane, until `ttlMs` after it was given, by the database's clock. */
export interface Lease {
  phoneId: string;
  owner: string;
  /** Grows with every change of hands. */
  epoch: number;
}

export type Acquired =
  /** `tookOver`: the last owner did not give the lane back, so it may have left work half done. */
  | { kind: 'acquired'; lease: Lease; tookOver: boolean }
  | { kind: 'held'; owner: string; expiresInMs: number }
  /** The lane rests until then (a provider asked for it). */
  | { kind: 'resting'; untilMs: number };

export interface Leases {
  /** Takes the lane when it is free or its lease ran out. An owner asking again while he holds it keeps his epoch. */
  acquire(phoneId: string, owner: string, ttlMs: number): Promise<Acquired>;
  /**
   * Renews many at once; answers those that are still this owner's. One that ran out while the database was away,
   * and that nobody else took, is his again: the epoch is unchanged, so nobody wrote in between.
   */
  renew(leases: Lease[], ttlMs: number): Promise<Set<string>>;
  /** Gives a lane back; nothing happens when it is no longer his. */
  release(lease: Lease): Promise<void>;
  /** Lets the lane rest; its claims find nothing before `until`. */
  rest(lease: Lease, until: Date): Promise<void>;
  /** Lets a lane rest whoever works on it: no turn of it begins before `until`. */
  pause(phoneId: string, until: Date): Promise<void>;
  /** Ends the rest of a lane: its reason is gone. */
  endRest(phoneId: string): Promise<void>;
  /** Phones of a session channel that are wanted and that nobody holds, longest waiting first. */
  unowned(connectionType: string, limit: number): Promise<string[]>;
  /** How many phones of a session channel are wanted, and how many of its workers gave a sign of life in ten seconds. */
  placement(connectionType: string): Promise<{ wanted: number; instances: number }>;
}

const ACQUIRE = {
  name: 'lease_acquire',
  text: `WITH before AS (
      SELECT owner, expires_at > clock_timestamp() AS live FROM leases WHERE phone_id = $1
    ), written AS (
      INSERT INTO leases AS l (phone_id, owner, epoch, expires_at)
      VALUES ($1, $2, 1, clock_timestamp() + $3 * interval '1 millisecond')
      ON CONFLICT (phone_id) DO UPDATE SET
        owner = excluded.owner,
        epoch = CASE WHEN l.owner = excluded.owner AND l.expires_at > clock_timestamp() THEN l.epoch ELSE l.epoch + 1 END,
        expires_at = clock_timestamp() + $3 * interval '1 millisecond'
      WHERE l.owner IS NULL OR l.owner = excluded.owner OR l.expires_at <= clock_timestamp()
      RETURNING epoch, greatest(0, extract(epoch FROM not_before - clock_timestamp()) * 1000) AS resting_ms
    )
    SELECT written.epoch, written.resting_ms, before.owner, before.live
    FROM written LEFT JOIN before ON true`,
};

const HELD = {
  name: 'lease_held',
  text: `SELECT owner, greatest(0, extract(epoch FROM expires_at - clock_timestamp()) * 1000)::float8 AS expires_in_ms
    FROM leases WHERE phone_id = $1`,
};

export function leases(db: Db): Leases {
  return {
    async acquire(phoneId, owner, ttlMs) {
      const [row] = await db.query<{
        epoch: number;
        resting_ms: string | null;
        owner: string | null;
        live: boolean | null;
      }>(ACQUIRE, [phoneId, owner, ttlMs]);
      if (!row) return held(db, phoneId);
      const lease = { phoneId, owner, epoch: row.epoch };
      const restingMs = Number(row.resting_ms ?? 0);
      if (restingMs > 0) {
        await release(db, lease);
        return { kind: 'resting', untilMs: restingMs };
      }
      const tookOver = row.owner !== null && !(row.owner === owner && row.live === true);
      return { kind: 'acquired', lease, tookOver };
    },

    async renew(held, ttlMs) {
      const rows = await db.query<{ phone_id: string }>(
        {
          name: 'lease_renew',
          text: `UPDATE leases l SET expires_at = clock_timestamp() + $4 * interval '1 millisecond'
            FROM unnest($1::text[], $2::text[], $3::bigint[]) AS h (phone_id, owner, epoch)
            WHERE l.phone_id = h.phone_id AND l.owner = h.owner AND l.epoch = h.epoch
            RETURNING l.phone_id`,
        },
        [held.map((l) => l.phoneId), held.map((l) => l.owner), held.map((l) => l.epoch), ttlMs],
      );
      return new Set(rows.map((row) => row.phone_id));
    },

    release: (lease) => release(db, lease),

    async rest({ phoneId, owner, epoch }, until) {
      await db.query(
        {
          name: 'lease_rest',
          text: 'UPDATE leases SET not_before = $4 WHERE phone_id = $1 AND owner = $2 AND epoch = $3',
        },
        [phoneId, owner, epoch, until],
      );
    },

    async pause(phoneId, until) {
      await db.query(
        {
          name: 'lease_pause',
          text: `INSERT INTO leases AS l (phone_id, epoch, expires_at, not_before) VALUES ($1, 0, clock_timestamp(), $2)
            ON CONFLICT (phone_id) DO UPDATE SET not_before = greatest(l.not_before, excluded.not_before)`,
        },
        [phoneId, until],
      );
    },

    async endRest(phoneId) {
      await db.query(
        {
          name: 'lease_end_rest',
          text: 'UPDATE leases SET not_before = NULL WHERE phone_id = $1 AND not_before IS NOT NULL',
        },
        [phoneId],
      );
    },

    async unowned(connectionType, limit) {
      const rows = await db.query<{ phone_id: string }>(
        {
          name: 'lease_unowned',
          text: `SELECT p.phone_id FROM phone_configs p LEFT JOIN leases l USING (phone_id)
            WHERE p.connection_type = $1 AND (p.desired_state = 'start' OR p.pending_command = 'logout')
              AND (l.owner IS NULL OR l.expires_at <= clock_timestamp())
            ORDER BY l.expires_at NULLS FIRST, p.phone_id LIMIT $2`,
        },
        [connectionType, limit],
      );
      return rows.map((row) => row.phone_id);
    },

    async placement(connectionType) {
      const [row] = await db.query<{ wanted: number; instances: number }>(
        {
          name: 'lease_placement',
          // A channel's workers go by its name: the database says so of phone_configs.process_name.
          text: `SELECT
            (SELECT count(*) FROM phone_configs WHERE connection_type = $1 AND desired_state = 'start') AS wanted,
            (SELECT count(DISTINCT instance_id) FROM process_health WHERE process_name = $1
              AND "timestamp" > now() - interval '10 seconds' AND status <> 'down') AS instances`,
        },
        [connectionType],
      );
      return row ?? { wanted: 0, instances: 0 };
    },
  };
}

async function release(db: Db, { phoneId, owner, epoch }: Lease): Promise<void> {
  await db.query(
    {
      name: 'lease_release',
      text: `UPDATE leases SET owner = NULL, expires_at = clock_timestamp() WHERE phone_id = $1 AND owner = $2 AND epoch = $3`,
    },
    [phoneId, owner, epoch],
  );
}

async function held(db: Db, phoneId: string): Promise<Acquired> {
  const [row] = await db.query<{ owner: string | null; expires_in_ms: number }>(HELD, [phoneId]);
  return { kind: 'held', owner: row?.owner ?? '', expiresInMs: row?.expires_in_ms ?? 0 };
}

/**
 * A CTE named `lease` that has one row exactly while the lease holds, and keeps it from changing hands until the
 * transaction ends: a stale epoch writes nothing.
 */
export const leaseCte = (phoneId: string, owner: string, epoch: string) =>
  `lease AS (SELECT 1 FROM leases WHERE phone_id = ${phoneId} AND owner = ${owner} AND epoch = ${epoch} AND expires_at > clock_timestamp() FOR SHARE)`;
