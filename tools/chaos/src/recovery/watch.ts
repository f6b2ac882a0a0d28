import { setTimeout as pause } from 'node:timers/promises';
import type { System } from '@watertight/e2e';
import type { HealthView } from './health.ts';
import type { Prometheus } from './prometheus.ts';

/** Looks at a system from outside while something happens to it. */
export interface Watch {
  /** What `/health/all` said, the oldest first. */
  readonly health: readonly { at: number; view: HealthView }[];
  /** When the API answered `/health`, the oldest first. */
  readonly answers: readonly number[];
  /** Alerts whose expression was true, each look; the oldest first. */
  readonly alerts: readonly { at: number; names: ReadonlySet<string> }[];
  stop(): Promise<void>;
}

const API_EVERY_MS = 50;
const HEALTH_EVERY_MS = 100;
const ALERTS_EVERY_MS = 250;
const DEADLINE_MS = 2500;

/** Times are milliseconds since 1970, taken when the answer had been read. */
export function watch(system: System, prometheus: Prometheus): Watch {
  const ending = new AbortController();
  const health: { at: number; view: HealthView }[] = [];
  const answers: number[] = [];
  const alerts: { at: number; names: ReadonlySet<string> }[] = [];
  const look = (everyMs: number, once: () => Promise<void>) => repeat(everyMs, once, ending.signal);
  const running = [
    look(API_EVERY_MS, async () => {
      await read(`${system.at.api}/health`);
      answers.push(Date.now());
    }),
    look(HEALTH_EVERY_MS, async () => {
      const view = (await (await read(`${system.at.api}/health/all`)).json()) as HealthView;
      health.push({ at: Date.now(), view });
    }),
    look(ALERTS_EVERY_MS, async () => {
      const names = await prometheus.alerts();
      alerts.push({ at: Date.now(), names });
    }),
  ];
  return {
    health,
    answers,
    alerts,
    async stop() {
      ending.abort();
      await Promise.all(running);
    },
  };
}

/** What does not answer is seen in the gap that it leaves. */
async function repeat(everyMs: number, once: () => Promise<void>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    await once().catch(() => undefined);
    await pause(everyMs, undefined, { signal }).catch(() => undefined);
  }
}

async function read(url: string): Promise<Response> {
  const response = await fetch(url, { signal: AbortSignal.timeout(DEADLINE_MS) });
  if (!response.ok) throw new Error(`${response.status} from ${url}`);
  return response;
}
