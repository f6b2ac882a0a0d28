import { CodedError, sha256Hex, type Employee } from '@watertight/core';
import type { Limit } from '@watertight/coordination';
import type { FastifyReply } from 'fastify';
import type { ApiDeps } from '../../deps.ts';
import {
  assertSameOrigin,
  clearSession,
  SESSION_LIFE,
  sessionToken,
  setSession,
} from '../../employees/cookie.ts';
import type { Passwords } from '../../employees/passwords.ts';
import type { App } from '../../http/app.ts';
import { networkOf } from '../../plugins/failures.ts';
import type { Sessions } from '../../plugins/keys.ts';
import { answers, Nothing, ref } from '../../schemas/common.ts';
import {
  CallerResource,
  employeeResource,
  EmployeeResource,
  PasswordBody,
  SignInBody,
} from '../../schemas/employee.ts';

/** Attempts to sign in, over all instances. */
const WINDOW_SECONDS = 15 * 60;
const OF_ACCOUNT = 10;
const OF_ADDRESS = 100;

/** Signing in to the dashboard, and out. */
export function authRoutes(
  app: App,
  { store, coordination }: Pick<ApiDeps, 'store' | 'coordination'>,
  { sessions, passwords }: { sessions: Sessions; passwords: Passwords },
): void {
  const window = { windowSeconds: WINDOW_SECONDS };
  const accounts = coordination.limit({ name: 'sign-in-account', points: OF_ACCOUNT, ...window });
  const addresses = coordination.limit({ name: 'sign-in-address', points: OF_ADDRESS, ...window });

  /** The employee whose password it is; of several companies' the one. Nobody takes as long as a wrong password. */
  const whose = async (email: string, password: string, companyId?: string): Promise<Employee> => {
    const known = await store.employees.signingIn(email, companyId);
    if (known.length === 0) await passwords.matches(password, null);
    const right: Employee[] = [];
    for (const { employee, passwordHash } of known)
      if (await passwords.matches(password, passwordHash)) right.push(employee);
    const [employee] = right;
    if (!employee || right.length > 1) throw new CodedError('SIGN_IN_FAILED');
    return employee;
  };

  app.route({
    method: 'POST',
    url: '/api/v2/auth/sign-in',
    config: { access: 'public', audit: true },
    schema: {
      operationId: 'signIn',
      summary: 'Sign in with address and password',
      description:
        'Answers with a session cookie: HttpOnly, SameSite=Strict, and Secure except over plain HTTP on this machine. It lives twelve hours from its last use, and thirty days at the most. An address and an account have so many attempts.',
      tags: ['auth'],
      body: SignInBody,
      response: answers({ 200: ref(EmployeeResource) }, ['SIGN_IN_FAILED']),
    },
    async handler(request, reply) {
      const { email, password, companyId } = request.body;
      // Nobody is to be signed in by a page of another site either. Programs say nothing of where they come from.
      if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined)
        assertSameOrigin(request);
      const account = sha256Hex(email.toLowerCase());
      await takeOne(addresses, networkOf(request.ip), reply);
      await takeOne(accounts, account, reply);
      const employee = await whose(email, password, companyId);
      await accounts.forget(account);
      const token = await store.employees.beginSession(employee.id, SESSION_LIFE);
      setSession(request, reply, token);
      return reply.header('cache-control', 'no-store').send(employeeResource(employee));
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v2/auth/sign-out',
    config: { access: 'public' },
    schema: {
      operationId: 'signOut',
      summary: 'End the session of the cookie, if there is one',
      tags: ['auth'],
      response: answers({ 204: Nothing }),
    },
    async handler(request, reply) {
      const token = sessionToken(request);
      if (token !== undefined) {
        assertSameOrigin(request);
        await store.employees.endSession(token);
        sessions.forget();
      }
      clearSession(request, reply);
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v2/auth/sign-out-everywhere',
    config: { access: 'anybody' },
    schema: {
      operationId: 'signOutEverywhere',
      summary: 'End every session of the employee, this one too',
      description: 'Instances that have just seen a session take it for five more seconds at the most.',
      tags: ['auth'],
      response: answers({ 204: Nothing }),
    },
    async handler(request, reply) {
      const { caller } = request;
      if (caller?.kind !== 'employee') throw new CodedError('FORBIDDEN', 'Keys have no sessions.');
      await store.employees.endSessions(caller.employeeId);
      sessions.forget();
      clearSession(request, reply);
      return reply.code(204).send(null);
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v2/auth/me',
    config: { access: 'anybody' },
    schema: {
      operationId: 'readCaller',
      summary: 'Who calls, and what he may do',
      tags: ['auth'],
      response: answers({ 200: ref(CallerResource) }),
    },
    async handler({ caller }, reply) {
      reply.header('cache-control', 'no-store');
      if (!caller || caller.kind === 'admin')
        return { kind: 'admin' as const, companyId: null, scopes: [], employee: null };
      const { kind, companyId, scopes } = caller;
      const employee = kind === 'employee' ? await store.employees.get(companyId, caller.employeeId) : null;
      return { kind, companyId, scopes: [...scopes], employee: employee && employeeResource(employee) };
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v2/auth/password',
    config: { access: 'anybody' },
    schema: {
      operationId: 'changeOwnPassword',
      summary: 'Change one’s own password; all sessions end, and this one begins anew',
      tags: ['auth'],
      body: PasswordBody,
      response: answers({ 204: Nothing }, ['SIGN_IN_FAILED']),
    },
    async handler(request, reply) {
      const { caller, body } = request;
      if (caller?.kind !== 'employee') throw new CodedError('FORBIDDEN', 'Keys have no password.');
      const { employeeId, companyId } = caller;
      await takeOne(accounts, employeeId, reply);
      const known = await store.employees.passwordHash(employeeId);
      if (!(await passwords.matches(body.currentPassword, known))) throw new CodedError('SIGN_IN_FAILED');
      const passwordHash = await passwords.hash(body.newPassword);
      await store.employees.change(companyId, employeeId, { passwordHash });
      sessions.forget();
      await accounts.forget(employeeId);
      setSession(request, reply, await store.employees.beginSession(employeeId, SESSION_LIFE));
      return reply.code(204).send(null);
    },
  });
}

/** @throws CodedError RATE_LIMITED */
async function takeOne(limit: Limit, key: string, reply: FastifyReply): Promise<void> {
  const { allowed, resetMs } = await limit.take(key);
  if (allowed) return;
  reply.header('retry-after', Math.ceil(resetMs / 1000));
  throw new CodedError('RATE_LIMITED', 'Too many attempts.');
}
