import type { Lane } from '@watertight/queueing';

/** Wakes lanes at a later time, while this process lives; after its death the sweep finds them. */
export interface Alarms {
  /** Rings once after `ms`; an earlier alarm of the lane stays, a later one gives way. */
  set(lane: Lane, ms: number): void;
  clear(): void;
}

export function createAlarms(ring: (lane: Lane) => void): Alarms {
  const alarms = new Map<string, { at: number; timer: NodeJS.Timeout }>();
  return {
    set(lane, ms) {
      const { phoneId } = lane;
      const at = performance.now() + ms;
      const present = alarms.get(phoneId);
      if (present && present.at <= at) return;
      clearTimeout(present?.timer);
      const timer = setTimeout(
        () => {
          alarms.delete(phoneId);
          ring(lane);
        },
        Math.min(ms, 3_600_000),
      );
      alarms.set(phoneId, { at, timer });
    },
    clear() {
      for (const { timer } of alarms.values()) clearTimeout(timer);
      alarms.clear();
    },
  };
}
