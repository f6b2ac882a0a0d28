import type { Store } from '@watertight/store';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { demoStore, text } from './open.ts';

let store: Store;
let phoneId: string;
let url: string;
let close: () => Promise<void>;
beforeEach(async () => ({ store, phoneId, url, close } = await demoStore()));
afterEach(() => close());

async function run(...statements: string[]): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  for (const statement of statements) await client.query(statement);
  await client.end();
}

it('figures of an empty system are there, and nothing', async () => {
  const figures = await store.processes.figures();
  expect(figures.phones).toEqual([{ channel: 'meta', class: 'live', status: 'stopped', count: 1 }]);
  expect(figures.reasons).toEqual([]);
  expect(figures.notReady).toEqual([{ channel: 'meta', class: 'live', seconds: 0 }]); // it never was
  expect(figures.endpoints).toEqual({ enabled: 0, disabled: 0, off: 0 });
  expect(figures.unconfirmed).toEqual(
    expect.arrayContaining([
      { channel: 'meta', awaiting: 0, held: 0 },
      { channel: 'wwebjs', awaiting: 0, held: 0 },
    ]),
  );
  expect(figures.journal).toContainEqual({ source: 'meta', count: 0, oldestSeconds: 0 });
});

it('figures count phones, what nobody knows the end of, webhooks and the journal', async () => {
  await store.phones.report(phoneId, { status: 'ready', instanceId: 'meta-1' });
  await store.phones.report(phoneId, {
    ...{ status: 'failed', reason: 'x', instanceId: 'meta-1' },
    reasonCode: 'TOKEN_REFUSED',
  });
  const ids = [text(phoneId), text(phoneId), text(phoneId)];
  for (const message of ids) await store.messages.accept(message);
  const [awaiting, held, old] = ids.map(({ id }) => id);
  await store.journal.commit({ source: 'meta', phoneId: null, body: Buffer.from('{}') });
  await run(
    `UPDATE phone_status SET not_ready_since = now() - interval '10 minutes'`,
    `UPDATE messages SET status = 'unconfirmed', reconcile_at = now() WHERE id = '${awaiting}'`,
    `UPDATE messages SET status = 'unconfirmed' WHERE id = '${held}'`,
    `UPDATE messages SET status = 'unconfirmed', created_at = now() - interval '2 days' WHERE id = '${old}'`,
    `INSERT INTO webhook_endpoints (id, company_id, url, events, enabled, disabled_reason, starts_after, updated_at)
      VALUES ('a', 'demo', 'http://a', '{}', true, NULL, 0, now()), ('b', 'demo', 'http://b', '{}', false, 'failing', 0, now()),
        ('c', 'demo', 'http://c', '{}', false, 'owner', 0, now())`,
  );
  const figures = await store.processes.figures();
  expect(figures.phones).toEqual([{ channel: 'meta', class: 'live', status: 'failed', count: 1 }]);
  expect(figures.reasons).toEqual([{ channel: 'meta', reasonCode: 'TOKEN_REFUSED', count: 1 }]);
  expect(figures.notReady[0]?.seconds).toBeCloseTo(600, -1);
  expect(figures.unconfirmed).toContainEqual({ channel: 'meta', awaiting: 1, held: 1 });
  expect(figures.endpoints).toEqual({ enabled: 1, disabled: 1, off: 1 });
  expect(figures.journal).toContainEqual({ source: 'meta', count: 1, oldestSeconds: expect.any(Number) });

  await run(`UPDATE phone_configs SET desired_state = 'stop'`);
  expect((await store.processes.figures()).notReady[0]?.seconds).toBe(0); // nobody wants it to be
});
