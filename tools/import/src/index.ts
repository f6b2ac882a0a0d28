export { createProgram } from './program.ts';
export { WAHA_EVENTS, wahaPhones } from './sources/waha.ts';
export { EVOLUTION_EVENTS, evolutionPhones } from './sources/evolution.ts';
export { ImportError } from './sources/source.ts';
export type { Report } from './run.ts';
