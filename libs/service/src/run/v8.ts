/**
 * Of each of the two halves in which new objects live. With 16 MiB, what a request makes is still in use when they are
 * full, and is copied, and ends among the old objects, whose collection takes ten times as long.
 */
const SEMI_SPACE_MB = 32;

/** What Node is started with when it runs one of our processes, whose heap may have so many MiB. */
export const v8Options = (heapMb: number): string[] => [
  `--max-old-space-size=${heapMb}`,
  `--max-semi-space-size=${SEMI_SPACE_MB}`,
];
