export * from './health.ts';
export * from './heartbeat.ts';
export * from './metrics.ts';
export * from './plugin.ts';
export * from './server.ts';
export * from './summarise.ts';
