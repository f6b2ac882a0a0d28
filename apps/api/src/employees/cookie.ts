import { CodedError } from '@watertight/core';
import type { SessionLife } from '@watertight/store';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** Twelve hours unused, thirty days at the most. */
export const SESSION_LIFE: SessionLife = { idleSeconds: 12 * 3600, maxSeconds: 30 * 24 * 3600 };

/** `__Host-`: a browser takes it only with Secure, from this host, for all paths (RFC 6265bis). */
const SECURE_NAME = '__Host-watertight';
const PLAIN_NAME = 'watertight';
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Plain HTTP is for one's own machine: everywhere else the cookie is for HTTPS alone. */
const isPlain = ({ protocol, hostname }: FastifyRequest): boolean =>
  protocol === 'http' && LOOPBACK.test(hostname);

/** The session's token, when the request has one. */
export function sessionToken(request: FastifyRequest): string | undefined {
  const token = request.cookies[isPlain(request) ? PLAIN_NAME : SECURE_NAME];
  return token === undefined || token === '' || token.length > 100 ? undefined : token;
}

const options = (request: FastifyRequest) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: !isPlain(request) }) as const;

export function setSession(request: FastifyRequest, reply: FastifyReply, token: string): void {
  const name = isPlain(request) ? PLAIN_NAME : SECURE_NAME;
  reply.setCookie(name, token, { ...options(request), maxAge: SESSION_LIFE.maxSeconds });
}

export function clearSession(request: FastifyRequest, reply: FastifyReply): void {
  reply.clearCookie(isPlain(request) ? PLAIN_NAME : SECURE_NAME, options(request));
}

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what another site lets a browser do with somebody's cookie: what changes something, and WebSockets, have to
 * come from a page of this host. Browsers say where a request comes from in Sec-Fetch-Site or Origin, and pages cannot
 * write either.
 * @throws CodedError FORBIDDEN
 */
export function assertSameOrigin(request: FastifyRequest): void {
  const { method, headers, host } = request;
  if (SAFE_METHODS.has(method) && headers.upgrade === undefined) return;
  const site = headers['sec-fetch-site'];
  const isOwn = site === undefined ? isOrigin(headers.origin, host) : site === 'same-origin';
  if (!isOwn) throw new CodedError('FORBIDDEN', 'The request comes from a page of another site.');
}

function isOrigin(origin: string | undefined, host: string): boolean {
  if (origin === undefined || !URL.canParse(origin)) return false;
  const from = new URL(origin);
  const own = `${from.protocol}//${host}`; // read alike, for what stands or does not stand there: the usual port
  return URL.canParse(own) && new URL(own).host === from.host;
}
