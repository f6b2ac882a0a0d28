import {
  CHANNELS,
  CodedError,
  newId,
  sameSecret,
  type Cipher,
  type ConnectionType,
  type DesiredState,
  type MetaCredentials,
  type Page,
  type PageRequest,
  type Phone,
  type PhoneFallback,
  type PhoneLimits,
  type PhoneMode,
  type PhoneReason,
  type PhoneState,
  type PhoneStatus,
  type ProviderFacts,
  type QrCode,
} from '@watertight/core';
import { randomInt } from 'node:crypto';
import type { Db, Queryable } from './db.ts';
import type { PhoneConfig, PhoneStatus as StatusRow } from './generated/client.ts';
import { Prisma, type PrismaClient } from './generated/client.ts';
import { ordinary, pageOf } from './prisma.ts';

export interface MetaSettings {
  phoneNumberId: string;
  wabaId?: string | undefined;
  accessToken: string;
  appSecret?: string | undefined;
  verifyToken?: string | undefined;
}

export interface NewPhone {
  /** The lowest free one when absent. */
  phoneIndex?: number | undefined;
  name?: string | undefined;
  connectionType: ConnectionType;
  mode: PhoneMode;
  meta?: MetaSettings | undefined;
  limits?: PhoneLimits | undefined;
  fallback?: PhoneFallback | undefined;
  desiredState?: DesiredState | undefined;
}

export interface PhoneChange {
  name?: string | null | undefined;
  connectionType?: ConnectionType | undefined;
  mode?: PhoneMode | undefined;
  meta?: Partial<MetaSettings> | undefined;
  limits?: PhoneLimits | null | undefined;
  fallback?: PhoneFallback | null | undefined;
}

export type PhoneWithState = Phone & { state: PhoneState };

/** A phone's own app secret, and the business account that the phone is in. */
export interface WabaSecret {
  wabaId: string;
  phoneId: string;
  companyId: string;
  appSecret: string;
}

export type PhoneCommand = 'restart' | 'logout';

export interface StatusReport {
  status: PhoneStatus;
  reason?: string | null;
  reasonCode?: PhoneReason | null;
  me?: string | null;
  qr?: QrCode | null;
  instanceId: string | null;
  /** What is known stays when absent. */
  provider?: ProviderFacts | undefined;
  /** The provider was asked how the phone is: how often in a row it was not well, and when it is asked next. */
  check?: { failed: number; nextMs: number } | undefined;
}

/** What a webhook says of a number; what is absent stays, and the provider is asked soon for the rest. */
export interface ProviderHeard {
  phoneId: string;
  facts: Partial<ProviderFacts>;
}

