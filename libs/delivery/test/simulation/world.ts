import type { Phone } from '@watertight/core';
import {
  createMemoryDatabase,
  type MemoryDatabase,
  type Mutant,
  type OnLease,
  type Write,
} from '@watertight/testkit/memory-store';
import { createRandom, type Random } from './random.ts';
import { installTime, type Time } from './time.ts';

export type Kind = 'meta' | 'wwebjs';

/** How bad things are in one run. Probabilities are for each call. */
export interface Weather {
  storeFails: number;
  storeLosesAnswer: number;
  /** The database aborts what it was asked (a deadlock, say), although it can be reached. */
  storeAborts: number;
  slowness: number;
  /** Mean time between the deaths, pauses and outages of the run. */
  disasterEveryMs: number;
  providerTrouble: number;
  hintsLost: number;
  clocksWrongMs: number;
}

/** Everything that a run consists of besides its processes. */
export interface World {
  seed: number;
  kind: Kind;
  random: Random;
  time: Time;
  db: MemoryDatabase;
  weather: Weather;
  phones: Phone[];
  /** Whether faults may happen now. */
  stormy(): boolean;
  /** Nobody reaches the database before this. */
  storeAwayUntilMs: number;
  /** What providers and clients still have under way. */
  underWay: number;
  note(what: string): void;
  diary: string[];
  violations: string[];
  violate(what: string): void;
}

const MINUTE_MS = 60_000;
export const COMPANY = 'demo';

export function createWorld(options: {
  seed: number;
  kind: Kind;
  stormMs: number;
  mutants: readonly Mutant[];
  onWrite(world: World, write: Write): void;
  onLease(world: World, ...given: Parameters<OnLease>): void;
}): World {
  const { seed, kind, stormMs, mutants } = options;
  const random = createRandom(seed);
  const time = installTime(random);
  const db = createMemoryDatabase({
    // The database's own clock, which no host's wrong clock moves.
    clock: { now: () => new Date(time.epochMs + Math.floor(time.nowMs())) },
    mutants,
    onWrite: (write) => options.onWrite(world, write),
    onLease: (...given) => options.onLease(world, ...given),
  });
  const world: World = {
    seed,
    kind,
    random,
    time,
    db,
    weather: weatherOf(random),
    phones: phonesOf(random, kind),
    stormy: () => time.nowMs() < stormMs,
    storeAwayUntilMs: 0,
    underWay: 0,
    diary: [],
    violations: [],
    note: (what) => void world.diary.push(`${(time.nowMs() / 1000).toFixed(3).padStart(8)} ${what}`),
    violate(what) {
      world.violations.push(what);
      world.note(`VIOLATION ${what}`);
    },
  };
  db.addCompany({ id: COMPANY, name: 'Demo', weight: 1, createdAt: new Date(time.epochMs) });
  for (const phone of world.phones) db.addPhone(phone);
  return world;
}

/** From still to wild; each run its own mixture, so that rare things also happen alone. */
function weatherOf(random: Random): Weather {
  const some = (worst: number) => (random.chance(0.4) ? 0 : random.next() ** 2 * worst);
  return {
    storeFails: some(0.05),
    storeLosesAnswer: some(0.05),
    storeAborts: some(0.02),
    slowness: random.next(),
    disasterEveryMs: random.chance(0.2) ? 10 * MINUTE_MS : random.int(1500, 12_000),
    providerTrouble: random.chance(0.2) ? 0 : random.next() * 0.5,
    hintsLost: some(0.6),
    clocksWrongMs: random.chance(0.5) ? 0 : random.int(0, 1500),
  };
}

function phonesOf(random: Random, kind: Kind): Phone[] {
  return Array.from({ length: random.int(1, 2) }, (_, phoneIndex) => ({
    phoneId: `ph_${phoneIndex}`,
    companyId: COMPANY,
    phoneIndex,
    name: null,
    connectionType: kind,
    processName: kind,
    mode: 'sandbox' as const,
    phoneNumberId: `10000000000000${phoneIndex}`,
    wabaId: null,
    limits: null,
    fallback: null,
    desiredState: 'start' as const,
    createdAt: new Date(0),
  }));
}
