import { CodedError, newId, type Page, type PageRequest } from '@watertight/core';
import { tellEvent } from '../events.ts';
import type { Db, Queryable } from '../db.ts';
import { pageOf } from '../prisma.ts';
import { writeAudit, type NewAuditEntry } from '../audit.ts';
import { COMPANY_STAGES } from './company.ts';
import { CONTACT_STAGES } from './contact.ts';
import { sum, type Counts, type ErasureTiming, type Stage, type StageEnd, type Subject } from './stage.ts';

export type ErasureKind = 'contact' | 'company';

/** The removal of a contact's or a company's data, as it can be watched. */
export interface Erasure {
  /** `era_…` */
  erasureId: string;
  companyId: string;
  kind: ErasureKind;
  status: 'running' | 'done';
  /** What it is at; null when it is done. */
  stage: string | null;
  /** What is gone so far, by kind. */
  counts: Counts;
  /** The last fault, while it is tried again. */
  error: string | null;
  createdAt: Date;
  finishedAt: Date | null;
}

export type Actor = Pick<NewAuditEntry, 'actorKind' | 'actorId'>;

/** What a step of an erasure left for its runner. */
export interface ErasureStep {
  erasure: Erasure;
  /** Files whose bytes and records are to be dropped before the next step. */
  drop: string[];
  /** Messages that were changed. */
  changed: string[];
  /** Nothing is to be done for now: somebody has it, it waits, or it is done. */
  isOver: boolean;
}

export interface Erasures {
  /**
   * Begins to erase what a company has of a person. `spellings`: how he is spelled; more are found by his contact. One
   * that is running for him is answered instead. @throws CodedError COMPANY_NOT_FOUND
   */
  ofContact(companyId: string, spellings: readonly string[], actor: Actor): Promise<Erasure>;
  /**
   * Closes a company, in one short transaction: from here on there is no such company for anybody. Its rows go with the
   * steps that follow. Null when there is none.
   */
  ofCompany(companyId: string, actor: Actor): Promise<Erasure | null>;
  /** Whether a company of this id is being erased: nobody may have the id before that is done. */
  isRunning(companyId: string): Promise<boolean>;
  get(erasureId: string, companyId?: string): Promise<Erasure | null>;
  /** The newest first; of one company or of all. */
  list(companyId: string | undefined, page: PageRequest): Promise<Page<Erasure>>;
  /** Takes one that is due and that nobody holds, for `leaseMs`; null when there is none. */
  take(owner: string, leaseMs: number): Promise<string | null>;
  /**
   * Does the next step, in one transaction with what is written down of it; holds it for `leaseMs` more. Null when it is
   * no longer this owner's. A step that fails is tried again later, with fewer rows.
   */
  step(erasureId: string, owner: string, leaseMs: number, timing: ErasureTiming): Promise<ErasureStep | null>;
  /**
   * Gives one back, to be gone on with after `waitMs`; with a fault, when there was one: then its steps become smaller.
   */
  giveBack(erasureId: string, owner: string, how: { waitMs: number; fault?: string }): Promise<void>;
}

const STAGES: Record<ErasureKind, readonly Stage[]> = { contact: CONTACT_STAGES, company: COMPANY_STAGES };

interface Row extends Record<string, unknown> {
  id: string;
  company_id: string;
  kind: ErasureKind;
  status: Erasure['status'];
  subject: Subject | null;
  stage: string | null;
  place: unknown;
  counts: Counts;
  actor_kind: NewAuditEntry['actorKind'];
  actor_id: string | null;
  failures: number;
  error: string | null;
  created_at: Date;
  finished_at: Date | null;
}

const asErasure = (row: Row): Erasure => ({
  erasureId: row.id,
  companyId: row.company_id,
  kind: row.kind,
  status: row.status,
  stage: row.stage,
  counts: row.counts,
  error: row.error,
  createdAt: row.created_at,
  finishedAt: row.finished_at,
});

