export { readMigrateEnv, schema, type Env } from './env.ts';
export { migrationsDir, run } from './run.ts';
