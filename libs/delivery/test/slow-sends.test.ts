import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Outcome, PhoneLimits } from '@watertight/core';
import { hostShared, type Host } from '@watertight/delivery';
import { eventually } from '@watertight/testkit';
import { LoopbackProvider, openProcess, openWorld, textOf } from './world.ts';

type World = Awaited<ReturnType<typeof openWorld>>;
let world: World;
let provider: LoopbackProvider;
let endings: (() => Promise<void>)[];
let client: pg.Client;

beforeEach(async () => {
  world = await openWorld();
  client = new pg.Client(world.stores.databaseUrl);
  await client.connect();
  provider = new LoopbackProvider();
  endings = [];
});
afterEach(async () => {
  for (const end of endings.reverse()) await end();
  await client.end();
  await world.close();
});

async function worker(name: string, parallelChats = 512): Promise<Host> {
  const process = openProcess(world.stores, name);
  const host = hostShared(process, { ...provider.shared(name), parallelChats });
  endings.push(() => process.close());
  await host.start();
  endings.push(() => host.stop());
  return host;
}

/** Texts that begin with `slow` wait for `answer`; all others are sent at once. */
function slowly() {
  let answer: (outcome: Outcome) => void = () => undefined;
  const slow = new Promise<Outcome>((resolve) => (answer = resolve));
  let begun = 0;
  provider.answer = (message) => {
    if (!textOf(message).startsWith('slow')) return { kind: 'sent', providerMessageId: `p-${message.id}` };
    begun++;
    return slow;
  };
  return { answer, begun: () => begun };
}

const SENT: Outcome = { kind: 'sent', providerMessageId: 'p-slow' };
const SLOW_CHAT = '60111000111';
const becomes = (id: string, status: string, timeoutMs = 10_000) =>
  eventually(async () => expect(await world.statusOf(id)).toBe(status), { timeoutMs });
const rows = async (sql: string) => (await client.query<Record<string, unknown>>(sql)).rows;
const isHandedOver = () =>
  eventually(
    async () =>
      expect(
        await rows('SELECT 1 FROM message_attempts WHERE held_until > clock_timestamp()'),
      ).not.toHaveLength(0),
    { timeoutMs: 10_000 },
  );

async function sendMany(count: number, word: string): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, (_, n) => world.send(`${word} ${n}`, { chatId: `6012${1_000_000 + n}` })),
  );
}

/** The processor's time at the most: what a busy machine gives to others says nothing of who waits for whom. */
async function ownMs(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  const used = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(used);
  return Math.min(performance.now() - startedAt, (user + system) / 1000);
}

describe('a slow send', () => {
  it('holds up no other chat of its phone, before and after its turn has ended', async () => {
    await worker('meta-1');
    const { answer, begun } = slowly();
    const slow = await world.send('slow', { chatId: SLOW_CHAT });
    await eventually(() => expect(begun()).toBe(1));
    for (const word of ['early', 'late']) {
      const arrived = () => provider.texts().filter((text) => text.startsWith(word)).length;
      const tookMs = await ownMs(async () => {
        await sendMany(200, word);
        await eventually(() => expect(arrived()).toBe(200), { timeoutMs: 20_000, intervalMs: 5 });
      });
      expect(tookMs).toBeLessThan(1000);
      expect(await world.statusOf(slow)).toBe('sending');
      await isHandedOver();
    }
    answer(SENT);
    await becomes(slow, 'sent');
  });

  it('keeps the order of its own chat, and counts as under way at other workers, as long as it lasts', async () => {
    await worker('meta-1');
    const { answer } = slowly();
    const slow = await world.send('slow', { chatId: SLOW_CHAT });
    const next = await world.send('next', { chatId: SLOW_CHAT });
    await isHandedOver();
    await worker('meta-2');
    // Longer than a lease, which was given back: what is not renewed would be taken for left behind.
    const until = Date.now() + 6000;
    for (let n = 0; Date.now() < until; n++) {
      await world.send(`beside ${n}`);
      await eventually(() => expect(provider.texts()).toContain(`beside ${n}`), { timeoutMs: 10_000 });
    }
    expect(new Set(provider.ledger.map(({ by }) => by)).size).toBe(2);
    expect(await world.statusOf(slow)).toBe('sending');
    expect(await world.statusOf(next)).toBe('queued');
    answer(SENT);
    await becomes(next, 'sent');
    expect(provider.texts(SLOW_CHAT)).toEqual(['slow', 'next']);
    const message = await world.api.store.messages.get('demo', slow);
    expect(message?.events.map(({ type }) => type)).toEqual([
      'message.queued',
      'message.sending',
      'message.sent',
    ]);
  });

  it('whose end nobody knows is unconfirmed, as any other', async () => {
    await worker('meta-1');
    const { answer } = slowly();
    const slow = await world.send('slow', { chatId: SLOW_CHAT });
    await isHandedOver();
    answer({ kind: 'unknown', detail: 'The connection was reset.' });
    await becomes(slow, 'unconfirmed');
  });

  it('that finds the phone itself at fault stops the phone', async () => {
    await worker('meta-1');
    const { answer } = slowly();
    await world.send('slow', { chatId: SLOW_CHAT });
    await isHandedOver();
    provider.probe = () => ({ status: 'failed', reason: 'The token was refused.' });
    answer({
      kind: 'later',
      retryAt: new Date(Date.now() + 60_000),
      scope: 'phone',
      code: 'TOKEN_REFUSED',
      detail: 'No',
      phoneFault: 'The token was refused.',
    });
    await eventually(async () =>
      expect((await world.api.store.phones.byId(world.cloud.phoneId))?.state.reason).toBe(
        'The token was refused.',
      ),
    );
    const after = await world.send('after the fault');
    await eventually(async () =>
      expect(await rows('SELECT 1 FROM leases WHERE not_before > clock_timestamp()')).toHaveLength(1),
    );
    expect(await world.statusOf(after)).toBe('queued');
  });

  it('is waited for when the process stops', async () => {
    const host = await worker('meta-1');
    const { answer } = slowly();
    const slow = await world.send('slow', { chatId: SLOW_CHAT });
    await isHandedOver();
    const stopped = host.stop();
    answer(SENT);
    await stopped;
    expect(await world.statusOf(slow)).toBe('sent');
  });
});

