import { ROLES, SCOPES, type Employee } from '@watertight/core';
import { Type, type Static } from 'typebox';
import { CompanyParams, named, Nullable, OneOf, ref, Time } from './common.ts';

const Email = Type.String({
  pattern: '^[^@\\s]{1,64}@[^@\\s]{1,190}$',
  maxLength: 254,
  description: 'Capital letters count as small ones',
  examples: ['ana@example.org'],
});
const Name = Type.String({ minLength: 1, maxLength: 200, pattern: '\\S', examples: ['Ana Lim'] });
const RoleName = OneOf(ROLES, {
  description:
    'viewer: messages:read; agent: messages:send and contacts:manage too; admin: every scope of the company',
  examples: ['agent'],
});
const NewPassword = Type.String({
  minLength: 10,
  maxLength: 200,
  description: 'Ten characters or more; kept as an Argon2id hash alone',
  examples: ['correct horse battery'],
});
/** What is tried may be shorter. */
const Password = Type.String({ minLength: 1, maxLength: 200, examples: ['correct horse battery'] });

export const EmployeeParams = Type.Object({
  ...CompanyParams.properties,
  employeeId: Type.String({ examples: ['emp_01KAR7R5WX3M2Y0FQ6N1C8VJTD'] }),
});

export const EmployeeBody = Type.Object(
  { email: Email, name: Name, role: RoleName, password: Type.Optional(NewPassword) },
  {
    additionalProperties: false,
    examples: [
      { email: 'ana@example.org', name: 'Ana Lim', role: 'agent', password: 'correct horse battery' },
    ],
  },
);

export const EmployeeChange = Type.Object(
  {
    email: Type.Optional(Email),
    name: Type.Optional(Name),
    role: Type.Optional(RoleName),
    password: Type.Optional(NewPassword),
    disabled: Type.Optional(Type.Boolean({ description: 'He cannot sign in; his sessions end' })),
  },
  { additionalProperties: false, minProperties: 1, examples: [{ role: 'viewer' }] },
);

export const SignInBody = Type.Object(
  {
    companyId: Type.Optional(Type.String({ maxLength: 63, examples: ['demo'] })),
    email: Email,
    password: Password,
  },
  {
    additionalProperties: false,
    examples: [{ email: 'ana@example.org', password: 'correct horse battery' }],
  },
);

export const PasswordBody = Type.Object(
  { currentPassword: Password, newPassword: NewPassword },
  {
    additionalProperties: false,
    examples: [{ currentPassword: 'correct horse battery', newPassword: 'staple battery horse' }],
  },
);

export const EmployeeResource = named(
  'Employee',
  Type.Object({
    id: Type.String({ examples: ['emp_01KAR7R5WX3M2Y0FQ6N1C8VJTD'] }),
    companyId: Type.String({ examples: ['demo'] }),
    email: Type.String({ examples: ['ana@example.org'] }),
    name: Type.String({ examples: ['Ana Lim'] }),
    role: RoleName,
    hasPassword: Type.Boolean({ description: 'Without one he cannot sign in' }),
    disabled: Type.Boolean(),
    lastSignedInAt: Nullable(Time()),
    createdAt: Time(),
  }),
);

export const CallerResource = named(
  'Caller',
  Type.Object({
    kind: OneOf(['admin', 'key', 'employee']),
    companyId: Nullable(Type.String({ description: 'Null for the admin key: all of them' })),
    scopes: Type.Array(OneOf(SCOPES)),
    employee: Type.Union([ref(EmployeeResource), Type.Null()]),
  }),
);

export const employeeResource = ({
  lastSignedInAt,
  createdAt,
  ...employee
}: Employee): Static<typeof EmployeeResource> => ({
  ...employee,
  lastSignedInAt: lastSignedInAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
});
