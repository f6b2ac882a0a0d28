import { MAX_WEIGHT, SCOPES, SLUG_PATTERN, type ApiKey, type Company } from '@watertight/core';
import { Type, type Static } from 'typebox';
import { named, Nullable, OneOf, Time } from './common.ts';

const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['Demo Ltd'] });

const Weight = Type.Integer({
  minimum: 1,
  maximum: MAX_WEIGHT,
  description: 'How many turns it gets beside the others when all have a backlog; 1 when absent',
  examples: [1],
});

export const CompanyBody = Type.Object(
  {
    id: Type.Optional(
      Type.String({
        pattern: SLUG_PATTERN,
        description: 'A slug: 1 to 63 of a-z, 0-9 and inner hyphens; made from the name when absent',
        examples: ['demo'],
      }),
    ),
    name: Name,
    weight: Type.Optional(Weight),
  },
  { additionalProperties: false, examples: [{ id: 'demo', name: 'Demo Ltd' }] },
);

export const CompanyChange = Type.Object(
  { name: Type.Optional(Name), weight: Type.Optional(Weight) },
  { additionalProperties: false, minProperties: 1, examples: [{ name: 'Demo Ltd' }] },
);

export const CompanyResource = named(
  'Company',
  Type.Object({ id: Type.String({ examples: ['demo'] }), name: Name, weight: Weight, createdAt: Time() }),
);

export const companyResource = ({
  id,
  name,
  weight,
  createdAt,
}: Company): Static<typeof CompanyResource> => ({
  id,
  name,
  weight,
  createdAt: createdAt.toISOString(),
});

const Scopes = Type.Array(OneOf(SCOPES), { minItems: 1, uniqueItems: true, examples: [['messages:send']] });

export const ApiKeyBody = Type.Object(
  { name: Name, scopes: Scopes },
  { additionalProperties: false, examples: [{ name: 'Shop', scopes: ['messages:send', 'messages:read'] }] },
);

const apiKeyFields = {
  id: Type.String({ examples: ['key_01KAR7R5WX3M2Y0FQ6N1C8VJTD'] }),
  companyId: Type.String(),
  name: Name,
  prefix: Type.String({
    description: 'The first characters, to recognise the key by',
    examples: ['wt_4f9a'],
  }),
  scopes: Scopes,
  requestsPerSecond: Nullable(
    Type.Integer({
      description: 'How many it may make over all instances (API_RATE_LIMIT); null is no limit',
    }),
  ),
  createdAt: Time(),
  lastUsedAt: Nullable(Time()),
};

export const ApiKeyResource = named('ApiKey', Type.Object(apiKeyFields));

export const NewApiKeyResource = named(
  'NewApiKey',
  Type.Object({ ...apiKeyFields, key: Type.String({ description: 'The key itself; shown this once' }) }),
);

/** `requestsPerSecond` as it is configured: 0 is no limit. */
export const apiKeyResource = (
  key: ApiKey,
  { requestsPerSecond }: { requestsPerSecond: number },
): Static<typeof ApiKeyResource> => ({
  id: key.id,
  companyId: key.companyId,
  name: key.name,
  prefix: key.prefix,
  scopes: key.scopes,
  requestsPerSecond: requestsPerSecond === 0 ? null : requestsPerSecond,
  createdAt: key.createdAt.toISOString(),
  lastUsedAt: key.lastUsedAt?.toISOString() ?? null,
});
