import type { Page, PageRequest } from '@watertight/core';
import type { Db, Queryable } from './db.ts';
import { pageOf } from './prisma.ts';

/** Who did what to which company, from where, and how it ended. Never a body, a key or a token. */
export interface NewAuditEntry {
  companyId: string | null;
  actorKind: 'admin' | 'key' | 'employee' | 'operator' | 'nobody';
  /** The key's or the employee's id. */
  actorId: string | null;
  /** The route's `operationId`, or a command's name. */
  action: string;
  /** The ids in the path. */
  target: Record<string, string>;
  /** Of HTTP; of a command 200 or 500. */
  status: number;
  code: string | null;
  ip: string | null;
  requestId: string | null;
}

export interface AuditEntry extends NewAuditEntry {
  id: number;
  at: Date;
}

export interface AuditFilter {
  /** Of this company alone. */
  companyId?: string | undefined;
  action?: string | undefined;
  actorId?: string | undefined;
  from?: Date | undefined;
  to?: Date | undefined;
}

export interface Audit {
  write(entry: NewAuditEntry): Promise<void>;
  /** The newest first. */
  list(filter: AuditFilter, page: PageRequest): Promise<Page<AuditEntry>>;
}

interface Row {
  id: number;
  at: Date;
  company_id: string | null;
  actor_kind: AuditEntry['actorKind'];
  actor_id: string | null;
  action: string;
  target: Record<string, string>;
  status: number;
  code: string | null;
  ip: string | null;
  request_id: string | null;
}

const WRITE = {
  name: 'audit_write',
  text: `INSERT INTO audit_log (company_id, actor_kind, actor_id, action, target, status, code, ip, request_id)
    VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
};

const LIST = {
  name: 'audit_list',
  text: `SELECT * FROM audit_log
    WHERE ($1::text IS NULL OR company_id = $1) AND ($2::text IS NULL OR action = $2) AND ($3::text IS NULL OR actor_id = $3)
      AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5) AND ($6::bigint IS NULL OR id < $6)
    ORDER BY id DESC LIMIT $7`,
};

/** Writes an entry, within a transaction where there is one. */
export async function writeAudit(
  tx: Queryable,
  { companyId, actorKind, actorId, action, target, status, code, ip, requestId }: NewAuditEntry,
): Promise<void> {
  await tx.query(WRITE, [
    companyId,
    actorKind,
    actorId,
    action,
    JSON.stringify(target),
    status,
    code,
    ip,
    requestId,
  ]);
}

export const audit = (db: Db): Audit => ({
  write: (entry) => writeAudit(db, entry),
  async list({ companyId, action, actorId, from, to }, { limit, cursor }) {
    const rows = await db.query<Row>(LIST, [
      companyId ?? null,
      action ?? null,
      actorId ?? null,
      from ?? null,
      to ?? null,
      cursor ?? null,
      limit + 1,
    ]);
    return pageOf(rows.map(asEntry), limit, ({ id }) => String(id));
  },
});

const asEntry = (row: Row): AuditEntry => ({
  id: row.id,
  at: row.at,
  companyId: row.company_id,
  actorKind: row.actor_kind,
  actorId: row.actor_id,
  action: row.action,
  target: row.target,
  status: row.status,
  code: row.code,
  ip: row.ip,
  requestId: row.request_id,
});
