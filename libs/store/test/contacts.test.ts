import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PersonSeen } from '@watertight/core';
import type { Store } from '@watertight/store';
import { demoStore, eraseCompany, text } from './open.ts';

let store: Store;
let phoneId: string;
let close: () => Promise<void>;
let pool: pg.Pool;

beforeEach(async () => {
  const opened = await demoStore();
  ({ store, phoneId, close } = opened);
  pool = new pg.Pool({ connectionString: opened.url, max: 1 });
});
afterEach(async () => {
  await pool.end();
  await close();
});
const query = async (sql: string) => (await pool.query(sql)).rows as object[];

const LID = '987654321@lid';
const NUMBER = '60123456789';
const learn = (...people: PersonSeen[]) =>
  store.transaction((tx) =>
    store.contacts.learn(
      tx,
      people.map((person) => ({ ...person, companyId: 'demo' })),
    ),
  );
const everybody = async () => (await store.contacts.list('demo', {}, { limit: 200 })).data;

describe('what is heard of people', () => {
  it('makes one contact of one person, however often and however concurrently he is heard', async () => {
    const ann = { phoneNumber: NUMBER, lid: null, pushName: 'Ann' };
    const hidden = { phoneNumber: null, lid: LID };
    await Promise.all(Array.from({ length: 12 }, (_, i) => learn(i % 2 ? ann : hidden)));
    expect(await everybody()).toHaveLength(2);
    await Promise.all(Array.from({ length: 6 }, () => learn({ phoneNumber: NUMBER, lid: LID })));
    expect(await everybody()).toMatchObject([{ phoneNumber: NUMBER, lid: LID, pushName: 'Ann' }]);
  });

  it('says what is new of it, and nothing the second time', async () => {
    const ann = { phoneNumber: NUMBER, lid: LID, pushName: 'Ann' };
    const first = await learn(ann);
    expect(first.contacts).toMatchObject([{ phoneNumber: NUMBER, pushName: 'Ann' }]);
    // Nothing can have been said under the other spelling of somebody who is new.
    expect(first.linked).toEqual([]);
    expect(await learn(ann)).toEqual({ contacts: [], linked: [] });
  });

  it('of a company that is gone leaves nothing', async () => {
    const person = { companyId: 'nobody', phoneNumber: NUMBER, lid: null };
    expect(await store.transaction((tx) => store.contacts.learn(tx, [person]))).toMatchObject({
      contacts: [],
    });
  });
});

describe('a LID whose number becomes known', () => {
  it('takes its messages and its chat along, in bounded steps, and is done when nothing more can come', async () => {
    for (let i = 0; i < 5; i++) await store.messages.acceptAll([text(phoneId, { chatId: LID })]);
    const place = { companyId: 'demo', phoneId, phoneIndex: 0 };
    const at = new Date('2026-01-01T00:00:00Z');
    await store.transaction((tx) =>
      store.chats.bump(tx, [
        { ...place, chatId: LID, messageId: 'msg_1', at, means: 'unread' },
        { ...place, chatId: NUMBER, messageId: 'msg_0', at: new Date(0), means: 'unread' },
      ]),
    );
    await learn({ phoneNumber: null, lid: LID });
    const { linked } = await learn({ phoneNumber: NUMBER, lid: LID });
    expect(linked).toHaveLength(1);
    expect(await store.contacts.moveLinked(2)).toBe(2);
    expect(await store.contacts.moveLinked(2)).toBe(2);
    expect(await store.contacts.moveLinked(2)).toBe(1);
    const { data } = await store.messages.list('demo', { chatId: NUMBER }, { limit: 10 });
    expect(data.map(({ to }) => to)).toEqual(Array(5).fill(NUMBER));
    const chats = (await store.chats.list('demo', {}, { limit: 10 })).data;
    expect(chats).toMatchObject([{ chatId: NUMBER, unreadCount: 2, lastMessageId: 'msg_1' }]);
    // One that was being stored under the LID meanwhile is still found.
    await store.messages.acceptAll([text(phoneId, { chatId: LID })]);
    expect(await store.contacts.moveLinked(2)).toBe(1);
  });

  it('that nothing was said under is done as soon as nothing more can come', async () => {
    await learn({ phoneNumber: NUMBER, lid: LID }, { phoneNumber: null, lid: '1@lid' });
    const waiting = async () => (await query('SELECT 1 FROM contacts WHERE linked_at IS NOT NULL')).length;
    expect(await waiting()).toBe(1);
    await store.contacts.moveLinked(10);
    expect(await waiting()).toBe(1);
    await query(`UPDATE contacts SET linked_at = linked_at - interval '1 minute'`);
    await store.contacts.moveLinked(10);
    expect(await waiting()).toBe(0);
  });

  it('is told to whoever asks for the spelling', async () => {
    await learn({ phoneNumber: NUMBER, lid: LID }, { phoneNumber: null, lid: '1@lid' });
    const asked = [LID, '1@lid', '2@lid'].map((id) => ({ companyId: 'demo', id }));
    expect([...(await store.transaction((tx) => store.contacts.spellingsOf(tx, asked)))]).toEqual([
      [`demo ${LID}`, NUMBER],
    ]);
  });
});

