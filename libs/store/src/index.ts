import {
  CodedError,
  createCipher,
  type Cipher,
  type KeyRing,
  type Log,
  type Message,
  type NewMessage,
  type ConnectionType,
  type Page,
  type PageRequest,
} from '@watertight/core';
import { chats, type Chats } from './chats.ts';
import { companies, type Companies } from './companies.ts';
import { contacts, type Contacts } from './contacts/contacts.ts';
import { employees, type Employees } from './employees.ts';
import { audit, type Audit } from './audit.ts';
import { asCompany, forAll, openDb, type Queryable } from './db.ts';
import { erasures, type Erasures } from './erasures/erasures.ts';
import { exportVerbs, type Exports } from './exports.ts';
import { events, type EventVerbs } from './events.ts';
import { journal, type JournalVerbs } from './journal.ts';
import { leases, type Lease, type Leases } from './leases.ts';
import { media, type MediaVerbs } from './media.ts';
import * as afterwards from './messages/afterwards.ts';
import { countActivity, type Activity } from './messages/activity.ts';
import { acceptAll, findAccepted, type Accepted } from './messages/accept.ts';
import { change, changeIn, type Changed, type ChangeRequest } from './messages/change.ts';
import { claim, type Claimed, type ClaimOptions } from './messages/claim.ts';
import { hold, holdOn, type HeldSend } from './messages/hold.ts';
import {
  findByProviderIds,
  matchOwn,
  storeInbound,
  type Arrival,
  type OwnMatch,
  type StoredArrival,
} from './messages/observe.ts';
import {
  findDead,
  findMessage,
  getMessage,
  listMessages,
  type MessageFilter,
  type MessageWithEvents,
} from './messages/read.ts';
import { rewriteMessage } from './messages/rewrite.ts';
import { settleSent, type SentMessage } from './messages/sent.ts';
import * as divert from './messages/divert.ts';
import * as sweep from './messages/sweep.ts';
import { schemaFault } from './migrate.ts';
import { rotateKeys, type LoginBucket, type Rotated } from './rotation.ts';
import { phones, type Phones } from './phones.ts';
import { openPrisma } from './prisma.ts';
import { processes, type Processes } from './processes.ts';
import { snapshots, type Snapshots } from './snapshots.ts';
import { templates, type Templates } from './templates.ts';
import { coalesced } from './coalesce.ts';
import { webhooks, type Webhooks } from './webhooks/webhooks.ts';
import { reach, type Reach } from './reach.ts';
import { uploads, type Uploads } from './uploads.ts';
import { waiting, type Waiting } from './waiting.ts';

