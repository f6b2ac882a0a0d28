import type { Heartbeat, HealthStatus, ProcessName } from '@watertight/core';
import { describe, expect, test } from 'vitest';
import { summarise } from './summarise.ts';

const now = new Date('2026-11-23T12:00:00.000Z');
const MINUTE = 60;

function beat(
  name: ProcessName,
  instanceId: string,
  ageSeconds: number,
  status: HealthStatus = 'healthy',
): Heartbeat {
  return {
    processName: name,
    instanceId,
    status,
    timestamp: new Date(now.getTime() - ageSeconds * 1000).toISOString(),
    uptimeSeconds: 60,
    memoryUsageMb: 100,
    memoryLimitMb: 1024,
    activeConnections: 2,
    restarts: 1,
  };
}

interface Case {
  what: string;
  beats: Heartbeat[];
  expected?: ProcessName[];
  storesUp?: boolean;
  status: string;
  /** `process instance status` */
  lines: string[];
}

const cases: Case[] = [
  { what: 'nothing expected, nothing seen: ok', beats: [], expected: [], status: 'ok', lines: [] },
  {
    what: 'fresh and healthy: ok',
    beats: [beat('meta', 'a', 1)],
    status: 'ok',
    lines: ['meta a healthy'],
  },
  {
    what: 'eight seconds of silence are still life',
    beats: [beat('meta', 'a', 8)],
    status: 'ok',
    lines: ['meta a healthy'],
  },
  {
    what: 'more than eight seconds of silence are death',
    beats: [beat('meta', 'a', 8.001)],
    status: 'degraded',
    lines: ['meta a down'],
  },
  {
    what: 'expected but never seen: down, instance -',
    beats: [],
    status: 'degraded',
    lines: ['meta - down'],
  },
  {
    what: 'a listed degraded instance degrades the whole, although another is healthy',
    beats: [beat('meta', 'a', 1), beat('meta', 'b', 1, 'degraded')],
    status: 'degraded',
    lines: ['meta a healthy', 'meta b degraded'],
  },
  {
    what: 'a dead instance beside a healthy one is listed and leaves the whole ok',
    beats: [beat('meta', 'a', 1), beat('meta', 'b', 30)],
    status: 'ok',
    lines: ['meta a healthy', 'meta b down'],
  },
  {
    what: 'a dead instance is listed for ten minutes',
    beats: [beat('meta', 'a', 1), beat('meta', 'b', 10 * MINUTE), beat('meta', 'c', 10 * MINUTE + 1)],
    status: 'ok',
    lines: ['meta a healthy', 'meta b down'],
  },
  {
    what: 'an instance that said farewell is down at once and listed for a minute',
    beats: [
      beat('meta', 'a', 1),
      beat('meta', 'b', 1, 'down'),
      beat('meta', 'c', 60, 'down'),
      beat('meta', 'd', 61, 'down'),
    ],
    status: 'ok',
    lines: ['meta a healthy', 'meta b down', 'meta c down'],
  },
  {
    what: 'the last instance of a process stays listed however long it is dead',
    beats: [beat('meta', 'old', 90 * MINUTE), beat('meta', 'last', 80 * MINUTE, 'down'), beat('api', 'x', 1)],
    status: 'degraded',
    lines: ['api x healthy', 'meta last down'],
  },
  {
    what: 'the newest heartbeat of an instance counts, in whatever order they come',
    beats: [beat('meta', 'a', 1), beat('meta', 'a', 20), beat('meta', 'a', 3, 'degraded')],
    status: 'ok',
    lines: ['meta a healthy'],
  },
  {
    what: 'the same instance id in two processes is two instances',
    beats: [beat('meta', 'host', 1), beat('webhook', 'host', 1)],
    status: 'ok',
    lines: ['meta host healthy', 'webhook host healthy'],
  },
  {
    what: 'a process that is not expected is listed; its death does not degrade',
    beats: [beat('meta', 'a', 1), beat('orchestrator', 'o', 60)],
    status: 'ok',
    lines: ['meta a healthy', 'orchestrator o down'],
  },
  {
    what: 'an expected process with only a degraded instance degrades',
    beats: [beat('meta', 'a', 1, 'degraded')],
    status: 'degraded',
    lines: ['meta a degraded'],
  },
  {
    what: 'a degraded instance that fell silent is down, and no longer degrades',
    beats: [beat('meta', 'a', 1), beat('meta', 'b', 20, 'degraded')],
    status: 'ok',
    lines: ['meta a healthy', 'meta b down'],
  },
  {
    what: 'without the stores the whole is down, whatever the processes say',
    beats: [beat('meta', 'a', 1)],
    storesUp: false,
    status: 'down',
    lines: ['meta a healthy'],
  },
];

describe('the summary of all processes', () => {
  test.each(cases)('$what', ({ beats, expected = ['meta'], storesUp = true, status, lines }) => {
    const summary = summarise(beats, now, expected, storesUp);
    expect(summary.processes.map((one) => `${one.processName} ${one.instanceId} ${one.status}`)).toEqual(
      lines,
    );
    expect(summary.status).toBe(status);
  });

  test('gives each process the fields of the contract and no other', () => {
    expect(summarise([beat('meta', 'a', 1)], now, ['api']).processes).toEqual([
      {
        processName: 'api',
        instanceId: '-',
        status: 'down',
        lastHeartbeatAt: null,
        uptimeSeconds: 0,
        memoryUsageMb: 0,
        memoryLimitMb: null,
        activeConnections: 0,
        restarts: 0,
      },
      {
        processName: 'meta',
        instanceId: 'a',
        status: 'healthy',
        lastHeartbeatAt: '2026-11-23T11:59:59.000Z',
        uptimeSeconds: 60,
        memoryUsageMb: 100,
        memoryLimitMb: 1024,
        activeConnections: 2,
        restarts: 1,
      },
    ]);
  });
});
