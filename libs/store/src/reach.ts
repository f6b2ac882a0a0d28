import type { Db, Queryable } from './db.ts';

/** Whose limit it is: the numbers of a company in one business account share it. */
export interface ReachOwner {
  companyId: string;
  phoneId: string;
  /** Null when it is not known: then the phone has a limit of its own. */
  wabaId: string | null;
}

export interface WantedPerson {
  chatId: string;
  /** Who has to wait for longer gets no place. */
  expiresAt: Date | null;
}

/** `isNew`: he was not counted before. */
export type ReachAnswer = { kind: 'reached'; isNew: boolean } | { kind: 'wait'; until: Date };

/** How many people an account has written to first within 24 hours, counted for all workers. */
export interface Reach {
  /**
   * Counts people, in the given order, as far as the limit allows; the others get a place each, at the moment at
   * which there is room for them. Whoever is counted already is counted anew. At most `REACH_AT_ONCE` at once.
   */
  take(owner: ReachOwner, limit: number, people: WantedPerson[]): Promise<ReachAnswer[]>;
  /** Nothing went to him after all. */
  giveBack(owner: ReachOwner, chatId: string): Promise<void>;
  /** How many are counted now, in the given order. */
  usedBy(owners: ReachOwner[]): Promise<number[]>;
}

export const REACH_AT_ONCE = 100;
/** People who wait are looked at again after an hour at the latest: the limit may have been raised. */
const LOOK_MS = 3_600_000;
const DAY_MS = 24 * LOOK_MS;

const LOCK = {
  name: 'reach_lock',
  text: `SELECT clock_timestamp() AS now FROM (SELECT pg_advisory_xact_lock(hashtextextended('reach ' || $1, 0))) AS locked`,
};

const KNOWN = {
  name: 'reach_known',
  text: `SELECT chat_id, waiting, at,
      (SELECT count(*) FROM people_reached WHERE owner = $1 AND NOT waiting AND at > $3::timestamptz - interval '24 hours')::int AS used
    FROM people_reached WHERE owner = $1 AND chat_id = ANY($2::text[])`,
};

// The place of who comes next is a day after the `limit`th of the newest: no more than `limit` are then within a day.
const PLACES = {
  name: 'reach_places',
  text: `SELECT at FROM people_reached WHERE owner = $1 AND chat_id <> ALL ($4::text[])
    ORDER BY at DESC OFFSET greatest($2::int - $3::int, 0) LIMIT $3`,
};

const WRITE = {
  name: 'reach_write',
  text: `WITH over AS (
      DELETE FROM people_reached WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM people_reached WHERE owner = $1 AND at < clock_timestamp() - interval '25 hours'
          AND chat_id <> ALL ($3::text[]) ORDER BY at LIMIT 500))
    )
    INSERT INTO people_reached (owner, company_id, chat_id, at, waiting)
    SELECT $1, $2, * FROM unnest($3::text[], $4::timestamptz[], $5::boolean[])
    ON CONFLICT (owner, chat_id) DO UPDATE SET at = excluded.at, waiting = excluded.waiting`,
};

const GIVE_BACK = {
  name: 'reach_give_back',
  text: 'DELETE FROM people_reached WHERE owner = $1 AND chat_id = $2',
};

const USED = {
  name: 'reach_used',
  text: `SELECT (SELECT count(*) FROM people_reached r WHERE r.owner = o.owner AND NOT r.waiting
      AND r.at > clock_timestamp() - interval '24 hours')::int AS used
    FROM unnest($1::text[]) WITH ORDINALITY AS o (owner, n) ORDER BY o.n`,
};

interface KnownRow {
  chat_id: string;
  waiting: boolean;
  at: Date;
  used: number;
}

const nameOf = ({ companyId, phoneId, wabaId }: ReachOwner): string =>
  wabaId === null ? `phone ${phoneId}` : `waba ${companyId} ${wabaId}`;

