import {
  CodedError,
  isMediaType,
  MEDIA_LIMITS,
  type FetchedFile,
  type FileFetcher,
  type MediaRef,
  type MetaCredentials,
} from '@watertight/core';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { readFault } from './errors.ts';
import type { GraphEnd, GraphServer } from './graph.ts';
import { isFields, parseJson, type Fields } from './json.ts';
import { idText, number, word } from './receive/values.ts';
import { sha256Of } from './receive/files.ts';

/** Keeps files; how is its own affair. */
export interface FileKeeper {
  /** Stores a file and puts it on record. @throws CodedError as keepMedia does, and faults of the source */
  keep(file: {
    companyId: string;
    phoneId: string;
    source: Readable;
    maxBytes: number;
    mimeType: string | null;
    filename: string | null;
    signal: AbortSignal;
  }): Promise<MediaRef>;
}

export interface FetchDeps {
  /** Null: phones of this mode have no Graph here. */
  serverFor(mode: 'live' | 'sandbox'): GraphServer | null;
  /** Where that Graph is: its files may lie there too. */
  originOf(mode: 'live' | 'sandbox'): string;
  credentials: { of(phoneId: string): Promise<MetaCredentials | null> };
  files: FileKeeper;
}

/** Asking for a file's address and taking it in, together. */
const DEADLINE_MS = 120_000;
/** Hosts of Meta's beside Graph: its files lie on lookaside.fbsbx.com. */
const META_HOSTS = /^(?:[a-z0-9-]+\.)*(?:fbsbx\.com|fbcdn\.net|whatsapp\.net|facebook\.com)$/;

/**
 * Fetches files that messages name by id: Graph is asked for the address, which lives for five minutes, and the file
 * is taken in at once. The token goes to the host of Graph and to Meta's own alone.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/reference/media
 */
export function createFetchFile(deps: FetchDeps): FileFetcher['fetchFile'] {
  return async (phone, message, outer) => {
    const server = deps.serverFor(phone.mode);
    if (!server) return missed('Sandbox phones have no Graph here.', true);
    const signal = AbortSignal.any([outer, AbortSignal.timeout(DEADLINE_MS)]);
    try {
      const credentials = await deps.credentials.of(phone.phoneId);
      if (!credentials) return missed('The phone has no access token.', true);
      const { accessToken, phoneNumberId } = credentials;
      const { file, type } = message;
      const maxBytes = isMediaType(type) ? MEDIA_LIMITS.meta[type].maxBytes : 0;
      const path = `${encodeURIComponent(file.ref)}?phone_number_id=${encodeURIComponent(phoneNumberId)}`;
      const told = mediaOf(await server.call({ method: 'GET', path, accessToken, signal }));
      if (told.kind === 'missed') return told;
      const { url, sizeBytes } = told;
      if (sizeBytes !== null && sizeBytes > maxBytes)
        return missed(`It has ${sizeBytes} bytes; ${maxBytes} are kept.`, false);
      if (!isTrusted(url, deps.originOf(phone.mode)))
        return missed('Its address is on a host that is not trusted.', false);
      const opened = await server.download({ url, accessToken, maxBytes, signal });
      if (opened.kind === 'failed') return missed(`The download failed (${opened.reason}).`, true);
      // The address may be over; the next try gets another.
      if (opened.kind === 'answered')
        return missed(`The download was answered with HTTP status ${opened.status}.`, true);
      const wanted = file.sha256 ?? told.sha256;
      const media = await deps.files.keep({
        ...{ companyId: phone.companyId, phoneId: phone.phoneId, maxBytes, signal },
        source: Readable.from(checked(opened.stream, wanted)),
        mimeType: file.mimeType ?? told.mimeType,
        filename: file.filename,
      });
      return { kind: 'kept', media };
    } catch (error) {
      return faultOf(error);
    }
  };
}

const missed = (detail: string, isPassing: boolean): Extract<FetchedFile, { kind: 'missed' }> => ({
  kind: 'missed',
  detail,
  isPassing,
});

interface MediaNode {
  kind: 'told';
  url: string;
  mimeType: string | null;
  sha256: string | null;
  sizeBytes: number | null;
}

/** What Graph says of a media id. */
function mediaOf(end: GraphEnd): MediaNode | Extract<FetchedFile, { kind: 'missed' }> {
  if (end.kind !== 'answered') return missed(`Graph could not be asked (${end.reason}).`, true);
  const body = parseJson(end.body);
  const fields: Fields = isFields(body) ? body : {};
  if (end.status === 200 && typeof fields.url === 'string') {
    const { url, mime_type, sha256, file_size } = fields;
    const sizeBytes = number(file_size);
    return { kind: 'told', url, mimeType: word(mime_type), sha256: sha256Of(sha256), sizeBytes };
  }
  const fault = readFault(fields.error);
  if (isGone(end.status, fault?.code, fields.error)) return missed('Meta has it no more.', false);
  const words = fault ? `code ${fault.code}` : `HTTP status ${end.status}`;
  return missed(`Graph did not tell its address (${words}).`, true);
}

/** An object that does not exist: code 100 with subcode 33, or 404. */
const isGone = (status: number, code: number | undefined, error: unknown): boolean =>
  status === 404 || (code === 100 && isFields(error) && idText(error.error_subcode) === '33');

function isTrusted(url: string, graphOrigin: string): boolean {
  if (!URL.canParse(url)) return false;
  const { origin, hostname, protocol, port } = new URL(url);
  if (origin === graphOrigin) return true;
  return protocol === 'https:' && port === '' && META_HOSTS.test(hostname);
}

async function* checked(source: Readable, sha256: string | null): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of source as AsyncIterable<Buffer>) {
    hash.update(chunk);
    yield chunk;
  }
  if (sha256 !== null && hash.digest('hex') !== sha256)
    throw new Error('other bytes came than were announced');
}

/** What cannot be kept however often it comes. */
const FINAL: ReadonlySet<string> = new Set(['MEDIA_TOO_LARGE', 'MEDIA_TYPE_INVALID', 'COMPANY_NOT_FOUND']);

function faultOf(error: unknown): FetchedFile {
  if (error instanceof CodedError) {
    if (error.code === 'STORE_UNAVAILABLE') throw error;
    return missed(error.detail, !FINAL.has(error.code));
  }
  const words = error instanceof Error ? error.message : String(error);
  return missed(`The download failed (${words.slice(0, 120)}).`, true);
}
