import { sleep } from '@watertight/service';

/** How much a session may take, and for how long, before it begins anew; 0 is no limit. */
export interface RecycleLimits {
  memoryMb: number;
  ageMs: number;
}

/** A session that is past a limit waits so long for a moment without a send; then it is begun anew all the same. */
const PATIENCE_MS = 60_000;
const IDLE_MS = 5000;
const HOLD_MS = 120_000;

/** What makes one session of a worker at a time begin anew. */
export interface Recycling {
  readonly limits: RecycleLimits;
  /** Takes the worker's only turn; null when another session has it. The turn ends by itself after two minutes. */
  takeTurn(): { end(): void } | null;
}

export function createRecycling(limits: RecycleLimits): Recycling {
  let holder: object | null = null;
  return {
    limits,
    takeTurn() {
      if (holder) return null;
      const mine = {};
      holder = mine;
      const over = new AbortController();
      const end = () => {
        over.abort();
        if (holder === mine) holder = null;
      };
      void sleep(HOLD_MS, over.signal).then(end);
      return { end };
    },
  };
}

export interface SessionLoad {
  nowMs: number;
  bornAtMs: number;
  memoryMb: number;
  lastSendAtMs: number;
  isSending: boolean;
}

/** Whether one browser of a session has to give way, and when. Ages differ, so that not all come due at once. */
export function createRecycleRule({ memoryMb, ageMs }: RecycleLimits, random: () => number = Math.random) {
  const ownAgeMs = ageMs * (0.85 + random() * 0.3);
  let dueSinceMs: number | null = null;
  return (load: SessionLoad): 'memory' | 'age' | null => {
    const why = reasonOf(load);
    dueSinceMs = why ? (dueSinceMs ?? load.nowMs) : null;
    if (!why || dueSinceMs === null) return null;
    const isIdle = !load.isSending && load.nowMs - load.lastSendAtMs >= IDLE_MS;
    return isIdle || load.nowMs - dueSinceMs >= PATIENCE_MS ? why : null;
  };

  function reasonOf({ nowMs, bornAtMs, memoryMb: takes }: SessionLoad): 'memory' | 'age' | null {
    if (memoryMb > 0 && takes > memoryMb) return 'memory';
    return ageMs > 0 && nowMs - bornAtMs > ownAgeMs ? 'age' : null;
  }
}
