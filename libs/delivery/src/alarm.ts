/** Wakes lanes at a later time, while this process lives; after its death the sweep finds them. */
export interface Alarms {
  /** Rings once after `ms`; an earlier alarm of the lane stays, a later one gives way. */
  set(phoneId: string, ms: number): void;
  clear(): void;
}

export function createAlarms(ring: (phoneId: string) => void): Alarms {
  const alarms = new Map<string, { at: number; timer: NodeJS.Timeout }>();
  return {
    set(phoneId, ms) {
      const at = performance.now() + ms;
      const present = alarms.get(phoneId);
      if (present && present.at <= at) return;
      clearTimeout(present?.timer);
      const timer = setTimeout(
        () => {
          alarms.delete(phoneId);
          ring(phoneId);
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
