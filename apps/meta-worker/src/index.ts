export { readMetaEnv, schema, type Env } from './env.ts';
export { service } from './service.ts';
