import { newId, type MessageContent } from '@watertight/core';
import type { Store } from '@watertight/store';
import { whereIs as whereInDatabase } from '@watertight/testkit';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ACTOR, demoStore, erase, eraseCompany, text } from './open.ts';

const HIM = '60123456789';
const LID = '777000111@lid';
const HER = '60199999999';
const GROUP = '120363000000000001@g.us';

let store: Store;
let phoneId: string;
let url: string;
let close: () => Promise<void>;
let client: pg.Client;

beforeEach(async () => {
  ({ store, phoneId, url, close } = await demoStore());
  client = new pg.Client(url);
  await client.connect();
});
afterEach(async () => {
  await client.end();
  await close();
});

const rows = async (sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> =>
  (await client.query<Record<string, unknown>>(sql, values)).rows;

const whereIs = (...texts: string[]) => whereInDatabase(url, ...texts);

async function arrive(message: {
  chatId: string;
  from: string;
  participant?: string;
  content?: MessageContent | object;
  mentions?: string[];
  quoted?: string;
  providerMessageId?: string;
}): Promise<string> {
  const id = newId('msg');
  const {
    chatId,
    from,
    participant = null,
    content = { text: 'hi' },
    mentions = [],
    quoted = null,
  } = message;
  await rows(
    `INSERT INTO messages (id, company_id, phone_id, phone_index, connection_type, direction, type, chat_id, from_id,
      participant, sender_name, content, mentions, quoted_provider_message_id, provider_message_id, status)
    VALUES ($1, 'demo', $2, 0, 'meta', 'inbound', 'text', $3, $4, $5, 'Jo', $6, $7, $8, $9, 'received')`,
    [id, phoneId, chatId, from, participant, content, mentions, quoted, message.providerMessageId ?? id],
  );
  await rows(
    `INSERT INTO message_events (company_id, phone_index, message_id, type) VALUES ('demo', 0, $1, 'message.received')`,
    [id],
  );
  return id;
}

async function file(storageKey: string): Promise<string> {
  const { mediaId } = await store.media.begin({
    companyId: 'demo',
    origin: 'inbound',
    phoneId,
    mimeType: 'image/png',
    sizeBytes: 3,
    sha256: 'a'.repeat(64),
    filename: null,
    storageKey,
  });
  await store.media.stored(mediaId);
  return mediaId;
}

const media = (mediaId: string) => ({
  media: { mediaId, mimeType: 'image/png', sizeBytes: 3, sha256: 'a'.repeat(64) },
});

/** One of everything that names him, beside what is hers. */
async function furnish() {
  await store.contacts.create('demo', { phoneNumber: HIM, lid: LID, name: 'Joseph Doe' });
  await store.contacts.create('demo', { phoneNumber: HER, name: 'Jane' });
  const [his, shared] = [await file('demo/his'), await file('demo/shared')];
  await store.messages.accept(text(phoneId, { idempotencyKey: 'order-1', requestHash: 'h', chatId: HIM }));
  await store.messages.accept(text(phoneId, { chatId: LID, scheduledAt: new Date(Date.now() + 1e8) }));
  const hers = text(phoneId, { chatId: HER });
  await store.messages.accept(hers);
  await arrive({ chatId: HIM, from: HIM, content: media(his) });
  await arrive({ chatId: HIM, from: HIM, content: media(shared) });
  await arrive({ chatId: HER, from: HER, content: media(shared) });
  const said = await arrive({ chatId: GROUP, from: HIM, participant: HIM, content: { text: 'from Joseph' } });
  const answer = await arrive({
    chatId: GROUP,
    from: HER,
    participant: HER,
    content: { text: `@${HIM} see above` },
    mentions: [HIM],
    quoted: `false_${GROUP}_3EB0_${HIM}@c.us`,
  });
  await rows(
    `INSERT INTO message_events (company_id, phone_index, message_id, type, detail, dedupe_key)
      VALUES ('demo', 0, $1, 'message.reaction', $2, $3), ('demo', 0, NULL, 'contact.updated', $2, 'x'),
        ('demo', 0, $1, 'message.read', $4, NULL)`,
    [answer, { emoji: 'ok', from: HIM }, `receipt:${answer}:read:${HIM}`, { participant: HER }],
  );
  await rows(
    `INSERT INTO chats (phone_id, chat_id, company_id, phone_index, last_message_id)
      VALUES ($1, $2, 'demo', 0, NULL), ($1, $3, 'demo', 0, NULL), ($1, $4, 'demo', 0, $5)`,
    [phoneId, HIM, HER, GROUP, said],
  );
  await rows(`INSERT INTO people_reached VALUES ($1, $2, 'demo', now(), false)`, [phoneId, HIM]);
  await rows(`INSERT INTO chat_pace VALUES ($1, $2, now())`, [phoneId, HIM]);
  const body = (who: string) =>
    Buffer.from(`{"phone_number_id":"100","from":"${who}","text":"x${who === HIM ? 'his words' : ''}"}`);
  for (const [bytes, processed] of [
    [body(HIM), true],
    [body(HER), true],
    [Buffer.from(`{"phone_number_id":"999","from":"${HIM}"}`), true],
  ] as const)
    await rows(
      `INSERT INTO inbound_journal (source, body, processed_at) VALUES ('meta', $1, CASE WHEN $2 THEN now() END)`,
      [bytes, processed],
    );
  const hook = await store.webhooks.endpoints.create('demo', {
    url: 'https://example.com',
    events: ['*'],
    format: 'watertight',
  });
  for (const who of [HIM, HER])
    await rows(
      `INSERT INTO webhook_deliveries (id, company_id, endpoint_id, event_seq, event_type, chat_key, body, status)
        VALUES ($1, 'demo', $2, 1, 'message.received', $3, $4, 'delivered')`,
      [newId('dlv'), hook.id, `0:${who}`, JSON.stringify({ data: { message: { from: who } } })],
    );
  return { his, shared, hers: hers.id, answer };
}

describe('the erasure of a person', () => {
  it('leaves his number, LID, name and words nowhere, and what is others’ where it was', async () => {
    const { his, shared, hers, answer } = await furnish();
    expect(await whereIs(HIM)).toEqual(
      expect.arrayContaining(['messages.chat_id', 'inbound_journal.body', 'webhook_deliveries.body']),
    );
    const erasure = await store.erasures.ofContact('demo', [HIM], ACTOR);
    expect(await store.erasures.ofContact('demo', [LID], ACTOR)).toMatchObject({
      erasureId: erasure.erasureId,
    });
    const dropped: string[] = [];
    const done = await erase(store, erasure.erasureId, async (key) => void dropped.push(key));

    // Another company's raw body, which names him too, is none of this company's.
    await rows(`DELETE FROM inbound_journal WHERE position('"999"' IN encode(body, 'escape')) > 0`);
    expect(await whereIs(HIM, '777000111', 'Joseph', 'his words')).toEqual([]);
    expect(dropped).toEqual(['demo/his']);
    expect(await store.media.get('demo', his)).toBeNull();
    expect(await store.media.get('demo', shared)).not.toBeNull();
    expect(await store.messages.get('demo', hers)).not.toBeNull();
    const kept = await store.messages.get('demo', answer);
    expect(kept).toMatchObject({ content: { text: '@erased see above' } });
    expect(kept?.events.map(({ type, detail }) => [type, detail])).toEqual([
      ['message.received', null],
      ['message.reaction', { emoji: 'ok', from: 'erased' }],
      ['message.read', { participant: HER }],
    ]);
    expect(await rows('SELECT chat_id, last_message_id FROM chats ORDER BY 1')).toEqual([
      { chat_id: GROUP, last_message_id: null },
      { chat_id: HER, last_message_id: null },
    ]);
    expect((await store.contacts.list('demo', {}, { limit: 9 })).data.map(({ name }) => name)).toEqual([
      'Jane',
    ]);
    expect(await rows('SELECT 1 FROM webhook_deliveries')).toHaveLength(1);
    expect(await rows('SELECT 1 FROM inbound_journal')).toHaveLength(1);
    expect(done).toMatchObject({
      status: 'done',
      stage: null,
      counts: {
        cancelled: 2,
        messages: 4,
        groupMessages: 1,
        files: 1,
        contacts: 1,
        chats: 1,
        deliveries: 1,
        journalEntries: 1,
      },
    });
  });

  it('is written down and told in counts', async () => {
    await furnish();
    const { erasureId } = await store.erasures.ofContact('demo', [HIM], ACTOR);
    await erase(store, erasureId);
    const [entry] = (await store.audit.list({ action: 'contactErased' }, { limit: 1 })).data;
    expect(entry).toMatchObject({ companyId: 'demo', target: { erasureId, messages: '4', contacts: '1' } });
    expect(await rows(`SELECT detail FROM message_events WHERE type = 'contact.erased'`)).toEqual([
      { detail: { erasureId, counts: expect.objectContaining({ messages: 4 }) as unknown } },
    ]);
  });

  it('cancels what is on its way with an event that webhooks are told, and waits for what is being sent', async () => {
    const waiting = text(phoneId, { chatId: HIM });
    const going = text(phoneId, { chatId: HIM });
    await store.messages.acceptAll([waiting, going]);
    await rows(`UPDATE messages SET status = 'sending' WHERE id = $1`, [going.id]);
    await store.webhooks.endpoints.create('demo', {
      url: 'https://a.example',
      events: ['*'],
      format: 'watertight',
    });
    const { erasureId } = await store.erasures.ofContact('demo', [HIM], ACTOR);
    const step = async () => {
      await rows('UPDATE erasures SET next_at = now()');
      expect(await store.erasures.take('a', 60_000)).toBe(erasureId);
      return store.erasures.step(erasureId, 'a', 60_000, { tellMs: 60_000, journalMs: 0, lateMs: 0 });
    };
    expect(await step()).toMatchObject({ changed: [waiting.id], erasure: { counts: { cancelled: 1 } } });
    expect(await store.messages.get('demo', waiting.id)).toMatchObject({ status: 'cancelled' });
    await rows('UPDATE erasures SET owner = NULL');
    expect(await step()).toMatchObject({ isOver: true, erasure: { stage: 'stop' } });
    await rows(`UPDATE messages SET status = 'sent' WHERE id = $1`, [going.id]);
    expect(await step()).toMatchObject({ erasure: { stage: 'tell' } });
    await rows('UPDATE erasures SET owner = NULL');
    expect(await step()).toMatchObject({ isOver: true, erasure: { stage: 'tell' } });
    // The webhooks' reader has come past it.
    await rows(`UPDATE event_cursors SET position = (SELECT max(seq) FROM message_events)`);
    expect(await step()).toMatchObject({ erasure: { stage: 'waiting' } });
  });

  it('goes on where another process ended, and counts nothing twice', async () => {
    await store.messages.acceptAll(Array.from({ length: 1200 }, () => text(phoneId, { chatId: HIM })));
    const { erasureId } = await store.erasures.ofContact('demo', [HIM], ACTOR);
    const timing = { tellMs: 0, journalMs: 0, lateMs: 0 };
    expect(await store.erasures.take('first', 60_000)).toBe(erasureId);
    for (let n = 0; n < 5; n++) await store.erasures.step(erasureId, 'first', 60_000, timing);
    expect(await store.erasures.take('second', 60_000)).toBeNull();
    await rows(`UPDATE erasures SET owned_until = now() - interval '1 second'`); // it is dead
    expect(await store.erasures.take('second', 60_000)).toBe(erasureId);
    expect(await store.erasures.step(erasureId, 'first', 60_000, timing)).toBeNull();
    await rows('UPDATE erasures SET owner = NULL');
    expect(await erase(store, erasureId)).toMatchObject({ counts: { cancelled: 1200, messages: 1200 } });
    expect(await whereIs(HIM)).toEqual([]);
  });

  it('of somebody of whom nothing is known ends at once, and of nobody’s company is refused', async () => {
    const { erasureId } = await store.erasures.ofContact('demo', ['60100000000'], ACTOR);
    expect(await erase(store, erasureId)).toMatchObject({ status: 'done' });
    await expect(store.erasures.ofContact('none', [HIM], ACTOR)).rejects.toMatchObject({
      code: 'COMPANY_NOT_FOUND',
    });
  });

  it('tries again with smaller steps after a fault', async () => {
    await store.messages.acceptAll(Array.from({ length: 300 }, () => text(phoneId, { chatId: HIM })));
    const { erasureId } = await store.erasures.ofContact('demo', [HIM], ACTOR);
    for (let n = 0; n < 2; n++) {
      await store.erasures.take('a', 60_000);
      await store.erasures.giveBack(erasureId, 'a', { waitMs: 0, fault: 'Error' });
    }
    expect(await store.erasures.get(erasureId)).toMatchObject({ error: 'Error' });
    await store.erasures.take('a', 60_000);
    const step = await store.erasures.step(erasureId, 'a', 60_000, { tellMs: 0, journalMs: 0, lateMs: 0 });
    expect(step).toMatchObject({ erasure: { error: null, counts: { cancelled: 125 } } });
  });
});

describe('the erasure of a company', () => {
  it('leaves nothing of it but counts, and its neighbours as they were', async () => {
    await furnish();
    await store.companies.create({ id: 'other', name: 'Other' });
    await store.contacts.create('other', { phoneNumber: HIM });
    await rows(
      `INSERT INTO session_snapshots (phone_id, company_id, epoch, state, storage_key)
        VALUES ($1, 'demo', 1, 'writing', 'logins/1')`,
      [phoneId],
    );
    await store.companies.createKey('demo', { name: 'k', scopes: ['messages:send'] });
    const erasure = await store.erasures.ofCompany('demo', ACTOR);
    expect(await store.companies.get('demo')).toBeNull();
    expect(await rows(`SELECT 1 FROM api_keys`)).toEqual([]);
    expect(await rows(`SELECT 1 FROM contacts WHERE company_id = 'demo'`)).toHaveLength(2);
    await expect(store.companies.create({ id: 'demo', name: 'Demo' })).rejects.toMatchObject({
      code: 'COMPANY_EXISTS',
    });
    const dropped: string[] = [];
    await erase(store, erasure?.erasureId ?? '', async (key) => void dropped.push(key));
    expect(dropped.sort()).toEqual(['demo/his', 'demo/shared']);
    await rows(`DELETE FROM inbound_journal WHERE position('"999"' IN encode(body, 'escape')) > 0`);
    expect(await whereIs('demo', phoneId)).toEqual(['audit_log.company_id', 'erasures.company_id']);
    expect(await rows('SELECT storage_key FROM session_snapshot_leftovers')).toEqual([
      { storage_key: 'logins/1' },
    ]);
    expect((await store.contacts.list('other', {}, { limit: 9 })).data).toHaveLength(1);
    await store.companies.create({ id: 'demo', name: 'Demo again' });
    expect(await eraseCompany(store, 'none')).toBe(false);
  });

  it('takes away what arrives while it runs', async () => {
    const erasure = await store.erasures.ofCompany('demo', ACTOR);
    await store.erasures.take('a', 60_000);
    for (let n = 0; n < 3; n++)
      await store.erasures.step(erasure?.erasureId ?? '', 'a', 60_000, {
        tellMs: 0,
        journalMs: 0,
        lateMs: 0,
      });
    await store.messages.accept(text(phoneId));
    await rows('UPDATE erasures SET owner = NULL');
    expect(await erase(store, erasure?.erasureId ?? '')).toMatchObject({ counts: { messages: 1 } });
  });

  it('without an erasure, as a version before does it, takes contacts and logins along', async () => {
    await store.contacts.create('demo', { phoneNumber: HIM });
    await rows(
      `INSERT INTO session_snapshots (phone_id, company_id, epoch, state) VALUES ($1, 'demo', 1, 'writing')`,
      [phoneId],
    );
    await rows(`DELETE FROM companies WHERE id = 'demo'`);
    expect(await rows('SELECT 1 FROM contacts UNION ALL SELECT 1 FROM session_snapshots')).toEqual([]);
  });
});
