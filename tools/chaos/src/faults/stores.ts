import { STORE_BAR_SECONDS, WEB_PHONE_BAR_SECONDS, type Fault } from './fault.ts';

/** The stores die, and Redis forgets. */
export const storeFaults: readonly Fault[] = [
  {
    name: 'redis-kill',
    hits: 'both',
    inject: ({ redis }) => redis.kill(),
    heal: ({ redis }) => redis.restart(),
    lastsMs: [1000, 4000],
    since: 'return',
    barSeconds: STORE_BAR_SECONDS,
    isUncertain: false,
  },
  {
    name: 'redis-emptied',
    hits: 'both',
    inject: ({ redis }) => redis.empty(),
    since: 'fault',
    barSeconds: STORE_BAR_SECONDS,
    isUncertain: false,
  },
  {
    name: 'redis-long-away',
    hits: 'both',
    inject: ({ redis }) => redis.kill(),
    heal: ({ redis }) => redis.restart(),
    lastsMs: [10_000, 15_000],
    since: 'return',
    barSeconds: STORE_BAR_SECONDS,
    isUncertain: false,
    isLong: true,
  },
  {
    name: 'postgres-kill',
    hits: 'both',
    inject: ({ postgres }) => postgres.kill(),
    heal: ({ postgres }) => postgres.restart(),
    lastsMs: [1000, 4000],
    since: 'return',
    barSeconds: STORE_BAR_SECONDS,
    isUncertain: true,
  },
  {
    name: 'postgres-long-away',
    hits: 'both',
    inject: ({ postgres }) => postgres.kill(),
    heal: ({ postgres }) => postgres.restart(),
    lastsMs: [15_000, 20_000],
    since: 'return',
    // The worker has fenced itself and closed its browser: this is a start of WhatsApp Web, not only a reconnection.
    barSeconds: WEB_PHONE_BAR_SECONDS,
    isUncertain: true,
    isLong: true,
  },
];
