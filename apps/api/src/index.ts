export { buildApp, type ApiDeps } from './app.ts';
export { envSchema } from './env.ts';
