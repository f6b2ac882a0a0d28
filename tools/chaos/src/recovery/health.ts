/** What of `GET /health/all` is looked at (CONTRACT 6). */
export interface HealthView {
  processes: {
    processName: string;
    instanceId: string;
    status: string;
    uptimeSeconds: number;
    restarts: number;
  }[];
  database: { status: string };
  redis: { status: string };
}

/** Whether the health of the whole admits a fault that struck after `before` was read. */
export type Truth = (now: HealthView, before: HealthView) => boolean;

/**
 * A process that is not well, or that has begun a new life since. Both are true of a process that was killed; which
 * is seen first depends on how quickly it is back.
 */
export const processTold =
  (processName: string): Truth =>
  (now, before) =>
    of(now, processName).some((one) => {
      const known = of(before, processName).find(({ instanceId }) => instanceId === one.instanceId);
      return (
        one.status !== 'healthy' ||
        known === undefined ||
        one.restarts > known.restarts ||
        one.uptimeSeconds < known.uptimeSeconds
      );
    });

export const databaseTold: Truth = ({ database }) => database.status === 'down';
export const redisTold: Truth = ({ redis }) => redis.status === 'down';

const of = ({ processes }: HealthView, processName: string) =>
  processes.filter((one) => one.processName === processName);
