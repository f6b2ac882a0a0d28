import {
  CodedError,
  type Page,
  type PageRequest,
  type Template,
  type TemplateComponent,
  type TemplateFacts,
} from '@watertight/core';
import { likePattern, type Db, type Queryable } from './db.ts';
import { pageOf } from './prisma.ts';

/** A WhatsApp Business Account as one company has it. */
export interface Account {
  companyId: string;
  wabaId: string;
}

export interface TemplateFilter {
  name?: string | undefined;
  status?: string | undefined;
  language?: string | undefined;
  category?: string | undefined;
  /** A part of the name. */
  search?: string | undefined;
}

/** What a webhook says of a template; what is absent stays. */
export interface TemplateHeard extends Account {
  templateId: string;
  /** By Meta's clock. */
  at: Date;
  /** `DELETED`: it is gone. */
  status?: string | undefined;
  quality?: string | undefined;
  category?: string | undefined;
  /** Null: there is none (any more). */
  rejectedReason?: string | null | undefined;
  /** More changed than is said: Meta's list is to be read again soon. */
  isPartial?: boolean | undefined;
}

/** An account whose templates are to be read from Meta, and a phone of it that can. */
export interface DueSync extends Account {
  phoneId: string;
}

/** Meta's list as it was read. */
export interface TemplateList {
  templates: TemplateFacts[];
  /** When reading it began, by the database's clock. */
  startedAt: Date;
  /** All of it; else what is missing from it stays. */
  isWhole: boolean;
}

/** The message templates of accounts, kept as Meta tells them. Foreign ones are never seen: every verb names a company. */
export interface Templates {
  /** The oldest first. */
  list(account: Account, filter: TemplateFilter, page: PageRequest): Promise<Page<Template>>;
  get(account: Account, templateId: string): Promise<Template | null>;
  /** Null when the account has none of this name and language. */
  find(account: Account, name: string, language: string): Promise<Template | null>;
  /**
   * What Meta has just answered about one. How it is judged a webhook may have said since it was asked, at `askedAt` by
   * the database's clock: that stays. @throws CodedError COMPANY_NOT_FOUND
   */
  save(account: Account, template: TemplateFacts, askedAt: Date): Promise<void>;
  /** All languages of a name, or the one with this id; answers how many that were. */
  remove(account: Account, which: { name: string; templateId?: string | undefined }): Promise<number>;
  /** What webhooks say. Of two about one template the later counts, in whatever order they come. */
  hear(tx: Queryable, news: TemplateHeard[]): Promise<void>;
  /** The database's time, from which a list is counted. */
  now(): Promise<Date>;
  /**
   * Makes what is kept equal to a list, except where a webhook said something while it was read; then the next sync
   * is due after `nextMs`. @throws CodedError COMPANY_NOT_FOUND
   */
  replace(account: Account, list: TemplateList, nextMs: number): Promise<void>;
  /**
   * Accounts with a ready phone whose list is due, each given to one caller alone: it is due again after `againMs`
   * unless `replace` says otherwise.
   */
  takeDueSyncs(limit: number, againMs: number): Promise<DueSync[]>;
}

interface TemplateRow {
  seq: number;
  company_id: string;
  waba_id: string;
  template_id: string;
  name: string;
  language: string;
  category: string;
  status: string;
  quality: string | null;
  rejected_reason: string | null;
  components: TemplateComponent[];
  previous_category: string | null;
  synced_at: Date;
  created_at: Date;
  updated_at: Date;
}

const LIST = {
  name: 'template_list',
  text: `SELECT * FROM templates WHERE company_id = $1 AND waba_id = $2
      AND ($3::text IS NULL OR name = $3) AND ($4::text IS NULL OR status = $4)
      AND ($5::text IS NULL OR language = $5) AND ($6::text IS NULL OR category = $6)
      AND ($7::bigint IS NULL OR seq > $7) AND ($9::text IS NULL OR name LIKE '%' || $9 || '%')
    ORDER BY seq LIMIT $8`,
};

const GET = {
  name: 'template_get',
  text: 'SELECT * FROM templates WHERE company_id = $1 AND waba_id = $2 AND template_id = $3',
};

const FIND = {
  name: 'template_find',
  text: 'SELECT * FROM templates WHERE company_id = $1 AND waba_id = $2 AND name = $3 AND language = $4 LIMIT 1',
};

const FACTS = `template_id text, name text, language text, category text, status text, quality text,
  rejected_reason text, components jsonb, previous_category text`;
const COLUMNS =
  'template_id, name, language, category, status, quality, rejected_reason, components, previous_category';
const CHANGED = COLUMNS.split(', ')
  .slice(1)
  .map((column) => `${column} = excluded.${column}`)
  .join(', ');

