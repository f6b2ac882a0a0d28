import type { MediaType } from './media.ts';

/**
 * Where the Cloud API's objects carry a file: `"image": { "id": … }` in the header of an interactive message or
 * template, in the parameters of one, in the cards of a carousel. Ours may stand there by its `mediaId`.
 */
const CARRIERS: Readonly<Record<string, MediaType>> = {
  image: 'image',
  video: 'video',
  document: 'document',
  // A film that plays by itself.
  gif: 'video',
};

export interface NamedMedia {
  type: MediaType;
  mediaId: string;
}

/** No object of the Cloud API is deeper; what is, is left as it is. */
const MAX_DEPTH = 16;

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields => typeof value === 'object' && value !== null;

/** The files of ours that an object in the Cloud API's shape names. */
export function namedMedia(value: unknown): NamedMedia[] {
  const found: NamedMedia[] = [];
  withMedia(value, (named) => {
    found.push(named);
    return {};
  });
  return found;
}

/** The object with each file that it names put in other words: what `replace` answers stands there instead. */
export function withMedia(value: unknown, replace: (named: NamedMedia) => Fields): unknown {
  const walk = (node: unknown, depth: number): unknown => {
    if (!isFields(node) || depth > MAX_DEPTH) return node;
    if (Array.isArray(node)) return node.map((one) => walk(one, depth + 1));
    return Object.fromEntries(
      Object.entries(node).map(([key, child]) => [key, carried(key, child) ?? walk(child, depth + 1)]),
    );
  };
  const carried = (key: string, child: unknown): Fields | null => {
    const type = CARRIERS[key];
    if (!type || !isFields(child) || typeof child.mediaId !== 'string') return null;
    const { mediaId, ...rest } = child;
    return { ...rest, ...replace({ type, mediaId }) };
  };
  return walk(value, 0);
}
