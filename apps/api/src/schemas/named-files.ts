import type { BodyFault } from '../http/validation.ts';

/** Where an object in the Cloud API's shape carries a file, under the name of its kind. */
export const FILE_KINDS: ReadonlySet<string> = new Set(['image', 'video', 'document', 'gif']);

const WAYS = ['mediaId', 'id', 'link'] as const;

/** A file is named by our `mediaId`, by Meta's `id` or by a `link` that Meta fetches: by one of them. */
export function fileFaults(file: unknown, path: string): BodyFault[] {
  if (typeof file !== 'object' || file === null)
    return [{ path, message: 'should be an object with mediaId, id or link' }];
  const named = WAYS.filter((way) => {
    const value = (file as Record<string, unknown>)[way];
    return typeof value === 'string' && value !== '';
  });
  return named.length === 1 ? [] : [{ path, message: 'should have one of mediaId, id and link' }];
}
