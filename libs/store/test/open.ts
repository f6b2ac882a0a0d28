import { newId, silentLog, type NewMessage } from '@watertight/core';
import { openStore, type Erasure, type Store } from '@watertight/store';
import { testDatabase } from '@watertight/testkit';

/** A store on a database of its own, with company `demo` and one Cloud API phone. */
export async function demoStore(): Promise<{
  store: Store;
  phoneId: string;
  url: string;
  close(): Promise<void>;
}> {
  const database = await testDatabase();
  const store = openStore({ databaseUrl: database.url, encryptionKey: Buffer.alloc(32, 1), log: silentLog });
  await store.companies.create({ id: 'demo', name: 'Demo' });
  const { phoneId } = await store.phones.create('demo', {
    connectionType: 'meta',
    mode: 'live',
    meta: { phoneNumberId: '100', accessToken: 'token-1', appSecret: 'secret-1' },
  });
  return {
    store,
    phoneId,
    url: database.url,
    async close() {
      await store.close();
      await database.drop();
    },
  };
}

export const text = (phoneId: string, more: Partial<NewMessage> = {}): NewMessage => ({
  id: newId('msg'),
  companyId: 'demo',
  phoneId,
  phoneIndex: 0,
  connectionType: 'meta',
  type: 'text',
  chatId: '60123456789',
  content: { text: 'hello' },
  quotedMessageId: null,
  mentions: null,
  metadata: null,
  idempotencyKey: null,
  requestHash: null,
  onUncertain: 'hold',
  scheduledAt: null,
  expiresAt: null,
  routing: { routedBy: 'named' },
  ...more,
});

/** Does all that there is to do of erasures, without a pause, and drops files by `dropBytes`. */
export async function erase(
  store: Store,
  erasureId: string,
  dropBytes: (storageKey: string) => Promise<void> = async () => undefined,
): Promise<Erasure> {
  const timing = { tellMs: 0, journalMs: 0, lateMs: 0 };
  for (;;) {
    const taken = await store.erasures.take('test', 60_000);
    if (taken !== null && taken !== erasureId) throw new Error(`${taken} is running too`);
    const step = await store.erasures.step(erasureId, 'test', 60_000, timing);
    for (const mediaId of step?.drop ?? []) await store.media.drop(mediaId, dropBytes);
    const erasure = step?.erasure ?? (await store.erasures.get(erasureId));
    if (!erasure) throw new Error(`There is no erasure ${erasureId}`);
    if (erasure.status === 'done') return erasure;
  }
}

export const ACTOR = { actorKind: 'admin', actorId: null } as const;

/** Removes a company with all that it has; false when there is none. */
export async function eraseCompany(store: Store, companyId: string): Promise<boolean> {
  const erasure = await store.erasures.ofCompany(companyId, ACTOR);
  if (erasure) await erase(store, erasure.erasureId);
  return erasure !== null;
}
