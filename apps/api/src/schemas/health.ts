import { PROCESS_NAMES } from '@watertight/core';
import { Type } from 'typebox';
import { named, Nullable, OneOf, Time } from './common.ts';

const StoreHealth = Type.Object({
  status: OneOf(['ok', 'down']),
  latencyMs: Type.Number(),
});

const QueueHealth = Type.Object({
  waiting: Type.Integer(),
  active: Type.Integer(),
  delayed: Type.Integer(),
  failed: Type.Integer({ description: 'In the last day' }),
  oldestSeconds: Type.Number({ description: 'How long the oldest has waited' }),
});

const ProcessHealth = Type.Object({
  processName: OneOf(PROCESS_NAMES),
  instanceId: Type.String({ description: '`-` when an expected process was never seen' }),
  status: OneOf(['healthy', 'degraded', 'down']),
  lastHeartbeatAt: Nullable(Time()),
  uptimeSeconds: Type.Number(),
  memoryUsageMb: Type.Number(),
  memoryLimitMb: Nullable(Type.Number()),
  activeConnections: Type.Integer(),
  restarts: Type.Integer(),
});

export const OverviewResource = named(
  'Health',
  Type.Object({
    status: OneOf(['ok', 'degraded', 'down'], { description: 'down: the database cannot be reached' }),
    processes: Type.Array(ProcessHealth),
    queues: Type.Object({ wwebjs: QueueHealth, meta: QueueHealth, webhook: QueueHealth }),
    database: StoreHealth,
    redis: StoreHealth,
  }),
);
