import { newId, silentLog, type NewMessage } from '@watertight/core';
import { openStore, type Store } from '@watertight/store';
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
