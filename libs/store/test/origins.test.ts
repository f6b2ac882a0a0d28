import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JournalEntry, MessageObservation } from '@watertight/core';
import type { Store } from '@watertight/store';
import { demoStore, text } from './open.ts';

const TRACEPARENT = `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`;

let store: Store;
let phoneId: string;
let close: () => Promise<void>;
beforeAll(async () => ({ store, phoneId, close } = await demoStore()));
afterAll(() => close());

const arrival = (providerMessageId: string): MessageObservation => ({
  kind: 'message',
  phone: { phoneId },
  providerMessageId,
  chatId: '60123456789',
  from: '60123456789',
  fromMe: false,
  participant: null,
  type: 'text',
  content: { text: 'hi' },
  quotedProviderMessageId: null,
  at: new Date(),
  senderName: null,
});

it('the request and the trace of a message go with it into its claim, its changes and its events', async () => {
  const message = text(phoneId, { requestId: 'req-1', traceparent: TRACEPARENT });
  const origin = { requestId: 'req-1', traceparent: TRACEPARENT };
  expect(await store.messages.accept(message)).toMatchObject({ kind: 'accepted', message: origin });

  const acquired = await store.leases.acquire(phoneId, 'worker', 60_000);
  if (acquired.kind !== 'acquired') throw new Error(acquired.kind);
  const { lease } = acquired;
  const options = { quantum: 1, instanceId: 'worker', connectionType: 'meta' } as const;
  expect(await store.messages.claim(lease, options)).toMatchObject({
    messages: [{ id: message.id, ...origin }],
  });
  const changed = await store.messages.change({
    lease,
    facts: new Map([[message.id, null]]),
    decide: () => ({ status: 'sent', providerMessageId: 'wamid.1', events: [{ type: 'message.sent' }] }),
  });
  expect(changed).toMatchObject([{ id: message.id, traceparent: TRACEPARENT }]);
});

it('a message without them has none', async () => {
  const accepted = await store.messages.accept(text(phoneId));
  expect(accepted.kind === 'accepted' && Object.keys(accepted.message)).not.toContain('traceparent');
});

it('a webhook’s trace goes from the journal into the message, and from there to who is told', async () => {
  const endpoint = await store.webhooks.endpoints.create('demo', {
    url: 'https://example.com/hook',
    events: ['message.received'],
    format: 'watertight',
  });
  await store.journal.commit({ source: 'meta', phoneId, body: Buffer.from('{}'), traceparent: TRACEPARENT });
  await store.journal.commit({ source: 'meta', phoneId, body: Buffer.from('{}') });
  const seen: JournalEntry[] = [];
  const place = { phoneId, companyId: 'demo', phoneIndex: 0, connectionType: 'meta', me: null };
  await store.journal.process('meta', 10, async (tx, entries) => {
    seen.push(...entries);
    await store.messages.storeInbound(
      tx,
      entries.map((entry, index) => ({
        phone: place,
        message: arrival(`wamid.in.${index}`),
        traceparent: entry.traceparent,
      })),
    );
    return entries.map(({ journalId }) => ({ journalId, kind: 'done' as const }));
  });
  expect(seen.map(({ traceparent }) => traceparent)).toEqual([TRACEPARENT, undefined]);

  const upTo = await store.events.horizon().settled(1000);
  await store.webhooks.fanOut(upTo, (events, listeners) =>
    events
      .filter(({ type }) => type === 'message.received')
      .map((event) => ({
        endpointId: listeners[0]?.id ?? '',
        event,
        chatKey: event.message?.id ?? '',
        body: '{}',
        traceparent: event.message?.traceparent ?? null,
      })),
  );
  const [taken] = await store.webhooks.lanes.take('hooks', 1, 60_000);
  if (!taken) throw new Error('There is no lane');
  expect(taken.lease.endpointId).toBe(endpoint.id);
  const wish = { chats: 10, run: 10, after: '', busy: [] };
  const claimed = await store.webhooks.lanes.claim(taken.lease, wish);
  expect(claimed.map(({ traceparent }) => traceparent).sort()).toEqual([TRACEPARENT, null]);
  expect(claimed.every(({ messageId }) => messageId?.startsWith('msg_'))).toBe(true);
});
