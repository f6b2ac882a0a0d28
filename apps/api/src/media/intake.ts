import {
  CodedError,
  mediaFault,
  mediaRef,
  MEDIA_LIMITS,
  type ConnectionType,
  type ErrorCode,
  type MediaItem,
  type MediaRef,
  type MediaType,
} from '@watertight/core';
import {
  HEAD_BYTES,
  keepMedia,
  movesAsWebp,
  readMedia,
  safeFilename,
  type KeepOptions,
  type MediaFiles,
} from '@watertight/media';
import { EgressError, type Egress, type EgressReason, type EgressResponse } from '@watertight/service';
import type { Store } from '@watertight/store';
import { setMaxListeners } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { decoded, dispositionName } from '../http/disposition.ts';
import type { AskedMedia } from './asked.ts';
import { createGate } from './gate.ts';

const FETCH_MS = 20_000;
const MAX_REDIRECTS = 5;
/** Files that one process takes in at once, and how many more may wait. */
const AT_ONCE = 16;
const WAITING = 64;
/** Of one request, so that a batch leaves room for others. */
const AT_ONCE_OF_REQUEST = 4;
const WAITING_OF_REQUEST = 1000;
/** For all files of one request: its caller must get his answer before his connection is taken for dead. */
const REQUEST_MS = 40_000;

/** A file, and what it is to be sent as and through. */
export interface Wanted {
  companyId: string;
  asked: AskedMedia;
  type: MediaType;
  connectionType: ConnectionType;
}

/** Takes in the files of one request; what is named twice in it is fetched once. */
export interface RequestIntake {
  /**
   * @throws CodedError MEDIA_NOT_FOUND, MEDIA_TOO_LARGE, MEDIA_TYPE_INVALID, MEDIA_UNREACHABLE, EGRESS_DENIED,
   *   MEDIA_BUSY, MEDIA_STORAGE_UNAVAILABLE, STORE_UNAVAILABLE
   */
  take(wanted: Wanted): Promise<MediaRef>;
}

/** Makes stored files of those that sends name. */
export interface Intake {
  /** The signal of `gone` ends what is under way; it is asked for when there is a file to take in, as few requests have. */
  forRequest(gone: () => AbortSignal): RequestIntake;
}

export interface IntakeDeps {
  store: Pick<Store, 'media'>;
  files: MediaFiles;
  egress: Egress;
}

export function createIntake(deps: IntakeDeps): Intake {
  const gate = createGate({ atOnce: AT_ONCE, waiting: WAITING });
  return {
    forRequest(gone) {
      let begun: ReturnType<typeof begin> | undefined;
      const begin = () => {
        const signal = AbortSignal.any([gone(), AbortSignal.timeout(REQUEST_MS)]);
        setMaxListeners(WAITING_OF_REQUEST, signal); // whoever waits listens
        const own = createGate({ atOnce: AT_ONCE_OF_REQUEST, waiting: WAITING_OF_REQUEST });
        return { signal, own, taken: new Map<string, Promise<MediaItem>>() };
      };
      const once = (wanted: Wanted): Promise<MediaItem> => {
        const { signal, own, taken } = (begun ??= begin());
        const { type, connectionType, asked } = wanted;
        const { bytes: _, ...named } = { bytes: null, ...asked };
        const key = JSON.stringify([type, connectionType, named]);
        const known = taken.get(key);
        if (known) return known;
        const item = own
          .run(() => gate.run(() => take(deps, wanted, signal), signal), signal)
          .catch((error: unknown) => {
            throw signal.aborted && !(error instanceof CodedError) ? endedBy(signal) : error;
          });
        taken.set(key, item);
        return item;
      };
      return {
        async take(wanted) {
          const { asked } = wanted;
          const item = asked.kind === 'stored' ? await find(deps, wanted, asked.mediaId) : await once(wanted);
          return named(mediaRef(item), asked.filename);
        },
      };
    },
  };
}

const endedBy = ({ reason }: AbortSignal): CodedError =>
  (reason as { name?: unknown } | undefined)?.name === 'TimeoutError'
    ? new CodedError('MEDIA_BUSY', 'The files of the request could not be taken in within its time.')
    : new CodedError('SHUTTING_DOWN');

/** One stored file may be sent under another name. */
function named(ref: MediaRef, wish: string | undefined): MediaRef {
  const filename = safeFilename(wish);
  return filename === null ? ref : { ...ref, filename };
}

