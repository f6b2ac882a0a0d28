import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Life } from '../life.ts';
import { Refusal } from '../refusal.ts';
import { reachable, type Settings } from '../settings.ts';
import { request } from '../system/http.ts';
import type { Pm2 } from './pm2.ts';
import type { AppSpec } from './profile.ts';

const READY_WITHIN_MS = 120_000;
const POLL_MS = 250;
const LOOK_MS = 3000;
const TAIL_LINES = 12;
/** sysexits.h EX_CONFIG. */
const CONFIGURATION_EXIT = 78;

/**
 * Waits until all of them are ready, on all of their ports.
 * @throws Refusal with the last words of what is not ready in time, or has refused to start
 */
export async function untilReady(
  { stop: signal }: Life,
  { pm2, settings }: { pm2: Pm2; settings: Settings },
  apps: AppSpec[],
): Promise<void> {
  const untilMs = performance.now() + READY_WITHIN_MS;
  let lookMs = performance.now() + LOOK_MS;
  for (let missing = apps; ; await sleep(POLL_MS, undefined, { signal })) {
    const ready = await Promise.all(missing.map((app) => isReady(app, settings, signal)));
    missing = missing.filter((_, index) => !ready[index]);
    if (missing.length === 0) return;
    const refused = performance.now() > lookMs ? await refusedOf(pm2, missing) : undefined;
    if (performance.now() > lookMs) lookMs = performance.now() + LOOK_MS;
    const late = performance.now() > untilMs ? missing[0] : undefined;
    if (refused) throw new Refusal(`${refused.name} refuses to start; it says:\n${tailOf(refused.out_file)}`);
    if (late)
      throw new Refusal(`${late.name} does not become ready; its log ends with:\n${tailOf(late.out_file)}`);
  }
}

const refusedOf = async (pm2: Pm2, apps: AppSpec[]): Promise<AppSpec | undefined> => {
  const processes = await pm2.list();
  return apps.find(({ name }) =>
    processes.some((one) => one.name === name && one.pid === 0 && one.exitCode === CONFIGURATION_EXIT),
  );
};

/** Ready on all of its ports. */
async function isReady({ env }: AppSpec, { host }: Settings, signal: AbortSignal): Promise<boolean> {
  const ports = Object.entries(env).flatMap(([name, value]) => (name.endsWith('_PORT') ? [value] : []));
  const answers = await Promise.all(
    ports.map((port) =>
      request(`http://${reachable(host)}:${port}/health/ready`, { deadlineMs: LOOK_MS, signal }),
    ),
  );
  return answers.every((answer) => answer?.status === 200);
}

/** The end of a log. */
export function tailOf(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-TAIL_LINES).join('\n');
}
