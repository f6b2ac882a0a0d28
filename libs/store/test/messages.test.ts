import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { idsFrom } from '@watertight/core';
import { eventually } from '@watertight/testkit';
import type { Change, Lease, Store } from '@watertight/store';
import { demoStore, text } from './open.ts';

let store: Store;
let phoneId: string;
let close: () => Promise<void>;

beforeEach(async () => ({ store, phoneId, close } = await demoStore()));
afterEach(() => close());

async function lease(owner = 'worker-1', ttlMs = 60_000): Promise<Lease> {
  const acquired = await store.leases.acquire(phoneId, owner, ttlMs);
  if (acquired.kind !== 'acquired') throw new Error(`The lane is ${acquired.kind}`);
  return acquired.lease;
}

/** Renewed for no time at all, it has run out. */
const runOut = (held: Lease) => store.leases.renew([held], 0);

const claim = (held: Lease, quantum = 10) =>
  store.messages.claim(held, { quantum, instanceId: 'worker-1', connectionType: 'meta' });

async function claimedIds(held: Lease, quantum = 10): Promise<string[]> {
  const claimed = await claim(held, quantum);
  return claimed.kind === 'claimed' ? claimed.messages.map((message) => message.id) : [];
}

const change = (id: string, decided: Change, held?: Lease) =>
  store.messages.change({ lease: held, facts: new Map([[id, null]]), decide: () => decided });

const accept = async (more = {}) => {
  const message = text(phoneId, more);
  await store.messages.accept(message);
  return message.id;
};

