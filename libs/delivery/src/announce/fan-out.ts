import type { Compose, Store } from '@watertight/store';
import { faultWord, noTracing, type Log, type Span, type Tracing } from '@watertight/core';
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
  tracing = noTracing,
}: {
  store: Pick<Store, 'events' | 'webhooks'>;
  log: Log;
  tracing?: Tracing | undefined;
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

  const tellSome = async (upTo: number) => {
    if (!tracing.isOn) return store.webhooks.fanOut(upTo, compose);
    const { traced, end } = tracedCompose(tracing);
    try {
      const told = await store.webhooks.fanOut(upTo, traced);
      end();
      return told;
    } catch (error) {
      end(faultWord(error));
      throw error;
    }
  };

  return {
    async run() {
      const upTo = await horizon.settled();
      complain();
      let made = 0;
      for (let step = 0; step < MAX_STEPS && position < upTo; step++) {
        const told = await tellSome(upTo);
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

/** Each event of a message that somebody is told has a span in the message's trace, and its deliveries go on under it. */
function tracedCompose(tracing: Tracing): { traced: Compose; end(fault?: string): void } {
  const spans = new Map<number, Span>();
  const spanOf = ({ event }: ReturnType<Compose>[number]): Span => {
    const known = spans.get(event.seq);
    if (known) return known;
    const span = tracing.start('webhook.fan-out', {
      parent: event.message?.traceparent,
      kind: 'producer',
      attributes: { 'event.id': event.id, 'event.type': event.type, 'company.id': event.companyId },
    });
    spans.set(event.seq, span);
    return span;
  };
  return {
    traced: (events, listeners, phoneOf) =>
      compose(events, listeners, phoneOf).map((delivery) =>
        delivery.event.message?.traceparent
          ? { ...delivery, traceparent: spanOf(delivery).traceparent }
          : delivery,
      ),
    end: (fault) => spans.forEach((span) => span.end(fault)),
  };
}