// In the order of their keys, as everybody who locks several.
const UPSERT = {
  name: 'template_upsert',
  text: `INSERT INTO templates (company_id, waba_id, ${COLUMNS})
    SELECT $1, $2, ${COLUMNS} FROM jsonb_to_recordset($3::jsonb) AS t (${FACTS}) ORDER BY template_id
    ON CONFLICT (company_id, waba_id, template_id) DO UPDATE
      SET ${CHANGED}, synced_at = clock_timestamp(), updated_at = clock_timestamp()
      WHERE templates.heard_at IS NULL OR templates.heard_at < $4::timestamptz`,
};

const JUDGED = ['status', 'quality', 'rejected_reason'];
const SAVED = COLUMNS.split(', ')
  .slice(1)
  .map((column) =>
    JUDGED.includes(column)
      ? `${column} = CASE WHEN templates.heard_at > $4::timestamptz THEN templates.${column} ELSE excluded.${column} END`
      : `${column} = excluded.${column}`,
  )
  .join(', ');

const SAVE = {
  name: 'template_save',
  text: `INSERT INTO templates (company_id, waba_id, ${COLUMNS})
    SELECT $1, $2, ${COLUMNS} FROM jsonb_to_recordset($3::jsonb) AS t (${FACTS})
    ON CONFLICT (company_id, waba_id, template_id) DO UPDATE
      SET ${SAVED}, synced_at = clock_timestamp(), updated_at = clock_timestamp()`,
};

const REMOVE_ABSENT = {
  name: 'template_remove_absent',
  text: `DELETE FROM templates WHERE (company_id, waba_id, template_id) IN (
      SELECT company_id, waba_id, template_id FROM templates
      WHERE company_id = $1 AND waba_id = $2 AND NOT template_id = ANY($3) AND synced_at < $4
      ORDER BY template_id FOR UPDATE)`,
};

const REMOVE = {
  name: 'template_remove',
  text: `DELETE FROM templates WHERE company_id = $1 AND waba_id = $2 AND name = $3
      AND ($4::text IS NULL OR template_id = $4) RETURNING template_id`,
};

// News that is clearly older than what Meta's list said later tells nothing; clocks may differ by a minute.
const HEAR = {
  name: 'template_hear',
  text: `UPDATE templates SET status = coalesce($5, status), quality = coalesce($6, quality),
      previous_category = CASE WHEN $7 <> category THEN category ELSE previous_category END,
      category = coalesce($7, category),
      rejected_reason = CASE WHEN $8 THEN $9 ELSE rejected_reason END,
      news_at = $4, heard_at = clock_timestamp(), updated_at = clock_timestamp()
    WHERE company_id = $1 AND waba_id = $2 AND template_id = $3
      AND (news_at IS NULL OR news_at <= $4) AND synced_at - interval '1 minute' <= $4
    RETURNING template_id`,
};

const HEAR_REMOVED = {
  name: 'template_hear_removed',
  text: `DELETE FROM templates WHERE company_id = $1 AND waba_id = $2 AND template_id = $3
      AND synced_at - interval '1 minute' <= $4 RETURNING template_id`,
};

const SYNC_SOON = {
  name: 'template_sync_soon',
  text: `UPDATE template_syncs SET next_at = clock_timestamp()
    WHERE company_id = $1 AND waba_id = $2 AND next_at > clock_timestamp()
      AND ($3 OR NOT EXISTS (SELECT 1 FROM templates WHERE company_id = $1 AND waba_id = $2 AND template_id = $4))`,
};

const SYNCED = {
  name: 'template_synced',
  text: `INSERT INTO template_syncs (company_id, waba_id, next_at, synced_at)
    VALUES ($1, $2, clock_timestamp() + $3 * interval '1 millisecond', clock_timestamp())
    ON CONFLICT (company_id, waba_id) DO UPDATE SET next_at = excluded.next_at, synced_at = excluded.synced_at`,
};

// Of several that ask at once, one moves `next_at` on and is given the account.
const TAKE_DUE = {
  name: 'template_take_due',
  text: `WITH due AS (
      SELECT DISTINCT ON (c.company_id, c.waba_id) c.company_id, c.waba_id, c.phone_id
      FROM phone_configs c JOIN phone_status s ON s.phone_id = c.phone_id
        LEFT JOIN template_syncs t ON t.company_id = c.company_id AND t.waba_id = c.waba_id
      WHERE c.process_name = 'meta' AND c.waba_id IS NOT NULL AND c.desired_state = 'start' AND s.status = 'ready'
        AND (t.next_at IS NULL OR t.next_at <= clock_timestamp())
      ORDER BY c.company_id, c.waba_id, c.phone_index LIMIT $1
    ), taken AS (
      INSERT INTO template_syncs (company_id, waba_id, next_at)
      SELECT company_id, waba_id, clock_timestamp() + $2 * interval '1 millisecond' FROM due
      ON CONFLICT (company_id, waba_id) DO UPDATE SET next_at = excluded.next_at
        WHERE template_syncs.next_at <= clock_timestamp()
      RETURNING company_id, waba_id
    )
    SELECT due.* FROM due JOIN taken USING (company_id, waba_id)`,
};

