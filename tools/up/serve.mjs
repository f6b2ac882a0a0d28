import { enter } from './bootstrap.mjs';

await enter('serve');
