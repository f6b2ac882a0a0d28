import fc from 'fast-check';
import { TRANSITIONS, type NewMessage, type OnUncertain } from '@watertight/core';
import type { Change, ChangeRequest, CurrentMessage, Lease, Store } from '@watertight/store';

/** The phones that operations name by their place. */
export const PHONES = [
  { phoneId: 'ph_a', phoneIndex: 0, connectionType: 'meta' as const },
  { phoneId: 'ph_b', phoneIndex: 1, connectionType: 'wwebjs' as const },
];
export const COMPANY = 'demo';
const OWNERS = ['one', 'two', 'three'];

const small = fc.nat({ max: 7 });
const phone = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.constant(1));
const ms = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 1, max: 300 }) },
  fc.integer({ min: 300, max: 6000 }),
);
const ttlMs = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 5000, max: 60_000 }) }, ms);

/** One call of the store; numbers stand for things that exist only when it runs. */
export const operation = fc.oneof(
  { weight: 3, arbitrary: fc.record({ op: fc.constant('wait' as const), ms }) },
  {
    weight: 5,
    arbitrary: fc.record({
      op: fc.constant('accept' as const),
      phone,
      chats: fc.array(fc.nat({ max: 1 }), { minLength: 2, maxLength: 5 }),
      key: fc.option(small),
      body: fc.nat({ max: 1 }),
      scheduledInMs: fc.option(fc.integer({ min: -100, max: 5000 }), { freq: 6 }),
      expiresInMs: fc.option(ms, { freq: 5 }),
      onUncertain: fc.constantFrom<OnUncertain>('hold', 'resend', 'fail'),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      op: fc.constant('acquire' as const),
      phone,
      owner: fc.nat({ max: OWNERS.length - 1 }),
      ttlMs,
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      op: fc.constant('claim' as const),
      lease: small,
      quantum: fc.integer({ min: 1, max: 5 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('renew' as const), lease: small, ttlMs }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('release' as const), lease: small }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('rest' as const), lease: small, ms }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('endRest' as const), phone }) },
  {
    weight: 10,
    arbitrary: fc.record({
      op: fc.constant('change' as const),
      lease: fc.option(small),
      within: fc.constantFrom('alone', 'transaction', 'rolled back'),
      messages: fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 1, maxLength: 6 }),
      // From `sending`, the first is to be queued again and the last to be unconfirmed.
      step: fc.oneof({ weight: 3, arbitrary: fc.constantFrom(0, 7) }, fc.option(small)),
      release: fc.oneof({ weight: 4, arbitrary: fc.constant(false) }, fc.constant(true)),
      end: fc.option(
        fc.constantFrom('sent' as const, 'refused' as const, 'later' as const, 'unknown' as const),
      ),
      providerId: fc.option(small),
      error: fc.option(fc.constantFrom('set' as const, 'clear' as const)),
      availableInMs: fc.option(fc.integer({ min: -1000, max: 9000 })),
      reconcileInMs: fc.constantFrom(null, -500, 0, 2000, 20_000),
      times: fc.nat({ max: 15 }),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      op: fc.constant('settleSent' as const),
      lease: small,
      messages: fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 1, maxLength: 6 }),
      attempt: fc.oneof({ weight: 3, arbitrary: fc.constant(1) }, fc.constant(2)),
      agoMs: fc.nat({ max: 2000 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ op: fc.constant('sweep' as const), phone, epoch: small }) },
  { weight: 1, arbitrary: fc.record({ op: fc.constant('lookup' as const), phone, providerId: small }) },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant('inbound' as const),
      phone,
      providerId: small,
      key: fc.option(small),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      op: fc.constant('journal' as const),
      commits: fc.nat({ max: 2 }),
      end: fc.nat({ max: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      op: fc.constant('hold' as const),
      lease: small,
      messages: fc.uniqueArray(fc.nat({ max: 7 }), { minLength: 1, maxLength: 4 }),
      attempt: fc.integer({ min: 1, max: 2 }),
      ttlMs,
    }),
  },
);
export type Operation = typeof operation extends fc.Arbitrary<infer T> ? T : never;

/** What operations need to know of those before them; the same for both stores. */
export interface Memory {
  now: Date;
  made: number;
  leases: Lease[];
}

const after = (now: Date, byMs: number) => new Date(now.getTime() + byMs);
const idOf = (n: number) => `msg_${n}`;

