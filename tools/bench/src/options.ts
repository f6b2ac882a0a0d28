import { parseArgs } from 'node:util';
import { integer, UsageError } from '@watertight/chaos';
import { CEILINGS } from './ceilings/ceilings.ts';
import type { Scenario } from './scenario.ts';
import { SCENARIOS } from './scenarios/index.ts';

export interface Options {
  scenarios: readonly Scenario[];
  /** Of each measurement. */
  seconds: number;
  /** Where the report goes as JSON, and as a plot. */
  json: string | null;
  svg: string | null;
  /** Where CPU profiles go. */
  profileDir: string | null;
  /** An earlier report to hold this one against. */
  compare: string | null;
  /** What a figure may be worse by, as a share, before the exit status is 1. */
  regression: number;
  /** For CI: little time, and of the figures the ratios to the ceilings alone. */
  short: boolean;
  apps: string;
}

export const USAGE = `npm run bench -- [options]
  --only A,B        these scenarios alone
  --seconds N       of each measurement (10)
  --json FILE       the report as JSON
  --svg FILE        a plot of it
  --profile DIR     a CPU profile of each of our processes during each scenario, and its busiest functions
  --compare FILE    ratios to an earlier report; exit status 1 when a figure is worse by more than --regression
  --regression S    as a share (0.2)
  --short           for CI: two seconds each, of the shortest scenarios, and ratios instead of figures
  --apps DIR        the built apps (dist/apps)
Scenarios: ${SCENARIOS.map(({ name, about }) => `\n  ${name.padEnd(18)}${about}`).join('')}
Ceilings, measured in the same run: ${CEILINGS.map(({ name }) => name).join(', ')}.`;

const MAX_SECONDS = 3600;
const SHORT_SECONDS = 2;

/** @throws UsageError */
export function readOptions(args: string[]): Options | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  return {
    scenarios: chosen(values.only, values.short),
    seconds: integer('seconds', values.seconds ?? (values.short ? `${SHORT_SECONDS}` : '10'), 1, MAX_SECONDS),
    json: values.json ?? null,
    svg: values.svg ?? null,
    profileDir: values.profile ?? null,
    compare: values.compare ?? null,
    regression: share('regression', values.regression),
    short: values.short,
    apps: values.apps,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        only: { type: 'string' },
        seconds: { type: 'string' },
        json: { type: 'string' },
        svg: { type: 'string' },
        profile: { type: 'string' },
        compare: { type: 'string' },
        regression: { type: 'string', default: '0.2' },
        short: { type: 'boolean', default: false },
        apps: { type: 'string', default: 'dist/apps' },
        help: { type: 'boolean', short: 'h', default: false },
      },
    }).values;
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function share(name: string, text: string): number {
  const value = Number(text);
  if (text.trim() !== '' && value >= 0 && value < 1) return value;
  throw new UsageError(`--${name} should be a share from 0 to below 1, such as 0.2, not "${text}".`);
}

function chosen(only: string | undefined, short: boolean): readonly Scenario[] {
  if (only === undefined) return SCENARIOS.filter((scenario) => !(short && scenario.isLong));
  return only.split(',').map((name) => {
    const scenario = SCENARIOS.find((one) => one.name === name.trim());
    if (scenario) return scenario;
    throw new UsageError(
      `There is no scenario "${name}"; there are ${SCENARIOS.map((one) => one.name).join(', ')}.`,
    );
  });
}
