export { schema } from './env.ts';
