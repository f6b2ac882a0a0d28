export const SCOPES = [
  'messages:send',
  'messages:read',
  'phones:manage',
  'contacts:manage',
  'webhooks:manage',
  'company:admin',
] as const;
export type Scope = (typeof SCOPES)[number];

export interface Company {
  id: string;
  name: string;
  createdAt: Date;
}

/** An API key as it is listed; the key itself is shown once, when it is made. */
export interface ApiKey {
  id: string;
  companyId: string;
  name: string;
  /** The first characters, to recognise it by. */
  prefix: string;
  scopes: Scope[];
  createdAt: Date;
  lastUsedAt: Date | null;
}