export { migrate, MigrationError, readMigrations, REQUIRED_MIGRATION } from './migrate.ts';
export { isUnreachable } from './db.ts';
export type { Audit, AuditEntry, AuditFilter, NewAuditEntry } from './audit.ts';
export type { Actor, Erasure, ErasureKind, Erasures, ErasureStep } from './erasures/erasures.ts';
export type { ErasureTiming } from './erasures/stage.ts';
export type { ExportPlace, ExportRecord, Exports } from './exports.ts';
export type { LoginBucket, Rotated } from './rotation.ts';
export { backup, BackupError, isKept, restore, type BackupManifest, type Restored } from './backup.ts';
export type { ChatBump, ChatFilter, ChatHeard, Chats, LastInbound } from './chats.ts';
export type { KeyHolder, Companies, CompanyChange } from './companies.ts';
export type { EmployeeChange, Employees, NewEmployee, SessionHolder, SessionLife } from './employees.ts';
export { spellingKey, type Contacts, type Imported } from './contacts/contacts.ts';
export type { Learned } from './contacts/learn.ts';
export type {
  MetaSettings,
  NewPhone,
  PhoneChange,
  PhoneCommand,
  Phones,
  PhoneWithState,
  ProviderHeard,
  StatusReport,
  WabaSecret,
} from './phones.ts';
export type { Lease, Leases, Acquired } from './leases.ts';
export type { MediaVerbs } from './media.ts';
export type {
  Account,
  DueSync,
  TemplateFilter,
  TemplateList,
  TemplateHeard,
  Templates,
} from './templates.ts';
export { REACH_AT_ONCE } from './reach.ts';
export type { Reach, ReachAnswer, ReachOwner, WantedPerson } from './reach.ts';
export type { UploadKey, Uploads } from './uploads.ts';
export { SNAPSHOT_CHUNK_BYTES, type Snapshot, type SnapshotList, type Snapshots } from './snapshots.ts';
export type { Accepted } from './messages/accept.ts';
export { sentBumps } from './messages/change.ts';
export type { AttemptEnd, Change, Changed, ChangeRequest, CurrentMessage } from './messages/change.ts';
export type { DueLane, LanePage, Orphan } from './messages/sweep.ts';
export type { Diversion, Divertible } from './messages/divert.ts';
export type { Claimed, ClaimOptions } from './messages/claim.ts';
export type { HeldSend } from './messages/hold.ts';
export type {
  Afterword,
  Applied,
  Edit,
  Happening,
  ParticipantWord,
  Reaction,
  Vote,
} from './messages/afterwards.ts';
export type { Arrival, OwnMatch, StoredArrival } from './messages/observe.ts';
export { providerKey } from './messages/observe.ts';
export type { Activity, ActivityCount } from './messages/activity.ts';
export { DEAD_LETTERS, eventId, type MessageFilter, type MessageWithEvents } from './messages/read.ts';
export type { JournalResult, JournalVerbs, JournalWork } from './journal.ts';
export {
  chatKey,
  type FileEnd,
  type NewWaiting,
  type TellWork,
  type Waiting,
  type WaitingMessage,
} from './waiting.ts';
export type { Figures } from './figures.ts';
export type { Backlog, ProcessEvent, Processes, ProcessRetention } from './processes.ts';
export type { Queryable } from './db.ts';
export {
  placeOfEvent,
  type EventRange,
  type EventVerbs,
  type Horizon,
  type StreamedEvent,
} from './events.ts';
export type { Webhooks } from './webhooks/webhooks.ts';
export type { Deliveries, DeliveryFilter, RedeliveryWish } from './webhooks/deliveries.ts';
export type { EndpointChange, Endpoints, EndpointWithSecret, NewEndpoint } from './webhooks/endpoints.ts';
export type { Compose, FannedOut, Listener, NewDelivery, PhoneName } from './webhooks/fan-out.ts';
export type {
  ClaimedDelivery,
  DeliveryEnd,
  HookLanes,
  HookLease,
  HookTarget,
  LaneState,
  TakenLane,
} from './webhooks/lanes.ts';
export { IllegalTransition } from './messages/change.ts';
export type { SentMessage } from './messages/sent.ts';