describe('sends under way at once', () => {
  const most = async (limits: PhoneLimits, phones = 1) => {
    for (let index = 0; index < phones; index++)
      await world.api.store.phones.create('demo', {
        connectionType: 'meta',
        mode: 'live',
        limits,
        meta: { phoneNumberId: `30${index}`, accessToken: 'token' },
      });
    const waiting: (() => void)[] = [];
    provider.answer = (message) =>
      new Promise((resolve) =>
        waiting.push(() => resolve({ kind: 'sent', providerMessageId: `p-${message.id}` })),
      );
    await Promise.all(
      Array.from({ length: 700 * phones }, (_, n) =>
        world.send('hello', { phoneIndex: 2 + (n % phones), chatId: `6013${1_000_000 + n}` }),
      ),
    );
    await worker('meta-1');
    let peak = 0;
    const settled = async () => {
      const [row] = await rows("SELECT count(*)::int AS n FROM messages WHERE status = 'sending'");
      const before = peak;
      peak = Math.max(peak, Number(row?.['n']));
      expect(peak > 0 && peak === before).toBe(true);
    };
    await eventually(settled, { timeoutMs: 10_000, intervalMs: 400 });
    // Nothing of what was held back here is lost.
    provider.answer = (message) => ({ kind: 'sent', providerMessageId: `p-${message.id}` });
    waiting.forEach((answer) => answer());
    await eventually(
      async () => expect(await rows("SELECT 1 FROM messages WHERE status <> 'sent' LIMIT 1")).toHaveLength(0),
      { timeoutMs: 40_000 },
    );
    return peak;
  };

  it('are several hundred of a phone whose number has the higher throughput', async () => {
    const peak = await most({ enabled: true, messagesPerSecond: 1000, burst: 1000 });
    expect(peak).toBeGreaterThanOrEqual(400);
    expect(peak).toBeLessThanOrEqual(500 + 64);
  }, 60_000);

  it('are no more of another than its pace has use for', async () => {
    const peak = await most({ enabled: true, messagesPerSecond: 300, burst: 1000 });
    expect(peak).toBeGreaterThanOrEqual(100);
    expect(peak).toBeLessThanOrEqual(150 + 64);
  }, 60_000);

  it('are few where no pace tells how many are of use', async () => {
    expect(await most({ enabled: false })).toBe(64);
  }, 60_000);

  it('are bounded for all phones of a process together', async () => {
    const peak = await most({ enabled: true, messagesPerSecond: 1000, burst: 1000 }, 3);
    expect(peak).toBeGreaterThanOrEqual(400);
    expect(peak).toBeLessThanOrEqual(512 + 3 * 64);
  }, 60_000);
});
