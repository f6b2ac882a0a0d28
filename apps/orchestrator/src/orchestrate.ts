import {
  createHealth,
  createHealthServer,
  createMetrics,
  createOverview,
  databaseMetrics,
  figuresSink,
  startHeartbeat,
  storeMetrics,
  systemMetrics,
  type FiguresOptions,
  type FigureSource,
  type HeartbeatSink,
  type OverviewSources,
} from '@watertight/health';
import { systemClock } from '@watertight/core';
import { createLogger, type Shell } from '@watertight/service';
import type { Config } from './env.ts';
import { bothLogs, openLogFile } from './logs.ts';
import { appSpecs, extraSpecs, moreOf } from './processes.ts';
import { addProcessRoutes, childMetrics, childrenCheck } from './status.ts';
import { createEventRelay, type EventSink } from './supervise/events.ts';
import { openRunDir } from './supervise/run-dir.ts';
import { createSupervisor, type Supervisor } from './supervise/supervisor.ts';

/** Where the orchestrator's own life is written down, and where it reads of the others. */
export interface Records {
  heartbeats: HeartbeatSink[];
  events: EventSink;
  sources: Pick<OverviewSources, 'store' | 'coordination'>;
  redis: { isConnected(): boolean } | null;
  figures: FigureSource | null;
  /** Writes rows of `process_metrics`. */
  recordMetrics?: FiguresOptions['write'];
}

const RELAY_CLOSE_MS = 3000;
/** SIGKILL, the wait for output and the closing of files come on top of a drain. */
const AFTER_DRAIN_MS = 5000;

/** How long everything may take to stop: the apps' drain, then the extras'. */
const shutdownMs = (drainMs: number): number => 2 * drainMs + 2 * AFTER_DRAIN_MS;

/** Takes the run directory and the port, then ends leftovers and starts the children. Closes with the shell. */
export async function orchestrate(
  shell: Shell,
  config: Config,
  records: Records,
): Promise<{ port: number; supervisor: Supervisor }> {
  const { timings } = config;
  const ownFile = openLogFile(config.logDir, 'orchestrator', config.logFiles, shell.log);
  shell.onClose('log file', () => ownFile.close());
  const log = bothLogs(
    shell.log,
    createLogger({
      process: shell.name,
      instanceId: shell.instanceId,
      level: config.logLevel,
      stream: ownFile,
    }),
  );
  const runDir = openRunDir(config.runDir);
  shell.onClose('run directory', () => runDir.release());
  const relay = createEventRelay(records.events, log);
  shell.onClose('events', () => relay.close(RELAY_CLOSE_MS));

  const metrics = createMetrics({ processName: 'orchestrator', logLines: shell.logLines });
  const count = childMetrics(metrics, () => supervisor.processes());
  const supervisor = createSupervisor({
    apps: appSpecs(config.apps, config),
    extras: extraSpecs(config.extras),
    more: moreOf(config.apps, config),
    timings,
    env: process.env,
    runDir,
    openLogFile: (instanceId) => openLogFile(config.logDir, instanceId, config.logFiles, log),
    log,
    emit(event) {
      count(event);
      relay.emit(event);
    },
  });
  const health = createHealth({
    processName: 'orchestrator',
    instanceId: shell.instanceId,
    memoryLimitMb: config.memoryLimitMb,
    restarts: config.restarts,
    checks: { processes: childrenCheck(supervisor) },
    activeConnections: () => supervisor.processes().filter((one) => one.state === 'running').length,
  });
  shell.stopping.addEventListener('abort', () => health.draining());
  systemMetrics(metrics, createOverview({ ...records.sources, health, clock: systemClock }));
  if (records.figures) databaseMetrics(metrics, records.figures);
  if (records.redis) storeMetrics(metrics, { coordination: records.redis });

  const server = createHealthServer({ host: config.host, port: config.port, health, metrics, log });
  addProcessRoutes(server.app, supervisor);
  shell.onClose('status', () => server.close());
  const { port } = await server.listen();
  const { recordMetrics } = records;
  const sinks = recordMetrics
    ? [...records.heartbeats, figuresSink({ health, write: recordMetrics })]
    : records.heartbeats;
  const heartbeat = startHeartbeat({ health, sinks, log });
  shell.onClose('heartbeat', () => heartbeat.stop());
  // Closed first, so that status and heartbeats tell of the drain.
  shell.onClose('children', () => supervisor.stop(), shutdownMs(timings.drainMs));
  process.once('exit', () => supervisor.kill()); // also at a second Ctrl-C nothing is left behind
  await supervisor.start();
  return { port, supervisor };
}