/** The verbs of a message's life. Each is one transaction. */
export interface Messages {
  /** Concurrent accepts of the same few milliseconds share one commit. */
  accept(message: NewMessage): Promise<Accepted>;
  /** Many at once, answered in the given order. */
  acceptAll(messages: NewMessage[]): Promise<Accepted[]>;
  /** What the message's idempotency key made before; null when the key is new, or there is none. */
  findAccepted(message: NewMessage): Promise<Exclude<Accepted, { kind: 'accepted' }> | null>;
  claim(lease: Lease, options: ClaimOptions): Promise<Claimed>;
  /**
   * Keeps messages that are being sent under this lease from counting as left behind, for `ttlMs`, so that the lease
   * can be given back; false when it is no longer ours.
   */
  hold(lease: Lease, messageIds: string[], ttlMs: number): Promise<boolean>;
  /** Keeps them for another `ttlMs`; what has ended meanwhile stays as it is. */
  holdOn(sends: HeldSend[], ttlMs: number): Promise<void>;
  /**
   * Settles messages of a lane that were sent; those that do not stand in that attempt any more, and all of them when
   * the lease is no longer ours, stay as they are. Answers the ids of those that were settled.
   */
  settleSent(lease: Lease, sends: readonly SentMessage[], at: Date): Promise<string[]>;
  change<Facts>(request: ChangeRequest<Facts>): Promise<Changed[]>;
  changeIn<Facts>(tx: Queryable, request: ChangeRequest<Facts>): Promise<Changed[]>;
  storeInbound(tx: Queryable, arrivals: Arrival[]): Promise<StoredArrival[]>;
  matchOwn(
    tx: Queryable,
    words: { phoneId: string; providerMessageId: string; key: string }[],
  ): Promise<OwnMatch[]>;
  findByProviderIds(
    tx: Queryable,
    wanted: { phoneId: string; providerMessageId: string }[],
  ): Promise<Map<string, string>>;
  applyEdits(tx: Queryable, edits: afterwards.Edit[]): Promise<afterwards.Applied[]>;
  applyRevocations(tx: Queryable, revocations: afterwards.Afterword[]): Promise<afterwards.Applied[]>;
  tellVotes(tx: Queryable, votes: afterwards.Vote[]): Promise<afterwards.Applied[]>;
  tellReactions(tx: Queryable, reactions: afterwards.Reaction[]): Promise<afterwards.Applied[]>;
  tellParticipants(tx: Queryable, words: afterwards.ParticipantWord[]): Promise<void>;
  tellLate(tx: Queryable, words: Omit<afterwards.ParticipantWord, 'dedupeKey'>[]): Promise<void>;
  tellHappenings<T extends afterwards.Happening>(tx: Queryable, happenings: T[]): Promise<T[]>;
  find(companyId: string, messageId: string): Promise<Message | null>;
  get(companyId: string, messageId: string): Promise<MessageWithEvents | null>;
  /**
   * The newest first. With `search` a page looks through so many of the company's messages, and may have fewer than
   * it was asked for although there are more.
   */
  list(companyId: string, filter: MessageFilter, page: PageRequest): Promise<Page<Message>>;
  /** Messages a minute, since `from` or as far back as can be counted cheaply. */
  activity(companyId: string, from: Date): Promise<Activity>;
  /** Changes what a message says that is not yet being sent; null when there is no such message. */
  rewrite(
    companyId: string,
    messageId: string,
    wish: { text: string; mentions: string[] },
  ): Promise<Message | null>;
  /** Failed and unconfirmed messages of which no evidence is awaited, by id, oldest first. `code`: of their error. */
  findDead(
    companyId: string,
    filter: MessageFilter & { code?: string | undefined },
    limit: number,
  ): Promise<string[]>;
  /** What waits for a phone and may go through another, the longest waiting first, after the place `after`. */
  divertible(diversion: divert.Diversion, after: number, limit: number): Promise<divert.Divertible[]>;
  /**
   * Moves these of them to the other phone's lane, each with an event that holds `detail`; never what was begun, or what
   * would overtake others of its chat that stay. Answers which were moved.
   */
  divert(diversion: divert.Diversion, ids: readonly string[], detail: object): Promise<string[]>;
  /** Whether messages of a chat wait for a phone, or are being sent by it. */
  chatWaits(chat: { companyId: string; phoneId: string; chatId: string }): Promise<boolean>;
}

/** What sweeps look for. */
export interface Sweeps {
  /** Of a stretch of all lanes, those with due work that nobody is working on; and where the next stretch begins. */
  dueLanes(
    connectionType: ConnectionType,
    page: sweep.LanePage,
  ): Promise<{ lanes: sweep.DueLane[]; next: string | null }>;
  /** Those of these lanes that have due work, whoever works on them. */
  dueOf(phoneIds: readonly string[]): Promise<string[]>;
  orphaned(connectionType: ConnectionType): Promise<sweep.Orphan[]>;
  orphanedOf(phoneId: string, epoch: number): Promise<sweep.Orphan[]>;
  unreconciled(connectionType: ConnectionType): Promise<string[]>;
  unreconciledOf(phoneId: string): Promise<{ id: string; chatId: string }[]>;
  dueScheduled(connectionType: ConnectionType): Promise<string[]>;
  expired(connectionType: ConnectionType): Promise<string[]>;
  homeless(): Promise<string[]>;
  /**
   * Removes final messages of a connection type that were made more than `days` ago, with their attempts, events
   * and keys, at most `limit` of them; answers how many.
   */
  forget(connectionType: ConnectionType, days: number, limit: number): Promise<number>;
  /** Runs `work` while holding the advisory lock `name`; false when another process has it. */
  exclusively(name: string, work: () => Promise<void>): Promise<boolean>;
}