export interface Phones {
  /** @throws CodedError COMPANY_NOT_FOUND, PHONE_EXISTS */
  create(companyId: string, phone: NewPhone): Promise<PhoneWithState>;
  get(companyId: string, phoneIndex: number): Promise<PhoneWithState | null>;
  byId(phoneId: string): Promise<PhoneWithState | null>;
  byNumberId(phoneNumberId: string): Promise<PhoneWithState | null>;
  /** The Cloud API phones of a WhatsApp Business account, by company and lowest index first. */
  byWaba(wabaId: string): Promise<PhoneWithState[]>;
  list(companyId: string, page: PageRequest): Promise<Page<PhoneWithState>>;
  /** All phones of a company, lowest index first; for routing. */
  ofCompany(companyId: string): Promise<PhoneWithState[]>;
  /** All phones of a connection type; for its workers. */
  ofType(connectionType: ConnectionType): Promise<PhoneWithState[]>;
  /** Phones that name a fallback. */
  withFallback(): Promise<PhoneWithState[]>;
  /**
   * Phones of a connection type of which it is time to ask how they are, the longest due first. Each is given to one
   * caller alone: it is due again after `againMs` unless a `report` with `check` says otherwise.
   */
  takeDueChecks(connectionType: ConnectionType, limit: number, againMs: number): Promise<PhoneWithState[]>;
  /** It is to be asked now how the phone is. */
  checkSoon(phoneId: string): Promise<void>;
  /** What webhooks tell of numbers. */
  hearOfProvider(tx: Queryable, heard: ProviderHeard[]): Promise<void>;
  /** All phones that a company has in a WhatsApp Business Account are to be asked how they are. */
  checkAccountSoon(tx: Queryable, companyId: string, wabaId: string): Promise<void>;
  /** A change of connection type takes the queued messages along. Null when there is no such phone. */
  change(companyId: string, phoneIndex: number, change: PhoneChange): Promise<PhoneWithState | null>;
  /** Removes the phone; its unsent messages fail, its history stays. False when there is none. */
  remove(companyId: string, phoneIndex: number): Promise<boolean>;
  /** What its owner wants, or a command to its worker. False when there is no such phone. */
  demand(
    companyId: string,
    phoneIndex: number,
    demand: { desiredState: DesiredState; command?: PhoneCommand },
  ): Promise<boolean>;
  /** Takes a waiting command away, once. */
  takeCommand(phoneId: string): Promise<PhoneCommand | null>;
  /** Writes how a phone is doing, with an event when its status or reason changed. `epoch`: nothing under a stale lease. */
  report(phoneId: string, report: StatusReport, lease?: { owner: string; epoch: number }): Promise<boolean>;
  /** Something came to these phones: from now on we know who writes to them. The first word of each counts. */
  heard(tx: Queryable, phoneIds: string[]): Promise<void>;
  qr(phoneId: string): Promise<QrCode | null>;
  /** Tokens in the clear, for the worker that needs them. */
  metaCredentials(phoneId: string): Promise<MetaCredentials | null>;
  /** The app secrets of the phones that a webhook names; absent where a phone has none of its own. */
  metaAppSecrets(phoneNumberIds: string[]): Promise<Map<string, string>>;
  /** The Cloud API phones in these business accounts that have app secrets of their own, by company and index. */
  wabaAppSecrets(wabaIds: string[]): Promise<WabaSecret[]>;
  /** Whether some phone carries this verify token. */
  hasVerifyToken(token: string): Promise<boolean>;
}

type Row = PhoneConfig & { status: StatusRow | null };
const withStatus = { status: true } as const;

/** A lease may look over by this much because the clocks of two hosts differ. */
const CLOCK_TOLERANCE_MS = 2000;

