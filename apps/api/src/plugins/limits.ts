import { CodedError } from '@watertight/core';
import type { Coordination, Taken } from '@watertight/coordination';
import type { FastifyReply } from 'fastify';
import fp from 'fastify-plugin';

export interface LimitsOptions {
  coordination: Pick<Coordination, 'limit'>;
  /** Requests a second for each company key; 0 for no limit. */
  requestsPerSecond: number;
}

const WINDOW_SECONDS = 1;

/**
 * Bounds how often a company key, or an employee, may call, whichever instance it calls; registered after who calls is known. Every
 * answer says in `RateLimit` and `RateLimit-Policy` what is left (draft-ietf-httpapi-ratelimit-headers-10).
 */
export const limitsPlugin = fp<LimitsOptions>(async (app, { coordination, requestsPerSecond }) => {
  if (requestsPerSecond === 0) return;
  const limit = coordination.limit({ name: 'api', points: requestsPerSecond, windowSeconds: WINDOW_SECONDS });
  const policy = `"key";q=${requestsPerSecond};w=${WINDOW_SECONDS}`;

  app.addHook('onRequest', async ({ caller }, reply) => {
    if (!caller || caller.kind === 'admin') return;
    // Most are answered without waiting; a request that need not wait should not.
    const taken = limit.take(caller.kind === 'key' ? caller.keyId : caller.employeeId);
    tell(reply, policy, taken instanceof Promise ? await taken : taken);
  });
});

/** @throws CodedError RATE_LIMITED */
function tell(reply: FastifyReply, policy: string, { allowed, remaining, resetMs }: Taken): void {
  const seconds = Math.ceil(resetMs / 1000);
  reply.header('ratelimit-policy', policy).header('ratelimit', `"key";r=${remaining};t=${seconds}`);
  if (allowed) return;
  reply.header('retry-after', seconds);
  throw new CodedError('RATE_LIMITED');
}