async function find(deps: IntakeDeps, wanted: Wanted, mediaId: string): Promise<MediaItem> {
  const { companyId, type, connectionType } = wanted;
  const item = await deps.store.media.get(companyId, mediaId);
  if (!item) throw new CodedError('MEDIA_NOT_FOUND');
  const { maxStillBytes = Infinity } = MEDIA_LIMITS[connectionType][type];
  const animated = item.sizeBytes > maxStillBytes && (await moves(deps, item));
  refuseFault(wanted, { ...item, animated });
  return item;
}

async function moves({ store, files }: IntakeDeps, { companyId, mediaId }: MediaItem): Promise<boolean> {
  const range = { start: 0, end: HEAD_BYTES - 1 };
  const head = await readMedia(store.media, files, { companyId, mediaId, range });
  return head !== null && movesAsWebp(await buffer(head.stream));
}

function refuseFault({ connectionType, type }: Wanted, facts: Parameters<typeof mediaFault>[2]): void {
  const fault = mediaFault(connectionType, type, facts);
  if (fault) throw new CodedError(fault.code, fault.detail);
}

async function take(deps: IntakeDeps, wanted: Wanted, signal: AbortSignal): Promise<MediaItem> {
  const { companyId, asked, type, connectionType } = wanted;
  const shared = {
    companyId,
    origin: 'outbound',
    maxBytes: MEDIA_LIMITS[connectionType][type].maxBytes,
    check: (facts) => refuseFault(wanted, facts),
    signal,
  } satisfies Partial<KeepOptions>;
  if (asked.kind === 'stored') throw new Error('What is stored is found, not taken');
  const { mimeType: declaredType, filename } = asked;
  if (asked.kind === 'data')
    return keepMedia(deps.store.media, deps.files, {
      ...shared,
      source: asked.bytes,
      declaredType,
      filename,
    });
  try {
    const answer = await fetchFile(deps.egress, asked.url, shared.maxBytes, signal);
    return await keepMedia(deps.store.media, deps.files, {
      ...shared,
      source: answer.body,
      declaredType,
      hintType: answer.headers['content-type'],
      filename: filename ?? nameOf(answer),
    });
  } catch (error) {
    throw error instanceof EgressError ? meaningOf(error) : error;
  }
}

async function fetchFile(
  egress: Egress,
  url: string,
  maxBytes: number,
  signal: AbortSignal,
): Promise<EgressResponse> {
  const answer = await egress.fetch(url, {
    timeoutMs: FETCH_MS,
    maxBytes,
    maxRedirects: MAX_REDIRECTS,
    headers: { accept: '*/*', 'user-agent': 'Watertight' },
    signal,
  });
  const encoding = answer.headers['content-encoding'] ?? 'identity';
  if (answer.status === 200 && encoding === 'identity') return answer;
  answer.body.destroy();
  throw new CodedError(
    'MEDIA_UNREACHABLE',
    answer.status === 200
      ? `The URL answers in the encoding ${encoding.slice(0, 30)}, which was not asked for.`
      : `The URL answers with status ${answer.status}.`,
  );
}

const CODES: Readonly<Record<EgressReason, ErrorCode>> = {
  'invalid-url': 'MEDIA_UNREACHABLE',
  denied: 'EGRESS_DENIED',
  unreachable: 'MEDIA_UNREACHABLE',
  timeout: 'MEDIA_UNREACHABLE',
  'too-large': 'MEDIA_TOO_LARGE',
  'too-many-redirects': 'MEDIA_UNREACHABLE',
};

const meaningOf = (error: EgressError) =>
  new CodedError(CODES[error.reason], error.message, { cause: error });

/** What the server names the file, else the end of its path if that looks like a file's name. */
function nameOf({ headers, url }: EgressResponse): string | undefined {
  const given = dispositionName(headers['content-disposition']);
  if (given) return given;
  const last = new URL(url).pathname.split('/').at(-1) ?? '';
  return /\.[A-Za-z0-9]{1,10}$/.test(last) ? decoded(last) : undefined;
}

/** Codes that a send with a file may be refused with. */
export const INTAKE_CODES = [
  'MEDIA_NOT_FOUND',
  'MEDIA_TOO_LARGE',
  'MEDIA_TYPE_INVALID',
  'MEDIA_UNREACHABLE',
  'EGRESS_DENIED',
  'MEDIA_BUSY',
  'MEDIA_STORAGE_UNAVAILABLE',
] as const satisfies readonly ErrorCode[];
