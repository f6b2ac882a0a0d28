import { parseArgs } from 'node:util';
import { integer, UsageError } from '../options.ts';

export interface SoakOptions {
  /** WhatsApp Web phones on the one worker. */
  phones: number;
  minutes: number;
  /** A page or a browser is killed this often. */
  everySeconds: number;
  /** Texts a second in each direction, all phones together. */
  rate: number;
  /** Messages a second through a phone of the Cloud API, each with its receipts and a customer's webhooks. */
  metaRate: number;
  seed: number;
  json: string | null;
  /** Missed bars count like a loss. */
  strict: boolean;
  apps: string;
  keep: boolean;
}

export const SOAK_USAGE = `npm run soak -- [options]
  --phones N       WhatsApp Web phones on one worker (4)
  --minutes N      how long things are broken (5)
  --every S        seconds between two breaks (20)
  --rate N         texts a second in each direction, all phones together (8)
  --meta-rate N    messages a second through the Cloud API, with receipts and webhooks (20); 0 for none
  --seed S         decides phones, moments and ways; printed
  --json FILE      the report as JSON
  --strict         exit status 1 also when a bar is missed
  --apps DIR       the built apps (dist/apps)
  --keep           keep logs and data`;

/** @throws UsageError */
export function readSoakOptions(args: string[]): SoakOptions | 'help' {
  const values = parse(args);
  if (values.help) return 'help';
  return {
    phones: integer('phones', values.phones, 2, 50),
    minutes: integer('minutes', values.minutes, 1, 24 * 60),
    everySeconds: integer('every', values.every, 5, 600),
    rate: integer('rate', values.rate, 1, 100),
    metaRate: integer('meta-rate', values['meta-rate'], 0, 200),
    seed: integer('seed', values.seed ?? String(Date.now() % 2 ** 31), 0, 2 ** 32 - 1),
    json: values.json ?? null,
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
        phones: { type: 'string', default: '4' },
        minutes: { type: 'string', default: '5' },
        every: { type: 'string', default: '20' },
        rate: { type: 'string', default: '8' },
        'meta-rate': { type: 'string', default: '20' },
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
