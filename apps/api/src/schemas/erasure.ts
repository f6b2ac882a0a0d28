import type { Erasure } from '@watertight/store';
import { Type, type Static } from 'typebox';
import { CompanyParams, named, Nullable, OneOf, Time } from './common.ts';

export const ErasureResource = named(
  'Erasure',
  Type.Object(
    {
      erasureId: Type.String({ examples: ['era_01KAR7R5WX3M2Y0FQ6N1C8VJTD'] }),
      companyId: Type.String(),
      kind: OneOf(['contact', 'company']),
      status: OneOf(['running', 'done']),
      stage: Nullable(
        Type.String({ description: 'What it is at; null when it is done', examples: ['messages'] }),
      ),
      counts: Type.Record(Type.String(), Type.Integer(), {
        description: 'What is gone so far, by kind',
        examples: [{ messages: 12, events: 40, files: 1, contacts: 1 }],
      }),
      error: Nullable(Type.String({ description: 'The last fault, while it is tried again' })),
      createdAt: Time(),
      finishedAt: Nullable(Time()),
    },
    { description: 'The removal of a person’s or a company’s data. It says nothing of whom' },
  ),
);

export const ErasureParams = Type.Object({ erasureId: Type.String({ maxLength: 100 }) });
export const CompanyErasureParams = Type.Object({ ...CompanyParams.properties, ...ErasureParams.properties });

export const erasureResource = ({
  createdAt,
  finishedAt,
  ...rest
}: Erasure): Static<typeof ErasureResource> => ({
  ...rest,
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});
