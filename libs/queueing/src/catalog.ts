import { CHANNELS } from '@watertight/core';
import type { Lane } from './types.ts';

/** How many queues the lanes of one shared channel are spread over. Changing it strands no work: sweeps find it. */
export const SHARDS = 4;

/** A worker that is killed loses its token for at most the lock and one stall check (DESIGN 9). */
export const LOCK_MS = 5000;
export const STALL_CHECK_MS = 2000;
/** Tokens are never to be failed for having been stalled. */
export const MAX_STALLED = 1_000_000;

/** FNV-1a; only to spread lanes evenly. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) value = Math.imul(value ^ text.charCodeAt(i), 0x01000193);
  return value >>> 0;
}

export const shardQueues = (connectionType: string): string[] =>
  Array.from({ length: SHARDS }, (_, shard) => `${connectionType}-${shard}`);

export const isShared = ({ connectionType }: Pick<Lane, 'connectionType'>): boolean =>
  CHANNELS[connectionType].ownership === 'shared';

/** The queue that carries a lane's token. */
export function queueOf({ phoneId, connectionType }: Pick<Lane, 'phoneId' | 'connectionType'>): string {
  return isShared({ connectionType }) ? `${connectionType}-${hash(phoneId) % SHARDS}` : `lane-${phoneId}`;
}
