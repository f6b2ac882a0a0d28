import { hash, timingSafeEqual } from 'node:crypto';

/** Compares in a time that says nothing about where two secrets differ, or how long either is. */
export const sameSecret = (a: string, b: string): boolean =>
  timingSafeEqual(hash('sha256', a, 'buffer'), hash('sha256', b, 'buffer'));
