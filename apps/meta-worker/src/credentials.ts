import type { Coordination } from '@watertight/coordination';
import type { Clock, MetaCredentials } from '@watertight/core';
import { createCache } from '@watertight/routing';
import type { Store } from '@watertight/store';

const KEPT = { ttlMs: 30_000, maxEntries: 5000 };
/** One webhook names no more phones than it has updates, of which Meta puts a thousand into one. */
const MAX_NAMED = 1000;

export interface CredentialsDeps {
  phones: Pick<Store['phones'], 'metaCredentials' | 'metaAppSecrets'>;
  coordination: Pick<Coordination, 'subscribe'>;
  clock: Clock;
}

/**
 * The secrets of phones, remembered for half a minute, less when somebody says that a phone changed. A read that
 * fails rejects as the store does and is not remembered.
 */
export interface Credentials {
  /** Null when the phone has none. */
  of(phoneId: string): Promise<MetaCredentials | null>;
  /** The app secrets of these phone number ids; absent where a phone has none of its own. */
  appSecrets(phoneNumberIds: readonly string[]): Promise<Map<string, string>>;
  close(): void;
}

export function createCredentials({ phones, coordination, clock }: CredentialsDeps): Credentials {
  const known = createCache({ ...KEPT, clock, load: (phoneId) => phones.metaCredentials(phoneId) });
  const readSecret = together((ids) => phones.metaAppSecrets(ids));
  const newSecrets = () => createCache({ ...KEPT, clock, load: readSecret });
  let secrets = newSecrets();

  const unsubscribe = coordination.subscribe('phones', ({ phoneId, statusOnly }) => {
    if (statusOnly) return;
    known.forget(phoneId);
    // They are kept by the phone number id, which may be what changed.
    secrets = newSecrets();
  });

  return {
    of: (phoneId) => known.get(phoneId),
    async appSecrets(phoneNumberIds) {
      const ids = phoneNumberIds.slice(0, MAX_NAMED);
      const found = await Promise.all(ids.map(async (id) => [id, await secrets.get(id)] as const));
      return new Map(found.filter((entry): entry is [string, string] => entry[1] !== null));
    },
    close: unsubscribe,
  };
}

/** Reads asked for in the same moment become one. */
function together(read: (ids: string[]) => Promise<Map<string, string>>) {
  let asked: { ids: Set<string>; found: Promise<Map<string, string>> } | undefined;
  const begin = () => {
    const ids = new Set<string>();
    const found = Promise.resolve().then(() => {
      asked = undefined;
      return read([...ids]);
    });
    return { ids, found };
  };
  return async (id: string): Promise<string | null> => {
    asked ??= begin();
    asked.ids.add(id);
    return (await asked.found).get(id) ?? null;
  };
}