/** The store: narrow transactional verbs; the only way to Postgres. */
export interface Store {
  companies: Companies;
  employees: Employees;
  contacts: Contacts;
  chats: Chats;
  phones: Phones;
  leases: Leases;
  snapshots: Snapshots;
  messages: Messages;
  journal: JournalVerbs;
  waiting: Waiting;
  media: MediaVerbs;
  templates: Templates;
  /** The stream of what happened. */
  events: EventVerbs;
  webhooks: Webhooks;
  uploads: Uploads;
  reach: Reach;
  sweeps: Sweeps;
  processes: Processes;
  audit: Audit;
  /** Removal of contacts' and companies' data. */
  erasures: Erasures;
  /** All that a company has, or has of a person, page by page. */
  exports: Exports;
  /**
   * What `work` asks of the store until it is done it asks as this company: where there is a role for that, others' rows
   * do not exist.
   */
  asCompany<T>(companyId: string, work: () => Promise<T>): Promise<T>;
  /** Null when there is no tenant role or it can be spoken as, else one sentence. */
  tenantFault(): Promise<string | null>;
  /** Brings all that is sealed under the current key, while the system runs; see `rotateKeys`. */
  rotateKeys(bucket: LoginBucket | null, signal?: AbortSignal): Promise<Rotated>;
  /** Several verbs that take a `tx`, as one transaction. */
  transaction<T>(work: (tx: Queryable) => Promise<T>): Promise<T>;
  /** Answers when Postgres does. */
  ping(): Promise<void>;
  /** Connections of this process that work and that rest, and who waits for one. */
  poolUse(): { used: number; idle: number; waiting: number };
  /** Null when the schema is as new as this version needs, else one sentence. */
  schemaFault(): Promise<string | null>;
  close(): Promise<void>;
}

export interface StoreOptions {
  databaseUrl: string;
  /** 32 bytes, or a ring of such keys; seals provider tokens. */
  encryptionKey: Buffer | KeyRing;
  /** Connections of this process; default 10. */
  poolSize?: number;
  /**
   * The role that `asCompany` speaks as, subject to row-level security (`watertight_tenant` of prisma/roles.sql), over as
   * many connections more; without one it makes no difference.
   */
  tenantRole?: string | undefined;
  log: Log;
}

