import { META_BAR_SECONDS, SECONDS_NOT_MINUTES, WEB_PHONE_BAR_SECONDS, type Fault } from './fault.ts';

/** kill -9 of each process. Its supervisor starts it again; for the supervisor we stand in for an init system. */
export const processFaults: readonly Fault[] = [
  {
    name: 'kill-api',
    hits: 'both',
    inject: ({ system }) => system.kill('api').then(() => undefined),
    since: 'fault',
    barSeconds: SECONDS_NOT_MINUTES,
    isUncertain: false,
  },
  {
    name: 'kill-wwebjs',
    hits: 'wwebjs',
    inject: ({ system }) => system.kill('wwebjs').then(() => undefined),
    since: 'fault',
    barSeconds: WEB_PHONE_BAR_SECONDS,
    isUncertain: true,
  },
  {
    name: 'kill-meta',
    hits: 'meta',
    inject: ({ system }) => system.kill('meta').then(() => undefined),
    since: 'fault',
    barSeconds: META_BAR_SECONDS,
    isUncertain: true,
  },
  {
    name: 'kill-orchestrator',
    hits: 'both',
    inject: ({ orchestrator }) => orchestrator.kill(),
    heal: ({ orchestrator }) => orchestrator.start(),
    lastsMs: [500, 1500],
    // Nothing stops when it dies. Its successor ends what it finds and starts it anew: that is the gap.
    since: 'silence',
    barSeconds: SECONDS_NOT_MINUTES,
    isUncertain: true,
  },
];
