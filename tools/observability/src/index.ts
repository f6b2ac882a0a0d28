export * from './programs.ts';
export * from './rules.ts';
