import { setImmediate as breathe } from 'node:timers/promises';
import type { Mutant } from '@watertight/testkit/memory-store';
import { simulate, type RunResult } from './run.ts';
import type { Kind } from './world.ts';

const { SIMULATION_SEED, SIMULATION_RUNS } = process.env;
/** Runs of one channel in an ordinary test; as many of them as fit into the time. */
const RUNS = 2500;
const WITHIN_MS = 25_000;
const DIARY_LINES = 120;

export interface Survey {
  runs: number;
  messages: number;
  /** How many messages ended in each status, over all runs: what the runs had in them. */
  statuses: Record<string, number>;
  failed: RunResult | undefined;
}

/**
 * Runs seed after seed until one fails, the runs are done or the time is over. SIMULATION_SEED runs that one seed
 * and no other; SIMULATION_RUNS runs so many however long they take.
 */
export async function survey(kind: Kind): Promise<Survey> {
  const first = Number(SIMULATION_SEED ?? 1);
  const runs = SIMULATION_SEED ? 1 : Number(SIMULATION_RUNS ?? RUNS);
  const untilMs = SIMULATION_SEED || SIMULATION_RUNS ? Infinity : performance.now() + WITHIN_MS;
  const all: Survey = { runs: 0, messages: 0, statuses: {}, failed: undefined };
  for (let seed = first; seed < first + runs && performance.now() < untilMs && !all.failed; seed++) {
    const result = await simulate(kind, seed);
    await breathe();
    all.runs++;
    all.messages += result.messages;
    for (const [status, count] of Object.entries(result.statuses))
      all.statuses[status] = (all.statuses[status] ?? 0) + count;
    if (result.violations.length > 0) all.failed = result;
  }
  return all;
}

/** What somebody needs to see it again and to understand it. */
export function story({ kind, seed, violations, diary }: RunResult): string {
  const ids = new Set(violations.flatMap((violation) => violation.match(/msg_\w+/g) ?? []));
  const telling = diary.filter((line) => !/msg_/.test(line) || [...ids].some((id) => line.includes(id)));
  return [
    `SIMULATION_SEED=${seed} breaks a promise (${kind}):`,
    ...violations.map((violation) => `  ${violation}`),
    'What happened (other messages left out):',
    ...telling.slice(0, DIARY_LINES),
  ].join('\n');
}

/** The first seed under which a broken rule shows, although the same run without the mutant is sound. */
export async function firstSeedThatShows(
  kind: Kind,
  mutant: Mutant,
  maxRuns: number,
): Promise<number | undefined> {
  for (let seed = 1; seed <= maxRuns; seed++) {
    await breathe();
    const broken = await simulate(kind, seed, [mutant]);
    if (broken.violations.length === 0) continue;
    const sound = await simulate(kind, seed);
    if (sound.violations.length === 0) return seed;
  }
  return undefined;
}
