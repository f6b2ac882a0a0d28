import type { Log, Phone } from '@watertight/core';
import type { Life } from './client.ts';
import { fetchFile, type FileKeeper } from './fetch-file.ts';
import { createIdentities } from './identities.ts';
import { createLateFiles, type LateFilesPlace } from './late-files.ts';
import { idParts, peopleIn, type RawEntry, type RawMessage } from './raw.ts';
import type { Slots } from './slots.ts';

export interface InboxDeps {
  phone: Phone;
  files: FileKeeper;
  /** Where it is kept which files may still come. */
  place: LateFilesPlace;
  /** Downloads at once of this process, and of this session. */
  slots: { process: Slots; session: Slots };
  /** Commits an entry to the journal; false when it could not be kept. */
  keep(raw: RawEntry): Promise<boolean>;
  /** The session ends. */
  closing: AbortSignal;
  log: Log;
  /** How long a file may hold up what comes after it in its chat; tests have less time. */
  holdMs?: number;
}

/** What a session hears, on its way into the journal: in order within each chat, files and identities first. */
export interface Inbox {
  hear(raw: RawEntry): void;
  /** From now on the page of this browser is asked. */
  use(life: Pick<Life, 'run'>): void;
  /** A message with this key is about to be sent by us: its echo is no news. */
  willSend(key: string): void;
  /** How far a message has come that may still be on its way in; true when it is. */
  acknowledge(id: string, ack: number): boolean;
  /** Tries files again that could not be had, before a restart of this process too. */
  retryFiles(): Promise<void>;
  /** What is on its way. */
  pending(): number;
  /** Whether something did not get into the journal since it was asked last. */
  takeIncomplete(): boolean;
}

const MAX_PENDING = 5000;
const MAX_REMEMBERED = 5000;
const HOLD_MS = 60_000;

