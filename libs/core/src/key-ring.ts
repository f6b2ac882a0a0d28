import { createHash } from 'node:crypto';

/** The keys of this system: `current` seals, all of them open. Each is 32 bytes. */
export interface KeyRing {
  current: Buffer;
  others?: readonly Buffer[];
}

export const KEY_ID_BYTES = 8;

/** What names a key in what it sealed; says nothing about the key. */
export const keyIdOf = (key: Buffer): Buffer =>
  createHash('sha256').update('watertight key id').update(key).digest().subarray(0, KEY_ID_BYTES);

export interface OpenRing {
  current: { id: Buffer; key: Buffer };
  /** Undefined when the ring does not have it. */
  find(id: Buffer): Buffer | undefined;
  /** The current one first. */
  all: readonly Buffer[];
}

/** @throws Error when a key is not 32 bytes */
export function openRing(keys: Buffer | KeyRing): OpenRing {
  const { current, others = [] } = Buffer.isBuffer(keys) ? { current: keys } : keys;
  const all = [current, ...others];
  if (all.some((key) => key.length !== 32)) throw new Error('The encryption key must be 32 bytes');
  const byId = new Map(all.map((key) => [keyIdOf(key).toString('hex'), key]));
  return {
    current: { id: keyIdOf(current), key: current },
    find: (id) => byId.get(id.toString('hex')),
    all,
  };
}
