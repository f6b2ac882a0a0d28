import type { FastifyRequest } from 'fastify';
import { isObject, type Fields } from '../messages/check.ts';
import { parameterError, type GraphError } from './errors.ts';

/** The parameters of a call: Graph takes them from the query, a JSON body and a form alike. */
export function paramsOf(request: FastifyRequest): Fields {
  const query = request.query as Fields;
  const { body } = request;
  if (Buffer.isBuffer(body))
    return { ...query, ...Object.fromEntries(new URLSearchParams(body.toString('utf8'))) };
  return isObject(body) ? { ...query, ...body } : query;
}

/** A text or a number as text; empty for everything else. */
export function asText(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A parameter that must be a text. */
export function textParam(params: Fields, name: string): string | undefined {
  const value = params[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function required(name: string): GraphError {
  return parameterError(`The parameter ${name} is required.`);
}

/**
 * Narrows a node to the `fields` asked for, or to `defaults`; the id is always there. Names that `node` does not
 * have are refused. Sub-fields in braces are not looked at: the whole field is given.
 */
export function pickFields(
  node: Fields,
  fields: unknown,
  defaults: readonly string[],
  nodeType: string,
): Fields | GraphError {
  const names = typeof fields === 'string' && fields !== '' ? namesIn(fields) : defaults;
  const unknown = names.find((name) => !Object.hasOwn(node, name));
  if (unknown !== undefined)
    return parameterError(`Tried accessing nonexisting field (${unknown}) on node type (${nodeType})`);
  const picked = names.filter((name) => node[name] !== undefined).map((name) => [name, node[name]]);
  return { ...(Object.fromEntries(picked) as Fields), id: node.id };
}

export function isError(value: object): value is GraphError {
  return 'code' in value && 'message' in value;
}

function namesIn(fields: string): string[] {
  let flat = fields;
  for (let inner = ''; inner !== flat;) {
    inner = flat;
    flat = flat.replace(/\{[^{}]*\}|\.\w+\([^()]*\)/g, '');
  }
  return flat
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean);
}

/** One page of a list, as Graph gives it; `idOf` names an item for the cursors. */
export function page<T>(
  request: FastifyRequest,
  items: readonly T[],
  idOf: (item: T) => string,
  shown: (item: T) => unknown,
): { data: unknown[]; paging?: object } {
  const { limit, after, before } = request.query as Record<string, string | undefined>;
  const size = Math.min(Math.max(Number(limit) || 25, 1), 1000);
  const start = startOf(items, idOf, { size, after, before });
  const slice = items.slice(start, start + size);
  if (slice.length === 0) return { data: [] };
  const cursors = { before: cursorOf(idOf(slice[0]!)), after: cursorOf(idOf(slice.at(-1)!)) };
  return {
    data: slice.map(shown),
    paging: {
      cursors,
      ...(start + size < items.length && { next: linkTo(request, 'after', cursors.after) }),
      ...(start > 0 && { previous: linkTo(request, 'before', cursors.before) }),
    },
  };
}

interface Window {
  size: number;
  after: string | undefined;
  before: string | undefined;
}

function startOf<T>(items: readonly T[], idOf: (item: T) => string, { size, after, before }: Window): number {
  const indexOf = (cursor: string) => items.findIndex((item) => cursorOf(idOf(item)) === cursor);
  if (after) return indexOf(after) + 1;
  return before ? Math.max(0, indexOf(before) - size) : 0;
}

function cursorOf(id: string): string {
  return Buffer.from(id).toString('base64url');
}

function linkTo(request: FastifyRequest, direction: string, cursor: string): string {
  const url = new URL(request.url, `${request.protocol}://${request.host}`);
  for (const name of ['after', 'before', 'access_token']) url.searchParams.delete(name);
  url.searchParams.set(direction, cursor);
  return url.href;
}
