import type { Coordination } from '@watertight/coordination';
import { createFanOut, every } from '@watertight/delivery';
import type { Store } from '@watertight/store';
import { randomBytes } from 'node:crypto';
import { runLane, type Lane, type LaneDeps } from './lane.ts';

export interface DispatchDeps extends Omit<LaneDeps, 'lanes'> {
  store: Pick<Store, 'events' | 'webhooks'>;
  coordination: Pick<Coordination, 'subscribe'>;
  instanceId: string;
  retentionDays: number;
}

export interface Dispatch {
  /** Endpoints being delivered to. */
  active(): number;
  /** For how long a writer that does not end has held the event stream up, milliseconds. */
  heldUpMs(): number;
  start(): void;
  /** Claims no more, lets what is under way end for `graceMs`, and gives back what is left. */
  stop(graceMs: number): Promise<void>;
}

const LOOK_MS = 250;
const LEASE_MS = 6000;
const RENEW_MS = 1500;
/** Without a renewal for so long, others may take what is ours. */
const FENCE_MS = 4500;
/** Endpoints of one process at once; more wait their turn, the longest waiting first. */
const MAX_LANES = 500;
const TAKE_AT_ONCE = 50;
const FORGET_MS = 60_000;
const FORGET_AT_ONCE = 5000;

/** Tells the event stream to webhooks: what is new becomes deliveries, and endpoints with work are taken and served. */
export function createDispatch(deps: DispatchDeps): Dispatch {
  const { store, coordination, log, instanceId } = deps;
  const { lanes, deliveries } = store.webhooks;
  // New with each start: what the process before held is not ours.
  const owner = `${instanceId}:${randomBytes(4).toString('hex')}`;
  const held = new Map<string, Lane>();
  const fanOut = createFanOut(deps);
  let isStopping = false;
  let renewedAt = performance.now();
  const loops: { poke(): void; stop(): Promise<void> }[] = [];
  const endings: (() => void)[] = [];

  const look = async () => {
    await fanOut.run();
    await take();
    await hear();
  };

  const take = async () => {
    for (;;) {
      const limit = Math.min(TAKE_AT_ONCE, MAX_LANES - held.size);
      if (isStopping || limit <= 0) return;
      const taken = await lanes.take(owner, limit, LEASE_MS);
      for (const one of taken) hold(one.lease.endpointId, runLane({ ...deps, lanes }, one));
      if (taken.length < limit) return;
    }
  };

  const hold = (endpointId: string, lane: Lane) => {
    held.get(endpointId)?.lose();
    held.set(endpointId, lane);
    lane.ended
      .catch((error: unknown) => log.warn({ err: error, endpointId }, 'webhook.lane-failed'))
      .finally(() => {
        if (held.get(endpointId) === lane) held.delete(endpointId);
      });
  };

  const hear = async () => {
    if (held.size === 0) return;
    const pokes = await lanes.pokes(owner, [...held.keys()]);
    for (const [endpointId, count] of pokes) held.get(endpointId)?.hear(count);
  };

  const renew = async () => {
    const before = [...held];
    const startedAt = performance.now();
    const ours =
      before.length > 0
        ? await lanes.renew(
            owner,
            before.map(([id]) => id),
            LEASE_MS,
          )
        : null;
    renewedAt = startedAt;
    for (const [endpointId, lane] of before) {
      const now = ours?.get(endpointId);
      if (held.get(endpointId) !== lane) continue;
      if (now?.epoch !== lane.epoch) lane.lose();
      else if (!now.enabled) lane.retarget(null);
      else if (now.version !== lane.version()) lane.retarget(await lanes.target(endpointId));
    }
  };

  /** Who cannot say that he lives counts as dead: others go on, and this one must not. */
  const fence = () => {
    if (performance.now() - renewedAt < FENCE_MS) return;
    for (const lane of held.values()) lane.lose();
  };

  return {
    active: () => held.size,
    heldUpMs: fanOut.heldUpMs,
    start() {
      const looking = every(LOOK_MS, 'look', log, look);
      const forgetting = every(FORGET_MS, 'forget deliveries', log, async () => {
        const gone = await deliveries.forget(deps.retentionDays, FORGET_AT_ONCE);
        if (gone > 0) log.info({ gone }, 'deliveries.forgotten');
      });
      loops.push(looking, every(RENEW_MS, 'renew', log, renew), forgetting);
      const fencing = setInterval(fence, 250);
      const unsubscribe = coordination.subscribe('messages', () => looking.poke());
      endings.push(() => clearInterval(fencing), unsubscribe);
    },
    async stop(graceMs) {
      isStopping = true;
      const [looking, ...others] = loops;
      await looking?.stop();
      for (const lane of held.values()) lane.drain();
      const timer = setTimeout(() => {
        for (const lane of held.values()) lane.lose();
      }, graceMs);
      await Promise.allSettled([...held.values()].map(({ ended }) => ended));
      clearTimeout(timer);
      await Promise.all(others.map((loop) => loop.stop()));
      for (const end of endings) end();
      await lanes.abandon(owner);
    },
  };
}
