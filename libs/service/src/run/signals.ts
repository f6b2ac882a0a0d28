const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
type StopSignal = (typeof SIGNALS)[number];

const EXIT_STATUS = { SIGTERM: 143, SIGINT: 130 } as const;
const REPEAT_MS = 1000;

/**
 * Calls `stop` at the first SIGTERM or SIGINT. The same signal again exits at once. Within a second of the first
 * it is taken for an echo: a Ctrl-C in a terminal reaches a process from the terminal and from its parent.
 */
export function onStopSignal(stop: (signal: StopSignal) => void): void {
  const firstAt = new Map<StopSignal, number>();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      const first = firstAt.get(signal);
      if (first === undefined) {
        firstAt.set(signal, performance.now());
        stop(signal);
      } else if (performance.now() - first > REPEAT_MS) {
        process.exit(EXIT_STATUS[signal]);
      }
    });
  }
}