export function phones(db: Db, prisma: PrismaClient, cipher: Cipher): Phones {
  const one = async (where: Prisma.PhoneConfigWhereInput) => (await many(where, 1))[0] ?? null;
  const many = async (where: Prisma.PhoneConfigWhereInput, take?: number) => {
    const orderBy = [{ companyId: 'asc' as const }, { phoneIndex: 'asc' as const }];
    const rows = await ordinary(() =>
      prisma.phoneConfig.findMany({ where, orderBy, include: withStatus, ...(take ? { take } : {}) }),
    );
    const unowned = await unownedOf(prisma, rows);
    return rows.map((row) => asPhone(row, unowned.get(row.phoneId)));
  };

  return {
    create: (companyId, phone) => create(prisma, cipher, companyId, phone),
    get: (companyId, phoneIndex) => one({ companyId, phoneIndex }),
    byId: (phoneId) => one({ phoneId }),
    byNumberId: (phoneNumberId) => one({ phoneNumberId }),
    byWaba: (wabaId) => many({ wabaId, connectionType: 'meta' }),
    list: async (companyId, { limit, cursor }) =>
      pageOf(
        await many({ companyId, ...(cursor ? { phoneIndex: { gt: Number(cursor) } } : {}) }, limit + 1),
        limit,
        (phone) => String(phone.phoneIndex),
      ),
    ofCompany: (companyId) => many({ companyId }),
    ofType: (connectionType) => many({ connectionType }),
    withFallback: () => many({ fallback: { not: Prisma.DbNull } }),
    takeDueChecks: async (connectionType, limit, againMs) => {
      const due = await db.query<{ phone_id: string }>(TAKE_DUE_CHECKS, [connectionType, limit, againMs]);
      return due.length === 0 ? [] : many({ phoneId: { in: due.map(({ phone_id: id }) => id) } });
    },
    checkSoon: async (phoneId) => void (await db.query(CHECK_SOON, [phoneId])),
    hearOfProvider: async (tx, heard) => {
      const inOrder = [...heard].sort((a, b) => (a.phoneId < b.phoneId ? -1 : 1));
      for (const { phoneId, facts } of inOrder)
        await tx.query(HEAR_OF_PROVIDER, [phoneId, JSON.stringify(facts)]);
    },
    checkAccountSoon: async (tx, companyId, wabaId) =>
      void (await tx.query(CHECK_ACCOUNT_SOON, [companyId, wabaId])),
    change: async (companyId, phoneIndex, change) => {
      const phone = await one({ companyId, phoneIndex });
      if (!phone) return null;
      await ordinary(() => applyChange(prisma, cipher, phone, change), { unique: taken });
      return one({ companyId, phoneIndex });
    },
    remove: (companyId, phoneIndex) => remove(db, companyId, phoneIndex),
    demand: (companyId, phoneIndex, { desiredState, command }) =>
      ordinary(async () => {
        const demanded = prisma.phoneConfig.updateMany({
          where: { companyId, phoneIndex },
          data: { desiredState, pendingCommand: command ?? null },
        });
        const [{ count }] = await prisma.$transaction([
          demanded,
          prisma.phoneStatus.updateMany({ where: { companyId, phoneIndex }, data: DUE_NOW }),
        ]);
        return count > 0;
      }),
    takeCommand: (phoneId) => takeCommand(db, phoneId),
    report: (phoneId, report, lease) => writeReport(db, phoneId, report, lease),
    heard: async (tx, phoneIds) => void (await tx.query(HEARD, [[...phoneIds].sort()])),
    qr: async (phoneId) => {
      if ((await one({ phoneId }))?.state.status !== 'qr') return null;
      const row = await ordinary(() => prisma.phoneStatus.findFirst({ where: { phoneId } }));
      return row?.qr && row.qrExpiresAt ? { qr: row.qr, expiresAt: row.qrExpiresAt } : null;
    },
    metaCredentials: async (phoneId) => {
      const row = await ordinary(() => prisma.phoneConfig.findFirst({ where: { phoneId } }));
      return row && asCredentials(cipher, row);
    },
    metaAppSecrets: async (phoneNumberIds) => {
      const rows = await ordinary(() =>
        prisma.phoneConfig.findMany({
          where: { phoneNumberId: { in: phoneNumberIds }, appSecretSealed: { not: null } },
        }),
      );
      return new Map(
        rows.map((row) => [
          row.phoneNumberId,
          cipher.open(row.appSecretSealed ?? '', secretContext(row.phoneId)),
        ]),
      );
    },
    wabaAppSecrets: async (wabaIds) => {
      const where = { wabaId: { in: wabaIds }, connectionType: 'meta', appSecretSealed: { not: null } };
      const orderBy = [{ companyId: 'asc' as const }, { phoneIndex: 'asc' as const }];
      const rows = await ordinary(() => prisma.phoneConfig.findMany({ where, orderBy }));
      return rows.map(({ wabaId, phoneId, companyId, appSecretSealed }) => ({
        wabaId: wabaId ?? '',
        phoneId,
        companyId,
        appSecret: cipher.open(appSecretSealed ?? '', secretContext(phoneId)),
      }));
    },
    hasVerifyToken: async (token) => {
      const rows = await ordinary(() =>
        prisma.phoneConfig.findMany({ where: { connectionType: 'meta', verifyTokenSealed: { not: null } } }),
      );
      return rows.some((row) =>
        sameSecret(cipher.open(row.verifyTokenSealed ?? '', secretContext(row.phoneId)), token),
      );
    },
  };
}

