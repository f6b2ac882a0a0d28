import pg from 'pg';
import { expect, it } from 'vitest';
import { hostShared } from '@watertight/delivery';
import { eventually } from '@watertight/testkit';
import { LoopbackProvider, openProcess, openWorld } from './world.ts';

const BOUND_MS = 2000;
const SINGLES = 5;

/** What a company has queued that has more to send than anybody. */
interface Backlog {
  name: string;
  phones: number;
  messages: number;
  chats: number;
}

const BACKLOGS: readonly Backlog[] = [
  { name: 'of 100,000 messages on one phone', phones: 1, messages: 100_000, chats: 1000 },
  { name: 'of 200 messages on each of 300 phones', phones: 300, messages: 200, chats: 50 },
  { name: 'on 3,000 phones that all begin at once', phones: 3000, messages: 10, chats: 10 },
];

/** Phones with queued texts, put straight into the tables: what is tested begins after their acceptance. */
async function queue(databaseUrl: string, { phones, messages, chats }: Backlog): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query(
      `INSERT INTO phone_configs (phone_id, company_id, phone_index, connection_type, phone_number_id, limits)
       SELECT 'phn_busy_' || p, 'demo', 1000 + p, 'meta', '9' || p, '{"enabled":false}' FROM generate_series(1, $1) AS p`,
      [phones],
    );
    await client.query(
      `INSERT INTO messages (id, company_id, phone_id, phone_index, connection_type, direction, type, chat_id, content, status)
       SELECT 'msg_' || p || '_' || n, 'demo', 'phn_busy_' || p, 1000 + p, 'meta', 'outbound', 'text',
         '60' || (100000 + n % $3), '{"text":"backlog"}', 'queued'
       FROM generate_series(1, $2) AS n, generate_series(1, $1) AS p`,
      [phones, messages, chats],
    );
    await client.query('ANALYZE messages');
  } finally {
    await client.end();
  }
}

/**
 * How long it takes, and at the most the processor's time that it takes us: what a busy machine gives to others in
 * the meantime says nothing of whose turn it is. Here the worker sends without waiting for a provider, so that one
 * second of a machine of its own is one second of its processor's time.
 */
async function ownTimeMs(work: () => Promise<void>): Promise<number> {
  const startedAt = performance.now();
  const used = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(used);
  return Math.min(performance.now() - startedAt, (user + system) / 1000);
}

it.each(BACKLOGS.map((backlog) => [backlog.name, backlog] as const))(
  'a company with a backlog %s does not delay another’s single message',
  async (_, backlog) => {
    const world = await openWorld();
    const provider = new LoopbackProvider();
    await world.api.store.companies.create({ id: 'other', name: 'Other' });
    await world.api.store.phones.create('other', {
      connectionType: 'meta',
      mode: 'live',
      limits: { enabled: false },
      meta: { phoneNumberId: '200', accessToken: 'token' },
    });
    const arrives = async (text: string) => {
      await world.send(text, { companyId: 'other', chatId: '60999999' });
      await eventually(() => expect(provider.texts('60999999')).toContain(text), {
        timeoutMs: 30_000,
        intervalMs: 5,
      });
    };
    const worker = openProcess(world.stores, 'meta-1');
    const host = hostShared(worker, provider.shared('meta-1'));
    try {
      await host.start();
      await arrives('before the backlog');
      await queue(world.stores.databaseUrl, backlog);
      await eventually(() => expect(provider.ledger.length).toBeGreaterThan(200), { timeoutMs: 15_000 });
      for (let i = 0; i < SINGLES; i++)
        expect(await ownTimeMs(() => arrives(`single ${i}`))).toBeLessThan(BOUND_MS);
      // The backlog was there all the time.
      expect(provider.ledger.length).toBeLessThan(backlog.phones * backlog.messages);
    } finally {
      await host.stop();
      await worker.close();
      await world.close();
    }
  },
  120_000,
);
