import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { ImportError, reasonOf } from './source.ts';

const DEADLINE_MS = 15_000;
const MOST_BYTES = 32 * 1024 * 1024;

/** Reads JSON of another gateway. A redirect is refused: the key would go along. Throws ImportError. */
export async function readJson(url: URL, headers: Record<string, string>): Promise<unknown> {
  const response = await ask(url, headers);
  const text = await bounded(response, url);
  if (!response.ok) throw new ImportError(`${url.href} answers ${response.status}: ${text.slice(0, 200)}`);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ImportError(`${url.href} does not answer with JSON`, { cause: error });
  }
}

async function ask(url: URL, headers: Record<string, string>): Promise<Response> {
  try {
    return await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(DEADLINE_MS) });
  } catch (error) {
    throw new ImportError(`${url.origin} cannot be reached: ${reasonOf(error)}`, { cause: error });
  }
}

async function bounded(response: Response, url: URL): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    const bytes = chunk as Uint8Array;
    size += bytes.byteLength;
    if (size > MOST_BYTES) throw new ImportError(`${url.href} answers with more than 32 MB`);
    chunks.push(bytes);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** What was read, as a shape that we know; fields beside it are passed over. Throws ImportError that says where it differs. */
export function shaped<Shape extends TSchema>(shape: Shape, value: unknown, what: string): Static<Shape> {
  if (Value.Check(shape, value)) return value;
  const [fault] = Value.Errors(shape, value);
  const where = fault ? `: ${fault.instancePath || 'it'} ${fault.message}` : '';
  throw new ImportError(`${what} has not the form that was expected${where}`);
}

/** The address of a call below an address that may have a path of its own. */
export const below = (base: string, path: string): URL =>
  new URL(path.replace(/^\//, ''), base.endsWith('/') ? base : `${base}/`);
