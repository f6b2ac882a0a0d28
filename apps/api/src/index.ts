export { buildApp, type ApiDeps } from './app.ts';
export { envSchema } from './env.ts';
export { service } from './service.ts';
