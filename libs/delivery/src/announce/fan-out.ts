import type { Store } from '@watertight/store';
import type { Log } from '@watertight/core';
import { compose } from './compose.ts';

export interface FanOut {
  /** Tells what is new in the stream to those who listen; answers how many deliveries that made. */
  run(): Promise<number>;
  /** How far the stream has been told by this process. */
  position(): number;
  /** For how long a writer that does not end has held the stream up, milliseconds. */
  heldUpMs(): number;
}

/** A writer that holds the stream up longer than any statement of ours may take is worth a line. */
const LONG_MS = 30_000;
/** Steps of one run; another process may want its turn. */
const MAX_STEPS = 20;

/** From the event stream to the deliveries of webhooks. Any number of processes may do it: one at a time does. */
export function createFanOut({
  store,
  log,
}: {
  store: Pick<Store, 'events' | 'webhooks'>;
  log: Log;
}): FanOut {
  const horizon = store.events.horizon();
  let position = 0;
  let saidAt = 0;

  const complain = () => {
    const waitingMs = Math.round(horizon.waitingMs());
    if (waitingMs < LONG_MS || performance.now() - saidAt < LONG_MS) return;
    saidAt = performance.now();
    log.warn({ waitingMs }, 'events.writer-does-not-end');
  };

  return {
    async run() {
      const upTo = await horizon.settled();
      complain();
      let made = 0;
      for (let step = 0; step < MAX_STEPS && position < upTo; step++) {
        const told = await store.webhooks.fanOut(upTo, compose);
        if (!told) break;
        position = told.position;
        made += told.deliveries;
      }
      return made;
    },
    position: () => position,
    heldUpMs: () => horizon.waitingMs(),
  };
}
