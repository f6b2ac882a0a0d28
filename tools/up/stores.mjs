import { enter } from './bootstrap.mjs';

await enter('stores-process');
