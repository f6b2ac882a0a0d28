import { readEnv, storeEnv } from '@watertight/service';
import { Type, type Static } from 'typebox';

/** What the migration job reads. */
export const schema = Type.Object({ DATABASE_URL: storeEnv.DATABASE_URL });

export type Env = Static<typeof schema>;

/** Reads and checks the environment; throws an `EnvError` with every fault. */
export const readMigrateEnv = (source: NodeJS.ProcessEnv = process.env): Env => readEnv(schema, source);
