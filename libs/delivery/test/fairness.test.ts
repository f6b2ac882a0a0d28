import pg from 'pg';
import { expect, it } from 'vitest';
import { hostShared } from '@watertight/delivery';
import { eventually } from '@watertight/testkit';
import { LoopbackProvider, openProcess, openWorld } from './world.ts';

const BACKLOG = 100_000;
const BOUND_MS = 2000;

/** Queued texts to a thousand chats, put straight into the table: what is tested begins after their acceptance. */
async function backlog(databaseUrl: string, phoneId: string): Promise<void> {
  const client = new pg.Client(databaseUrl);
  await client.connect();
  try {
    await client.query(
      `INSERT INTO messages (id, company_id, phone_id, phone_index, connection_type, direction, type, chat_id, content, status)
       SELECT 'msg_backlog_' || n, 'demo', $1, 0, 'meta', 'outbound', 'text', '60' || (100000 + n % 1000), '{"text":"backlog"}', 'queued'
       FROM generate_series(1, $2) AS n`,
      [phoneId, BACKLOG],
    );
    await client.query('ANALYZE messages');
  } finally {
    await client.end();
  }
}

it('a company with 100,000 queued messages does not delay another’s single one', async () => {
  const world = await openWorld();
  const provider = new LoopbackProvider();
  await world.api.store.companies.create({ id: 'other', name: 'Other' });
  await world.api.store.phones.create('other', {
    connectionType: 'meta',
    mode: 'live',
    limits: { enabled: false },
    meta: { phoneNumberId: '200', accessToken: 'token' },
  });
  await backlog(world.stores.databaseUrl, world.cloud.phoneId);
  const process = openProcess(world.stores, 'meta-1');
  const host = hostShared(process, provider.shared('meta-1'));
  await host.start();
  try {
    await eventually(() => expect(provider.ledger.length).toBeGreaterThan(200), { timeoutMs: 15_000 });
    for (let i = 0; i < 3; i++) {
      const startedAt = performance.now();
      await world.send(`single ${i}`, { companyId: 'other', chatId: '60999999' });
      await eventually(() => expect(provider.texts('60999999')).toContain(`single ${i}`), {
        timeoutMs: 10_000,
        intervalMs: 5,
      });
      expect(performance.now() - startedAt).toBeLessThan(BOUND_MS);
    }
    expect(provider.ledger.length).toBeLessThan(BACKLOG);
  } finally {
    await host.stop();
    await process.close();
    await world.close();
  }
}, 120_000);
