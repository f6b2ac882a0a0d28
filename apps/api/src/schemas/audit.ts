import type { AuditEntry } from '@watertight/store';
import { Type, type Static } from 'typebox';
import { named, Nullable, NUMBER_CURSOR, OneOf, pageQuery, Time } from './common.ts';

export const AuditResource = named(
  'AuditEntry',
  Type.Object(
    {
      id: Type.String(),
      at: Time(),
      companyId: Nullable(Type.String()),
      actor: Type.Object({
        kind: OneOf(['admin', 'key', 'employee', 'operator', 'nobody']),
        id: Nullable(Type.String({ description: 'Of the key or the employee' })),
      }),
      action: Type.String({ description: 'The `operationId` of the route', examples: ['createPhone'] }),
      target: Type.Record(Type.String(), Type.String(), { description: 'The ids in the path' }),
      status: Type.Integer({ description: 'The HTTP status that was answered' }),
      code: Nullable(Type.String({ description: 'Of the problem, where there was one' })),
      ip: Nullable(Type.String()),
      requestId: Nullable(Type.String()),
    },
    { description: 'Who did what; never a secret, and nothing of what was sent' },
  ),
);

export const AuditQuery = Type.Object(
  {
    ...pageQuery(NUMBER_CURSOR),
    action: Type.Optional(Type.String({ maxLength: 100, examples: ['createPhone'] })),
    actorId: Type.Optional(Type.String({ maxLength: 100 })),
    from: Type.Optional(Time('Not before')),
    to: Type.Optional(Time('Before')),
  },
  { additionalProperties: false },
);

export const auditResource = ({
  id,
  at,
  actorKind,
  actorId,
  ...rest
}: AuditEntry): Static<typeof AuditResource> => ({
  ...rest,
  id: String(id),
  at: at.toISOString(),
  actor: { kind: actorKind, id: actorId },
});
