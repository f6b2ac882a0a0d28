import { faultWord, groupBy, noTracing, type Clock, type Log, type Tracing } from '@watertight/core';
import { persistently } from '@watertight/delivery';
import type { Egress } from '@watertight/service';
import type { ClaimedDelivery, DeliveryEnd, HookLanes, HookTarget, TakenLane } from '@watertight/store';
import { createVerdict, type Verdict } from './verdict.ts';
import type { Meters } from './meters.ts';
import { REST_FROM, retryDelayMs } from './schedule.ts';
import { attempt, type Attempted } from './send.ts';

export interface LaneDeps {
  lanes: HookLanes;
  egress: Egress;
  clock: Clock;
  log: Log;
  meters: Meters;
  /** Nothing is traced without it. */
  tracing?: Tracing | undefined;
  /** Requests to one endpoint at once. */
  concurrency: number;
}

/** One endpoint in our hands. */
export interface Lane {
  readonly epoch: number;
  /** Of its settings. */
  version(): string;
  /** Takes over changed settings; null: it is disabled or gone. */
  retarget(target: HookTarget | null): void;
  /** Says what has been added to it until now. */
  hear(pokes: number): void;
  /** Claims no more; what is under way may end. */
  drain(): void;
  /** It is no longer ours: what is under way is cut off. */
  lose(): void;
  /** When nothing is left to do, or nobody to do it. Rejects with what the store throws. */
  readonly ended: Promise<void>;
}

/** How one attempt ended, and what is written of it. */
export interface Result {
  delivery: ClaimedDelivery;
  attempted: Attempted;
  end: DeliveryEnd;
}

/** Deliveries of one chat that one claim takes, so that a lively chat does not ask the store for each. */
const RUN = 20;
/** While something is under way, retries of other chats may become due. */
const LOOK_AGAIN_MS = 1000;
/** Ends of attempts are kept for so long while the database is away. */
const KEEP_MS = 60_000;

/**
 * Delivers what waits for one endpoint: each chat in its order, several chats at once, until nothing is due. A chat
 * whose delivery failed waits for it; the others go on. After some failures in a row the endpoint as a whole rests.
 */
