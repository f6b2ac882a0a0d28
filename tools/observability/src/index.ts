export * from './exposition.ts';
export * from './programs.ts';
export * from './rules.ts';
export * from './system.ts';
