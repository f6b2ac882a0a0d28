import type { ConnectionType, Direction, MessageStatus } from '@watertight/core';
import type { Db } from '../db.ts';

/** How many messages that were made in one minute are in one state now. */
export interface ActivityCount {
  /** The beginning of the minute. */
  at: Date;
  connectionType: ConnectionType;
  direction: Direction;
  status: MessageStatus;
  count: number;
}

export interface Activity {
  /** The first minute that was counted as a whole. */
  from: Date;
  counts: ActivityCount[];
}

/**
 * A company's newest messages are looked at in growing steps, until one reaches back far enough: whoever has few costs
 * little, and nobody costs more than the last step.
 */
const STEPS = [1000, 10_000, 100_000] as const;
const MINUTE_MS = 60_000;

const NEWEST = `SELECT created_at, connection_type, direction, status FROM messages
  WHERE company_id = $1 ORDER BY seq DESC LIMIT $2`;

interface Row {
  /** Null, as all of its counts, when none of the newest is young enough. */
  at: Date | null;
  connection_type: ConnectionType;
  direction: Direction;
  status: MessageStatus;
  count: number;
  seen: number;
  /** Null when none of them was sent from here. */
  oldest: Date | null;
}

// What was sent from here is made when it is stored; what comes in bears WhatsApp's time, which may be long past.
const COUNT = {
  name: 'message_activity',
  text: `WITH newest AS MATERIALIZED (${NEWEST}),
      extent AS (SELECT count(*)::int AS seen, min(created_at) FILTER (WHERE direction = 'outbound') AS oldest FROM newest),
      counted AS (SELECT date_trunc('minute', created_at) AS at, connection_type, direction, status, count(*)::int
        FROM newest WHERE created_at >= $3 GROUP BY 1, 2, 3, 4)
    SELECT extent.*, counted.* FROM extent LEFT JOIN counted ON true ORDER BY at, connection_type, direction, status`,
};

/** Messages a minute since `from`, or since the minute from which on they could be counted. */
export async function countActivity(db: Db, companyId: string, from: Date): Promise<Activity> {
  const whole = new Date(Math.ceil(from.getTime() / MINUTE_MS) * MINUTE_MS);
  for (const step of STEPS) {
    const rows = await db.query<Row>(COUNT, [companyId, step, whole]);
    const { seen, oldest } = rows[0]!;
    const isAll = seen < step || (oldest !== null && oldest < whole);
    if (!isAll && step !== STEPS.at(-1)) continue;
    const first = isAll || oldest === null ? whole : minuteAfter(oldest);
    return { from: first, counts: rows.filter(({ at }) => at !== null && at >= first).map(asCount) };
  }
  throw new Error('The last step answers.');
}

const minuteAfter = (at: Date): Date => new Date((Math.floor(at.getTime() / MINUTE_MS) + 1) * MINUTE_MS);

const asCount = ({ at, connection_type, direction, status, count }: Row): ActivityCount => ({
  at: at!,
  connectionType: connection_type,
  direction,
  status,
  count,
});
