import { enter } from './bootstrap.mjs';

await enter('cli/main');
