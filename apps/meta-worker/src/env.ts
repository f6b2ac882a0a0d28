import {
  encryptionEnv,
  mediaEnv,
  mediaRules,
  processEnv,
  readEnv,
  retentionEnv,
  SecretString,
  storeEnv,
  tracingEnv,
  UrlString,
} from '@watertight/service';
import { Type, type Static } from 'typebox';

/** What the Meta worker reads. */
export const schema = Type.Object({
  ...storeEnv,
  ...encryptionEnv,
  ...mediaEnv,
  ...retentionEnv,
  ...tracingEnv,
  ...processEnv('META_PORT', 3002, 1024),
  META_GRAPH_URL: UrlString(['https:', 'http:'], {
    default: 'https://graph.facebook.com',
    description: 'Where Graph is, for phones in mode live',
  }),
  META_GRAPH_VERSION: Type.String({
    default: 'v26.0',
    pattern: '^v[0-9]{1,3}\\.[0-9]{1,2}$',
    expects: 'a Graph version such as v26.0',
    description: 'The version of the Graph API',
  }),
  META_APP_SECRET: Type.Optional(
    SecretString({ description: 'Key of the webhook signatures of phones that have none of their own' }),
  ),
  META_VERIFY_TOKEN: Type.Optional(
    SecretString({ description: "Token of Meta's verification handshake; phones may have their own" }),
  ),
  SANDBOX: Type.Boolean({ default: false, description: '1 allows phones in mode sandbox' }),
  SANDBOX_GRAPH_URL: Type.Optional(
    UrlString(['https:', 'http:'], {
      description: 'Where Graph is for phones in mode sandbox; its certificate need not be trusted',
    }),
  ),
});

export type Env = Static<typeof schema>;

/** Reads and checks the environment; throws an `EnvError` with every fault. */
export const readMetaEnv = (source: NodeJS.ProcessEnv = process.env): Env =>
  readEnv(schema, source, mediaRules);
