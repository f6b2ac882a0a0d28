export { schema } from './env.ts';
export { service } from './service.ts';
