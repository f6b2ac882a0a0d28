import { Readable } from 'node:stream';
import { CodedError, type MediaRef } from '@watertight/core';
import { sleep } from '@watertight/service';
import type { Life } from './client.ts';
import { textOf } from './errors.ts';
import { closeFileInPage, openFileInPage, readFileInPage, type OpenedFile } from './page/inbound.ts';

/** Keeps files; how is its own affair. */
export interface FileKeeper {
  /** The largest file that is kept. */
  readonly maxBytes: number;
  /**
   * Stores a file and puts it on record; what it answers is safe.
   * @throws CodedError as keepMedia does, and faults of the source
   */
  keep(file: {
    companyId: string;
    phoneId: string;
    source: Readable;
    mimeType: string | null;
    filename: string | null;
    signal: AbortSignal;
  }): Promise<MediaRef>;
}

export type FetchedFile =
  | { kind: 'kept'; media: MediaRef }
  /** `isPassing`: another try, later, may succeed. */
  | { kind: 'missed'; detail: string; isPassing: boolean }
  /** The database is away: the message cannot be kept now either. */
  | { kind: 'store-away' };

/** A piece, in bytes; a third more on its way out of the page. */
const PIECE_BYTES = 1024 * 1024;
const PIECE_MS = 15_000;
const OPEN_MS = 20_000;
/** What a download is given for each mebibyte beyond that. */
const OPEN_MS_PER_MIB = 1000;
const MIB = 1024 * 1024;
const PAUSES_MS = [500, 1000, 2000, 4000, 8000];

export interface FileOwner {
  companyId: string;
  phoneId: string;
}

/**
 * Brings a message's file out of the page and keeps it. Tries again while there is hope, until `signal` aborts;
 * never throws.
 */
export async function fetchFile(
  life: Pick<Life, 'run'>,
  files: FileKeeper,
  message: { id: string; sizeBytes: number } & FileOwner,
  signal: AbortSignal,
): Promise<FetchedFile> {
  let last: FetchedFile = missed('It could not be fetched in time.', true);
  for (let attempt = 0; !signal.aborted; attempt++) {
    try {
      const opened = await open(life, files, message, signal);
      if (opened.kind === 'open') return await keepOpened(life, files, message, opened, signal);
      last = meaning(opened, files.maxBytes);
    } catch (error) {
      last = faultOf(error);
    }
    if (last.kind === 'missed' && !last.isPassing) return last;
    if (!(await sleep(PAUSES_MS[attempt] ?? PAUSES_MS.at(-1) ?? 0, signal))) break;
  }
  return last;
}

const missed = (detail: string, isPassing: boolean): FetchedFile => ({ kind: 'missed', detail, isPassing });

function open(
  life: Pick<Life, 'run'>,
  { maxBytes }: FileKeeper,
  { id, sizeBytes }: { id: string; sizeBytes: number },
  signal: AbortSignal,
): Promise<OpenedFile> {
  const deadlineMs = OPEN_MS + Math.ceil(Math.min(sizeBytes, maxBytes) / MIB) * OPEN_MS_PER_MIB;
  return life.run('The download', deadlineMs, openFileInPage, { id, maxBytes }, signal);
}

function meaning(opened: Exclude<OpenedFile, { kind: 'open' }>, maxBytes: number): FetchedFile {
  if (opened.kind === 'coming') return missed('The phone has not sent it yet.', true);
  if (opened.kind === 'gone') return missed('WhatsApp has it no more.', false);
  if (opened.kind === 'fault') return missed(`The download failed (${opened.detail}).`, true);
  return missed(`It has ${opened.sizeBytes} bytes; ${maxBytes} are kept.`, false);
}

async function keepOpened(
  life: Pick<Life, 'run'>,
  files: FileKeeper,
  { companyId, phoneId }: FileOwner,
  { token, sizeBytes, mimeType, filename }: Extract<OpenedFile, { kind: 'open' }>,
  signal: AbortSignal,
): Promise<FetchedFile> {
  const source = Readable.from(pieces(life, token, sizeBytes, signal));
  try {
    const media = await files.keep({ companyId, phoneId, source, mimeType, filename, signal });
    return { kind: 'kept', media };
  } finally {
    source.destroy();
    // What is not closed, the page forgets by itself.
    await life.run('Closing a file', PIECE_MS, closeFileInPage, token).catch(() => undefined);
  }
}

async function* pieces(
  life: Pick<Life, 'run'>,
  token: string,
  sizeBytes: number,
  signal: AbortSignal,
): AsyncGenerator<Buffer> {
  for (let offset = 0; offset < sizeBytes; offset += PIECE_BYTES) {
    const piece = { token, offset, length: PIECE_BYTES };
    const base64 = await life.run('A piece of a file', PIECE_MS, readFileInPage, piece, signal);
    if (base64 === null) throw new Error('The page has the file no more');
    yield Buffer.from(base64, 'base64');
  }
}

function faultOf(error: unknown): FetchedFile {
  if (!(error instanceof CodedError))
    return missed(`The download failed (${textOf(error).slice(0, 120)}).`, true);
  if (error.code === 'STORE_UNAVAILABLE') return { kind: 'store-away' };
  return missed(error.detail, error.code === 'MEDIA_STORAGE_UNAVAILABLE');
}
