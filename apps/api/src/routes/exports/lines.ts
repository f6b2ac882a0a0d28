import type { ExportPlace, Store } from '@watertight/store';
import { InvalidRequest } from '../../http/validation.ts';

/** What is exported: a company, or a person by all spellings. */
export interface Exported {
  companyId: string;
  spellings: readonly string[] | null;
}

/** Then the stream says where to go on, and ends: no connection is held for ever. */
const DEADLINE_MS = 600_000;

const line = (value: object): string => `${JSON.stringify(value)}\n`;

/**
 * An export as lines of JSON, a page of the store at a time: it reads on as fast as its reader does. The last line is
 * `end`, or `more` when it took too long; without one of them it was cut off.
 */
export async function* exportLines(
  store: Pick<Store, 'asCompany' | 'exports'>,
  of: Exported,
  from: ExportPlace,
  deadlineMs: number = DEADLINE_MS,
): AsyncGenerator<string> {
  const until = performance.now() + deadlineMs;
  const counts: Record<string, number> = {};
  yield line({
    record: 'export',
    format: 1,
    companyId: of.companyId,
    of: of.spellings === null ? 'company' : 'person',
    at: new Date().toISOString(),
  });
  for (let place: ExportPlace | null = from; place !== null;) {
    if (performance.now() > until) {
      yield line({ record: 'more', after: written(place), counts });
      return;
    }
    const here: ExportPlace = place;
    const { records, next } = await store.asCompany(of.companyId, () => store.exports.page(of, here));
    for (const { record, after, data } of records) {
      counts[record] = (counts[record] ?? 0) + 1;
      yield line({ record, after: written(after), data });
    }
    place = next;
  }
  yield line({ record: 'end', counts });
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
