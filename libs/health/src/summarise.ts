import { PROCESS_NAMES, type Heartbeat, type ProcessName } from '@watertight/core';

/** One line of `processes` in `GET /health/all` (CONTRACT 6). */
export interface ProcessReport extends Omit<Heartbeat, 'timestamp'> {
  /** ISO 8601; null when there never was one. */
  lastHeartbeatAt: string | null;
}

export interface HealthSummary {
  status: 'ok' | 'degraded' | 'down';
  processes: ProcessReport[];
}

/** Four missed heartbeats; with a reader's delay, a dead process shows within the ten seconds promised. */
const SILENT_MS = 8000;
const LISTED_AFTER_DEATH_MS = 10 * 60_000;
const LISTED_AFTER_FAREWELL_MS = 60_000;

/**
 * Turns heartbeats (of any age, the newest of an instance counts) into the system's health. An instance that has
 * been silent for more than 8 s is down; it stays listed for ten minutes, or for one if it said so itself, and
 * the last one of its process always. Expected processes that were never seen are listed as down, instance `-`.
 * The whole is `down` without the stores, `degraded` when an expected process has no healthy instance or a listed
 * instance is degraded, else `ok`.
 */
export function summarise(
  heartbeats: readonly Heartbeat[],
  now: Date,
  expected: readonly ProcessName[],
  storesUp = true,
): HealthSummary {
  const seen = newestOfEachInstance(heartbeats);
  const names = PROCESS_NAMES.filter(
    (name) => expected.includes(name) || seen.some((one) => one.processName === name),
  );
  const processes = names.flatMap((name) => {
    const instances = seen.filter((one) => one.processName === name);
    return instances.length === 0 ? [neverSeen(name)] : listed(instances, now).map((one) => report(one, now));
  });
  return { status: storesUp ? overall(processes, expected) : 'down', processes };
}

function overall(processes: readonly ProcessReport[], expected: readonly ProcessName[]): 'ok' | 'degraded' {
  const isServed = (name: ProcessName) =>
    processes.some((one) => one.processName === name && one.status === 'healthy');
  const isWell = expected.every(isServed) && processes.every((one) => one.status !== 'degraded');
  return isWell ? 'ok' : 'degraded';
}

/** Newest first. */
function newestOfEachInstance(heartbeats: readonly Heartbeat[]): Heartbeat[] {
  const newest = new Map<string, Heartbeat>();
  for (const heartbeat of heartbeats) {
    const key = `${heartbeat.processName} ${heartbeat.instanceId}`;
    const known = newest.get(key);
    if (!known || timeOf(heartbeat) > timeOf(known)) newest.set(key, heartbeat);
  }
  return [...newest.values()].sort((a, b) => timeOf(b) - timeOf(a));
}

/** Of one process, newest first; never empty. In the order of their instance ids. */
function listed(instances: readonly Heartbeat[], now: Date): Heartbeat[] {
  const recent = instances.filter((one) => ageMs(one, now) <= listedMs(one));
  const kept = recent.length > 0 ? recent : instances.slice(0, 1);
  return [...kept].sort((a, b) => (a.instanceId < b.instanceId ? -1 : 1));
}

const listedMs = ({ status }: Heartbeat): number =>
  status === 'down' ? LISTED_AFTER_FAREWELL_MS : LISTED_AFTER_DEATH_MS;

function report(heartbeat: Heartbeat, now: Date): ProcessReport {
  const { timestamp, ...rest } = heartbeat;
  const status = ageMs(heartbeat, now) > SILENT_MS ? 'down' : heartbeat.status;
  return { ...rest, status, lastHeartbeatAt: timestamp };
}

const neverSeen = (processName: ProcessName): ProcessReport => ({
  processName,
  instanceId: '-',
  status: 'down',
  lastHeartbeatAt: null,
  uptimeSeconds: 0,
  memoryUsageMb: 0,
  memoryLimitMb: null,
  activeConnections: 0,
  restarts: 0,
});

const timeOf = ({ timestamp }: Heartbeat): number => Date.parse(timestamp);
const ageMs = (heartbeat: Heartbeat, now: Date): number => now.getTime() - timeOf(heartbeat);