/** Runs one operation on a store and answers what a caller can see of it, in a form that can be compared. */
export async function run(store: Store, memory: Memory, operation: Operation): Promise<unknown> {
  // The newest of each phone mostly, now and then one that is long gone.
  const lease = (n: number) => memory.leases.at(-1 - (n < 4 ? n % 2 : n));
  switch (operation.op) {
    case 'wait':
      return undefined;
    case 'accept': {
      const accepted = await store.messages.acceptAll(newMessages(memory, operation));
      return accepted.map((one) =>
        one.kind === 'key-reused'
          ? one.kind
          : [one.kind, one.message.id, one.message.status, one.message.attempts],
      );
    }
    case 'acquire': {
      const { phoneId } = phoneAt(operation.phone);
      const acquired = await store.leases.acquire(phoneId, OWNERS[operation.owner] ?? '', operation.ttlMs);
      return acquired.kind === 'held'
        ? { ...acquired, expiresInMs: Math.round(acquired.expiresInMs) }
        : acquired.kind === 'resting'
          ? { ...acquired, untilMs: Math.round(acquired.untilMs) }
          : acquired;
    }
    case 'claim': {
      const held = lease(operation.lease);
      if (!held) return undefined;
      const { connectionType } = PHONES.find(({ phoneId }) => phoneId === held.phoneId) ?? phoneAt(0);
      const claimed = await store.messages.claim(held, {
        quantum: operation.quantum,
        instanceId: 'test',
        connectionType,
      });
      if (claimed.kind === 'claimed') return claimed.messages.map(({ createdAt: _, ...message }) => message);
      return claimed.kind === 'idle' && claimed.nextDueMs !== null
        ? { ...claimed, nextDueMs: Math.round(claimed.nextDueMs) }
        : claimed;
    }
    case 'renew': {
      const held =
        memory.leases.length > 0 ? await store.leases.renew(memory.leases.slice(-3), operation.ttlMs) : [];
      return [...held].sort();
    }
    case 'release': {
      const held = lease(operation.lease);
      return held && store.leases.release(held);
    }
    case 'hold': {
      const held = lease(operation.lease);
      if (!held) return undefined;
      const ids = operation.messages.map((n) => idOf(Math.max(0, memory.made - 1 - n)));
      const done = await store.messages.hold(held, ids.slice(1), operation.ttlMs);
      const { attempt, ttlMs } = operation;
      const sends = ids.slice(0, 1).map((messageId) => ({ messageId, attempt, epoch: held.epoch }));
      await store.messages.holdOn(sends, ttlMs);
      return done;
    }
    case 'rest': {
      const held = lease(operation.lease);
      return held && store.leases.rest(held, after(memory.now, operation.ms));
    }
    case 'endRest':
      return store.leases.endRest(phoneAt(operation.phone).phoneId);
    case 'settleSent': {
      const held = lease(operation.lease);
      const sends = operation.messages.map((n) => ({
        id: idOf(Math.max(0, memory.made - 1 - n)),
        attempt: operation.attempt,
        providerMessageId: `p${n}`,
      }));
      const unique = [...new Map(sends.map((send) => [send.id, send])).values()];
      const at = after(memory.now, -operation.agoMs);
      return held && (await store.messages.settleSent(held, unique, at)).sort();
    }
    case 'change':
      return change(store, memory, operation, operation.lease === null ? undefined : lease(operation.lease));
    case 'sweep': {
      const { phoneId, connectionType } = phoneAt(operation.phone);
      const { sweeps } = store;
      const ids = (found: { id: string }[]) => found.map(({ id }) => id).sort();
      return {
        free: await sweeps.dueLanes(connectionType, { after: null, limit: 100 }),
        one: await sweeps.dueLanes(connectionType, { after: phoneId, limit: 1 }),
        due: await sweeps.dueOf([phoneId]),
        orphaned: ids(await sweeps.orphaned(connectionType)),
        orphanedOf: await sweeps.orphanedOf(phoneId, operation.epoch),
        unreconciled: (await sweeps.unreconciled(connectionType)).sort(),
        unreconciledOf: await sweeps.unreconciledOf(phoneId),
        scheduled: (await sweeps.dueScheduled(connectionType)).sort(),
        expired: (await sweeps.expired(connectionType)).sort(),
        homeless: await sweeps.homeless(),
        unowned: await store.leases.unowned(connectionType, 5),
      };
    }
    case 'lookup': {
      const wanted = [
        { phoneId: phoneAt(operation.phone).phoneId, providerMessageId: `p${operation.providerId}` },
      ];
      const found = await store.transaction((tx) => store.messages.findByProviderIds(tx, wanted));
      // Several messages may carry one provider's id here; which of them is found is then not said.
      return found.size;
    }
    case 'inbound':
      return (await store.transaction((tx) => store.messages.storeInbound(tx, [arrival(memory, operation)])))
        .length;
    case 'journal': {
      for (let i = 0; i < operation.commits; i++)
        await store.journal.commit({ source: 'meta', phoneId: null, body: Buffer.from(`body ${i}`) });
      const seen: unknown[] = [];
      const count = await store.journal
        .process('meta', 3, (_tx, entries) => {
          seen.push(...entries.map(({ body, attempts }) => [body, attempts]));
          if (operation.end === 3) return Promise.reject(new Error('not now'));
          return Promise.resolve(
            entries.map(({ journalId }, i) =>
              (i + operation.end) % 3 === 0
                ? { journalId, kind: 'done' as const }
                : { journalId, kind: 'again' as const, afterMs: 1000, error: 'later' },
            ),
          );
        })
        .catch((error: Error) => error.message);
      return { seen, count };
    }
  }
}

