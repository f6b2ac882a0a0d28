/** A source of chance that is the same for the same seed (sfc32). */
export interface Random {
  /** From 0 up to, not including, 1. */
  next(): number;
  /** Whole, both ends included. */
  int(from: number, to: number): number;
  chance(probability: number): boolean;
  pick<T>(from: readonly T[]): T;
  /** Mostly small, now and then large: how long things take. */
  delay(usualMs: number, worstMs: number): number;
}

export function createRandom(seed: number): Random {
  let a = seed | 0;
  let b = 0x9e3779b9;
  let c = 0x243f6a88;
  let counter = 1;
  const next = () => {
    const sum = (((a + b) | 0) + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = ((c << 21) | (c >>> 11)) + sum;
    c |= 0;
    return (sum >>> 0) / 4294967296;
  };
  for (let i = 0; i < 12; i++) next();
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    chance: (probability) => probability > 0 && next() < probability,
    pick<T>(from: readonly T[]) {
      if (from.length === 0) throw new Error('There is nothing to pick from');
      return from[Math.floor(next() * from.length)] as T;
    },
    delay: (usualMs, worstMs) => (next() < 0.95 ? next() * usualMs : next() * worstMs),
  };
}
