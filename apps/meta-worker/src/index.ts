export { readMetaEnv, schema, type Env } from './env.ts';
