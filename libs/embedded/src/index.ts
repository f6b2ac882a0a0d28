export { findChromium } from './chromium.ts';
export { EmbeddedError, type Progress } from './fault.ts';
export { lock, tryLock, type LockResult, type Release } from './lock.ts';
export { isPortFree, randomFreePort } from './ports.ts';
export {
  DEFAULT_DATABASE,
  startPostgres,
  type PostgresOptions,
  type PostgresServer,
} from './postgres/postgres.ts';
export { findProgram, runCommand, type CommandOptions, type CommandResult } from './process/command.ts';
export { endProcess, isGone, signalProcess, type Step } from './process/end.ts';
export {
  commandLineOf,
  identityOf,
  isAlive,
  isProcessId,
  processId,
  type ProcessId,
} from './process/identity.ts';
export { enter, guests, type Presence } from './presence.ts';
export {
  findAlertmanager,
  findPrometheus,
  type AlertmanagerPrograms,
  type FindOptions,
  type PrometheusPrograms,
} from './prometheus.ts';
export { startRedis, type RedisOptions, type RedisServer } from './redis/redis.ts';
export type { Server } from './server/engine.ts';
