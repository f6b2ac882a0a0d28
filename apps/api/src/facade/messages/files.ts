import { isFields } from '../fields.ts';

/** Where objects of the Cloud API carry a file. */
const CARRIERS = new Set(['image', 'video', 'document', 'gif']);
const OURS = /^med_[0-9A-Z]{26}$/;
const MAX_DEPTH = 16;

/**
 * Files of ours that an interactive object or a template names by `id`, as uploads of the facade are named, are named
 * by `mediaId` from here on. Ids of Meta's stay: Meta knows them.
 */
export function withOwnFiles(value: unknown, depth = 0): unknown {
  if (depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((one) => withOwnFiles(one, depth + 1));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, child]) => [
      key,
      (CARRIERS.has(key) && owned(child)) || withOwnFiles(child, depth + 1),
    ]),
  );
}

function owned(child: unknown): object | null {
  if (!isFields(child) || typeof child.id !== 'string' || !OURS.test(child.id)) return null;
  const { id, ...rest } = child;
  return { ...rest, mediaId: id };
}
