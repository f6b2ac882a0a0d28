import { createCoordination, type Coordination } from '@watertight/coordination';
import { createQueueing, type Queueing } from '@watertight/queueing';
import { encryptionKeys, EnvError, type Secret, type Shell } from '@watertight/service';
import { openStore, type Store } from '@watertight/store';

/** Postgres and Redis as delivery uses them. */
export interface Stores {
  store: Store;
  queueing: Queueing;
  coordination: Coordination;
}

/** The variables of `storeEnv` and `encryptionEnv`. */
export interface StoresEnv {
  DATABASE_URL: Secret;
  REDIS_URL: Secret;
  REDIS_PREFIX: string;
  ENCRYPTION_KEY: Secret;
  ENCRYPTION_OTHER_KEYS?: Secret | undefined;
}

/**
 * Opens what every process of delivery stands on, and closes it with the shell. Redis may be away.
 * @throws EnvError with one sentence when the database's schema is not as this version needs it
 * @throws CodedError STORE_UNAVAILABLE when the database cannot be reached
 */
export async function openStores(
  { log, onClose }: Pick<Shell, 'log' | 'onClose'>,
  env: StoresEnv,
  options: { tenantRole?: string | undefined } = {},
): Promise<Stores> {
  const encryptionKey = encryptionKeys(env);
  const store = openStore({ databaseUrl: env.DATABASE_URL.reveal(), encryptionKey, log, ...options });
  onClose('store', () => store.close());
  const fault = await store.schemaFault();
  const faultOfRole = fault ?? (await store.tenantFault());
  if (faultOfRole) throw new EnvError([faultOfRole]);
  const redis = { redisUrl: env.REDIS_URL.reveal(), prefix: env.REDIS_PREFIX, log };
  const queueing = createQueueing(redis);
  onClose('queueing', () => queueing.close());
  const coordination = createCoordination(redis);
  onClose('coordination', () => coordination.close());
  return { store, queueing, coordination };
}
