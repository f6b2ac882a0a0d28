import { CodedError, type Scope } from '@watertight/core';
import type { Secret } from '@watertight/service';
import type { KeyHolder, SessionHolder } from '@watertight/store';
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify';
import fp from 'fastify-plugin';
import { hash, timingSafeEqual } from 'node:crypto';
import { assertSameOrigin, sessionToken } from '../employees/cookie.ts';
import type { Failures } from './failures.ts';
import type { Keys, Sessions } from './keys.ts';

/**
 * Who may call a route: everybody, whoever has a key or a session, holders of the admin key, or company keys and
 * employees with a scope, or with one of several (and the admin key).
 */
export type Access = 'public' | 'anybody' | 'admin' | Scope | readonly Scope[];

/** Whose messages one reads, or whom one manages: their names and how they are connected, which are no secrets. */
export const READS_PHONES: readonly Scope[] = ['phones:manage', 'messages:read'];

export type Caller =
  { kind: 'admin' } | ({ kind: 'key' } & KeyHolder) | ({ kind: 'employee' } & SessionHolder);

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Every route says it: the app does not start with one that does not. */
    access?: Access;
    /** The key may stand in the query as `key`, or in a subprotocol: pages cannot give a WebSocket headers. */
    keyInQuery?: boolean;
  }
  interface FastifyRequest {
    /** Null on public routes. */
    caller: Caller | null;
  }
}

export interface AuthOptions {
  adminKey: Secret;
  keys: Keys;
  sessions: Sessions;
  failures: Failures;
}

/**
 * Lets a request through when its key may call the route. Another company's things do not exist for a company
 * key: whatever lies below that company answers 404, before anything is said of scopes.
 */
export const authPlugin = fp<AuthOptions>(async (app, { adminKey, keys, sessions, failures }) => {
  const isAdminKey = secretComparer(adminKey.reveal());
  const routes: RouteOptions[] = [];

  app.decorateRequest('caller', null);
  app.addHook('onRoute', (route) => void routes.push(route));
  app.addHook('onReady', async () => {
    const silent = routes.filter((route) => !route.config?.access);
    if (silent.length === 0) return;
    const names = silent.map((route) => `${String(route.method)} ${route.url}`);
    throw new Error(`These routes do not say who may call them (config.access): ${names.join(', ')}`);
  });

  app.addHook('onRequest', async (request, reply) => {
    const { access } = request.routeOptions.config;
    if (request.is404 || access === 'public') return;
    const key = presentedKey(request);
    // Nearly every request comes with a key that is known: it should wait for nothing.
    const holder = key === undefined ? undefined : keys.remembered(key);
    request.caller = holder ? { kind: 'key', ...holder } : await identify(key, request, reply);
    if (request.caller.kind !== 'admin') assertAllowed(request.caller, access ?? 'admin', request);
  });

  async function identify(
    key: string | undefined,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<Caller> {
    if (key === undefined) return { kind: 'employee', ...(await signedIn(request)) };
    if (isAdminKey(key)) return { kind: 'admin' };
    return { kind: 'key', ...(await lookUp(key, request, reply)) };
  }

  /** A key says more than a cookie: with one, cookies are not looked at. */
  async function signedIn(request: FastifyRequest): Promise<SessionHolder> {
    const token = sessionToken(request);
    if (token === undefined) throw new CodedError('UNAUTHENTICATED');
    const holder = await sessions.holderOf(token);
    if (!holder) throw new CodedError('UNAUTHENTICATED', 'The session is over.');
    assertSameOrigin(request);
    return holder;
  }

  /** Each key that is not known costs the database a question: an address that fails too often asks no more. */
  async function lookUp(key: string, { ip }: FastifyRequest, reply: FastifyReply): Promise<KeyHolder> {
    const barredSeconds = failures.barredSeconds(ip);
    if (barredSeconds > 0) {
      reply.header('retry-after', barredSeconds);
      throw new CodedError('RATE_LIMITED', 'Too many requests with wrong keys came from your address.');
    }
    const holder = await keys.holderOf(key);
    if (holder) return holder;
    failures.count(ip);
    throw new CodedError('UNAUTHENTICATED', 'The API key is not valid.');
  }
});

function assertAllowed(holder: KeyHolder | SessionHolder, access: Access, request: FastifyRequest): void {
  const { companyId } = request.params as { companyId?: string };
  if (companyId !== undefined && companyId !== holder.companyId) throw new CodedError('COMPANY_NOT_FOUND');
  if (access === 'admin') throw new CodedError('FORBIDDEN', 'Only the admin key may do this.');
  if (access === 'public' || access === 'anybody') return;
  const needed = [access].flat();
  if (!needed.some((scope) => holder.scopes.includes(scope)))
    throw new CodedError(
      'FORBIDDEN',
      `The ${'keyId' in holder ? 'key' : 'employee’s role'} lacks the scope ${needed.join(' or ')}.`,
    );
}

/** `Authorization: Bearer` first, else `X-Api-Key`, else the subprotocol or the query where that is allowed. */
export function presentedKey({ headers, routeOptions, query }: FastifyRequest): string | undefined {
  const bearer = /^Bearer +(\S+) *$/i.exec(headers.authorization ?? '')?.[1];
  const elsewhere = routeOptions.config.keyInQuery
    ? (keyInProtocol(headers['sec-websocket-protocol']) ?? (query as { key?: unknown }).key)
    : undefined;
  const key = bearer ?? headers['x-api-key'] ?? elsewhere;
  return typeof key === 'string' && key !== '' ? key : undefined;
}

/** `watertight, watertight.key.<base64url>`: what a page can say with a WebSocket, and no proxy writes into its log. */
function keyInProtocol(protocols: string | undefined): string | undefined {
  const encoded = /(?:^|,)\s*watertight\.key\.([A-Za-z0-9_-]+)\s*(?:,|$)/.exec(protocols ?? '')?.[1];
  return encoded === undefined ? undefined : Buffer.from(encoded, 'base64url').toString();
}

/** Compares in a time that says nothing about where two keys differ. */
function secretComparer(secret: string): (text: string) => boolean {
  const digest = (text: string) => hash('sha256', text, 'buffer');
  const expected = digest(secret);
  return (text) => timingSafeEqual(digest(text), expected);
}