describe('a person whom the Cloud API knows by a business-scoped user id', () => {
  const BSUID = 'MY.13491208655302741918';
  const hidden = { phoneNumber: null, lid: null, bsuid: BSUID };

  it('is found by it, keeps his username, and takes his messages along when his number is told', async () => {
    await store.messages.acceptAll([text(phoneId, { chatId: BSUID })]);
    await learn({ ...hidden, username: 'ann.lee' });
    expect(await store.contacts.find('demo', BSUID)).toMatchObject({
      username: 'ann.lee',
      phoneNumber: null,
    });
    const { linked } = await learn({ ...hidden, phoneNumber: NUMBER });
    expect(await store.contacts.moveLinked(10, linked[0]?.contactId)).toBe(1);
    expect((await store.messages.list('demo', { chatId: NUMBER }, { limit: 10 })).data).toHaveLength(1);
    expect(await everybody()).toMatchObject([{ phoneNumber: NUMBER, bsuid: BSUID, username: 'ann.lee' }]);
    const asked = [{ companyId: 'demo', id: BSUID }];
    const today = await store.transaction((tx) => store.contacts.spellingsOf(tx, asked));
    expect([...today.values()]).toEqual([NUMBER]);
  });

  it('is the same person under the next one, and what was said under the last one follows', async () => {
    await store.messages.acceptAll([text(phoneId, { chatId: BSUID })]);
    await learn({ ...hidden, pushName: 'Ann' });
    const { linked } = await learn({ ...hidden, bsuid: 'MY.2', formerly: hidden });
    expect(await store.contacts.moveLinked(10, linked[0]?.contactId)).toBe(1);
    expect((await store.messages.list('demo', { chatId: 'MY.2' }, { limit: 10 })).data).toHaveLength(1);
    expect(await everybody()).toMatchObject([{ bsuid: 'MY.2', pushName: 'Ann' }]);
  });

  it('is the same person with the next number; marketing that he does not want stays known', async () => {
    const ann = { phoneNumber: NUMBER, lid: null, acceptsMarketing: false };
    await learn(ann, { phoneNumber: '60199999999', lid: null, formerly: { phoneNumber: NUMBER, lid: null } });
    expect(await everybody()).toMatchObject([{ phoneNumber: '60199999999', acceptsMarketing: false }]);
  });
});

describe('contacts of a company', () => {
  it('are made once, changed, found by either spelling, and removed', async () => {
    const made = await store.contacts.create('demo', {
      phoneNumber: NUMBER,
      name: 'Ann',
      metadata: { a: 1 },
    });
    await expect(store.contacts.create('demo', { phoneNumber: NUMBER })).rejects.toMatchObject({
      code: 'CONTACT_EXISTS',
    });
    const changed = await store.contacts.update('demo', made.contactId, { lid: LID, name: 'Anna' });
    expect(changed).toMatchObject({ phoneNumber: NUMBER, lid: LID, name: 'Anna', metadata: { a: 1 } });
    expect(await store.contacts.find('demo', LID)).toEqual(changed);
    expect(await store.contacts.find('demo', NUMBER)).toEqual(changed);
    expect(await store.contacts.remove('demo', made.contactId)).toBe(true);
    expect(await store.contacts.get('demo', made.contactId)).toBeNull();
  });

  it('never take a number from one another', async () => {
    await store.contacts.create('demo', { phoneNumber: NUMBER });
    const other = await store.contacts.create('demo', { phoneNumber: '60199999999' });
    await expect(
      store.contacts.update('demo', other.contactId, { phoneNumber: NUMBER }),
    ).rejects.toMatchObject({ code: 'CONTACT_EXISTS' });
    expect(await everybody()).toHaveLength(2);
  });

  it('are imported in one go: the same person twice is one, one that is there is changed', async () => {
    await store.contacts.create('demo', { phoneNumber: NUMBER, name: 'old' });
    const list = Array.from({ length: 500 }, (_, i) => ({
      phoneNumber: String(60_100_000_000 + (i % 400)),
      name: `n${i}`,
    }));
    const result = await store.contacts.import('demo', [...list, { phoneNumber: NUMBER, name: 'new' }]);
    expect(result.filter(({ created }) => created)).toHaveLength(400);
    expect(result[0]?.contactId).toBe(result[400]?.contactId);
    const known = await store.contacts.find('demo', NUMBER);
    expect(result.at(-1)).toEqual({ contactId: known?.contactId, created: false });
    expect(await store.contacts.find('demo', NUMBER)).toMatchObject({ name: 'new' });
  });

  it('are listed page by page and searched by name and number, wildcards taken literally', async () => {
    for (const name of ['Ann', 'Bob', '100%'])
      await store.contacts.create('demo', {
        phoneNumber: `6010000${name.length}${name.charCodeAt(0)}`,
        name,
      });
    const first = await store.contacts.list('demo', {}, { limit: 2 });
    const second = await store.contacts.list('demo', {}, { limit: 2, cursor: first.nextCursor ?? '' });
    expect([...first.data, ...second.data].map(({ name }) => name)).toEqual(['Ann', 'Bob', '100%']);
    const found = async (search: string) =>
      (await store.contacts.list('demo', { search }, { limit: 9 })).data.map(({ name }) => name);
    expect(await found('an')).toEqual(['Ann']);
    expect(await found('%')).toEqual(['100%']);
    expect(await found('60')).toHaveLength(3);
  });

  it('are nobody else’s, and go with their company', async () => {
    const made = await store.contacts.create('demo', { phoneNumber: NUMBER });
    await store.companies.create({ id: 'other', name: 'Other' });
    expect(await store.contacts.get('other', made.contactId)).toBeNull();
    expect(await store.contacts.update('other', made.contactId, { name: 'x' })).toBeNull();
    expect(await store.contacts.remove('other', made.contactId)).toBe(false);
    await eraseCompany(store, 'demo');
    expect(await store.contacts.get('demo', made.contactId)).toBeNull();
    await expect(store.contacts.create('demo', { phoneNumber: NUMBER })).rejects.toMatchObject({
      code: 'COMPANY_NOT_FOUND',
    });
  });
});
