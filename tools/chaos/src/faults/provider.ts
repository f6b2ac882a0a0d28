import type { Constellation } from '../constellation.ts';
import { SECONDS_NOT_MINUTES, type Fault } from './fault.ts';

type Rule = Record<string, unknown>;

const misbehave =
  (...faults: Rule[]) =>
  ({ system }: Constellation): Promise<void> =>
    system.simulate('metaSim', '/sim/behaviour', { faults });

const onMeta = {
  hits: 'meta',
  heal: misbehave(),
  lastsMs: [3000, 5000],
  since: 'return',
  barSeconds: SECONDS_NOT_MINUTES,
} as const;

/** What Meta's servers do to us. */
export const providerFaults: readonly Fault[] = [
  {
    name: 'provider-5xx',
    ...onMeta,
    inject: misbehave({ kind: 'http500', probability: 0.5 }, { kind: 'http503' }),
    isUncertain: false,
  },
  { name: 'provider-429', ...onMeta, inject: misbehave({ kind: 'http429' }), isUncertain: false },
  {
    name: 'provider-slow',
    ...onMeta,
    inject: misbehave({ kind: 'slow', delayMs: 3000, probability: 0.7 }),
    isUncertain: false,
  },
  {
    name: 'reset-after-accept',
    ...onMeta,
    inject: misbehave({ kind: 'reset-after', probability: 0.7 }),
    isUncertain: true,
  },
  {
    name: 'reset-before-accept',
    ...onMeta,
    // Few: each holds up its chat until the time for evidence is over.
    inject: misbehave({ kind: 'reset-before', count: 3 }),
    isUncertain: true,
  },
  {
    name: 'provider-silent',
    ...onMeta,
    // Longer than a caller waits: the message is out, the answer never comes.
    inject: misbehave({ kind: 'slow', delayMs: 40_000, probability: 0.3 }),
    isUncertain: true,
    isLong: true,
  },
];
