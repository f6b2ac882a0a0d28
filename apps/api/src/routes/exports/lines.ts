import { readMedia, type MediaFiles } from '@watertight/media';
import type { ExportPlace, ExportRecord, Store } from '@watertight/store';
import { InvalidRequest } from '../../http/validation.ts';

/** What is exported: a company, or a person by all spellings. */
export interface Exported {
  companyId: string;
  spellings: readonly string[] | null;
}

/** Then the stream says where to go on, and ends: no connection is held for ever. */
const DEADLINE_MS = 600_000;

const line = (value: object): string => `${JSON.stringify(value)}\n`;

/** A file that several messages name is told once, unless so many others came in between. */
const MOST_TOLD = 10_000;

export interface ExportOptions {
  store: Pick<Store, 'asCompany' | 'exports' | 'media'>;
  of: Exported;
  from: ExportPlace;
  /** Bytes of files are lines of the export too. */
  inline: Pick<MediaFiles, 'get'> | null;
  deadlineMs?: number;
}

/**
 * An export as lines of JSON, a page of the store at a time: it reads on as fast as its reader does. A file comes before
 * the message that names it, and its bytes before the file, so that whoever has a line has all that belongs to it. The
 * last line is `end`, or `more` when it took too long; without one of them it was cut off.
 */
export async function* exportLines(options: ExportOptions): AsyncGenerator<string> {
  const { store, of, from, deadlineMs = DEADLINE_MS } = options;
  const until = performance.now() + deadlineMs;
  const isLate = () => performance.now() > until;
  const counts: Record<string, number> = {};
  const count = (record: string, more = 1) => {
    if (more > 0) counts[record] = (counts[record] ?? 0) + more;
  };
  const told = new Set<string>();
  yield line({
    record: 'export',
    format: 1,
    companyId: of.companyId,
    of: of.spellings === null ? 'company' : 'person',
    at: new Date().toISOString(),
  });
  let last = from;
  for (let isOver = false; !isOver;) {
    const here = last;
    const { records, next } = await store.asCompany(of.companyId, () => store.exports.page(of, here));
    for (const record of records) {
      // Not between pages alone: the files of one may take longer than there is time.
      if (isLate()) break;
      count('media', yield* fileLines(options, record, last, told));
      if (record.record !== 'media') {
        count(record.record);
        yield line({ record: record.record, after: written(record.after), data: record.data });
      }
      last = record.after;
    }
    const isWhole = last === (records.at(-1)?.after ?? last);
    // A page may have had rows that are nobody's, and those are passed.
    if (isWhole && next !== null) last = next;
    isOver = isWhole && next === null;
    if (!isOver && isLate()) {
      yield line({ record: 'more', after: written(last), counts });
      return;
    }
  }
  yield line({ record: 'end', counts });
}

/** The files of a record that were not told yet, and their bytes if they are wanted. Answers how many there are. */
async function* fileLines(
  { store, of, inline }: ExportOptions,
  record: ExportRecord,
  last: ExportPlace,
  told: Set<string>,
): AsyncGenerator<string, number> {
  // Whoever goes on after a file of a message gets the message, which comes after it.
  const after = written(record.record === 'media' ? record.after : last);
  let count = 0;
  for (const file of filesOf(record)) {
    if (told.has(file.mediaId)) continue;
    if (told.size >= MOST_TOLD) told.clear();
    told.add(file.mediaId);
    const isThere = !inline || (yield* bytesOf(store, inline, of.companyId, file.mediaId));
    yield line({ record: 'media', after, data: isThere ? file : { ...file, missing: true } });
    count++;
  }
  return count;
}

type ExportedFile = Record<string, unknown> & { mediaId: string };

/** The files of a record, or the file that it is, in the words of the API. */
const filesOf = ({ record, data, files }: ExportRecord): ExportedFile[] =>
  (record === 'media' ? [data] : files).map(({ id, companyId, ...facts }) => ({
    mediaId: String(id),
    companyId,
    ...facts,
    path: `/api/v2/media/${String(companyId)}/${String(id)}`,
  }));

/** The bytes of a file, a piece a line. Answers false when they are gone. */
async function* bytesOf(
  store: Pick<Store, 'asCompany' | 'media'>,
  files: Pick<MediaFiles, 'get'>,
  companyId: string,
  mediaId: string,
): AsyncGenerator<string, boolean> {
  const found = await store.asCompany(companyId, () => readMedia(store.media, files, { companyId, mediaId }));
  if (!found) return false;
  let at = 0;
  for await (const piece of found.stream as AsyncIterable<Buffer>) {
    yield line({ record: 'mediaBytes', data: { mediaId, at, base64: piece.toString('base64') } });
    at += piece.length;
  }
  return true;
}

const written = ({ section, key }: ExportPlace): string =>
  Buffer.from(JSON.stringify([section, ...key])).toString('base64url');

/** Where a caller wants to go on. @throws InvalidRequest */
export function readPlace(
  store: Pick<Store, 'exports'>,
  of: Exported,
  after: string | undefined,
): ExportPlace {
  if (after === undefined) return { section: 0, key: [] };
  const [section, ...key] = parsed(after);
  if (typeof section === 'number' && key.every((one) => typeof one === 'string')) {
    const place = { section, key };
    if (store.exports.isPlace(of, place)) return place;
  }
  throw new InvalidRequest([
    { in: 'query', path: '/after', message: 'should be the `after` of a line of this export' },
  ]);
}

/** Nothing of what is none of ours. */
function parsed(after: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
