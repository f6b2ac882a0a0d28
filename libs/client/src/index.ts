import createFetch, { type Client as FetchClient } from 'openapi-fetch';
import type { components, paths } from './generated/schema.ts';

export type { components, operations, paths } from './generated/schema.ts';

/** A shape that the API's document names: `Schema<'Message'>`. */
export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name];

/** What an error answers: RFC 9457 with a stable `code`. */
export type Problem = Schema<'Problem'>;

/** `GET`, `POST`, … by path; each answers `{ data }` or `{ error }`, with `response` beside it. */
export type Client = FetchClient<paths>;

export interface ClientOptions {
  /** `https://gateway.example.org` */
  baseUrl: string;
  /** The admin key or a company's. In a browser leave it out: the session's cookie is sent. */
  key?: string;
  /** Another fetch. */
  fetch?: (request: Request) => Promise<Response>;
}

/** A client of the API, with the types of its OpenAPI document. Nothing is retried and nothing is thrown but by fetch. */
export function createClient({ baseUrl, key, fetch }: ClientOptions): Client {
  return createFetch<paths>({
    baseUrl,
    ...(key === undefined ? { credentials: 'include' } : { headers: { authorization: `Bearer ${key}` } }),
    ...(fetch === undefined ? {} : { fetch }),
  });
}
