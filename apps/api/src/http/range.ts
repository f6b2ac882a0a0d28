/** Both ends included. */
export interface Range {
  start: number;
  end: number;
}

/**
 * The one range that a request asks for (RFC 9110, 14.2). Null for the whole: without a header, with one that cannot
 * be read, or with several ranges. `unsatisfiable` when the file has no byte of it.
 */
export function readRange(header: string | undefined, sizeBytes: number): Range | 'unsatisfiable' | null {
  const [, first = '', last = ''] = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '') ?? [];
  if (first === '' && last === '') return null;
  if (first === '') {
    const length = Math.min(Number(last), sizeBytes);
    return length === 0 ? 'unsatisfiable' : { start: sizeBytes - length, end: sizeBytes - 1 };
  }
  const start = Number(first);
  const end = last === '' ? sizeBytes - 1 : Math.min(Number(last), sizeBytes - 1);
  if (last !== '' && Number(last) < start) return null;
  return start < sizeBytes ? { start, end } : 'unsatisfiable';
}