const PHONES = {
  name: 'erasure_phones',
  text: `SELECT phone_id AS "phoneId", phone_index AS "phoneIndex", phone_number_id AS "phoneNumberId", waba_id AS "wabaId"
    FROM phone_configs WHERE company_id = $1`,
};
const ENDPOINTS = {
  name: 'erasure_endpoints',
  text: 'SELECT id FROM webhook_endpoints WHERE company_id = $1 ORDER BY id',
};
const BEGIN = {
  name: 'erasure_begin',
  text: `INSERT INTO erasures (id, company_id, kind, subject, stage, actor_kind, actor_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING *`,
};
const RUNNING_FOR = {
  name: 'erasure_running_for',
  text: `SELECT * FROM erasures WHERE company_id = $1 AND kind = 'contact' AND status = 'running'
    AND subject -> 'spellings' ?| $2::text[] ORDER BY id LIMIT 1`,
};
const COMPANY = { name: 'erasure_company', text: 'SELECT id FROM companies WHERE id = $1 FOR KEY SHARE' };
const SPELLINGS = {
  name: 'erasure_spellings',
  text: `SELECT ARRAY(SELECT DISTINCT s FROM contacts c, unnest(ARRAY[c.phone_number, c.lid, c.bsuid] || c.former_spellings) AS s
    WHERE c.company_id = $1 AND s IS NOT NULL
      AND (c.phone_number = ANY($2::text[]) OR c.lid = ANY($2::text[]) OR c.bsuid = ANY($2::text[]))) AS spellings`,
};
const LEASES = {
  name: 'erasure_leases',
  text: 'DELETE FROM leases WHERE phone_id = ANY($1::text[])',
};
const CLOSE = { name: 'erasure_close', text: 'DELETE FROM companies WHERE id = $1 RETURNING id' };
const LOCK_COMPANY = { name: 'erasure_lock', text: 'SELECT id FROM companies WHERE id = $1 FOR UPDATE' };

const TAKE = {
  name: 'erasure_take',
  text: `UPDATE erasures SET owner = $1, owned_until = clock_timestamp() + $2::int * interval '1 millisecond'
    WHERE id = (SELECT id FROM erasures WHERE status = 'running' AND next_at <= clock_timestamp()
      AND (owner IS NULL OR owned_until <= clock_timestamp()) ORDER BY next_at LIMIT 1 FOR UPDATE SKIP LOCKED)
    RETURNING id`,
};
const OWN = {
  name: 'erasure_own',
  text: `SELECT * FROM erasures WHERE id = $1 AND owner = $2 AND status = 'running' FOR UPDATE`,
};
const WRITE = {
  name: 'erasure_write',
  text: `UPDATE erasures SET stage = $2, place = $3, counts = $4, subject = $5, failures = 0, error = NULL,
      next_at = clock_timestamp() + $6::int * interval '1 millisecond', owner = CASE WHEN $7 THEN owner END,
      owned_until = clock_timestamp() + $8::int * interval '1 millisecond',
      status = CASE WHEN $5::jsonb IS NULL THEN 'done' ELSE status END,
      finished_at = CASE WHEN $5::jsonb IS NULL THEN clock_timestamp() END
    WHERE id = $1 RETURNING *`,
};
const GIVE_BACK = {
  name: 'erasure_give_back',
  text: `UPDATE erasures SET failures = failures + ($3::text IS NOT NULL)::int, error = $3, owner = NULL,
      next_at = clock_timestamp() + $4::int * interval '1 millisecond'
    WHERE id = $1 AND owner = $2 AND status = 'running'`,
};
const GET = {
  name: 'erasure_get',
  text: 'SELECT * FROM erasures WHERE id = $1 AND ($2::text IS NULL OR company_id = $2)',
};
const LIST = {
  name: 'erasure_list',
  text: `SELECT * FROM erasures WHERE ($1::text IS NULL OR company_id = $1) AND ($2::text IS NULL OR id < $2)
    ORDER BY id DESC LIMIT $3`,
};
const IS_RUNNING = {
  name: 'erasure_is_running',
  text: `SELECT is_being_erased($1) AS running`,
};

async function begin(tx: Queryable, kind: ErasureKind, subject: Subject, actor: Actor): Promise<Row> {
  const [row] = await tx.query<Row>(BEGIN, [
    newId('era'),
    subject.companyId,
    kind,
    JSON.stringify(subject),
    STAGES[kind][0]?.name,
    actor.actorKind,
    actor.actorId,
  ]);
  return row as Row;
}

async function subjectOf(tx: Queryable, companyId: string, spellings: readonly string[]): Promise<Subject> {
  const phones = await tx.query<Subject['phones'][number]>(PHONES, [companyId]);
  const endpoints = await tx.query<{ id: string }>(ENDPOINTS, [companyId]);
  return { companyId, spellings: [...spellings], phones, endpointIds: endpoints.map(({ id }) => id) };
}

