import {
  egressEnv,
  egressRule,
  encryptionEnv,
  processEnv,
  readEnv,
  storeEnv,
  tracingEnv,
} from '@watertight/service';
import { Type, type Static } from 'typebox';

const DEFAULT_MEMORY_MB = 512;

/** What the webhook worker reads. */
export const schema = Type.Object({
  ...processEnv('WEBHOOK_PORT', 3003, DEFAULT_MEMORY_MB),
  ...storeEnv,
  ...encryptionEnv,
  ...egressEnv,
  ...tracingEnv,
  WEBHOOK_CONCURRENCY: Type.Integer({
    default: 10,
    minimum: 1,
    maximum: 100,
    description: 'Requests to one webhook at once; to one that fails there is one at a time',
  }),
  WEBHOOK_RETENTION_DAYS: Type.Integer({
    default: 14,
    minimum: 4,
    maximum: 365,
    description: 'How long deliveries are kept, to be looked at and delivered again',
  }),
});

export type Env = Static<typeof schema>;

/** Reads and checks the environment; throws an `EnvError` with every fault. */
export const readWebhookEnv = (source: NodeJS.ProcessEnv = process.env): Env =>
  readEnv(schema, source, [egressRule]);
