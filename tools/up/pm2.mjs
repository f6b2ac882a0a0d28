import { enter } from './bootstrap.mjs';

await enter('pm2/main');
