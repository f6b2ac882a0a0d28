import {
  CHANNELS,
  silentLog,
  systemClock,
  type ClaimedMessage,
  type Evidence,
  type JournalEntry,
  type Observation,
  type Outcome,
  type Phone,
  type ProbeResult,
  type Session,
  type SessionChannel,
  type SessionReports,
  type SharedChannel,
} from '@watertight/core';
import { createCoordination } from '@watertight/coordination';
import { createAccepting, type DeliveryDeps, type SendRequest } from '@watertight/delivery';
import { createQueueing } from '@watertight/queueing';
import { openStore } from '@watertight/store';
import { testDatabase, testRedis } from '@watertight/testkit';

export interface Stores {
  databaseUrl: string;
  redisUrl: string;
  prefix: string;
}

/** The parts of one process on the given stores. */
export function openProcess({ databaseUrl, redisUrl, prefix }: Stores, instanceId: string) {
  const store = openStore({ databaseUrl, encryptionKey: Buffer.alloc(32, 1), log: silentLog });
  const queueing = createQueueing({ redisUrl, prefix, log: silentLog });
  const coordination = createCoordination({ redisUrl, prefix, log: silentLog });
  const deps: DeliveryDeps = {
    store,
    queueing,
    coordination,
    clock: systemClock,
    log: silentLog,
    instanceId,
  };
  return {
    ...deps,
    async close() {
      await queueing.close();
      await coordination.close();
      await store.close();
    },
  };
}

/** Stores of the test's own, with company `demo`, phone 0 (Cloud API) and phone 1 (WhatsApp Web). */
export async function openWorld(own?: Stores) {
  const database = own ? undefined : await testDatabase();
  const redis = own ? undefined : await testRedis();
  const stores = own ?? {
    databaseUrl: database?.url ?? '',
    redisUrl: redis?.url ?? '',
    prefix: redis?.prefix ?? '',
  };
  const api = openProcess(stores, 'api-1');
  await api.store.companies.create({ id: 'demo', name: 'Demo' });
  const meta = { phoneNumberId: '100', accessToken: 'token' };
  const limits = { enabled: false };
  const cloud = await api.store.phones.create('demo', { connectionType: 'meta', mode: 'live', meta, limits });
  const web = await api.store.phones.create('demo', { connectionType: 'wwebjs', mode: 'live', limits });
  const accepting = createAccepting(api);
  return {
    stores,
    api,
    accepting,
    cloud,
    web,
    async send(text: string, more: Partial<SendRequest> = {}): Promise<string> {
      const result = await accepting.accept({
        companyId: 'demo',
        phoneIndex: 0,
        type: 'text',
        chatId: '60123456789',
        content: { text },
        ...more,
      });
      if (result.kind === 'refused') throw new Error(result.code);
      return result.message.id;
    },
    async statusOf(id: string): Promise<string | undefined> {
      return (await api.store.messages.find('demo', id))?.status;
    },
    async close() {
      await api.close();
      await redis?.clear();
      await database?.drop();
    },
  };
}

export const textOf = (message: ClaimedMessage) => String((message.content as { text?: unknown }).text);

/** A provider in this process: what reached it, and how it answers. */
export class LoopbackProvider {
  readonly ledger: { id: string; chatId: string; text: string; by: string }[] = [];
  answer: (message: ClaimedMessage) => Outcome | Promise<Outcome> = (message) => ({
    kind: 'sent',
    providerMessageId: `provider-${message.id}`,
  });
  probe: () => ProbeResult = () => ({ status: 'ready', me: '60999' });

  take(message: ClaimedMessage, by: string): void {
    this.ledger.push({ id: message.id, chatId: message.chatId, text: textOf(message), by });
  }

  texts(chatId?: string): string[] {
    return this.ledger.filter((entry) => !chatId || entry.chatId === chatId).map((entry) => entry.text);
  }

  /** The channel as one worker sees it. Journal bodies are lists of observations. */
  shared(by: string): SharedChannel {
    return {
      capabilities: CHANNELS.meta,
      parallelChats: 16,
      receive: readObservations,
      probe: async () => this.probe(),
      send: async (_phone, message) => {
        const outcome = await this.answer(message);
        if (outcome.kind === 'sent' || outcome.kind === 'unknown') this.take(message, by);
        return outcome;
      },
    };
  }
}

/** Sessions in this process; the same key is the same message, as at WhatsApp. */
export class LoopbackSessions {
  readonly provider = new Map<string, { text: string; times: number }>();
  readonly open: { phone: Phone; reports: SessionReports; closed: boolean }[] = [];
  sendHook: (message: ClaimedMessage) => Outcome | Promise<Outcome> | undefined = () => undefined;
  lookup: (messageId: string) => Evidence = (messageId) =>
    this.provider.has(messageId)
      ? { kind: 'present', providerMessageId: `key-${messageId}` }
      : { kind: 'absent' };

  channel(): SessionChannel {
    return {
      capabilities: CHANNELS.wwebjs,
      receive: readObservations,
      open: (phone, reports) => this.#begin(phone, reports),
    };
  }

  #begin(phone: Phone, reports: SessionReports): Session {
    const entry = { phone, reports, closed: false };
    this.open.push(entry);
    setImmediate(() => reports.status('ready', { me: '60111' }));
    const close = async () => void (entry.closed = true);
    return {
      send: async (message) => {
        const known = this.provider.get(message.id);
        this.provider.set(message.id, { text: textOf(message), times: (known?.times ?? 0) + 1 });
        return (await this.sendHook(message)) ?? { kind: 'sent', providerMessageId: `key-${message.id}` };
      },
      lookup: async (messageId) => this.lookup(messageId),
      close,
      logout: close,
    };
  }
}

function readObservations(entry: JournalEntry): Observation[] {
  return (JSON.parse(entry.body) as Observation[]).map((observation) => ({
    ...observation,
    at: new Date(observation.at),
  }));
}