export function templates(db: Db): Templates {
  const one = async (statement: typeof GET, values: unknown[]) => {
    const [row] = await db.query<TemplateRow>(statement, values);
    return row ? asTemplate(row) : null;
  };
  return {
    async list({ companyId, wabaId }, { name, status, language, category, search }, { limit, cursor }) {
      const rows = await db.query<TemplateRow>(LIST, [
        companyId,
        wabaId,
        name ?? null,
        status ?? null,
        language ?? null,
        category ?? null,
        cursor ?? null,
        limit + 1,
        likePattern(search),
      ]);
      const { data, nextCursor } = pageOf(rows, limit, ({ seq }) => String(seq));
      return { data: data.map(asTemplate), nextCursor };
    },
    get: ({ companyId, wabaId }, templateId) => one(GET, [companyId, wabaId, templateId]),
    find: ({ companyId, wabaId }, name, language) => one(FIND, [companyId, wabaId, name, language]),
    save: (account, template, askedAt) => write(db, SAVE, account, [template], askedAt),
    async remove({ companyId, wabaId }, { name, templateId }) {
      return (await db.query(REMOVE, [companyId, wabaId, name, templateId ?? null])).length;
    },
    hear,
    now: async () => {
      const [row] = await db.query<{ now: Date }>(
        { name: 'template_now', text: 'SELECT clock_timestamp() AS now' },
        [],
      );
      return row?.now ?? new Date();
    },
    replace: (account, list, nextMs) => db.transaction((tx) => replace(tx, account, list, nextMs)),
    takeDueSyncs: async (limit, againMs) =>
      (
        await db.query<{ company_id: string; waba_id: string; phone_id: string }>(TAKE_DUE, [limit, againMs])
      ).map((row) => ({ companyId: row.company_id, wabaId: row.waba_id, phoneId: row.phone_id })),
  };
}

async function write(
  tx: Queryable,
  statement: typeof SAVE,
  { companyId, wabaId }: Account,
  list: TemplateFacts[],
  startedAt: Date,
): Promise<void> {
  try {
    await tx.query(statement, [companyId, wabaId, JSON.stringify(list.map(asColumns)), startedAt]);
  } catch (error) {
    throw isForeign(error) ? new CodedError('COMPANY_NOT_FOUND') : error;
  }
}

const isForeign = (error: unknown) => error instanceof Error && 'code' in error && error.code === '23503';

async function replace(
  tx: Queryable,
  account: Account,
  { templates: list, startedAt, isWhole }: TemplateList,
  nextMs: number,
): Promise<void> {
  const { companyId, wabaId } = account;
  if (list.length > 0) await write(tx, UPSERT, account, list, startedAt);
  const ids = list.map(({ templateId }) => templateId);
  if (isWhole) await tx.query(REMOVE_ABSENT, [companyId, wabaId, ids, startedAt]);
  await tx.query(SYNCED, [companyId, wabaId, Math.round(nextMs)]);
}

async function hear(tx: Queryable, news: TemplateHeard[]): Promise<void> {
  const keyOf = ({ companyId, wabaId, templateId }: TemplateHeard) => `${companyId} ${wabaId} ${templateId}`;
  const inOrder = [...news].sort((a, b) =>
    keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : +a.at - +b.at,
  );
  for (const one of inOrder) await hearOne(tx, one);
}

async function hearOne(tx: Queryable, news: TemplateHeard): Promise<void> {
  const { companyId, wabaId, templateId, at, status, quality, category, rejectedReason } = news;
  const key = [companyId, wabaId, templateId, at];
  if (status === 'DELETED') {
    await tx.query(HEAR_REMOVED, key);
    return;
  }
  const hasReason = rejectedReason !== undefined;
  const values = [status ?? null, quality ?? null, category ?? null, hasReason, rejectedReason ?? null];
  await tx.query(HEAR, [...key, ...values]);
  await tx.query(SYNC_SOON, [companyId, wabaId, news.isPartial === true, templateId]);
}

const asColumns = (template: TemplateFacts) => ({
  template_id: template.templateId,
  name: template.name,
  language: template.language,
  category: template.category,
  status: template.status,
  quality: template.quality,
  rejected_reason: template.rejectedReason,
  components: template.components,
  previous_category: template.previousCategory,
});

const asTemplate = (row: TemplateRow): Template => ({
  companyId: row.company_id,
  wabaId: row.waba_id,
  templateId: row.template_id,
  name: row.name,
  language: row.language,
  category: row.category,
  status: row.status,
  quality: row.quality,
  rejectedReason: row.rejected_reason,
  components: row.components,
  previousCategory: row.previous_category,
  syncedAt: row.synced_at,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
});
