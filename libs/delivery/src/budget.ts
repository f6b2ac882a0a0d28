/** How many sends may be under way in a process, shared by the turns of all its lanes. */
export interface Budget {
  /** Takes room for up to `wanted` sends; answers for how many, which may be none. */
  take(wanted: number): number;
  give(count: number): void;
}

export function createBudget(most: number): Budget {
  let taken = 0;
  return {
    take(wanted) {
      const granted = Math.max(0, Math.min(wanted, most - taken));
      taken += granted;
      return granted;
    },
    give(count) {
      taken -= count;
    },
  };
}

/** Without a bound of its own. */
export const UNBOUNDED: Budget = { take: (wanted) => wanted, give: () => undefined };
