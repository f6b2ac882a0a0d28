import { LOOP_COST_BAR, type LoopCost } from './cost.ts';
import { TOLD_BAR_SECONDS, type RecoveryFault } from './faults.ts';
import type { RecoveryRow } from './run.ts';

/** What was over sooner may lie between two scrapes, which are a second apart here, and is told to nobody on purpose. */
const SEEN_FROM_SECONDS = 3;

/** Sentences on what was too slow; only rows with a process for each role are judged. */
export function missedRecoveryBars(
  rows: readonly RecoveryRow[],
  faults: readonly RecoveryFault[],
  cost: LoopCost | null,
): string[] {
  const ofRows = rows
    .filter(({ mode }) => mode === 'multi')
    .flatMap((row) =>
      missedBy(
        row,
        faults.find(({ name }) => name === row.fault)!,
      ),
    ); // rows come from faults
  return [...ofRows, ...(cost ? missedByCost(cost) : [])];
}

function missedBy(row: RecoveryRow, { barSeconds, apiBarSeconds }: RecoveryFault): string[] {
  const missed: string[] = [];
  const hold = (what: string, seconds: number | null, bar: number) => {
    if (seconds === null || seconds > bar)
      missed.push(`${row.fault}: ${what} ${seconds?.toFixed(1) ?? 'never'} s, should be at most ${bar} s`);
  };
  hold('health tells the truth after', row.toldSeconds, TOLD_BAR_SECONDS);
  hold('sending again after', row.backSeconds, barSeconds);
  if (apiBarSeconds !== undefined) hold('the API answers again after', row.silentSeconds.api, apiBarSeconds);
  const isOver = row.backSeconds !== null && row.backSeconds < SEEN_FROM_SECONDS;
  if (row.alert === null && !isOver) missed.push(`${row.fault}: no alert noticed`);
  return missed;
}

function missedByCost({ calm, loop, accepted, arrived, duplicated }: LoopCost): string[] {
  const missed: string[] = [];
  const cost = 1 - loop / calm;
  if (cost > LOOP_COST_BAR)
    missed.push(
      `a crash loop costs the other channel ${percent(cost)}, should be at most ${percent(LOOP_COST_BAR)}`,
    );
  if (arrived !== accepted || duplicated > 0)
    missed.push(
      `in a crash loop ${arrived} of ${accepted} arrived at the other channel, ${duplicated} twice`,
    );
  return missed;
}

export const percent = (part: number): string => `${(part * 100).toFixed(1)}%`;
