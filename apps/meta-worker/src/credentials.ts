import type { Coordination } from '@watertight/coordination';
import type { Clock, MetaCredentials } from '@watertight/core';
import { createCache } from '@watertight/routing';
import type { Store, WabaSecret } from '@watertight/store';

const KEPT = { ttlMs: 30_000, maxEntries: 5000 };
/** One webhook names no more phones than it has updates, of which Meta puts a thousand into one. */
const MAX_NAMED = 1000;

export interface CredentialsDeps {
  phones: Pick<Store['phones'], 'metaCredentials' | 'metaAppSecrets' | 'wabaAppSecrets'>;
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
  /** Of the phones in these business accounts, by company and index. */
  wabaSecrets(wabaIds: readonly string[]): Promise<WabaSecret[]>;
  close(): void;
}

export function createCredentials({ phones, coordination, clock }: CredentialsDeps): Credentials {
  const known = createCache({ ...KEPT, clock, load: (phoneId) => phones.metaCredentials(phoneId) });
  const readSecret = together((ids) => phones.metaAppSecrets(ids));
  const readWaba = together(async (ids) => {
    const found = await phones.wabaAppSecrets(ids);
    return new Map(ids.map((id) => [id, found.filter(({ wabaId }) => wabaId === id)]));
  });
  const remember = <T>(load: (id: string) => Promise<T>) => createCache({ ...KEPT, clock, load });
  let secrets = remember(readSecret);
  let ofWabas = remember(readWaba);

  const unsubscribe = coordination.subscribe('phones', ({ phoneId, statusOnly }) => {
    if (statusOnly) return;
    known.forget(phoneId);
    // They are kept by Meta's ids, which may be what changed.
    secrets = remember(readSecret);
    ofWabas = remember(readWaba);
  });

  return {
    of: (phoneId) => known.get(phoneId),
    async appSecrets(phoneNumberIds) {
      const ids = phoneNumberIds.slice(0, MAX_NAMED);
      const found = await Promise.all(ids.map(async (id) => [id, await secrets.get(id)] as const));
      return new Map(found.filter((entry): entry is [string, string] => entry[1] !== null));
    },
    async wabaSecrets(wabaIds) {
      const found = await Promise.all(wabaIds.slice(0, MAX_NAMED).map((id) => ofWabas.get(id)));
      return found.flatMap((some) => some ?? []);
    },
    close: unsubscribe,
  };
}

/** Reads asked for in the same moment become one. */
function together<T>(read: (ids: string[]) => Promise<Map<string, T>>) {
  let asked: { ids: Set<string>; found: Promise<Map<string, T>> } | undefined;
  const begin = () => {
    const ids = new Set<string>();
    const found = Promise.resolve().then(() => {
      asked = undefined;
      return read([...ids]);
    });
    return { ids, found };
  };
  return async (id: string): Promise<T | null> => {
    asked ??= begin();
    asked.ids.add(id);
    return (await asked.found).get(id) ?? null;
  };
}
