import { parseArgs } from 'node:util';
import type { Mode } from '@watertight/e2e';
import { integer, UsageError } from '../options.ts';

export interface RecoveryOptions {
  /** All roles in processes of their own, all in one, or one system of each kind after the other. */
  modes: readonly Mode[];
  /** Names of the faults; null for all. */
  only: readonly string[] | null;
  /** Whether what a crash loop costs the other channel is measured too. */
  hasCost: boolean;
  /** Messages a second on each channel. */
  rate: number;
  seed: number;
  json: string | null;
  /** Missed bars count like a loss. */
  strict: boolean;
  apps: string;
  keep: boolean;
}

export const RECOVERY_USAGE = `npm run recovery -- [options]
  --mode M         multi (a process for each role), single (one for all), or both (multi)
  --only "A,B"     these faults alone
  --no-cost        without what a crash loop costs the other channel (a minute and a half)
  --rate N         messages a second on each channel (20)
  --seed S         decides moments and chats; printed
  --json FILE      the report as JSON
  --strict         exit status 1 also when a bar is missed
  --apps DIR       the built apps (dist/apps)
  --keep           keep logs and data`;

/** @throws UsageError */
export function readRecoveryOptions(args: string[]): RecoveryOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  return {
    modes: modesOf(values.mode),
    only: values.only?.split(',').map((name) => name.trim()) ?? null,
    hasCost: !values['no-cost'],
    rate: integer('rate', values.rate, 1, 200),
    seed: integer('seed', values.seed ?? String(Date.now() % 2 ** 31), 0, 2 ** 32 - 1),
    json: values.json ?? null,
    strict: values.strict,
    apps: values.apps,
    keep: values.keep,
  };
}

function modesOf(mode: string): readonly Mode[] {
  if (mode === 'both') return ['multi', 'single'];
  if (mode === 'multi' || mode === 'single') return [mode];
  throw new UsageError(`--mode is multi, single or both, not "${mode}".`);
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        mode: { type: 'string', default: 'multi' },
        only: { type: 'string' },
        'no-cost': { type: 'boolean', default: false },
        rate: { type: 'string', default: '20' },
        seed: { type: 'string' },
        json: { type: 'string' },
        strict: { type: 'boolean', default: false },
        apps: { type: 'string', default: 'dist/apps' },
        keep: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}