describe('accept', () => {
  it('commits the message with its first event', async () => {
    const id = await accept({ metadata: { order: 7 } });
    const message = await store.messages.get('demo', id);
    expect(message).toMatchObject({
      status: 'queued',
      attempts: 0,
      metadata: { order: 7 },
      to: '60123456789',
    });
    expect(message?.events.map((event) => event.type)).toEqual(['message.queued']);
  });

  it('answers with the message as it is read back, whatever it says', async () => {
    const plain = text(phoneId);
    const whole = text(phoneId, {
      content: { text: 'say "hi" to C:\\ {a,b} NULL 🙂', note: null } as never,
      mentions: ['60111111111', '60122222222'],
      metadata: { order: 7.5, 'a "key"': ['{', '\\', ''] },
      quotedMessageId: 'msg_none',
      idempotencyKey: 'a key, "quoted"',
      requestHash: 'h',
      scheduledAt: new Date(Date.now() + 60_000),
      expiresAt: new Date('9999-12-31T23:59:59.999Z'),
      routing: { routedBy: 'fallback', fallbackFrom: 3, notReadySince: '2026-01-01T00:00:00.000Z' },
      requestId: 'request-1',
      traceparent: `00-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
      ignoreWindow: true,
      noFallback: true,
    });
    const results = await store.messages.acceptAll([plain, whole]);
    for (const [index, { id }] of [plain, whole].entries())
      expect(results[index]).toEqual({ kind: 'accepted', message: await store.messages.find('demo', id) });
    expect(results[1]).toMatchObject({ message: { status: 'scheduled' } });
  });

  it('makes one message of two hundred concurrent uses of one key, and answers all with it', async () => {
    const uses = Array.from({ length: 200 }, () => text(phoneId, { idempotencyKey: 'k', requestHash: 'h' }));
    const results = await Promise.all(uses.map((use) => store.messages.accept(use)));
    const ids = new Set(results.map((result) => (result.kind === 'key-reused' ? '-' : result.message.id)));
    expect(ids.size).toBe(1);
    expect(results.filter((result) => result.kind === 'accepted')).toHaveLength(1);
    expect((await store.messages.list('demo', {}, { limit: 10 })).data).toHaveLength(1);
  });

  it('refuses the key for another request, and knows nothing of it in another company', async () => {
    await accept({ idempotencyKey: 'k', requestHash: 'h' });
    await store.companies.create({ id: 'other', name: 'Other' });
    const [other, foreign] = await store.messages.acceptAll([
      text(phoneId, { idempotencyKey: 'k', requestHash: 'another' }),
      text(phoneId, { idempotencyKey: 'k', requestHash: 'another', companyId: 'other' }),
    ]);
    expect(other?.kind).toBe('key-reused');
    expect(foreign?.kind).toBe('accepted');
  });

  it('lets one bad message of a shared commit fail only its own caller', async () => {
    const bad = text(phoneId, { content: { text: 'a\u0000b' } });
    const results = await Promise.allSettled([
      store.messages.accept(text(phoneId)),
      store.messages.accept(bad),
      store.messages.accept(text(phoneId)),
    ]);
    expect(results.map((result) => result.status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    expect(await store.messages.find('demo', bad.id)).toBeNull();
  });

  it('keeps a scheduled message out of the lane until its time', async () => {
    const id = await accept({ scheduledAt: new Date(Date.now() + 60_000) });
    expect((await store.messages.find('demo', id))?.status).toBe('scheduled');
    expect(await claimedIds(await lease())).toEqual([]);
  });
});

describe('claim', () => {
  it('gives messages in the order in which they were accepted, as sending, with an attempt and an event each', async () => {
    const ids = [await accept(), await accept({ chatId: '60111' }), await accept()];
    const held = await lease();
    expect(await claimedIds(held, 2)).toEqual(ids.slice(0, 2));
    const first = await store.messages.get('demo', ids[0] ?? '');
    expect(first).toMatchObject({ status: 'sending', attempts: 1 });
    expect(first?.events.at(-1)).toMatchObject({ type: 'message.sending', detail: { attempt: 1 } });
  });

  it('holds a chat up while an earlier message of it is being sent, and no other chat', async () => {
    const first = await accept();
    const held = await lease();
    expect(await claimedIds(held, 1)).toEqual([first]);
    await accept();
    const elsewhere = await accept({ chatId: '60111' });
    expect(await claimedIds(held)).toEqual([elsewhere]);
  });

  it.each<[string, Change]>([
    ['waits for its next attempt', { status: 'queued', availableAt: new Date(Date.now() + 60_000) }],
    ['awaits evidence', { status: 'unconfirmed', reconcileAt: new Date() }],
  ])('holds a chat up while an earlier message of it %s', async (_, decided) => {
    const first = await accept();
    const held = await lease();
    await claimedIds(held);
    await change(first, decided);
    const second = await accept();
    expect(await claimedIds(held)).toEqual([]);
    await change(first, decided.status === 'queued' ? { status: 'failed' } : { reconcileAt: null });
    expect(await claimedIds(held)).toEqual([second]);
  });

  it('passes over what has expired, and says when something will be due', async () => {
    await accept({ expiresAt: new Date(Date.now() - 1) });
    const held = await lease();
    expect(await claim(held)).toEqual({ kind: 'idle', nextDueMs: null });
    const later = await accept({ chatId: '60111' });
    await claimedIds(held);
    await change(later, { status: 'queued', availableAt: new Date(Date.now() + 30_000) });
    const idle = await claim(held);
    expect(idle.kind === 'idle' && (idle.nextDueMs ?? 0) > 25_000).toBe(true);
  });

  it('gives nothing under a lease that changed hands or ran out', async () => {
    await accept();
    const stale = await lease();
    await runOut(stale);
    const successor = await lease('worker-2');
    expect(await claim(stale)).toEqual({ kind: 'fenced' });
    expect(await claimedIds(successor)).toHaveLength(1);
  });
});

describe('change', () => {
  it('writes nothing under a stale epoch', async () => {
    const id = await accept();
    const stale = await lease();
    await claimedIds(stale);
    await runOut(stale);
    await lease('worker-2');
    expect(await change(id, { status: 'sent' }, stale)).toEqual([]);
    expect((await store.messages.find('demo', id))?.status).toBe('sending');
  });

  it('refuses a step that the transition table does not know, and keeps everything as it was', async () => {
    const id = await accept();
    await expect(
      change(id, { status: 'delivered', events: [{ type: 'message.delivered' }] }),
    ).resolves.toHaveLength(1);
    await expect(change(id, { status: 'sending', events: [{ type: 'message.sending' }] })).rejects.toThrow(
      'cannot become',
    );
    expect((await store.messages.get('demo', id))?.events.at(-1)?.type).toBe('message.delivered');
  });

  it('keeps the first time at which a thing happened', async () => {
    const id = await accept();
    await change(id, { status: 'sent', times: { sentAt: new Date(1000) } });
    await change(id, { status: 'delivered', times: { sentAt: new Date(9000), deliveredAt: new Date(2000) } });
    expect(await store.messages.find('demo', id)).toMatchObject({
      sentAt: new Date(1000),
      deliveredAt: new Date(2000),
    });
  });

  it('takes an attempt back that never began', async () => {
    const id = await accept();
    await claimedIds(await lease());
    await change(id, { status: 'queued', releaseAttempt: true });
    expect(await store.messages.find('demo', id)).toMatchObject({ status: 'queued', attempts: 0 });
  });
});

const arrival = (providerMessageId: string) => ({
  phone: { phoneId, companyId: 'demo', phoneIndex: 0, connectionType: 'meta', me: '60999' },
  message: {
    kind: 'message' as const,
    phone: { phoneId },
    providerMessageId,
    chatId: '60123456789',
    from: '60123456789',
    fromMe: false,
    participant: null,
    type: 'text' as const,
    content: { text: 'hi' },
    quotedProviderMessageId: null,
    at: new Date(5000),
    senderName: null,
  },
});

describe('settling what was sent', () => {
  const sends = (ids: string[], attempt = 1) =>
    ids.map((id) => ({ id, attempt, providerMessageId: `wamid.${id}` }));
  const at = new Date('2026-05-05T10:00:00Z');

  it('writes message, attempt, event and chat at once, in the order of the lane', async () => {
    const ids = [await accept(), await accept({ chatId: '60111111111' })];
    const held = await lease();
    await claimedIds(held);
    expect((await store.messages.settleSent(held, sends([...ids].reverse()), at)).sort()).toEqual(
      [...ids].sort(),
    );
    for (const id of ids) {
      const message = await store.messages.get('demo', id);
      expect(message).toMatchObject({ status: 'sent', sentAt: at, providerMessageId: `wamid.${id}` });
      expect(message?.events.at(-1)).toMatchObject({ type: 'message.sent', at });
    }
    const events = await store.events.read({ after: 0, upTo: 1000, companyIds: null, limit: 100 });
    expect(events.filter(({ type }) => type === 'message.sent').map((one) => one.messageId)).toEqual(ids);
    const { data: chats } = await store.chats.list('demo', {}, { limit: 10 });
    expect(chats.map((chat) => [chat.lastMessageAt, chat.unreadCount])).toEqual([
      [at, 0],
      [at, 0],
    ]);
    expect(chats.map((chat) => chat.lastMessage?.id).sort()).toEqual([...ids].sort());
  });

  it('leaves what stands otherwise, and all of it under a lease that is lost', async () => {
    const [sent, told, other] = [
      await accept(),
      await accept({ chatId: '1' }),
      await accept({ chatId: '2' }),
    ];
    const held = await lease();
    await claimedIds(held);
    await change(told, { status: 'delivered', times: { deliveredAt: at } });
    const all = [...sends([sent, told]), ...sends([other], 2)];
    expect(await store.messages.settleSent({ ...held, epoch: held.epoch + 1 }, all, at)).toEqual([]);
    expect(await store.messages.settleSent(held, all, at)).toEqual([sent]);
    expect(await store.messages.settleSent(held, all, at)).toEqual([]);
    const states = await Promise.all([told, other].map((id) => store.messages.get('demo', id)));
    expect(states.map((one) => [one?.status, one?.providerMessageId])).toEqual([
      ['delivered', null],
      ['sending', null],
    ]);
  });
});

describe('inbound', () => {
  it('is stored once with one event, however often and however concurrently it is told', async () => {
    const tell = () =>
      store.transaction((tx) =>
        store.messages.storeInbound(tx, [arrival('w1'), arrival('w1'), arrival('w2')]),
      );
    const stored = (await Promise.all([tell(), tell(), tell()])).flat();
    expect(stored).toHaveLength(2);
    const { data } = await store.messages.list('demo', { direction: 'inbound' }, { limit: 10 });
    expect(data.map((message) => message.providerMessageId).sort()).toEqual(['w1', 'w2']);
    expect(data[0]).toMatchObject({ status: 'received', createdAt: new Date(5000), to: '60999' });
  });
});

describe('looking for messages', () => {
  const list = async (filter: Parameters<typeof store.messages.list>[1]) =>
    (await store.messages.list('demo', filter, { limit: 10 })).data.map(({ id }) => id);

  it('finds a part of what is said, in any letters, and takes signs of patterns as they are', async () => {
    const invoice = await accept({ content: { text: 'Your Invoice is 100% paid' } });
    const caption = await accept({ type: 'image', content: { caption: 'invoice_7' } as never });
    await accept({ content: { text: 'hello' } });
    expect(await list({ search: 'INVOICE' })).toEqual([caption, invoice]);
    expect(await list({ search: '100%' })).toEqual([invoice]);
    expect(await list({ search: '0% p' })).toEqual([invoice]);
    expect(await list({ search: 'invoice_' })).toEqual([caption]);
    expect(await list({ search: 'invoice', types: ['image'] })).toEqual([caption]);
    expect(await list({ types: ['image', 'video'] })).toEqual([caption]);
  });

  it('finds a whole id, a key, and the beginning of a number, in its company alone', async () => {
    const id = await accept({
      chatId: '60177700001' as never,
      idempotencyKey: 'order-4711',
      requestHash: 'h',
    });
    const other = await accept({ chatId: '60188800001' as never });
    expect(await list({ search: id })).toEqual([id]);
    expect(await list({ search: id.slice(0, -1) })).toEqual([]);
    expect(await list({ search: 'order-4711' })).toEqual([id]);
    expect(await list({ search: '+60 188' })).toEqual([other]);
    expect((await store.messages.list('other', { search: id }, { limit: 10 })).data).toEqual([]);
  });
});

describe('activity', () => {
  const hourAgo = () => new Date(Date.now() - 3_600_000);

  it('counts the messages of each minute by channel, direction and state', async () => {
    await Promise.all([accept(), accept(), accept()]);
    const { from, counts } = await store.messages.activity('demo', hourAgo());
    expect(from.getTime() % 60_000).toBe(0);
    expect(new Set(counts.map(({ direction, status }) => `${direction} ${status}`))).toEqual(
      new Set(['outbound queued']),
    );
    expect(counts.reduce((sum, { count }) => sum + count, 0)).toBe(3);
    expect(counts.every(({ at }) => at.getTime() % 60_000 === 0)).toBe(true);
  });

  it('is empty for who has no messages, and knows nothing of another company', async () => {
    await accept();
    expect((await store.messages.activity('other', hourAgo())).counts).toEqual([]);
  });

  it('goes on looking while the newest messages bear an old time', async () => {
    await accept();
    await store.transaction((tx) =>
      store.messages.storeInbound(
        tx,
        Array.from({ length: 1000 }, (_, n) => arrival(`w${n}`)),
      ),
    );
    const { counts } = await store.messages.activity('demo', hourAgo());
    expect(counts).toMatchObject([{ direction: 'outbound', count: 1 }]);
  });
});

describe('the journal', () => {
  const commit = (body: string) =>
    store.journal.commit({ source: 'meta', phoneId: null, body: Buffer.from(body) });

  it('hands each entry to one worker at a time, byte for byte, until it is done', async () => {
    await commit('{"a":"\\u00e9 ✓"}');
    const seen: string[] = [];
    await store.journal.process('meta', 10, async (_, entries) => {
      seen.push(...entries.map((entry) => entry.body));
      expect(
        await store.journal.process('meta', 10, () => Promise.reject(new Error('no entry is left'))),
      ).toBe(0);
      return entries.map(({ journalId }) => ({ journalId, kind: 'done' }));
    });
    expect(seen).toEqual(['{"a":"\\u00e9 ✓"}']);
    expect(await store.journal.process('meta', 10, () => Promise.reject(new Error('done')))).toBe(0);
  });

  it('keeps all bodies of one moment but the one that cannot be kept, and fails that one alone', async () => {
    const bodies = Array.from({ length: 50 }, (_, n) => `{"n":${n}}`);
    const ends = await Promise.allSettled(
      bodies.map((body, n) =>
        // No text of PostgreSQL's may hold a zero.
        store.journal.commit({
          source: 'meta',
          phoneId: n === 7 ? 'phn_\u0000' : null,
          body: Buffer.from(body),
        }),
      ),
    );
    expect(ends.flatMap(({ status }, n) => (status === 'rejected' ? [n] : []))).toEqual([7]);
    const seen: string[] = [];
    await store.journal.process('meta', 100, async (_, entries) => {
      seen.push(...entries.map(({ body }) => body));
      return entries.map(({ journalId }) => ({ journalId, kind: 'done' }));
    });
    expect(seen.sort()).toEqual(bodies.filter((_, n) => n !== 7).sort());
  });

  it('keeps an entry whose work failed, with all that the work wrote taken back', async () => {
    await commit('x');
    const broken = store.journal.process('meta', 10, async (tx) => {
      await tx.query(
        { name: 'test_write', text: `INSERT INTO companies (id, name) VALUES ('ghost', 'Ghost')` },
        [],
      );
      throw new Error('crash');
    });
    await expect(broken).rejects.toThrow('crash');
    expect(await store.companies.get('ghost')).toBeNull();
    expect(
      await store.journal.process('meta', 10, async (_, [entry]) => [
        { journalId: entry?.journalId ?? '', kind: 'done' },
      ]),
    ).toBe(1);
  });

  it('comes back to an entry after its pause', async () => {
    await commit('x');
    await store.journal.process('meta', 10, async (_, [entry]) => [
      { journalId: entry?.journalId ?? '', kind: 'again', afterMs: 40, error: 'not yet' },
    ]);
    const attempts = await eventually(async () => {
      let seen = -1;
      await store.journal.process('meta', 10, async (_, entries) =>
        entries.map(({ journalId, attempts: tries }) => {
          seen = tries;
          return { journalId, kind: 'done' };
        }),
      );
      if (seen < 0) throw new Error('The entry has not come back');
      return seen;
    });
    expect(attempts).toBe(1);
  });
});

describe('reading', () => {
  it('shows a company only its own messages', async () => {
    const id = await accept();
    expect(await store.messages.get('other', id)).toBeNull();
    expect((await store.messages.list('other', {}, { limit: 10 })).data).toEqual([]);
  });

  it('pages through a list without gap or repeat while new messages come', async () => {
    const ids = [];
    for (let i = 0; i < 5; i++) ids.push(await accept());
    const first = await store.messages.list('demo', {}, { limit: 2 });
    await accept();
    const second = await store.messages.list('demo', {}, { limit: 2, cursor: first.nextCursor ?? '' });
    const third = await store.messages.list('demo', {}, { limit: 2, cursor: second.nextCursor ?? '' });
    expect([first, second, third].flatMap((page) => page.data.map((message) => message.id))).toEqual(
      ids.reverse(),
    );
    expect(third.nextCursor).toBeNull();
  });

  it('finds dead letters oldest first, and none of which evidence is awaited', async () => {
    const end = (
      id: string,
      status: 'failed' | 'unconfirmed',
      code: string,
      reconcileAt: Date | null = null,
    ) =>
      store.messages
        .change({ facts: new Map([[id, null]]), decide: () => ({ status: 'sending' }) })
        .then(() =>
          store.messages.change({
            facts: new Map([[id, null]]),
            decide: () => ({ status, reconcileAt, error: { code, detail: '', retryable: true } }),
          }),
        );
    const [a, b, c, d] = [await accept(), await accept(), await accept(), await accept()];
    await end(d, 'unconfirmed', 'X', new Date());
    await end(c, 'failed', 'ONE');
    await end(b, 'unconfirmed', 'ONE');
    await end(a, 'failed', 'TWO');
    const find = (filter: Parameters<Store['messages']['findDead']>[1], limit = 10) =>
      store.messages.findDead('demo', filter, limit);
    expect(await find({})).toEqual([a, b, c]);
    expect(await find({ statuses: ['failed'] })).toEqual([a, c]);
    expect(await find({ code: 'ONE' }, 1)).toEqual([b]);
    expect(await store.messages.findDead('other', {}, 10)).toEqual([]);
  });

  it('filters by chat, status, direction, phone and time', async () => {
    const id = await accept({ chatId: '60777' });
    const count = async (filter: Parameters<Store['messages']['list']>[1]) =>
      (await store.messages.list('demo', filter, { limit: 10 })).data.length;
    await accept();
    expect(await count({ chatId: '60777' })).toBe(1);
    expect(await count({ statuses: ['queued', 'sent'] })).toBe(2);
    expect(await count({ statuses: ['sent'] })).toBe(0);
    expect(await count({ direction: 'inbound' })).toBe(0);
    expect(await count({ phoneIndex: 3 })).toBe(0);
    expect(await count({ to: new Date(0) })).toBe(0);
    expect(await count({ from: new Date(0) })).toBe(2);
    expect((await store.messages.list('demo', { chatId: '60777' }, { limit: 10 })).data[0]?.id).toBe(id);
  });
});

describe('sweeps', () => {
  it('find a lane with due work once, whatever it holds, and only while nobody works on it', async () => {
    for (let i = 0; i < 5; i++) await accept();
    const all = { after: null, limit: 10 };
    const lanes = [{ phoneId, companyId: 'demo' }];
    expect(await store.sweeps.dueLanes('meta', all)).toEqual({ lanes, next: null });
    expect(await store.sweeps.dueLanes('wwebjs', all)).toEqual({ lanes: [], next: null });
    await lease();
    expect(await store.sweeps.dueLanes('meta', all)).toEqual({ lanes: [], next: null });
    expect(await store.sweeps.dueOf([phoneId, 'ph_other'])).toEqual([phoneId]);
  });

  it('look at lanes stretch by stretch, and say where the next begins', async () => {
    await accept();
    const whole = { after: null, limit: 1 };
    expect(await store.sweeps.dueLanes('wwebjs', whole)).toEqual({ lanes: [], next: phoneId });
    expect(await store.sweeps.dueLanes('meta', { after: phoneId, limit: 1 })).toEqual({
      lanes: [],
      next: null,
    });
    expect((await store.sweeps.dueLanes('meta', whole)).lanes).toEqual([{ phoneId, companyId: 'demo' }]);
  });

  it('find what a dead owner left in sending, and nothing that a living one works on', async () => {
    const id = await accept();
    const held = await lease('worker-1', 60_000);
    await claimedIds(held);
    expect(await store.sweeps.orphaned('meta')).toEqual([]);
    await store.leases.release(held);
    expect(await store.sweeps.orphaned('meta')).toEqual([{ id, epoch: held.epoch }]);
  });

  it('remove what is old and at its end, with all that is said of it, and nothing else', async () => {
    // Ids bear the time at which messages were stored.
    const old = (digits: string) => ({ id: `${idsFrom('msg', Date.now() - 40 * 86_400_000)}${digits}` });
    const done = await accept({ ...old('1'), idempotencyKey: 'k', requestHash: 'h' });
    const young = await accept();
    const [queued, awaiting, held] = [await accept(old('2')), await accept(old('3')), await accept(old('4'))];
    for (const id of [done, young, awaiting, held]) await change(id, { status: 'sending' });
    for (const id of [done, young]) await change(id, { status: 'sent' });
    await change(awaiting, { status: 'unconfirmed', reconcileAt: new Date() });
    await change(held, { status: 'unconfirmed', reconcileAt: null });
    expect(await store.sweeps.forget('wwebjs', 30, 100)).toBe(0);
    expect(await store.sweeps.forget('meta', 50, 100)).toBe(0);
    expect(await store.sweeps.forget('meta', 30, 1)).toBe(1);
    expect(await store.sweeps.forget('meta', 30, 100)).toBe(1);
    const left = (await store.messages.list('demo', {}, { limit: 10 })).data.map(({ id }) => id);
    expect(left).toEqual([awaiting, queued, young]);
    expect(await store.messages.get('demo', done)).toBeNull();
    // The key can be used anew.
    expect(
      await store.messages.accept(text(phoneId, { idempotencyKey: 'k', requestHash: 'x' })),
    ).toMatchObject({
      kind: 'accepted',
    });
  });

  it('run in one process at a time', async () => {
    const second = await store.sweeps.exclusively('x', async () => {
      expect(await store.sweeps.exclusively('x', () => Promise.resolve())).toBe(false);
      expect(await store.sweeps.exclusively('y', () => Promise.resolve())).toBe(true);
    });
    expect(second).toBe(true);
    expect(await store.sweeps.exclusively('x', () => Promise.resolve())).toBe(true);
  });
});

describe('rewrite', () => {
  const rewrite = (id: string, companyId = 'demo') =>
    store.messages.rewrite(companyId, id, { text: 'new', mentions: ['60111111111'] });

  it('changes what waits to be sent, tells it, and that is what is sent', async () => {
    const id = await accept();
    expect(await rewrite(id)).toMatchObject({ id, content: { text: 'new' } });
    expect((await store.messages.get('demo', id))?.events.map(({ type }) => type)).toEqual([
      'message.queued',
      'message.edited',
    ]);
    expect(await claim(await lease())).toMatchObject({
      messages: [{ id, content: { text: 'new' }, mentions: ['60111111111'] }],
    });
  });

  it('changes a caption and leaves the file', async () => {
    const media = { mediaId: 'med_1', mimeType: 'image/png', sizeBytes: 1, sha256: 'x' };
    const id = await accept({ type: 'image', content: { media, caption: 'old' } });
    expect((await rewrite(id))?.content).toEqual({ media, caption: 'new' });
  });

  it('changes nothing that is being sent, has no text, or is another company’s', async () => {
    const poll = await accept({
      type: 'poll',
      content: { question: 'Q', options: ['a', 'b'] },
      chatId: '60188888888',
    });
    const id = await accept();
    expect(await rewrite(poll)).toBeNull();
    expect(await rewrite(id, 'other')).toBeNull();
    await claim(await lease());
    expect(await rewrite(id)).toBeNull();
    expect((await store.messages.find('demo', id))?.content).toEqual({ text: 'hello' });
  });
});
