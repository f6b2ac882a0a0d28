import { enter } from './bootstrap.mjs';

await enter('data/main');
