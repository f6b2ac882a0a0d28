import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Observation } from '@watertight/core';
import { createIngest, hostSessions, hostShared, type Host } from '@watertight/delivery';
import { eventually } from '@watertight/testkit';
import { LoopbackProvider, LoopbackSessions, openProcess, openWorld } from './world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;
let world: World;
let provider: LoopbackProvider;
let endings: (() => Promise<void>)[];

beforeEach(async () => {
  world = await openWorld();
  provider = new LoopbackProvider();
  endings = [];
});
afterEach(async () => {
  for (const end of endings.reverse()) await end();
  await world.close();
});

async function worker(name: string): Promise<Host> {
  const process = openProcess(world.stores, name);
  const host = hostShared(process, provider.shared(name));
  endings.push(() => process.close());
  await host.start();
  endings.push(() => host.stop());
  return host;
}

async function sessionWorker(
  name: string,
  sessions: LoopbackSessions,
  more: Partial<Parameters<typeof hostSessions>[2]> = {},
) {
  const process = openProcess(world.stores, name);
  const host = hostSessions(process, sessions.channel(), { capacity: 5, ...more });
  endings.push(() => process.close());
  await host.start();
  endings.push(() => host.stop());
  return { host, process };
}

const becomes = (id: string, status: string, timeoutMs = 10_000) =>
  eventually(async () => expect(await world.statusOf(id)).toBe(status), { timeoutMs });

const timeline = async (id: string) =>
  (await world.api.store.messages.get('demo', id))?.events.map((event) =>
    event.type.slice('message.'.length),
  );