/** Opens the store; connects on first use, so that a process may start before its database. */
export function openStore(options: StoreOptions): Store {
  const cipher: Cipher = createCipher(options.encryptionKey);
  const db = openDb({
    databaseUrl: options.databaseUrl,
    poolSize: options.poolSize ?? 10,
    log: options.log,
    tenantRole: options.tenantRole,
  });
  const prisma = openPrisma(db.pool);
  return {
    companies: companies(db, prisma),
    employees: employees(db, prisma),
    contacts: contacts(db),
    chats: chats(db),
    phones: phones(db, prisma, cipher),
    leases: leases(db),
    snapshots: snapshots(db),
    messages: {
      accept: forAll(
        coalesced((batch: NewMessage[]) => acceptAll(db, batch), {
          max: 500,
          lanes: 1,
          maxWaiting: 20_000,
          divisible: (error) => !(error instanceof CodedError),
          overflow: () => new CodedError('STORE_UNAVAILABLE', 'Too many messages wait to be committed.'),
        }),
      ),
      acceptAll: forAll((batch) => acceptAll(db, batch)),
      findAccepted: forAll((message) => findAccepted(db, message)),
      claim: (lease, claimOptions) => claim(db, lease, claimOptions),
      hold: (lease, messageIds, ttlMs) => hold(db, lease, messageIds, ttlMs),
      holdOn: (sends, ttlMs) => holdOn(db, sends, ttlMs),
      settleSent: (lease, sends, at) => settleSent(db, lease, sends, at),
      change: (request) => change(db, request),
      changeIn,
      storeInbound,
      matchOwn,
      findByProviderIds,
      ...afterwards,
      find: (companyId, id) => findMessage(db, companyId, id),
      get: (companyId, id) => getMessage(db, companyId, id),
      list: (companyId, filter, page) => listMessages(db, companyId, filter, page),
      activity: (companyId, from) => countActivity(db, companyId, from),
      rewrite: (companyId, id, wish) => rewriteMessage(db, companyId, id, wish),
      findDead: (companyId, filter, limit) => findDead(db, companyId, filter, limit),
      divertible: (diversion, after, limit) => divert.divertible(db, diversion, after, limit),
      divert: (diversion, ids, detail) => divert.divert(db, diversion, ids, detail),
      chatWaits: (chat) => divert.chatWaits(db, chat),
    },
    journal: journal(db),
    waiting: waiting(db),
    media: media(db),
    templates: templates(db),
    events: events(db),
    webhooks: webhooks(db, cipher),
    uploads: uploads(db),
    reach: reach(db),
    sweeps: {
      dueLanes: (connectionType, page) => sweep.dueLanes(db, connectionType, page),
      dueOf: (phoneIds) => sweep.dueOf(db, phoneIds),
      orphaned: (connectionType) => sweep.orphaned(db, connectionType),
      orphanedOf: (phoneId, epoch) => sweep.orphanedOf(db, phoneId, epoch),
      unreconciled: (connectionType) => sweep.unreconciled(db, connectionType),
      unreconciledOf: (phoneId) => sweep.unreconciledOf(db, phoneId),
      dueScheduled: (connectionType) => sweep.dueScheduled(db, connectionType),
      expired: (connectionType) => sweep.expired(db, connectionType),
      homeless: () => sweep.homeless(db),
      forget: (connectionType, days, limit) => sweep.forget(db, connectionType, days, limit),
      exclusively: (name, work) =>
        db.transaction(async (tx) => {
          const [row] = await tx.query<{ locked: boolean }>(
            {
              name: 'sweep_lock',
              text: 'SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0)) AS locked',
            },
            [`watertight:${name}`],
          );
          if (row?.locked) await work();
          return row?.locked === true;
        }),
    },
    processes: processes(db),
    audit: audit(db),
    erasures: erasures(db),
    exports: exportVerbs(db),
    asCompany: options.tenantRole === undefined ? (_companyId, work) => work() : asCompany,
    tenantFault: () => tenantFault(db, options.tenantRole),
    rotateKeys: (bucket, signal) => rotateKeys(db, options.encryptionKey, cipher, bucket, signal),
    transaction: (work) => db.transaction(work),
    ping: () => ping(db),
    poolUse: () => {
      const { totalCount, idleCount, waitingCount } = db.pool;
      return { used: totalCount - idleCount, idle: idleCount, waiting: waitingCount };
    },
    schemaFault: () => schemaFault(db.pool),
    async close() {
      await prisma.$disconnect();
      await db.close();
    },
  };
}

async function tenantFault(db: Queryable, role: string | undefined): Promise<string | null> {
  if (role === undefined) return null;
  const [row] = await db.query<{ may: boolean }>(
    {
      name: 'tenant_role',
      // From PostgreSQL 16 on, to be a member is not the right to speak as the role.
      text: `SELECT EXISTS (
               SELECT 1 FROM pg_roles WHERE rolname = $1 AND pg_has_role(current_user, oid,
                 CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END)
             ) AS may`,
    },
    [role],
  );
  return row?.may
    ? null
    : `The database login cannot speak as ${role} (DATABASE_TENANT_ROLE): let a login that may make roles run "npm run migrate", and grant watertight_api to this one.`;
}

const ping = async (db: Queryable) => void (await db.query({ name: 'ping', text: 'SELECT 1' }, []));

/** Only the health tables; for a process that writes nothing else. */
export function openProcesses(options: { databaseUrl: string; log: Log }): {
  processes: Processes;
  /** Answers when Postgres does. */
  ping(): Promise<void>;
  close(): Promise<void>;
} {
  const db = openDb({ ...options, poolSize: 2 });
  return { processes: processes(db), ping: () => ping(db), close: () => db.close() };
}
