import { parseArgs } from 'node:util';
import { FAULTS, type Fault } from './faults/index.ts';

export interface Options {
  rounds: number;
  seed: number;
  faults: readonly Fault[];
  /** Where the report is written as JSON. */
  json: string | null;
  /** Messages a second on each channel. */
  rate: number;
  /** Missed bars count like a loss. */
  strict: boolean;
  /** The folder of the built apps. */
  apps: string;
  /** Logs and data stay where they are, also when all is well. */
  keep: boolean;
}

export const USAGE = `npm run chaos -- [options]
  --rounds N       rounds of all faults, each in an order of its own (1)
  --seed S         decides order, moments and chats; printed, for the same run again
  --only A,B       these faults alone
  --short          without the faults that take half a minute each
  --rate N         messages a second on each channel (20)
  --json FILE      the report as JSON
  --strict         exit status 1 also when a bar is missed
  --apps DIR       the built apps (dist/apps)
  --keep           keep logs and data
Faults: ${FAULTS.map((fault) => (fault.isLong ? `(${fault.name})` : fault.name)).join(', ')}
In parentheses: left out by --short.`;

/** What the command line says that cannot be done; one sentence. */
export class UsageError extends Error {}

const MAX_RATE = 200;
const MAX_ROUNDS = 1000;
const MAX_SEED = 2 ** 32 - 1;

/** @throws UsageError */
export function readOptions(args: string[]): Options | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  return {
    rounds: integer('rounds', values.rounds, 1, MAX_ROUNDS),
    seed: integer('seed', values.seed ?? String(Date.now() % MAX_SEED), 0, MAX_SEED),
    faults: chosen(values.only, values.short),
    json: values.json ?? null,
    rate: integer('rate', values.rate, 1, MAX_RATE),
    strict: values.strict,
    apps: values.apps,
    keep: values.keep,
  };
}

function parse(args: string[]) {
  try {
    return parseArgs({
      args,
      options: {
        rounds: { type: 'string', default: '1' },
        seed: { type: 'string' },
        only: { type: 'string' },
        short: { type: 'boolean', default: false },
        rate: { type: 'string', default: '20' },
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

/** @throws UsageError */
export function integer(name: string, text: string, low: number, high: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= low && value <= high) return value;
  throw new UsageError(`--${name} should be a whole number from ${low} to ${high}, not "${text}".`);
}

function chosen(only: string | undefined, short: boolean): readonly Fault[] {
  if (only === undefined) return FAULTS.filter((fault) => !(short && fault.isLong));
  return only.split(',').map((name) => {
    const fault = FAULTS.find((one) => one.name === name.trim());
    if (!fault)
      throw new UsageError(
        `There is no fault "${name}"; there are ${FAULTS.map((one) => one.name).join(', ')}.`,
      );
    return fault;
  });
}