export const reach = (db: Db): Reach => ({
  take: (owner, limit, people) =>
    db.transaction(async (tx) => {
      const name = nameOf(owner);
      // One after the other for each account, so that two workers cannot give the same place.
      const [locked] = await tx.query<{ now: Date }>(LOCK, [name]);
      return takeLocked(
        tx,
        { name, companyId: owner.companyId, limit, now: locked?.now ?? new Date() },
        people,
      );
    }),
  async giveBack(owner, chatId) {
    await db.query(GIVE_BACK, [nameOf(owner), chatId]);
  },
  async usedBy(owners) {
    if (owners.length === 0) return [];
    const rows = await db.query<{ used: number }>(USED, [owners.map(nameOf)]);
    return rows.map(({ used }) => used);
  },
});

interface Account {
  name: string;
  companyId: string;
  limit: number;
  now: Date;
}

async function takeLocked(tx: Queryable, account: Account, people: WantedPerson[]): Promise<ReachAnswer[]> {
  const { name, limit, now } = account;
  const ids = people.map(({ chatId }) => chatId);
  const known = await tx.query<KnownRow>(KNOWN, [name, ids, now]);
  const answers = new Map<string, ReachAnswer>();
  let used = known[0]?.used ?? 0;
  for (const { chat_id, waiting, at } of known) {
    if (!waiting && now.getTime() - at.getTime() < DAY_MS)
      answers.set(chat_id, { kind: 'reached', isNew: false });
    else if (waiting && used < limit) {
      used++;
      answers.set(chat_id, { kind: 'reached', isNew: true });
    } else if (waiting && at > now) answers.set(chat_id, waitUntil(at, now));
  }
  const reached = [...answers].flatMap(([chatId, { kind }]) => (kind === 'reached' ? chatId : []));
  await write(
    tx,
    account,
    reached.map((chatId) => ({ chatId, at: now, waiting: false })),
  );
  const others = new Map(people.map((person) => [person.chatId, person]));
  for (const chatId of answers.keys()) others.delete(chatId);
  const placed = await place(tx, account, [...others.values()]);
  const kept = [...placed].flatMap(([chatId, { at, isKept }]) =>
    isKept ? { chatId, at, waiting: at > now } : [],
  );
  await write(tx, account, kept);
  for (const [chatId, { at, isKept }] of placed)
    answers.set(chatId, isKept && at <= now ? { kind: 'reached', isNew: true } : waitUntil(at, now));
  return ids.map((id) => answers.get(id)!);
}

const waitUntil = (at: Date, now: Date): ReachAnswer => ({
  kind: 'wait',
  until: new Date(Math.min(at.getTime(), now.getTime() + LOOK_MS)),
});

/** New people, and those whose place has gone to somebody else: each gets the next one. */
async function place(
  tx: Queryable,
  { name, limit, now }: Account,
  people: WantedPerson[],
): Promise<Map<string, Placed>> {
  const placed = new Map<string, Placed>();
  if (people.length === 0) return placed;
  const ids = people.map(({ chatId }) => chatId);
  const rows = await tx.query<{ at: Date }>(PLACES, [name, limit, people.length, ids]);
  const offset = Math.max(limit - people.length, 0);
  const given: number[] = [];
  for (const { chatId, expiresAt } of people) {
    // The one whose day has to be over, so that no more than `limit` are within one.
    const index = limit - given.length - 1 - offset;
    const before = index < 0 ? given[given.length - limit] : rows[index]?.at.getTime();
    const atMs = limit > 0 ? Math.max(now.getTime(), (before ?? 0) + DAY_MS) : now.getTime() + DAY_MS;
    const isKept = limit > 0 && (expiresAt === null || expiresAt.getTime() > atMs);
    if (isKept) given.push(atMs);
    placed.set(chatId, { at: new Date(atMs), isKept });
  }
  return placed;
}

interface Placed {
  at: Date;
  /** Whoever would have to wait for longer than he can takes nobody's place. */
  isKept: boolean;
}

const write = (
  tx: Queryable,
  { name, companyId }: Account,
  rows: { chatId: string; at: Date; waiting: boolean }[],
) =>
  rows.length === 0
    ? Promise.resolve([])
    : tx.query(WRITE, [
        name,
        companyId,
        rows.map(({ chatId }) => chatId),
        rows.map(({ at }) => at),
        rows.map(({ waiting }) => waiting),
      ]);
