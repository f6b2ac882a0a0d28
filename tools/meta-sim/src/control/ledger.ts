import type { FastifyInstance } from 'fastify';
import { Type, type Static } from 'typebox';
import type { Ledger } from '../ledger.ts';
import { recipientKey } from '../recipient.ts';
import { strict } from './fields.ts';

const LedgerQuery = Type.Object(
  {
    opaque: Type.Optional(Type.String()),
    to: Type.Optional(Type.String()),
    id: Type.Optional(Type.String()),
    bodies: Type.Optional(Type.String({ pattern: '^[01]$', description: '0 or 1' })),
    after: Type.Optional(Type.String({ pattern: '^\\d{1,15}$', description: 'the seq of an entry' })),
    limit: Type.Optional(
      Type.String({ pattern: '^([1-9]\\d{0,3}|10000)$', description: 'a number from 1 to 10000' }),
    ),
  },
  strict,
);

export function ledgerRoutes(app: FastifyInstance, ledger: Ledger): void {
  app.get<{ Querystring: Static<typeof LedgerQuery> }>(
    '/ledger',
    { schema: { querystring: LedgerQuery } },
    ({ query: { to, after, limit, bodies, ...exact } }, reply) =>
      reply.send(
        ledger.find({
          ...exact,
          bodies: bodies === '1',
          to: to && recipientKey(to),
          after: after === undefined ? undefined : Number(after),
          limit: limit === undefined ? undefined : Number(limit),
        }),
      ),
  );
  app.get('/ledger/summary', (_request, reply) => reply.send(ledger.summary()));
  app.delete('/ledger', (_request, reply) => {
    ledger.clear();
    return reply.code(204).send();
  });
}
