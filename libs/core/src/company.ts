export const SCOPES = [
  'messages:send',
  'messages:read',
  'phones:manage',
  'contacts:manage',
  'webhooks:manage',
  'company:admin',
] as const;
export type Scope = (typeof SCOPES)[number];

/** Of the turns that companies with a backlog share, each gets as many as its weight says beside the others'. */
export const MAX_WEIGHT = 100;

export interface Company {
  id: string;
  name: string;
  /** From 1 to MAX_WEIGHT. */
  weight: number;
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
