import { SCOPES, type Scope } from './company.ts';

export const ROLES = ['admin', 'agent', 'viewer'] as const;
/** What an employee may do in his company. */
export type Role = (typeof ROLES)[number];

/** The scopes that a role has; a route asks for a scope, whoever calls. */
export const SCOPES_OF_ROLE: Readonly<Record<Role, readonly Scope[]>> = {
  viewer: ['messages:read'],
  agent: ['messages:read', 'messages:send', 'contacts:manage'],
  admin: SCOPES,
};

/** Somebody who signs in to the dashboard; programs have keys. */
export interface Employee {
  id: string;
  companyId: string;
  /** In lower case; one employee of a company for each. */
  email: string;
  name: string;
  role: Role;
  /** Without one nobody can sign in as him. */
  hasPassword: boolean;
  disabled: boolean;
  lastSignedInAt: Date | null;
  createdAt: Date;
}