/** What the secrets of a phone are sealed for. */
export const secretContext = (phoneId: string) => `phone:${phoneId}`;
const taken = () => new CodedError('PHONE_EXISTS');

function sealed(cipher: Cipher, phoneId: string, meta: Partial<MetaSettings> | undefined) {
  const seal = (plain: string | undefined) =>
    plain === undefined ? undefined : cipher.seal(plain, secretContext(phoneId));
  const fields = {
    phoneNumberId: meta?.phoneNumberId,
    wabaId: meta?.wabaId,
    accessTokenSealed: seal(meta?.accessToken),
    appSecretSealed: seal(meta?.appSecret),
    verifyTokenSealed: seal(meta?.verifyToken),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<
    Record<keyof typeof fields, string>
  >;
}

/** Digits that no Meta phone number id has: fifteen of them, the first a 9. */
const inventedNumberId = () =>
  `9${String(randomInt(1e7)).padStart(7, '0')}${String(randomInt(1e7)).padStart(7, '0')}`;

async function create(
  prisma: PrismaClient,
  cipher: Cipher,
  companyId: string,
  phone: NewPhone,
): Promise<PhoneWithState> {
  const phoneId = newId('ph');
  const insert = async (tx: Prisma.TransactionClient) => {
    // One after the other for each company: none that is free is chosen twice.
    await tx.$queryRaw`SELECT 1 FROM companies WHERE id = ${companyId} FOR NO KEY UPDATE`;
    const phoneIndex = phone.phoneIndex ?? (await lowestFreeIndex(tx, companyId));
    await tx.phoneConfig.create({
      data: {
        phoneId,
        companyId,
        phoneIndex,
        name: phone.name ?? null,
        connectionType: phone.connectionType,
        mode: phone.mode,
        desiredState: phone.desiredState ?? 'start',
        limits: json(phone.limits),
        fallback: json(phone.fallback),
        phoneNumberId: inventedNumberId(),
        ...sealed(cipher, phoneId, phone.meta),
      },
    });
    return tx.phoneConfig.findUniqueOrThrow({ where: { phoneId }, include: withStatus });
  };
  const row = await ordinary(() => prisma.$transaction(insert), {
    unique: taken,
    foreign: () => new CodedError('COMPANY_NOT_FOUND'),
  });
  return asPhone(row, null);
}

async function lowestFreeIndex(tx: Prisma.TransactionClient, companyId: string): Promise<number> {
  const rows = await tx.phoneConfig.findMany({ where: { companyId }, select: { phoneIndex: true } });
  const used = new Set(rows.map((row) => row.phoneIndex));
  let index = 0;
  while (used.has(index)) index++;
  return index;
}

const json = (fields: object | null | undefined) =>
  fields ? (fields as Prisma.InputJsonObject) : Prisma.DbNull;

async function applyChange(
  prisma: PrismaClient,
  cipher: Cipher,
  phone: Phone,
  change: PhoneChange,
): Promise<void> {
  const { phoneId } = phone;
  const update = prisma.phoneConfig.update({
    where: { phoneId },
    data: {
      ...(change.name !== undefined ? { name: change.name } : {}),
      ...(change.connectionType ? { connectionType: change.connectionType } : {}),
      ...(change.mode ? { mode: change.mode } : {}),
      ...(change.limits !== undefined ? { limits: json(change.limits) } : {}),
      ...(change.fallback !== undefined ? { fallback: json(change.fallback) } : {}),
      ...sealed(cipher, phoneId, change.meta),
    },
  });
  const rerouted = change.connectionType !== undefined && change.connectionType !== phone.connectionType;
  if (!rerouted) {
    await prisma.$transaction([update, prisma.phoneStatus.updateMany({ where: { phoneId }, data: DUE_NOW })]);
    return;
  }
  const carry = prisma.message.updateMany({
    where: { phoneId, status: { in: ['queued', 'scheduled'] } },
    data: { connectionType: change.connectionType as ConnectionType },
  });
  const reset = prisma.phoneStatus.updateMany({
    where: { phoneId },
    data: {
      status: 'stopped',
      reason: null,
      reasonCode: null,
      qr: null,
      qrExpiresAt: null,
      instanceId: null,
      provider: Prisma.DbNull,
      ...DUE_NOW,
    },
  });
  await prisma.$transaction([update, carry, reset]);
}

async function remove(db: Db, companyId: string, phoneIndex: number): Promise<boolean> {
  return db.transaction(async (tx) => {
    const [gone] = await tx.query<{ phone_id: string }>(
      {
        name: 'remove_phone',
        text: 'DELETE FROM phone_configs WHERE company_id = $1 AND phone_index = $2 RETURNING phone_id',
      },
      [companyId, phoneIndex],
    );
    if (!gone) return false;
    await tx.query({ name: 'remove_lease', text: 'DELETE FROM leases WHERE phone_id = $1' }, [gone.phone_id]);
    await failUnsent(tx, gone.phone_id);
    await tx.query({ name: 'remove_chats', text: 'DELETE FROM chats WHERE phone_id = $1' }, [gone.phone_id]);
    return true;
  });
}

/** What waits on a lane that is gone would wait for ever. */
async function failUnsent(tx: Queryable, phoneId: string): Promise<void> {
  await tx.query(
    {
      name: 'fail_unsent',
      text: `WITH gone AS (
          UPDATE messages SET status = 'failed', failed_at = now(), error = $2::jsonb
          WHERE phone_id = $1 AND status IN ('queued', 'scheduled') RETURNING id, company_id, phone_index)
        INSERT INTO message_events (company_id, phone_index, message_id, type, detail)
          SELECT company_id, phone_index, id, 'message.failed', '{"code":"PHONE_NOT_FOUND"}'::jsonb FROM gone`,
    },
    [
      phoneId,
      JSON.stringify({ code: 'PHONE_NOT_FOUND', detail: 'The phone was removed.', retryable: false }),
    ],
  );
}

async function takeCommand(db: Db, phoneId: string): Promise<PhoneCommand | null> {
  const [row] = await db.query<{ command: PhoneCommand }>(
    {
      name: 'take_command',
      text: `WITH waiting AS (SELECT phone_id, pending_command FROM phone_configs WHERE phone_id = $1 AND pending_command IS NOT NULL FOR UPDATE)
        UPDATE phone_configs p SET pending_command = NULL FROM waiting w WHERE p.phone_id = w.phone_id RETURNING w.pending_command AS command`,
    },
    [phoneId],
  );
  return row?.command ?? null;
}

/** Before any time: what is due since then is due by every clock. */
const DUE_NOW = { nextCheckAt: new Date(0), failedChecks: 0 };

// A phone that is stopped and is to be stays as it is.
const TAKE_DUE_CHECKS = {
  name: 'take_due_checks',
  text: `WITH due AS (
      SELECT s.phone_id FROM phone_status s JOIN phone_configs c ON c.phone_id = s.phone_id
      WHERE s.process_name = $1 AND s.next_check_at <= clock_timestamp()
        AND (c.desired_state = 'start' OR s.status <> 'stopped')
      ORDER BY s.next_check_at LIMIT $2 FOR UPDATE OF s SKIP LOCKED
    )
    UPDATE phone_status s SET next_check_at = clock_timestamp() + $3 * interval '1 millisecond'
    FROM due WHERE s.phone_id = due.phone_id RETURNING s.phone_id`,
};

const CHECK_SOON = {
  name: 'check_soon',
  text: `UPDATE phone_status SET next_check_at = '1970-01-01Z', failed_checks = 0 WHERE phone_id = $1`,
};

const HEAR_OF_PROVIDER = {
  name: 'hear_of_provider',
  text: `UPDATE phone_status SET provider = provider || $2::jsonb, next_check_at = '1970-01-01Z' WHERE phone_id = $1`,
};

// In the order in which everybody locks several phones.
const CHECK_ACCOUNT_SOON = {
  name: 'check_account_soon',
  text: `WITH named AS (
      SELECT s.phone_id FROM phone_status s JOIN phone_configs c ON c.phone_id = s.phone_id
      WHERE c.company_id = $1 AND c.waba_id = $2 ORDER BY s.phone_id FOR UPDATE OF s
    )
    UPDATE phone_status s SET next_check_at = '1970-01-01Z' FROM named WHERE s.phone_id = named.phone_id`,
};

// Who asked for a check while one was under way gets another one.
const HEARD = {
  name: 'phones_heard',
  text: `UPDATE phone_status SET heard_since = clock_timestamp()
    WHERE phone_id = ANY ($1::text[]) AND heard_since IS NULL`,
};

const REPORT = {
  name: 'report_status',
  text: `WITH lease AS (
      SELECT 1 FROM leases WHERE phone_id = $1 AND owner = $9 AND epoch = $10 AND expires_at > clock_timestamp() FOR SHARE
    ), before AS (
      SELECT phone_id, status, reason, qr FROM phone_status WHERE phone_id = $1 AND ($9::text IS NULL OR EXISTS (SELECT 1 FROM lease)) FOR UPDATE
    ), written AS (
      UPDATE phone_status s SET status = $2, reason = $3, reason_code = $11, me = coalesce($4, s.me), qr = $5, qr_expires_at = $6,
        instance_id = $7, updated_at = clock_timestamp(),
        connected_at = CASE WHEN $2 = 'ready' AND before.status <> 'ready' THEN clock_timestamp() ELSE s.connected_at END,
        provider = coalesce($12::jsonb, s.provider), failed_checks = coalesce($13, s.failed_checks),
        next_check_at = CASE WHEN $14::bigint IS NULL OR s.next_check_at <= clock_timestamp() THEN s.next_check_at
          ELSE clock_timestamp() + $14 * interval '1 millisecond' END
      FROM before WHERE s.phone_id = before.phone_id
      RETURNING s.company_id, s.phone_index, before.status AS old_status, before.reason AS old_reason, before.qr AS old_qr
    ), told AS (
      INSERT INTO message_events (company_id, phone_index, type, detail)
      SELECT company_id, phone_index, 'phone.status', $8::jsonb FROM written
      WHERE old_status <> $2 OR old_reason IS DISTINCT FROM $3
    ), shown AS (
      INSERT INTO message_events (company_id, phone_index, type, detail)
      SELECT company_id, phone_index, 'phone.qr', jsonb_build_object('qr', $5::text, 'expiresAt', $15::text) FROM written
      WHERE $5 IS NOT NULL AND old_qr IS DISTINCT FROM $5
    )
    SELECT old_status FROM written`,
};

async function writeReport(
  db: Db,
  phoneId: string,
  report: StatusReport,
  lease?: { owner: string; epoch: number },
): Promise<boolean> {
  const detail = {
    status: report.status,
    reason: report.reason ?? null,
    reasonCode: report.reasonCode ?? null,
  };
  const rows = await db.query(REPORT, [
    phoneId,
    report.status,
    report.reason ?? null,
    report.me ?? null,
    report.qr?.qr ?? null,
    report.qr?.expiresAt ?? null,
    report.instanceId,
    JSON.stringify(detail),
    lease?.owner ?? null,
    lease?.epoch ?? null,
    report.reasonCode ?? null,
    report.provider ? JSON.stringify(report.provider) : null,
    report.check?.failed ?? null,
    report.check ? Math.round(report.check.nextMs) : null,
    report.qr?.expiresAt.toISOString() ?? null,
  ]);
  return rows.length > 0;
}

/** Which of these phones are to be owned by a worker and are not, and when the last owner's lease ended, if there was one. */
async function unownedOf(prisma: PrismaClient, rows: Row[]): Promise<Map<string, Date | null>> {
  const leased = rows.filter((row) => CHANNELS[row.connectionType as ConnectionType].ownership === 'leased');
  if (leased.length === 0) return new Map();
  const ids = leased.map((row) => row.phoneId);
  const aliveAfter = new Date(Date.now() - CLOCK_TOLERANCE_MS);
  const leases = await ordinary(() =>
    prisma.lease.findMany({
      where: { phoneId: { in: ids } },
      select: { phoneId: true, owner: true, expiresAt: true },
    }),
  );
  const endOf = new Map(leases.map((lease) => [lease.phoneId, lease.expiresAt]));
  const alive = new Set(
    leases.filter(({ owner, expiresAt }) => owner !== null && expiresAt > aliveAfter).map((l) => l.phoneId),
  );
  return new Map(ids.filter((id) => !alive.has(id)).map((id) => [id, endOf.get(id) ?? null]));
}

/** `ownedUntil`: undefined while a worker has it; null when none had it yet. */
function asPhone(row: Row, ownedUntil: Date | null | undefined): PhoneWithState {
  return {
    phoneId: row.phoneId,
    companyId: row.companyId,
    phoneIndex: row.phoneIndex,
    name: row.name,
    connectionType: row.connectionType as ConnectionType,
    processName: row.processName,
    mode: row.mode as PhoneMode,
    phoneNumberId: row.phoneNumberId,
    wabaId: row.wabaId,
    limits: row.limits as PhoneLimits | null,
    fallback: row.fallback as PhoneFallback | null,
    desiredState: row.desiredState as DesiredState,
    createdAt: row.createdAt,
    state: ownedUntil === undefined ? asState(row) : abandoned(asState(row), ownedUntil),
  };
}

const asState = ({ status, createdAt }: Row): PhoneState => ({
  status: (status?.status ?? 'stopped') as PhoneStatus,
  reason: status?.reason ?? null,
  reasonCode: (status?.reasonCode ?? null) as PhoneReason | null,
  me: status?.me ?? null,
  instanceId: status?.instanceId ?? null,
  connectedAt: status?.connectedAt ?? null,
  notReadySince: status ? status.notReadySince : createdAt,
  provider: (status?.provider ?? null) as ProviderFacts | null,
  failedChecks: status?.failedChecks ?? 0,
  heardSince: status?.heardSince ?? null,
  updatedAt: status?.updatedAt ?? createdAt,
});

/** What a dead worker last said of a phone is no longer true. */
const abandoned = (state: PhoneState, ownedUntil: Date | null): PhoneState =>
  state.status === 'stopped' || state.status === 'failed' || state.status === 'disconnected'
    ? state
    : {
        ...state,
        status: 'disconnected',
        reason: 'No worker serves this phone now.',
        reasonCode: null,
        instanceId: null,
        notReadySince: state.notReadySince ?? ownedUntil ?? state.updatedAt,
      };

function asCredentials(cipher: Cipher, row: PhoneConfig): MetaCredentials | null {
  if (!row.accessTokenSealed) return null;
  const open = (text: string | null) =>
    text === null ? null : cipher.open(text, secretContext(row.phoneId));
  return {
    phoneNumberId: row.phoneNumberId,
    wabaId: row.wabaId,
    accessToken: open(row.accessTokenSealed) ?? '',
    appSecret: open(row.appSecretSealed),
    verifyToken: open(row.verifyTokenSealed),
  };
}
