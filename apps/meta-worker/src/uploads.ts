import {
  CodedError,
  type Clock,
  type ErrorCode,
  type Log,
  type MediaRef,
  type MetaCredentials,
  type Outcome,
} from '@watertight/core';
import type { Uploads as UploadRecords } from '@watertight/store';
import type { Readable } from 'node:stream';
import { outcomeOf, outcomeOfAnswer, readFault, TRANSIENT } from './errors.ts';
import { transferMs, type GraphServer } from './graph.ts';
import { firstText, isFields, parseJson } from './json.ts';
import { multipart } from './multipart.ts';

/** Opens a stored file of a company; null when there is none any more. */
export type OpenMedia = (
  companyId: string,
  mediaId: string,
  signal: AbortSignal,
) => Promise<{ ref: MediaRef; stream: Readable } | null>;

/** For whom a file is uploaded, and through what. */
export interface UploadTarget {
  server: GraphServer;
  credentials: Pick<MetaCredentials, 'phoneNumberId' | 'accessToken'>;
  companyId: string;
}

export type NotUploaded = Extract<Outcome, { kind: 'refused' | 'later' }>;
export type Uploaded =
  /** `isFresh`: uploaded within the last hour, so that Meta must know it. */
  { kind: 'uploaded'; id: string; isFresh: boolean } | NotUploaded;

/**
 * Meta's ids of our files. Each file goes up once for each number, however many messages carry it, and however many
 * wait for it at the same moment.
 */
export interface Uploads {
  /** Nothing of a message has been sent when this fails: refused or later, never unknown. Never rejects. */
  idOf(target: UploadTarget, ref: MediaRef, attempt: number): Promise<Uploaded>;
  /** Meta says that it does not know the id (any more). */
  forget(target: UploadTarget, ref: MediaRef, id: string): Promise<void>;
}

export interface UploadsDeps {
  records: UploadRecords;
  openMedia: OpenMedia;
  clock: Clock;
  log: Log;
}

/** An id with the moment in which it was new, and until when it is believed without asking. */
interface Known {
  kind: 'known';
  id: string;
  since: number;
  until: number;
}

const DAY_MS = 24 * 3_600_000;
/** Meta keeps a file for 30 days. */
const KEPT_MS = 28 * DAY_MS;
/** A refusal of a younger one has another reason: a broadcast that Meta does not like uploads nothing again. */
const FRESH_MS = 3_600_000;
/** In this process, before the records are asked again. */
const REMEMBERED_MS = 10 * 60_000;
const MAX_REMEMBERED = 5000;
/** Files that one process sends up at once: each holds an open file and a connection. */
const AT_ONCE = 32;
/** Until the storage has opened a file. */
export const OPEN_WITHIN_MS = 30_000;
const STORE_PAUSE_MS = 2000;