describe('a shared lane', () => {
  it('sends what was accepted, and the timeline tells each step', async () => {
    await worker('meta-1');
    const id = await world.send('hello');
    await becomes(id, 'sent');
    expect(await timeline(id)).toEqual(['queued', 'sending', 'sent']);
    expect(provider.texts()).toEqual(['hello']);
  });

  it('keeps each chat in order over many turns and two workers', async () => {
    await Promise.all([worker('meta-1'), worker('meta-2')]);
    const chats = ['60111', '60222', '60333'].map((chat) => `${chat}000`);
    const wanted = Array.from({ length: 100 }, (_, i) => String(i));
    for (const text of wanted) await Promise.all(chats.map((chatId) => world.send(text, { chatId })));
    await eventually(() => expect(provider.ledger).toHaveLength(300), { timeoutMs: 20_000 });
    for (const chatId of chats) expect(provider.texts(chatId)).toEqual(wanted);
  });

  it('tries a chat again after its pause, in order, while other chats go on', async () => {
    let first = true;
    provider.answer = (message) => {
      if (message.chatId === '60111000' && first) {
        first = false;
        return {
          kind: 'later',
          scope: 'chat',
          retryAt: new Date(Date.now() + 600),
          code: 'RATE_LIMITED',
          detail: 'slow down',
        };
      }
      return { kind: 'sent', providerMessageId: message.id };
    };
    await worker('meta-1');
    const ids = [
      await world.send('a', { chatId: '60111000' }),
      await world.send('b', { chatId: '60111000' }),
    ];
    const other = await world.send('c', { chatId: '60222000' });
    await becomes(other, 'sent');
    expect(provider.texts('60111000')).toEqual([]);
    await becomes(ids[1] ?? '', 'sent');
    expect(provider.texts('60111000')).toEqual(['a', 'b']);
    expect(await timeline(ids[0] ?? '')).toEqual(['queued', 'sending', 'queued', 'sending', 'sent']);
  });

  it('rests whole when the phone itself is at fault, says so in the phone’s state, and goes on once that is mended', async () => {
    const refused = { status: 'failed', reason: 'Meta refused the access token.' } as const;
    provider.probe = () => refused;
    provider.answer = () => ({
      kind: 'later',
      scope: 'phone',
      retryAt: new Date(Date.now() + 60_000),
      code: 'TOKEN_REFUSED',
      detail: 'refused',
      phoneFault: refused.reason,
    });
    await worker('meta-1');
    const id = await world.send('hello');
    await eventually(async () =>
      expect((await world.api.store.phones.get('demo', 0))?.state).toMatchObject(refused),
    );
    await eventually(async () => expect(await timeline(id)).toEqual(['queued', 'sending', 'queued']));
    provider.probe = () => ({ status: 'ready' });
    provider.answer = (message) => ({ kind: 'sent', providerMessageId: message.id });
    await world.api.store.phones.change('demo', 0, { meta: { accessToken: 'another' } });
    world.api.coordination.publish('phones', { companyId: 'demo', phoneId: world.cloud.phoneId });
    await becomes(id, 'sent');
  });

  it('gives a send up after as long as its channel says, and not before', async () => {
    provider.answer = (message) =>
      message.chatId === '60111000'
        ? new Promise<never>(() => undefined)
        : { kind: 'sent', providerMessageId: message.id };
    const process = openProcess(world.stores, 'meta-1');
    const asked: string[] = [];
    const channel = {
      ...provider.shared('meta-1'),
      sendTimeoutMs: ({ chatId }: { chatId: string }) => (asked.push(chatId), 200),
    };
    const host = hostShared(process, channel);
    endings.push(() => process.close());
    await host.start();
    endings.push(() => host.stop());
    const hanging = await world.send('hello', { chatId: '60111000' });
    await becomes(hanging, 'unconfirmed');
    await becomes(await world.send('hello', { chatId: '60222000' }), 'sent');
    expect(asked).toEqual(['60111000', '60222000']);
  });

  it('fails what the provider refuses for good, with its code', async () => {
    provider.answer = () => ({
      kind: 'refused',
      code: 'RECIPIENT_INVALID',
      detail: 'no such number',
      permanent: true,
      providerCode: '131026',
    });
    await worker('meta-1');
    const id = await world.send('hello');
    await becomes(id, 'failed');
    expect(await world.api.store.messages.find('demo', id)).toMatchObject({
      error: { code: 'RECIPIENT_INVALID', providerCode: '131026', retryable: false },
    });
    provider.answer = (message) => ({ kind: 'sent', providerMessageId: message.id });
    await world.accepting.retry('demo', id);
    await becomes(id, 'sent');
  });

  it('never sends an uncertain message again by itself, and takes the provider’s word when it comes', async () => {
    provider.answer = () => ({ kind: 'unknown', detail: 'connection reset' });
    const process = openProcess(world.stores, 'meta-1');
    endings.push(() => process.close());
    await worker('meta-1');
    const ingest = createIngest(process, provider.shared('meta-1'), 'meta');
    ingest.start();
    endings.push(() => ingest.stop());
    const id = await world.send('hello');
    await becomes(id, 'unconfirmed');
    const receipt: Observation = {
      kind: 'receipt',
      phone: { phoneNumberId: '100' },
      messageId: id,
      providerMessageId: 'wamid.1',
      status: 'delivered',
      at: new Date(),
      error: null,
    };
    await ingest.commit(Buffer.from(JSON.stringify([receipt])));
    await becomes(id, 'delivered');
    expect(provider.ledger).toHaveLength(1);
    expect(await world.api.store.messages.find('demo', id)).toMatchObject({ providerMessageId: 'wamid.1' });
  });

  it('waits for a status whose message is not on record yet, and drops none of a batch', async () => {
    const process = openProcess(world.stores, 'meta-1');
    endings.push(() => process.close());
    const ingest = createIngest(process, provider.shared('meta-1'), 'meta');
    ingest.start();
    endings.push(() => ingest.stop());
    const early: Observation = {
      kind: 'receipt',
      phone: { phoneNumberId: '100' },
      messageId: null,
      providerMessageId: 'wamid.early',
      status: 'read',
      at: new Date(),
      error: null,
    };
    const inbound = (n: number): Observation => ({
      kind: 'message',
      phone: { phoneNumberId: '100' },
      providerMessageId: `in-${n}`,
      chatId: '60555000',
      from: '60555000',
      fromMe: false,
      participant: null,
      type: 'text',
      content: { text: `hi ${n}` },
      quotedProviderMessageId: null,
      at: new Date(),
      senderName: 'Ann',
    });
    const body = Buffer.from(JSON.stringify([early, ...Array.from({ length: 40 }, (_, n) => inbound(n))]));
    await Promise.all([ingest.commit(body), ingest.commit(body), ingest.commit(body)]);
    await eventually(async () => {
      const { data } = await world.api.store.messages.list('demo', { direction: 'inbound' }, { limit: 100 });
      expect(data).toHaveLength(40);
    });
    provider.answer = () => ({ kind: 'sent', providerMessageId: 'wamid.early' });
    await worker('meta-1');
    await becomes(await world.send('hello'), 'read');
  });

  it('holds an answer until the message is sent, and not longer than it was asked to', async () => {
    const accepted = await world.accepting.accept({
      companyId: 'demo',
      phoneIndex: 0,
      type: 'text',
      chatId: '60123456789',
      content: { text: 'x' },
    });
    if (accepted.kind !== 'accepted') throw new Error(accepted.kind);
    const signal = new AbortController().signal;
    expect((await world.accepting.waitForSent(accepted.message, 100, signal)).status).toBe('queued');
    const waiting = world.accepting.waitForSent(accepted.message, 10_000, signal);
    await worker('meta-1');
    expect((await waiting).status).toBe('sent');
  });

  it('sends nothing of a phone that was stopped, and goes on when it is started again', async () => {
    await world.api.store.phones.demand('demo', 0, { desiredState: 'stop' });
    await worker('meta-1');
    await eventually(async () =>
      expect((await world.api.store.phones.get('demo', 0))?.state.status).toBe('stopped'),
    );
    const id = await world.send('hello');
    await world.api.store.phones.demand('demo', 0, { desiredState: 'start' });
    expect(provider.ledger).toEqual([]);
    world.api.coordination.publish('phones', { companyId: 'demo', phoneId: world.cloud.phoneId });
    await becomes(id, 'sent');
  });
});