export function runLane(deps: LaneDeps, taken: TakenLane): Lane {
  const { lanes } = deps;
  const { lease } = taken;
  const cut = new AbortController();
  const busy = new Set<string>();
  const verdict = createVerdict(deps, taken);
  let target: HookTarget | null = taken;
  let isDraining = false;
  let known = taken.pokes;
  let after = '';
  /** All that was due at the last look is in our hands. */
  let isExhausted = false;
  let wake: (() => void) | undefined;
  let isPoked = false;
  let waiting: Result[] = [];
  let settling: Promise<void> | undefined;
  let fault: Error | undefined;

  const poke = () => {
    isPoked = true;
    wake?.();
  };
  const isOver = () => isDraining || target === null || verdict.isResting() || fault !== undefined;
  const room = () => (verdict.streak() >= REST_FROM ? 1 : deps.concurrency) - busy.size;

  /** The receiver's request continues the trace that led to it. */
  const traced = async (delivery: ClaimedDelivery, to: HookTarget): Promise<Attempted> => {
    const { tracing = noTracing } = deps;
    if (!tracing.isOn) return attempt(deps.egress, to, delivery, cut.signal);
    const { id, eventId, eventType, messageId } = delivery;
    const span = tracing.start('webhook.deliver', {
      parent: delivery.traceparent,
      kind: 'client',
      attributes: {
        ...{ 'delivery.id': id, 'event.id': eventId, 'event.type': eventType },
        ...{ 'message.id': messageId ?? undefined, 'delivery.attempt': delivery.attempt },
        ...{ 'company.id': taken.companyId, 'endpoint.id': lease.endpointId },
      },
    });
    try {
      const attempted = await attempt(deps.egress, to, delivery, cut.signal, span.traceparent);
      const { status } = attempted.entry;
      span.set({ 'http.response.status_code': status ?? undefined, 'delivery.result': attempted.kind });
      span.end(attempted.kind === 'delivered' ? undefined : status === null ? 'NO_ANSWER' : `HTTP_${status}`);
      return attempted;
    } catch (error) {
      span.end(faultWord(error));
      throw error;
    }
  };

  /** One chat's deliveries, one after the other; the first that fails ends it. */
  const runChat = async (chatKey: string, run: ClaimedDelivery[]) => {
    try {
      for (const delivery of run) {
        if (isOver() || target === null) break;
        const attempted = await traced(delivery, target);
        const written = settle({ delivery, attempted, end: endOf(delivery, attempted) });
        if (attempted.kind === 'delivered') continue;
        await written;
        break;
      }
    } catch (error) {
      if (!cut.signal.aborted) fault ??= asError(error);
    }
    // Until it is written, it would be claimed again.
    await settling;
    busy.delete(chatKey);
    poke();
  };

  /** Resolves when this and all that came before it is written, or cannot be; never rejects. */
  const settle = (result: Result): Promise<void> => {
    verdict.note(result);
    waiting.push(result);
    return (settling ??= flush());
  };

  /** What comes together is written together. */
  const flush = async () => {
    try {
      await new Promise(setImmediate);
      while (waiting.length > 0) {
        const batch = waiting;
        waiting = [];
        await persistently(() => write(batch), KEEP_MS);
      }
    } catch (error) {
      fault ??= asError(error);
    } finally {
      settling = undefined;
    }
  };

  const write = async (batch: Result[]) => {
    const judged = verdict.of(batch);
    const ends = batch.map(({ end }) => end);
    await lanes.settle(lease, ends, judged.state);
    verdict.accept(judged);
    if (judged.hasRecovered) await lanes.hasten(lease.endpointId);
    if (judged.hasRecovered) isExhausted = false;
    if (judged.disable) await disable(judged.disable);
  };

  const disable = async (reason: NonNullable<Verdict['disable']>) => {
    await lanes.disable(lease, reason);
    target = null;
    deps.meters.disabled(reason);
    deps.log.warn({ endpointId: lease.endpointId, companyId: taken.companyId, reason }, 'webhook.disabled');
  };

  /** Starts what there is room for. */
  const claim = async () => {
    const chats = room();
    const claimed = await lanes.claim(lease, { chats, run: RUN, after, busy: [...busy] });
    const runs = groupBy(claimed, ({ chatKey }) => chatKey);
    isExhausted = runs.size < chats && [...runs.values()].every((run) => run.length < RUN);
    for (const [chatKey, run] of runs) {
      busy.add(chatKey);
      after = chatKey;
      void runChat(chatKey, run);
    }
  };

  /** Gives the lane back. False: something was added in the meantime. */
  const release = async (): Promise<boolean> => {
    if (await lanes.release(lease, known)) return true;
    const pokes = (await lanes.pokes(lease.owner, [lease.endpointId])).get(lease.endpointId);
    if (pokes === undefined) return true; // another's by now
    known = pokes;
    isExhausted = false;
    return false;
  };

  const rest = async () => {
    if (isPoked) return;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(() => {
        isExhausted = false;
        resolve();
      }, LOOK_AGAIN_MS);
      wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    wake = undefined;
  };

  const run = async () => {
    while (!cut.signal.aborted) {
      isPoked = false;
      if (fault !== undefined && busy.size === 0) throw fault;
      if (!isOver() && !isExhausted && room() > 0) await claim();
      else if (busy.size > 0) await rest();
      else if (await release()) return;
    }
  };

  return {
    epoch: lease.epoch,
    version: () => target?.version ?? '',
    retarget(next) {
      target = next;
      poke();
    },
    hear(pokes) {
      if (pokes === known) return;
      known = pokes;
      isExhausted = false;
      poke();
    },
    drain() {
      isDraining = true;
      poke();
    },
    lose() {
      cut.abort(new Error('The lane is no longer ours'));
      poke();
    },
    ended: run(),
  };

  function endOf(delivery: ClaimedDelivery, { kind, retryAfterMs, entry }: Attempted): DeliveryEnd {
    const { status: responseStatus, error } = entry;
    const base = { id: delivery.id, responseStatus, error, entry };
    if (kind === 'delivered') return { ...base, status: 'delivered', againMs: 0 };
    const pauseMs = retryDelayMs(delivery.attempt);
    // What an endpoint that says farewell does not get is kept.
    if (pauseMs === null && kind !== 'gone') return { ...base, status: 'failed', againMs: 0 };
    return { ...base, status: 'waiting', againMs: Math.max(pauseMs ?? 0, retryAfterMs ?? 0) };
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
