import type { ErrorCode, Scope } from '@watertight/core';
import type { NewAuditEntry, Store } from '@watertight/store';
import type { FastifyRequest } from 'fastify';
import fp from 'fastify-plugin';
import type { Access, Caller } from './auth.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** Whether it is written down who did it; when absent, what administers is and what reads is not. */
    audit?: boolean;
    /** Which of the path's names are written down; all when absent. Names of people are not. */
    auditParams?: readonly string[];
  }
  interface FastifyRequest {
    /** The code of the problem that was answered. */
    problemCode: ErrorCode | null;
    /** What else is written down of what was asked for: ids. */
    auditTarget: Record<string, string> | null;
  }
}

const ADMINISTERS: readonly Scope[] = ['company:admin', 'phones:manage', 'webhooks:manage'];
const READS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Refusals of one caller a minute that are written down: nobody fills the table by being refused. */
const REFUSALS_A_MINUTE = 60;

const administers = (access: Access | undefined): boolean =>
  access === 'admin' || [access ?? []].flat().some((one) => ADMINISTERS.includes(one as Scope));

/**
 * Writes down what administrators do, before they are answered: who, what, to which company, from where and how it
 * ended; of the request only the ids in its path. What cannot be written down is told to the log, whole.
 */
export const auditPlugin = fp<{ store: Pick<Store, 'audit'> }>(async (app, { store }) => {
  app.decorateRequest('problemCode', null);
  app.decorateRequest('auditTarget', null);
  const mayTellRefusal = createAllowance(REFUSALS_A_MINUTE);

  app.addHook('onSend', async (request, reply) => {
    const { config } = request.routeOptions;
    const isTold =
      config.audit ?? (request.caller !== null && !READS.has(request.method) && administers(config.access));
    if (!isTold) return;
    const entry = entryOf(request, reply.statusCode);
    if (entry.status >= 400 && !mayTellRefusal(entry.actorId ?? entry.ip ?? '')) return;
    try {
      await store.audit.write(entry);
    } catch (err) {
      request.log.error({ err, audit: entry }, 'audit.not-written');
    }
  });
});

function entryOf(request: FastifyRequest, status: number): NewAuditEntry {
  const { caller, params, ip, id, routeOptions, problemCode, auditTarget } = request;
  const { companyId, ...named } = (params ?? {}) as Record<string, string>;
  const { schema } = routeOptions;
  const { auditParams } = routeOptions.config;
  const target = Object.entries(named).filter(([name]) => auditParams?.includes(name) ?? true);
  return {
    companyId: companyId ?? (caller && 'companyId' in caller ? caller.companyId : null),
    ...actorOf(caller),
    action: schema?.operationId ?? `${request.method} ${routeOptions.url ?? ''}`,
    target: { ...Object.fromEntries(target.map(([name, value]) => [name, String(value)])), ...auditTarget },
    status,
    code: problemCode,
    ip,
    requestId: id,
  };
}

/** Who asks. */
export function actorOf(caller: Caller | null): Pick<NewAuditEntry, 'actorKind' | 'actorId'> {
  if (caller === null) return { actorKind: 'nobody', actorId: null };
  if (caller.kind === 'admin') return { actorKind: 'admin', actorId: null };
  return { actorKind: caller.kind, actorId: caller.kind === 'key' ? caller.keyId : caller.employeeId };
}

const MINUTE_MS = 60_000;

function createAllowance(most: number): (who: string) => boolean {
  let counts = new Map<string, number>();
  let until = 0;
  return (who) => {
    if (performance.now() > until) {
      counts = new Map();
      until = performance.now() + MINUTE_MS;
    }
    const count = (counts.get(who) ?? 0) + 1;
    counts.set(who, count);
    return count <= most;
  };
}
