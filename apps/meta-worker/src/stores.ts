import { createCoordination, type Coordination } from '@watertight/coordination';
import { createQueueing, type Queueing } from '@watertight/queueing';
import { encryptionKeyBytes, EnvError, type Shell } from '@watertight/service';
import { openStore, type Store } from '@watertight/store';
import type { Env } from './env.ts';

export interface Stores {
  store: Store;
  queueing: Queueing;
  coordination: Coordination;
}

/** Opens Postgres and Redis; throws one sentence when the database is not as this version needs it. */
export async function openStores({ log, onClose }: Shell, env: Env): Promise<Stores> {
  const encryptionKey = encryptionKeyBytes(env.ENCRYPTION_KEY);
  const store = openStore({ databaseUrl: env.DATABASE_URL.reveal(), encryptionKey, log });
  onClose('store', () => store.close());
  const fault = await store.schemaFault();
  if (fault) throw new EnvError([fault]);
  const redis = { redisUrl: env.REDIS_URL.reveal(), prefix: env.REDIS_PREFIX, log };
  const queueing = createQueueing(redis);
  onClose('queueing', () => queueing.close());
  const coordination = createCoordination(redis);
  onClose('coordination', () => coordination.close());
  return { store, queueing, coordination };
}
