import {
  CommaList,
  egressEnv,
  encryptionEnv,
  mediaEnv,
  processEnv,
  SecretString,
  storeEnv,
  UrlString,
  tracingEnv,
} from '@watertight/service';
import { Type } from 'typebox';

const DEFAULT_MEMORY_MB = 2048;

/** What the API reads from its environment (CONTRACT 3). */
export const envSchema = Type.Object({
  ...processEnv('API_PORT', 3000, DEFAULT_MEMORY_MB),
  ...storeEnv,
  ...encryptionEnv,
  ...mediaEnv,
  ...egressEnv,
  ...tracingEnv,
  MEDIA_RETENTION_DAYS: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 36_500,
      description: 'Media files older than so many days are removed; kept for ever when unset',
    }),
  ),
  ADMIN_API_KEY: SecretString({
    pattern: '^[\\x21-\\x7e]{16,256}$',
    expects: '16 to 256 printable characters without spaces (openssl rand -hex 24)',
    description: 'The key that may do everything, for every company',
  }),
  DATABASE_TENANT_ROLE: Type.Optional(
    Type.String({
      pattern: '^[a-z_][a-z0-9_]{0,62}$',
      expects: 'the name of a role, watertight_tenant',
      description:
        'The role that companies’ own requests ask the database as: row-level security holds for it',
    }),
  ),
  API_RATE_LIMIT: Type.Integer({
    minimum: 0,
    maximum: 1_000_000,
    default: 1000,
    description:
      'Requests a second for each company key, over all instances; 0 is no limit. The admin key has none',
  }),
  API_MAX_LAG_MS: Type.Integer({
    minimum: 0,
    maximum: 60_000,
    default: 500,
    description:
      'Requests are refused (503) once the event loop was late by more on average for three seconds; 0 is never',
  }),
  API_TRUSTED_PROXIES: CommaList({
    description: 'Addresses and networks of proxies whose X-Forwarded-For is believed',
  }),
  SANDBOX: Type.Boolean({ default: false, description: '1 allows phones in mode sandbox' }),
  SANDBOX_GRAPH_URL: Type.Optional(
    UrlString(['https:', 'http:'], {
      description: 'Where Graph is played, to play its customers and faults',
    }),
  ),
  SANDBOX_WA_WEB_URL: Type.Optional(
    UrlString(['https:'], { description: 'Where web.whatsapp.com is played, for the same' }),
  ),
});
