export * from './exposition.ts';
export * from './programs.ts';
export * from './prometheus.ts';
export * from './rules.ts';
export * from './system.ts';
export * from './dashboards/dashboards.ts';
export * from './dashboards/files.ts';
export * from './dashboards/model.ts';