export function createUploads({ records, openMedia, clock, log }: UploadsDeps): Uploads {
  const remembered = new Map<string, Known>();
  const underway = new Map<string, Promise<Known | NotUploaded>>();
  const gate = createGate(AT_ONCE);

  const remember = (key: string, known: Known) => {
    remembered.delete(key);
    remembered.set(key, known);
    const oldest = remembered.keys().next();
    if (remembered.size > MAX_REMEMBERED && !oldest.done) remembered.delete(oldest.value);
  };

  const recall = (key: string): Known | null => {
    const known = remembered.get(key);
    if (known && known.until > nowMs()) return known;
    remembered.delete(key);
    return null;
  };

  const nowMs = () => clock.now().getTime();
  const known = (id: string, ageMs: number): Known => ({
    kind: 'known',
    id,
    since: nowMs() - ageMs,
    until: nowMs() + REMEMBERED_MS,
  });
  const told = (end: Known | NotUploaded): Uploaded =>
    end.kind === 'known' ? { kind: 'uploaded', id: end.id, isFresh: nowMs() - end.since < FRESH_MS } : end;

  async function find(target: UploadTarget, ref: MediaRef, attempt: number): Promise<Known | NotUploaded> {
    try {
      const found = await records.find(keyOf(target, ref));
      if (found) return known(found.providerMediaId, found.ageMs);
    } catch (error) {
      return later(error, attempt, clock.now());
    }
    return gate(() => upload(target, ref, attempt));
  }

  async function upload(target: UploadTarget, ref: MediaRef, attempt: number): Promise<Known | NotUploaded> {
    const startedAt = performance.now();
    const end = await send(target, ref, attempt);
    if (end.kind === 'known') await keep(target, ref, end.id);
    log.info(
      {
        companyId: target.companyId,
        mediaId: ref.mediaId,
        sizeBytes: ref.sizeBytes,
        outcome: end.kind === 'known' ? 'uploaded' : end.kind,
        durationMs: Math.round(performance.now() - startedAt),
        ...('code' in end ? { code: end.code } : {}),
      },
      'media.upload',
    );
    return end;
  }

  /** Not on record, it is uploaded once more by the next process that needs it. */
  const keep = (target: UploadTarget, ref: MediaRef, id: string): Promise<void> =>
    records
      .keep(keyOf(target, ref), id, KEPT_MS)
      .catch((error: unknown) => log.warn({ err: error, mediaId: ref.mediaId }, 'media.upload-unrecorded'));

  async function send(target: UploadTarget, ref: MediaRef, attempt: number): Promise<Known | NotUploaded> {
    const { server, credentials, companyId } = target;
    const now = () => clock.now();
    let file: Awaited<ReturnType<OpenMedia>>;
    try {
      file = await openMedia(companyId, ref.mediaId, AbortSignal.timeout(OPEN_WITHIN_MS));
    } catch (error) {
      return later(error, attempt, now());
    }
    if (!file) return gone();
    const { mimeType, sizeBytes } = file.ref;
    const body = multipart(
      { messaging_product: 'whatsapp', type: mimeType },
      { name: 'file', filename: ref.mediaId, mimeType, sizeBytes, source: file.stream },
    );
    const end = await server.call({
      method: 'POST',
      path: `${encodeURIComponent(credentials.phoneNumberId)}/media`,
      accessToken: credentials.accessToken,
      body,
      timeoutMs: transferMs(sizeBytes),
      // Others may wait for it: it is nobody's own, and its deadline ends it.
      signal: NEVER,
    });
    if (end.kind !== 'answered')
      return certain(
        outcomeOf(TRANSIENT, `The file could not be uploaded to Meta: ${end.reason}.`, attempt, now()),
      );
    const answer = parseJson(end.body);
    const id = isFields(answer) ? firstText(answer.id) : null;
    const fault = isFields(answer) ? readFault(answer.error) : null;
    if (id !== null && !fault && end.status < 300) return known(id, 0);
    return certain(outcomeOfAnswer(end.status, fault, attempt, now()));
  }

  return {
    async idOf(target, ref, attempt) {
      const key = JSON.stringify(keyOf(target, ref));
      const before = recall(key);
      if (before) return told(before);
      const present = underway.get(key);
      if (present) return told(await present);
      const work = find(target, ref, attempt).finally(() => underway.delete(key));
      underway.set(key, work);
      const end = await work;
      if (end.kind === 'known') remember(key, end);
      return told(end);
    },
    async forget(target, ref, id) {
      const key = keyOf(target, ref);
      if (remembered.get(JSON.stringify(key))?.id === id) remembered.delete(JSON.stringify(key));
      await records
        .forget(key, id)
        .catch((error: unknown) => log.warn({ err: error, mediaId: ref.mediaId }, 'media.forget-failed'));
    },
  };
}

const NEVER = new AbortController().signal;

const keyOf = ({ credentials }: UploadTarget, { sha256, mimeType }: MediaRef) => ({
  phoneNumberId: credentials.phoneNumberId,
  sha256,
  mimeType,
});

const gone = (): NotUploaded => ({
  kind: 'refused',
  code: 'MEDIA_NOT_FOUND',
  detail: 'The file is no longer stored.',
  permanent: true,
});

/** Our storage or database is away: the message waits. */
function later(error: unknown, attempt: number, now: Date): NotUploaded {
  if (error instanceof CodedError && error.code === 'STORE_UNAVAILABLE') {
    const retryAt = new Date(now.getTime() + STORE_PAUSE_MS);
    return { kind: 'later', retryAt, scope: 'phone', code: error.code, detail: error.detail };
  }
  const code: ErrorCode = 'MEDIA_STORAGE_UNAVAILABLE';
  const detail = error instanceof CodedError ? error.detail : 'The stored file could not be read.';
  return certain({ ...outcomeOf(TRANSIENT, detail, attempt, now), code } as Outcome);
}

/** A file that was not uploaded is no message that may have been sent. */
function certain(outcome: Outcome): NotUploaded {
  if (outcome.kind === 'refused' || outcome.kind === 'later') return outcome;
  throw new Error(`An upload cannot end as ${outcome.kind}`);
}

/** Runs so much at once, in the order in which it was given. */
function createGate(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (work) => {
    if (running >= limit) await new Promise<void>((resolve) => waiting.push(resolve));
    else running += 1;
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}
