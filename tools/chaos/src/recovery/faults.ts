import type { Constellation } from '../constellation.ts';
import { META_BAR_SECONDS, STORE_BAR_SECONDS, WEB_PHONE_BAR_SECONDS, type Fault } from '../faults/fault.ts';
import { databaseTold, processTold, redisTold, type Truth } from './health.ts';
import type { Orders } from './orders.ts';

/** A fault whose discovery is measured, besides its repair. */
export interface RecoveryFault extends Fault {
  /** When the health of the whole admits it. */
  told: Truth;
  /** The alerts of which one has to notice; see docs/runbook.md. */
  alerts: readonly string[];
  /** The most seconds until the API answers again, where it is the API that is struck. */
  apiBarSeconds?: number;
}

/** Health tells the truth within so many seconds of every fault. */
export const TOLD_BAR_SECONDS = 10;
const API_BAR_SECONDS = 3;

/** Longer than the supervisor waits before it kills what hangs. */
const BLOCK_MS = 30_000;
/** Late enough for a WhatsApp Web worker to have started a browser each time. */
const LIFE_MS = 3000;
/** A store that is away for so long, and a process that crashes for so long, is noticed by everybody. */
const LASTS_MS = [14_000, 16_000] as const;

/** The worker that crashes in a loop. */
export const CRASHING = 'wwebjs';

type Role = 'api' | 'wwebjs' | 'meta';
const FOLDER: Readonly<Record<Role, string>> = { api: 'api', wwebjs: 'wwebjs-worker', meta: 'meta-worker' };
const BAR_SECONDS: Readonly<Record<Role, number>> = {
  api: META_BAR_SECONDS,
  wwebjs: WEB_PHONE_BAR_SECONDS,
  meta: META_BAR_SECONDS,
};

/** A process that does not answer: by the scrape that fails, or by what its peers say of it. */
const DEAD = [
  'WatertightProcessDown',
  'WatertightInstanceSilent',
  'WatertightCrashLoop',
  'WatertightProcessFailed',
];

/** What a process does to itself or has done to it, and stores that are away. */
export function recoveryFaults(orders: Orders): readonly RecoveryFault[] {
  return [
    ...(['api', 'wwebjs', 'meta'] as const).flatMap((role) => [
      { ...ofProcess(role), name: `kill ${role}`, inject: kill(role) },
      {
        ...ofProcess(role),
        name: `block ${role}`,
        inject: toPid(role, (pid) => orders.block(pid, BLOCK_MS)),
      },
      { ...ofProcess(role), name: `fill ${role}`, inject: toPid(role, (pid) => orders.fillHeap(pid)) },
    ]),
    crashLoop(orders, CRASHING),
    {
      name: 'redis away',
      hits: 'both',
      inject: ({ redis }) => redis.kill(),
      heal: ({ redis }) => redis.restart(),
      lastsMs: LASTS_MS,
      since: 'return',
      barSeconds: STORE_BAR_SECONDS,
      isUncertain: false,
      told: redisTold,
      alerts: ['WatertightRedisAway'],
    },
    {
      name: 'postgres away',
      hits: 'both',
      inject: ({ postgres }) => postgres.kill(),
      heal: ({ postgres }) => postgres.restart(),
      lastsMs: LASTS_MS,
      since: 'return',
      // The WhatsApp Web worker has fenced itself: this is a start of WhatsApp Web, not only a reconnection.
      barSeconds: WEB_PHONE_BAR_SECONDS,
      isUncertain: true,
      told: databaseTold,
      alerts: ['WatertightDatabaseAway'],
    },
  ];
}

const ofProcess = (role: Role) =>
  ({
    hits: role === 'api' ? 'both' : role,
    since: 'fault',
    barSeconds: BAR_SECONDS[role],
    isUncertain: role !== 'api',
    told: processTold(role),
    alerts: DEAD,
    ...(role === 'api' ? { apiBarSeconds: API_BAR_SECONDS } : {}),
  }) as const;

/** Each life of the process ends soon, until the cause is removed. */
export const crashLoop = (orders: Orders, role: Role): RecoveryFault => ({
  ...ofProcess(role),
  name: `crash loop ${role}`,
  async inject(constellation) {
    orders.crashAfter(appOf(constellation, role), LIFE_MS);
    await kill(role)(constellation);
  },
  async heal(constellation) {
    orders.pardon(appOf(constellation, role));
  },
  lastsMs: LASTS_MS,
  since: 'return',
});

const appOf = ({ mode }: Constellation, role: Role) => (mode === 'single' ? 'single' : FOLDER[role]);

const kill = (role: Role) => toPid(role, (pid) => void process.kill(pid, 'SIGKILL'));

const toPid =
  (role: Role, strike: (pid: number) => void) =>
  async (constellation: Constellation): Promise<void> =>
    strike(await constellation.system.pidOf(role));