describe('a session', () => {
  it('is opened for a phone that is wanted, drains its lane, and is closed when it is no longer wanted', async () => {
    const sessions = new LoopbackSessions();
    await sessionWorker('wwebjs-1', sessions);
    const id = await world.send('hello', { phoneIndex: 1 });
    await becomes(id, 'sent');
    expect((await world.api.store.phones.get('demo', 1))?.state).toMatchObject({
      status: 'ready',
      me: '60111',
      instanceId: 'wwebjs-1',
    });
    await world.api.store.phones.demand('demo', 1, { desiredState: 'stop' });
    world.api.coordination.publish('phones', { companyId: 'demo', phoneId: world.web.phoneId });
    await eventually(async () =>
      expect((await world.api.store.phones.get('demo', 1))?.state.status).toBe('stopped'),
    );
    expect(sessions.open.every((session) => session.closed)).toBe(true);
  });

  it('lets messages wait while it is not ready', async () => {
    const sessions = new LoopbackSessions();
    await sessionWorker('wwebjs-1', sessions);
    await becomes(await world.send('first', { phoneIndex: 1 }), 'sent');
    sessions.open[0]?.reports.status('disconnected', { reason: 'The phone has no internet.' });
    await eventually(async () =>
      expect((await world.api.store.phones.get('demo', 1))?.state.status).toBe('disconnected'),
    );
    const id = await world.send('second', { phoneIndex: 1 });
    sessions.open[0]?.reports.status('ready');
    await becomes(id, 'sent');
  });

  it('looks an uncertain message up: found is sent, absent is sent once more under the same key', async () => {
    const sessions = new LoopbackSessions();
    let lost = true;
    sessions.sendHook = (message) => {
      if (!lost) return undefined;
      lost = false;
      if (message.chatId === '60111000') sessions.provider.delete(message.id);
      return { kind: 'unknown', detail: 'page crashed' };
    };
    await sessionWorker('wwebjs-1', sessions);
    const found = await world.send('found', { phoneIndex: 1 });
    await becomes(found, 'sent');
    expect(await timeline(found)).toEqual(['queued', 'sending', 'unconfirmed', 'sent']);
    lost = true;
    const absent = await world.send('absent', { phoneIndex: 1, chatId: '60111000' });
    await becomes(absent, 'sent');
    expect(await timeline(absent)).toEqual(['queued', 'sending', 'unconfirmed', 'queued', 'sending', 'sent']);
    expect([...sessions.provider.values()].map((entry) => entry.times)).toEqual([1, 1]);
  });

  it('is taken over with everything uncertain when its worker gives no sign of life', async () => {
    const sessions = new LoopbackSessions();
    const first = await sessionWorker('wwebjs-1', sessions);
    await becomes(await world.send('before', { phoneIndex: 1 }), 'sent');
    sessions.sendHook = () => new Promise(() => undefined); // sent, but the worker never hears of it
    const stuck = await world.send('stuck', { phoneIndex: 1 });
    await becomes(stuck, 'sending');
    await first.process.store.close(); // it can no longer renew
    sessions.sendHook = () => undefined;
    await sessionWorker('wwebjs-2', sessions);
    await becomes(stuck, 'sent', 25_000);
    expect(await timeline(stuck)).toContain('unconfirmed');
    expect(sessions.provider.get(stuck)?.times).toBe(1);
    expect((await world.api.store.phones.get('demo', 1))?.state.instanceId).toBe('wwebjs-2');
  }, 40_000);

  it('moves while it is idle to an instance that holds fewer, and goes on there in order', async () => {
    const limits = { enabled: false };
    for (let n = 0; n < 3; n++)
      await world.api.store.phones.create('demo', { connectionType: 'wwebjs', mode: 'live', limits });
    const options = { rebalances: true, rebalanceMs: 1000 };
    await sessionWorker('wwebjs-1', new LoopbackSessions(), options);
    const ownedBy = async () => {
      const phones = await world.api.store.phones.ofType('wwebjs');
      return phones.map(({ state }) => (state.status === 'ready' ? state.instanceId : null)).sort();
    };
    await eventually(async () => expect(await ownedBy()).toEqual(Array(4).fill('wwebjs-1')));

    await sessionWorker('wwebjs-2', new LoopbackSessions(), options);
    const beating = setInterval(() => void ['wwebjs-1', 'wwebjs-2'].map(beat), 1000);
    endings.push(async () => clearInterval(beating));
    const even = ['wwebjs-1', 'wwebjs-1', 'wwebjs-2', 'wwebjs-2'];
    await eventually(async () => expect(await ownedBy()).toEqual(even), { timeoutMs: 15_000 });
    const ids: string[] = [];
    for (let n = 0; n < 12; n++) ids.push(await world.send(String(n), { phoneIndex: 1 + (n % 4) }));
    for (const id of ids) await becomes(id, 'sent');
    // Nobody holds more than his share: nothing moves any more.
    await new Promise((resolve) => setTimeout(resolve, 2500));
    expect(await ownedBy()).toEqual(even);
  }, 40_000);

  const beat = (instanceId: string) =>
    world.api.store.processes.recordHeartbeat({
      processName: 'wwebjs',
      instanceId,
      status: 'healthy',
      timestamp: new Date().toISOString(),
      uptimeSeconds: 1,
      memoryUsageMb: 1,
      memoryLimitMb: null,
      activeConnections: 0,
      restarts: 0,
    });
});
