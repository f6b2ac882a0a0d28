import type { ConnectionType } from '@watertight/core';
import type { DeliveryDeps } from './types.ts';

/** Lanes that a round looks at: with fewer than that in work, all of them. */
const STRETCH = 2000;
/** While most that are found had lost their tokens. */
const LONG_STRETCH = 10_000;

/**
 * Finds lanes of a shared channel whose tokens got lost: each call looks at one stretch of those in which something
 * waits, and goes on where the one before ended. So a round costs the same however many phones have work; a token that
 * is lost beside many is found when its stretch comes, and while most are lost the stretches are long.
 */
export function createLaneWalk(
  { store, queueing }: Pick<DeliveryDeps, 'store' | 'queueing'>,
  connectionType: ConnectionType,
): () => Promise<void> {
  let after: string | null = null;
  let limit = STRETCH;
  return async () => {
    const { lanes, next } = await store.sweeps.dueLanes(connectionType, { after, limit });
    after = next;
    const found = lanes.map((lane) => ({ ...lane, connectionType }));
    queueing.wakeLost(found, (lost) => {
      limit = lost * 2 > found.length ? LONG_STRETCH : STRETCH;
    });
  };
}