const phoneAt = (n: number) => PHONES[n] ?? PHONES[0]!;

function newMessages(memory: Memory, o: Extract<Operation, { op: 'accept' }>): NewMessage[] {
  const { phoneId, phoneIndex, connectionType } = phoneAt(o.phone);
  return o.chats.map((chat, i) => ({
    id: idOf(memory.made + i),
    companyId: COMPANY,
    phoneId,
    phoneIndex,
    connectionType,
    type: 'text',
    chatId: `6012345000${chat}`,
    content: { text: 'hello' },
    quotedMessageId: null,
    mentions: null,
    metadata: null,
    idempotencyKey: o.key === null ? null : `key-${o.key}`,
    requestHash: o.key === null ? null : `hash-${o.body}`,
    onUncertain: o.onUncertain,
    scheduledAt: o.scheduledInMs === null ? null : after(memory.now, o.scheduledInMs),
    expiresAt: o.expiresInMs === null ? null : after(memory.now, o.expiresInMs),
    routing: { routedBy: 'named' },
  }));
}

async function change(
  store: Store,
  memory: Memory,
  o: Extract<Operation, { op: 'change' }>,
  lease: Lease | undefined,
): Promise<unknown> {
  const request: ChangeRequest<null> = {
    lease,
    facts: new Map(o.messages.map((n) => [idOf(Math.max(0, memory.made - 1 - n)), null])),
    decide: (current) => wantedChange(memory, o, current),
  };
  if (o.within === 'alone') return store.messages.change(request);
  return store
    .transaction(async (tx) => {
      const changed = await store.messages.changeIn(tx, request);
      if (o.within === 'rolled back') throw new Error(`rolled back ${changed.length}`);
      return changed;
    })
    .catch((error: Error) => error.message);
}

/** Some legal step from where the message stands, with everything that a change can carry. */
function wantedChange(
  { now }: Memory,
  o: Extract<Operation, { op: 'change' }>,
  current: CurrentMessage,
): Change | null {
  const steps = TRANSITIONS[current.status];
  const status = o.step === null ? undefined : steps[o.step % Math.max(1, steps.length)];
  const release = o.release && current.status === 'sending' && status !== undefined;
  return {
    ...(status ? { status, events: [{ type: `message.${status}` as never, detail: { step: o.step } }] } : {}),
    ...(release ? { releaseAttempt: true } : {}),
    ...(o.end ? { attemptEnd: { outcome: o.end, code: 'CODE', detail: 'why' } } : {}),
    ...(o.providerId === null ? {} : { providerMessageId: `p${o.providerId}` }),
    ...(o.error === null
      ? {}
      : { error: o.error === 'set' ? { code: 'PROVIDER_REFUSED', detail: 'no', retryable: false } : null }),
    ...(o.availableInMs === null ? {} : { availableAt: after(now, o.availableInMs) }),
    ...(o.reconcileInMs === null ? { reconcileAt: null } : { reconcileAt: after(now, o.reconcileInMs) }),
    times: {
      ...(o.times & 1 ? { sentAt: now } : {}),
      ...(o.times & 2 ? { deliveredAt: now } : {}),
      ...(o.times & 4 ? { readAt: now } : {}),
      ...(o.times & 8 ? { playedAt: now } : {}),
    },
  };
}

const arrival = ({ now }: Memory, o: Extract<Operation, { op: 'inbound' }>) => {
  const { phoneId, phoneIndex, connectionType } = phoneAt(o.phone);
  return {
    phone: { phoneId, companyId: COMPANY, phoneIndex, connectionType, me: null },
    message: {
      kind: 'message' as const,
      phone: { phoneId },
      providerMessageId: `in${o.providerId}`,
      ...(o.key === null ? {} : { key: `k${o.key}` }),
      chatId: '60999',
      from: '60999',
      fromMe: false,
      participant: null,
      type: 'text' as const,
      content: { text: 'hello' },
      quotedProviderMessageId: null,
      at: now,
      senderName: null,
    },
  };
};

/** Keeps what later operations build on. */
export function remember(memory: Memory, operation: Operation, result: unknown): void {
  if (operation.op === 'accept') memory.made += operation.chats.length;
  const acquired = result as { kind?: string; lease?: Lease } | undefined;
  if (operation.op === 'acquire' && acquired?.kind === 'acquired' && acquired.lease)
    memory.leases = [...memory.leases, acquired.lease].slice(-8);
}
