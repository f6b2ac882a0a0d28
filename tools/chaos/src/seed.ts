/** Where all chance of a run comes from: the same seed draws the same numbers. */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** A number between the two. */
  between(low: number, high: number): number;
  /** The same items in another order. */
  shuffle<T>(items: readonly T[]): T[];
}

/** mulberry32: small, and good enough to choose moments. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (low: number, high: number) => low + next() * (high - low);
  return {
    next,
    between,
    shuffle<T>(items: readonly T[]): T[] {
      const rest = [...items];
      return items.map(() => rest.splice(Math.floor(next() * rest.length), 1)[0]!); // one is left for each
    },
  };
}
