import { InvalidRequest, type Place } from './validation.ts';

const MAX_DEPTH = 32;
/** NUL, and halves of surrogate pairs: neither Postgres' text nor its jsonb can hold them. */
const UNSTORABLE = /[\u0000\ud800-\udfff]/u;

/**
 * Refuses text that the database cannot hold, and nesting that would exhaust a stack, wherever they stand.
 * @throws InvalidRequest
 */
export function assertStorable(value: unknown, place: Place): void {
  const rest: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 0 }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { value, path, depth } = next;
    if (typeof value === 'string') assertText(value, place, path);
    if (typeof value !== 'object' || value === null) continue;
    if (depth >= MAX_DEPTH) throw fault(place, path, `is nested deeper than ${MAX_DEPTH} levels`);
    for (const [key, part] of Object.entries(value)) {
      assertText(key, place, path);
      rest.push({ value: part, path: `${path}/${key}`, depth: depth + 1 });
    }
  }
}

function assertText(text: string, place: Place, path: string): void {
  if (UNSTORABLE.test(text))
    throw fault(place, path, 'holds a NUL character or half of a surrogate pair, which cannot be stored');
}

const fault = (place: Place, path: string, message: string) =>
  new InvalidRequest([{ in: place, path, message }]);