export function createInbox(deps: InboxDeps): Inbox {
  const { phone, log, closing, holdMs = HOLD_MS } = deps;
  const identities = createIdentities();
  const chains = new Map<string, Promise<void>>();
  const underway = new Map<string, RawMessage>();
  /** What is on its way, and what the journal has: catching up tells again what was just heard. */
  const coming = new Set<string>();
  const kept = createMemory(MAX_REMEMBERED);
  const ownKeys = createMemory(MAX_REMEMBERED);
  const late = createLateFiles(deps.place, log);
  let current: Pick<Life, 'run'> | undefined;
  /** A browser may end while something is on its way: what is left to ask, the next one answers. */
  const life: Pick<Life, 'run'> = {
    run: (...args) => (current ? current.run(...args) : Promise.reject(new Error('There is no page'))),
  };
  let pending = 0;
  let isIncomplete = false;

  function hear(raw: RawEntry): void {
    const mark = markOf(raw);
    if (closing.aborted || isEcho(raw) || kept.has(mark) || coming.has(mark)) return;
    coming.add(mark);
    enqueue(raw, take, () => coming.delete(mark));
  }

  function enqueue(raw: RawEntry, work: typeof take, after: () => void = () => undefined): void {
    if (pending >= MAX_PENDING) {
      isIncomplete = true;
      after();
      return;
    }
    pending++;
    if (raw.kind === undefined) underway.set(raw.id, raw);
    const chat = chatOf(raw);
    const before = chat === null ? settled() : (chains.get(chat) ?? Promise.resolve());
    const task = before
      .then(() => work(raw))
      .catch((error: unknown) => {
        isIncomplete = true;
        log.error({ err: error, kind: raw.kind ?? raw.type }, 'inbound.failed');
      })
      .finally(() => {
        pending--;
        after();
        if (raw.kind === undefined && underway.get(raw.id) === raw) underway.delete(raw.id);
        if (chat !== null && chains.get(chat) === task) chains.delete(chat);
      });
    if (chat !== null) chains.set(chat, task);
  }

  async function settled(): Promise<void> {
    await Promise.all(chains.values());
  }

  /** Identities and file first, then the journal. A crash before that loses nothing: it is heard again. */
  async function take(raw: RawEntry): Promise<void> {
    await identify(raw);
    if (raw.kind === undefined && hasFile(raw) && !(await addFile(raw))) {
      isIncomplete = true;
      return;
    }
    await commit(raw);
  }

  async function commit(raw: RawEntry): Promise<void> {
    if (await deps.keep(raw)) kept.add(markOf(raw));
    else isIncomplete = true;
  }

  async function identify(raw: RawEntry): Promise<void> {
    try {
      raw.people = await identities.of(life, peopleIn(raw));
    } catch (error) {
      log.debug({ err: error }, 'inbound.people-unknown');
    }
  }

  /** False when neither file nor message can be kept now. */
  async function addFile(raw: RawMessage): Promise<boolean> {
    const fetched = await fetchWithin(raw);
    if (fetched.kind === 'store-away' || (fetched.kind !== 'kept' && closing.aborted)) return false;
    if (fetched.kind === 'kept') {
      raw.media = fetched.media;
      delete raw.mediaError;
      late.drop(raw.id);
      return true;
    }
    raw.media = null;
    raw.mediaError = fetched.detail;
    log.warn({ type: raw.type, why: fetched.detail, later: fetched.isPassing }, 'inbound.file-missed');
    if (fetched.isPassing) late.add(raw);
    else late.drop(raw.id);
    return true;
  }

  async function fetchWithin(raw: RawMessage) {
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new Error('It took too long')), holdMs);
    const stop = () => limit.abort(new Error('The session ends'));
    closing.addEventListener('abort', stop, { once: true });
    const releases: (() => void)[] = [];
    try {
      releases.push(await deps.slots.session.take(limit.signal));
      releases.push(await deps.slots.process.take(limit.signal));
      const size = raw.details?.size;
      const sizeBytes = typeof size === 'number' ? size : 0;
      const { companyId, phoneId } = phone;
      return await fetchFile(life, deps.files, { id: raw.id, sizeBytes, companyId, phoneId }, limit.signal);
    } catch {
      return { kind: 'missed', detail: 'Other files took all the time.', isPassing: true } as const;
    } finally {
      for (const release of releases) release();
      clearTimeout(timer);
      closing.removeEventListener('abort', stop);
    }
  }

  /** A file that came late is told with its message again, which completes it; without it nothing is told. */
  async function takeLate(raw: RawEntry): Promise<void> {
    if (raw.kind !== undefined) return;
    await addFile(raw);
    if (raw.media) await commit(raw);
  }

  const isEcho = (raw: RawEntry): boolean =>
    (raw.kind === undefined || raw.kind === 'reaction') && raw.fromMe && ownKeys.has(idParts(raw.id).key);

  return {
    hear,
    use: (life) => void (current = life),
    willSend: ownKeys.add,
    acknowledge(id, ack) {
      const raw = underway.get(id);
      if (!raw) return false;
      raw.ack = Math.max(raw.ack ?? 0, ack);
      return true;
    },
    async retryFiles() {
      for (const { raw } of await late.due()) enqueue({ ...raw }, takeLate);
    },
    pending: () => pending,
    takeIncomplete() {
      const was = isIncomplete;
      isIncomplete = false;
      return was;
    },
  };
}

/** In this chat one thing comes after the other; null: after everything. */
function chatOf(raw: RawEntry): string | null {
  switch (raw.kind) {
    case undefined:
      return raw.chat;
    case 'edit':
    case 'revocation':
      return idParts(raw.id).chat;
    case 'reaction':
    case 'vote':
      return idParts(raw.parent).chat;
    case 'call':
      return raw.from;
    case 'contact':
      return raw.after;
    case 'chats':
      return raw.isNews ? (raw.chats[0]?.id ?? null) : null;
  }
}

const FILE_KINDS: ReadonlySet<string> = new Set([
  'image',
  'video',
  'ptv',
  'audio',
  'ptt',
  'document',
  'sticker',
]);
const hasFile = (raw: RawMessage): boolean => raw.hasMedia && FILE_KINDS.has(raw.type);

/** What makes a word new: told again it may say more. */
function markOf(raw: RawEntry): string {
  if (raw.kind !== undefined) {
    const { people: _, ...said } = raw;
    return JSON.stringify(said);
  }
  return [raw.id, raw.type, raw.details?.latestEditSenderTimestampMs, raw.body.length].join(' ');
}

/** The latest so many, and no more. */
function createMemory(limit: number) {
  const seen = new Set<string>();
  return {
    has: (mark: string) => seen.has(mark),
    add(mark: string) {
      seen.delete(mark);
      seen.add(mark);
      const [oldest] = seen;
      if (seen.size > limit && oldest !== undefined) seen.delete(oldest);
    },
  };
}
