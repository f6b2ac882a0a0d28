import { CodedError, EVENT_TYPES, type EventType } from '@watertight/core';
import { placeOfEvent } from '@watertight/store';
import type { FastifyRequest } from 'fastify';
import { Type, type Static } from 'typebox';
import type { App } from '../../http/app.ts';
import { InvalidRequest } from '../../http/validation.ts';
import type { ApiDeps } from '../../deps.ts';
import { serveClient, type Wish } from '../../live/client.ts';
import { createPulse } from '../../live/heartbeat.ts';
import { CLOSE, end } from '../../live/server.ts';
import { sessionToken } from '../../employees/cookie.ts';
import { presentedKey } from '../../plugins/auth.ts';
import type { Keys, Sessions } from '../../plugins/keys.ts';

const Query = Type.Object(
  {
    key: Type.Optional(Type.String({ maxLength: 256 })),
    types: Type.Optional(Type.String({ maxLength: 1000 })),
    phoneIndex: Type.Optional(Type.Integer({ minimum: 0, maximum: 2147483647 })),
    after: Type.Optional(Type.String({ pattern: '^evt_[0-9]{16}$' })),
    companyId: Type.Optional(Type.String({ maxLength: 63 })),
  },
  { additionalProperties: false },
);

/** Of one instance. */
const MAX_CLIENTS = 5000;

/**
 * `GET /ws`: events as they happen, one JSON text each. `after` goes on after an event, on any instance, without a gap
 * or a repetition; a company's key hears its company, the admin key all of them, or `companyId`.
 */
export function liveEvents(app: App, { feed, log, metrics }: ApiDeps, keys: Keys, sessions: Sessions): void {
  const pulse = createPulse();
  app.addHook('preClose', async () => pulse.stop());
  metrics.gauge('websocket_clients', 'Clients of /ws', [], () => pulse.watched());

  app.route({
    method: 'GET',
    url: '/ws',
    config: { access: 'messages:read', keyInQuery: true },
    schema: { hide: true, querystring: Query },
    handler: () => {
      throw new CodedError('UPGRADE_REQUIRED');
    },
    preHandler: async (request) => void wishOf(request),
    wsHandler(socket, request) {
      const wish = wishOf(request);
      const { companyId } = wish;
      if (pulse.watched() >= MAX_CLIENTS) return end(socket, CLOSE.full, 'Too many clients: try again later');
      const startedAt = performance.now();
      log.info({ companyId, resumes: wish.after !== null }, 'ws.open');
      socket.once('close', (code: number) => {
        const durationMs = Math.round(performance.now() - startedAt);
        log.info({ companyId, closeCode: code, durationMs }, 'ws.close');
      });
      pulse.watch(socket, validity(request, keys, sessions));
      void serveClient(socket, feed, wish, log);
    },
  });
}

/** @throws InvalidRequest */
function wishOf({ query, caller }: Pick<FastifyRequest, 'query' | 'caller'>): Wish {
  const { types, phoneIndex, after, companyId } = query as Static<typeof Query>;
  if (caller && caller.kind !== 'admin' && companyId !== undefined && companyId !== caller.companyId)
    throw new CodedError('COMPANY_NOT_FOUND');
  return {
    companyId: caller && caller.kind !== 'admin' ? caller.companyId : (companyId ?? null),
    types: types === undefined ? null : typesOf(types),
    phoneIndex: phoneIndex ?? null,
    after: after === undefined ? null : placeOfEvent(after),
  };
}

function typesOf(text: string): ReadonlySet<EventType> {
  const names = text.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !EVENT_TYPES.some((type) => type === name));
  if (unknown !== undefined)
    throw new InvalidRequest([
      { in: 'query', path: '/types', message: `should be types of events with commas, not "${unknown}"` },
    ]);
  return new Set(names as EventType[]);
}

/** Whether the key, or the session, that opened the connection is still there, with its scope. */
function validity(request: FastifyRequest, keys: Keys, sessions: Sessions): () => Promise<boolean> {
  if (!request.caller || request.caller.kind === 'admin') return () => Promise.resolve(true);
  if (request.caller.kind === 'employee') {
    const token = sessionToken(request) ?? '';
    return async () => (await sessions.holderOf(token))?.scopes.includes('messages:read') === true;
  }
  const key = presentedKey(request) ?? '';
  return async () => (await keys.holderOf(key))?.scopes.includes('messages:read') === true;
}