export function erasures(db: Db): Erasures {
  return {
    ofContact: (companyId, spellings, actor) =>
      db.transaction(async (tx) => {
        const [company] = await tx.query(COMPANY, [companyId]);
        if (!company) throw new CodedError('COMPANY_NOT_FOUND');
        const [known] = await tx.query<{ spellings: string[] }>(SPELLINGS, [companyId, spellings]);
        const all = [...new Set([...spellings, ...(known?.spellings ?? [])])];
        const [running] = await tx.query<Row>(RUNNING_FOR, [companyId, all]);
        return asErasure(running ?? (await begin(tx, 'contact', await subjectOf(tx, companyId, all), actor)));
      }),
    ofCompany: (companyId, actor) =>
      db.transaction(async (tx) => {
        const [company] = await tx.query(LOCK_COMPANY, [companyId]);
        if (!company) return null;
        const subject = await subjectOf(tx, companyId, []);
        // First, so that the database leaves to it what may be much.
        const row = await begin(tx, 'company', subject, actor);
        await tx.query(LEASES, [subject.phones.map(({ phoneId }) => phoneId)]);
        await tx.query(CLOSE, [companyId]);
        return asErasure(row);
      }),
    isRunning: async (companyId) =>
      (await db.query<{ running: boolean }>(IS_RUNNING, [companyId]))[0]?.running === true,
    async get(erasureId, companyId) {
      const [row] = await db.query<Row>(GET, [erasureId, companyId ?? null]);
      return row ? asErasure(row) : null;
    },
    async list(companyId, { limit, cursor }) {
      const rows = await db.query<Row>(LIST, [companyId ?? null, cursor ?? null, limit + 1]);
      return pageOf(rows.map(asErasure), limit, ({ erasureId }) => erasureId);
    },
    async take(owner, leaseMs) {
      const [row] = await db.query<{ id: string }>(TAKE, [owner, leaseMs]);
      return row?.id ?? null;
    },
    step: (erasureId, owner, leaseMs, timing) =>
      db.transaction(async (tx) => {
        const [row] = await tx.query<Row>(OWN, [erasureId, owner]);
        return row ? step(tx, row, leaseMs, timing) : null;
      }),
    async giveBack(erasureId, owner, { waitMs, fault }) {
      await db.query(GIVE_BACK, [erasureId, owner, fault ?? null, waitMs]);
    },
  };
}

/** The fewest rows that a step is cut down to by faults. */
const FEWEST = 10;
const MAX_HALVINGS = 20;

async function step(tx: Queryable, row: Row, leaseMs: number, timing: ErasureTiming): Promise<ErasureStep> {
  const stages = STAGES[row.kind];
  const at = stages.findIndex(({ name }) => name === row.stage);
  const stage = stages[at];
  // Of a newer version that has gone on with it.
  if (!stage || !row.subject) throw new Error(`This version knows no stage ${row.stage} of an erasure`);
  const size = Math.max(Math.min(FEWEST, stage.rows), stage.rows >> Math.min(row.failures, MAX_HALVINGS));
  const end = await stage.run({
    tx,
    erasureId: row.id,
    subject: row.subject,
    place: row.place,
    size,
    createdAt: row.created_at,
    timing,
  });
  const next = nextOf(stages, at, end);
  const counts = sum(row.counts, end.counts ?? {});
  const isDone = next === null;
  const waitMs = end.waitMs ?? 0;
  const [written] = await tx.query<Row>(WRITE, [
    row.id,
    next,
    end.place === undefined ? null : JSON.stringify(end.place),
    JSON.stringify(counts),
    isDone ? null : JSON.stringify(end.subject ?? row.subject),
    waitMs,
    !isDone && waitMs === 0,
    leaseMs,
  ]);
  if (isDone) await conclude(tx, row, counts);
  return {
    erasure: asErasure(written as Row),
    drop: end.drop ?? [],
    changed: end.changed ?? [],
    isOver: isDone || waitMs > 0,
  };
}

function nextOf(stages: readonly Stage[], at: number, end: StageEnd): string | null {
  if (end.goTo !== undefined) return end.goTo;
  if (end.place !== undefined) return stages[at]?.name ?? null;
  return stages[at + 1]?.name ?? null;
}

/** Written down and told in counts; of whom, nothing says any more. */
async function conclude(tx: Queryable, row: Row, counts: Counts): Promise<void> {
  const told = Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));
  await writeAudit(tx, {
    companyId: row.company_id,
    actorKind: row.actor_kind,
    actorId: row.actor_id,
    action: row.kind === 'contact' ? 'contactErased' : 'companyErased',
    target: {
      erasureId: row.id,
      ...Object.fromEntries(Object.entries(told).map(([name, count]) => [name, String(count)])),
    },
    status: 200,
    code: null,
    ip: null,
    requestId: null,
  });
  if (row.kind === 'contact')
    await tellEvent(tx, {
      companyId: row.company_id,
      type: 'contact.erased',
      detail: { erasureId: row.id, counts: told },
    });
}
