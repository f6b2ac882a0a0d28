import { isFields } from '../json.ts';

/** Ids that Meta writes as numbers may have more digits than a number of ours can hold. */
const LONG_IDS = /("(?:[a-z_]+_)?id"\s*:\s*)([0-9]{16,25})(?=\s*[,}\]])/g;
/** What Postgres takes in no text: NUL, and halves of surrogate pairs. */
const UNSTORABLE =
  /\\u0000|\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f][0-9a-f]{2}/i;
const LONE_SURROGATES = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/**
 * A webhook's body, with ids of many digits as texts and without what no database of ours could keep. Throws on what
 * is no JSON.
 */
export function parseBody(text: string): unknown {
  const body: unknown = JSON.parse(text.replaceAll(LONG_IDS, '$1"$2"'));
  return UNSTORABLE.test(text) ? storable(body) : body;
}

function storable(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (!isFields(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [storableText(key), storable(one)]));
}

const storableText = (text: string): string =>
  text.replaceAll('\u0000', '').replaceAll(LONE_SURROGATES, '\ufffd');
