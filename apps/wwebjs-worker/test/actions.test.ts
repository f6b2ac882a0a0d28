import type { ActionName, ActionOf, ResultOf } from '@watertight/core';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import {
  makeFolder,
  newNumber,
  openPaired,
  removeFolder,
  sessionDeps,
  startSim,
  storeFile,
  textMessage,
  until,
  type LedgerMessage,
  type OpenedSession,
  type Sim,
} from './support.ts';

let sim: Sim;
let sessionDir: string;
let session: OpenedSession;
const number = newNumber();
const [ann, bob, eve] = ['60131000001', '60131000002', '60131000003'] as const;
const chatId = '60123456789';

beforeAll(async () => {
  [sim, sessionDir] = [await startSim(), await makeFolder()];
  session = await openPaired(sim, sessionDeps(sim, sessionDir), number, undefined, { business: true });
});

afterEach(() => sim.call('DELETE', '/sim/behaviour'));

afterAll(async () => {
  await session?.close();
  await sim?.stop();
  await removeFolder(sessionDir);
});

const ask = <Name extends ActionName>(
  name: Name,
  args: Omit<ActionOf<Name>, 'name'>,
): Promise<ResultOf<Name>> =>
  session.perform!({ name, ...args } as never, AbortSignal.timeout(15_000)) as Promise<ResultOf<Name>>;

async function done<Name extends ActionName>(name: Name, args: Omit<ActionOf<Name>, 'name'>) {
  const result = await ask(name, args);
  if (result.kind !== 'done') throw new Error(`${name}: ${result.kind} ${result.detail}`);
  return result.value;
}

const refused = (code: string) => expect.objectContaining({ kind: 'refused', code });

async function actions(action: string): Promise<Record<string, unknown>[]> {
  const path = `/sim/actions?phone=${number}&action=${action}`;
  const answer = await sim.call<Record<string, Record<string, unknown>[]>>('GET', path);
  return answer.actions ?? [];
}

async function sentId(overrides: Parameters<typeof textMessage>[0] = {}): Promise<string> {
  const outcome = await session.text(textMessage(overrides));
  if (outcome.kind !== 'sent') throw new Error(outcome.kind);
  return outcome.providerMessageId;
}

async function entryOf(id: string): Promise<LedgerMessage> {
  const path = `/sim/ledger?phone=${number}&key=${encodeURIComponent(id)}`;
  return (await sim.call<{ messages: LedgerMessage[] }>('GET', path)).messages[0]!;
}

interface SimGroup {
  id: string;
  inviteCode: string;
  subject: string;
  description: string;
  announce: boolean;
  restrict: boolean;
  picture?: unknown;
  members: { number: string; admin: boolean }[];
}
const newGroup = (more: object = {}) =>
  sim.call<SimGroup>('POST', '/sim/groups', { subject: 'Tea', owner: number, members: [ann], ...more });
const groupAtSim = (id: string) => sim.call<SimGroup>('GET', `/sim/groups/${id}`);
const knows = (id: string) =>
  until('the page knows the group', async () => (await ask('group.info', { chatId: id })).kind === 'done');

describe('chats', () => {
  beforeAll(() => sentId());

  test('show typing, recording, and neither', async () => {
    for (const state of ['typing', 'recording', 'paused'] as const) {
      await done('chat.typing', { chatId, state });
      expect((await actions(state)).at(-1)).toMatchObject({ chat: `${chatId}@c.us` });
    }
  });

  test('are read and unread, archived, pinned and muted, and say so', async () => {
    await sim.call('POST', '/sim/inbound', {
      phone: number,
      from: chatId,
      text: 'Hi',
      pushName: 'Tea house',
    });
    const info = () => done('chat.info', { chatId });
    await until('one unread', async () => (await info()).unreadCount === 1);
    await done('chat.read', { chatId, message: null });
    expect(await actions('read')).not.toEqual([]);
    await done('chat.unread', { chatId });
    await done('chat.archive', { chatId, archived: true });
    await done('chat.pin', { chatId, pinned: true });
    await done('chat.mute', { chatId, until: '2100-01-01T00:00:00.000Z' });
    expect(await info()).toMatchObject({
      ...{ chatId, isGroup: false, archived: true, pinned: true },
      mutedUntil: '2100-01-01T00:00:00.000Z',
    });
    await done('chat.mute', { chatId, until: 'forever' });
    expect((await info()).mutedUntil).toBe('forever');
    await done('chat.mute', { chatId, until: null });
    await done('chat.archive', { chatId, archived: false });
    await done('chat.pin', { chatId, pinned: false });
    expect(await info()).toMatchObject({ archived: false, pinned: false, mutedUntil: null });
  });

  test('are pinned three at the most', async () => {
    const others = ['60141000001', '60141000002', '60141000003', '60141000004'];
    for (const other of others) await sentId({ chatId: other });
    for (const other of others.slice(0, 3)) await done('chat.pin', { chatId: other, pinned: true });
    expect(await ask('chat.pin', { chatId: others[3]!, pinned: true })).toEqual(
      refused('FORBIDDEN_BY_WHATSAPP'),
    );
  });

  test('bear the labels of the phone, and no others', async () => {
    await sim.call('POST', '/sim/labels', { phone: number, name: 'New', hexColor: '#ff0000' });
    await until('a label', async () => (await done('label.list', {})).length > 0);
    const labels = await done('label.list', {});
    expect(labels[0]).toMatchObject({ name: 'New', color: '#ff0000' });
    const labelIds = [labels[0]!.labelId];
    await done('chat.labels', { chatId, labelIds });
    expect((await actions('label')).at(-1)).toMatchObject({ detail: { labels: labelIds } });
    expect(await ask('chat.labels', { chatId, labelIds: ['99'] })).toEqual(refused('LABEL_NOT_FOUND'));
  });

  test('are cleared and deleted; of one that is not there it is said', async () => {
    await done('chat.clear', { chatId });
    await done('chat.delete', { chatId });
    expect(await actions('clear-chat')).toHaveLength(1);
    expect(await actions('delete-chat')).toHaveLength(1);
    for (const name of ['chat.clear', 'chat.delete', 'chat.unread', 'chat.info'] as const)
      expect(await ask(name, { chatId: '60999000111' })).toEqual(refused('CHAT_NOT_FOUND'));
  });

  test('the phone shows itself and hides', async () => {
    await done('presence', { available: true });
    expect(await actions('available')).not.toEqual([]);
    await done('presence', { available: false });
    expect(await actions('unavailable')).not.toEqual([]);
  });
});

describe('a message that was sent', () => {
  const named = (providerMessageId: string) => ({ chatId, providerMessageId, fromMe: true });

  test('is edited', async () => {
    const id = await sentId();
    await done('message.edit', { ...named(id), text: 'Bye', mentions: [] });
    expect((await entryOf(id)).edits).toMatchObject([{ text: 'Bye', times: 1 }]);
  });

  test('is deleted for everyone, and a second time without harm', async () => {
    const id = await sentId();
    await done('message.delete', { ...named(id), forEveryone: true });
    expect((await entryOf(id)).revoked).toMatchObject({ by: 'sender', times: 1 });
    await done('message.delete', { ...named(id), forEveryone: true });
    expect((await entryOf(id)).revoked).toMatchObject({ times: 1 });
  });

  test('is deleted for the phone alone', async () => {
    const id = await sentId();
    await done('message.delete', { ...named(id), forEveryone: false });
    expect((await entryOf(id)).revoked).toBeUndefined();
    expect(await actions('delete-for-me')).toHaveLength(1);
  });

  test('that is somebody else’s, or gone, cannot be changed', async () => {
    const { id } = await sim.call<{ id: string }>('POST', '/sim/inbound', {
      phone: number,
      from: chatId,
      text: 'x',
    });
    await until('it came', () => session.messages().some((raw) => raw.id === id));
    const theirs = { chatId, providerMessageId: id, fromMe: false };
    expect(await ask('message.edit', { ...theirs, text: 'y', mentions: [] })).toEqual(
      refused('MESSAGE_NOT_CHANGEABLE'),
    );
    expect(await ask('message.delete', { ...theirs, forEveryone: true })).toEqual(
      refused('MESSAGE_NOT_CHANGEABLE'),
    );
    const gone = named('true_60123456789@c.us_3EB0NOWHERE');
    expect(await ask('message.delete', { ...gone, forEveryone: true })).toEqual(refused('MESSAGE_NOT_FOUND'));
  });
});

describe('people', () => {
  test('are looked up by number, with both of their ids', async () => {
    await sim.call('PUT', '/sim/behaviour', { notOnWhatsApp: ['60199999999'] });
    const found = await done('contact.check', { phoneNumbers: [`+${ann}`, '60199999999'] });
    expect(found).toEqual([
      {
        asked: `+${ann}`,
        exists: true,
        chatId: ann,
        phoneNumber: ann,
        lid: expect.stringMatching(/^\d+@lid$/),
      },
      { asked: '60199999999', exists: false, chatId: '60199999999', phoneNumber: '60199999999', lid: null },
    ]);
  });

  test('are described and listed once each', async () => {
    const about = {
      number: ann,
      phone: number,
      name: 'Ann',
      pushName: 'annie',
      about: 'Tea',
      business: true,
    };
    await sim.call('POST', '/sim/contacts', about);
    await until('she is known', async () =>
      (await done('contact.list', {})).some(({ name }) => name === 'Ann'),
    );
    expect(await done('contact.info', { chatId: ann })).toMatchObject({
      ...{ chatId: ann, phoneNumber: ann, name: 'Ann', about: 'Tea', pictureUrl: null, isMyContact: true },
    });
    const list = await done('contact.list', {});
    expect(list.filter((person) => person.chatId === ann)).toHaveLength(1);
    expect(list.some((person) => person.phoneNumber === number)).toBe(false);
  });

  test('are blocked, written to in vain, and let in again', async () => {
    await done('contact.block', { chatId: eve, blocked: true });
    expect(await session.text(textMessage({ chatId: eve }))).toMatchObject({
      kind: 'refused',
      code: 'RECIPIENT_INVALID',
      permanent: true,
    });
    await done('contact.block', { chatId: eve, blocked: false });
    expect((await session.text(textMessage({ chatId: eve }))).kind).toBe('sent');
  });
});

describe('groups', () => {
  test('are made, with a result for each person', async () => {
    await sim.call('PUT', '/sim/behaviour', { notAddable: [bob], notOnWhatsApp: [eve] });
    const made = await done('group.create', { subject: 'Tea house', participants: [ann, bob, eve] });
    expect(made.chatId).toMatch(/@g\.us$/);
    expect(made.participants).toEqual([
      expect.objectContaining({ chatId: ann, ok: true, code: 200, inviteLink: null }),
      expect.objectContaining({
        chatId: bob,
        ok: false,
        code: 403,
        inviteLink: expect.stringContaining('https://chat.whatsapp.com/'),
      }),
      expect.objectContaining({ chatId: eve, ok: false, code: 404 }),
    ]);
    expect((await groupAtSim(made.chatId)).subject).toBe('Tea house');
  });

  test('are listed and described, everybody with both ids', async () => {
    const { id } = await newGroup({ description: 'All about tea' });
    await knows(id);
    const info = await done('group.info', { chatId: id });
    expect(info).toMatchObject({ chatId: id, subject: 'Tea', description: 'All about tea', announce: false });
    expect(info.owner?.phoneNumber).toBe(number);
    expect(info.participants).toContainEqual({
      ...{ chatId: ann, phoneNumber: ann, role: 'member' },
      lid: expect.anything(),
    });
    expect((await done('group.list', {})).map((group) => group.chatId)).toContain(id);
  });

  test('members are added, promoted, demoted and removed', async () => {
    const { id } = await newGroup();
    await knows(id);
    const change = (what: 'add' | 'remove' | 'promote' | 'demote', people: string[]) =>
      done('group.participants', { chatId: id, participants: people, change: what });
    const admins = async () =>
      (await groupAtSim(id)).members.filter(({ admin }) => admin).map((member) => member.number);
    expect(await change('add', [bob, ann])).toMatchObject([
      { chatId: bob, ok: true, code: 200 },
      { chatId: ann, ok: false, code: 409 },
    ]);
    expect(await change('promote', [bob])).toMatchObject([{ chatId: bob, ok: true }]);
    expect(await admins()).toContain(bob);
    expect(await change('demote', [bob])).toMatchObject([{ ok: true }]);
    expect(await admins()).not.toContain(bob);
    expect(await change('remove', [bob, eve])).toMatchObject([
      { chatId: bob, ok: true },
      { chatId: eve, ok: false, code: 404 },
    ]);
    expect((await groupAtSim(id)).members).toHaveLength(2);
  });

  test('have their subject, description, rights and picture changed', async () => {
    const { id } = await newGroup();
    await knows(id);
    const change = { subject: 'Coffee', description: 'No more tea', announce: true, restrict: true };
    expect(await done('group.update', { chatId: id, ...change })).toMatchObject(change);
    expect(await groupAtSim(id)).toMatchObject(change);
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
      'base64',
    );
    const { mediaId } = storeFile(png, 'image/png');
    await done('group.picture', { chatId: id, mediaId });
    await done('group.picture', { chatId: id, mediaId: null });
    expect(await actions('group-picture')).toHaveLength(2);
    expect(await readdir(join(sessionDir, 'outgoing'))).toEqual([]);
    const text = storeFile(Buffer.from('x'), 'text/plain').mediaId;
    expect(await ask('group.picture', { chatId: id, mediaId: text })).toEqual(refused('MEDIA_TYPE_INVALID'));
    expect(await ask('group.picture', { chatId: id, mediaId: 'med_gone' })).toEqual(
      refused('MEDIA_NOT_FOUND'),
    );
  });

  test('are joined by invitation and left; old invitations are worth nothing', async () => {
    const { id, inviteCode } = await newGroup({ owner: ann, members: [bob] });
    expect(await done('group.join', { inviteCode: `https://chat.whatsapp.com/${inviteCode}` })).toEqual({
      chatId: id,
    });
    await knows(id);
    expect((await session.text(textMessage({ chatId: id }))).kind).toBe('sent');
    expect(await ask('group.invite', { chatId: id, revoke: true })).toEqual(refused('FORBIDDEN_BY_WHATSAPP'));
    await done('group.leave', { chatId: id });
    await until('it has left', async () => (await ask('group.info', { chatId: id })).kind === 'refused');
    expect(await ask('group.leave', { chatId: id })).toEqual(refused('GROUP_NOT_FOUND'));
    expect(await session.text(textMessage({ chatId: id }))).toMatchObject({
      kind: 'refused',
      code: 'RECIPIENT_INVALID',
    });

    const own = await newGroup();
    await knows(own.id);
    const old = await done('group.invite', { chatId: own.id, revoke: false });
    expect(old).toEqual({
      inviteCode: own.inviteCode,
      inviteLink: `https://chat.whatsapp.com/${own.inviteCode}`,
    });
    const fresh = await done('group.invite', { chatId: own.id, revoke: true });
    expect(fresh.inviteCode).not.toBe(old.inviteCode);
    expect(await ask('group.join', { inviteCode: old.inviteCode })).toEqual(refused('INVITE_INVALID'));
  });

  test('are closed to whoever has no rights in them', async () => {
    const { id } = await newGroup({ owner: ann, members: [number], announce: true, restrict: true });
    await knows(id);
    const add = { chatId: id, participants: [bob], change: 'add' as const };
    expect(await ask('group.participants', add)).toEqual(refused('FORBIDDEN_BY_WHATSAPP'));
    expect(await ask('group.update', { chatId: id, subject: 'x' })).toEqual(refused('FORBIDDEN_BY_WHATSAPP'));
    expect(await session.text(textMessage({ chatId: id }))).toMatchObject({
      kind: 'refused',
      code: 'RECIPIENT_INVALID',
      permanent: true,
    });
    expect(await ask('group.info', { chatId: '120363999999999999@g.us' })).toEqual(
      refused('GROUP_NOT_FOUND'),
    );
  });
});

describe('WhatsApp channels', () => {
  test('are found by invitation, followed, listed and left', async () => {
    const { id, inviteCode } = await sim.call<{ id: string; inviteCode: string }>('POST', '/sim/channels', {
      name: 'Tea news',
      description: 'Daily',
      owner: ann,
    });
    expect(await done('channel.info', { inviteCode })).toMatchObject({
      channelId: id,
      name: 'Tea news',
      description: 'Daily',
    });
    await done('channel.follow', { channelId: id, follow: true });
    const listed = (await done('channel.list', {})).find(({ channelId }) => channelId === id);
    expect(listed).toMatchObject({ role: 'subscriber' });
    await done('channel.follow', { channelId: id, follow: false });
    expect(await actions('channel-unsubscribe')).toHaveLength(1);
    expect(await ask('channel.info', { inviteCode: 'nothing' })).toEqual(refused('INVITE_INVALID'));
  });

  test('take texts and polls of their owner', async () => {
    const { id } = await sim.call<{ id: string }>('POST', '/sim/channels', { name: 'Ours', owner: number });
    const outcome = await session.text(textMessage({ chatId: id }));
    expect(outcome.kind).toBe('sent');
  });
});

test('a phone without its socket refuses, for certain', async () => {
  const seen = session.statuses.length;
  await sim.faults(number, { dropSocket: true });
  await until('the page has lost its socket', () => session.statuses.length > seen);
  expect(await ask('presence', { available: true })).toEqual(refused('PHONE_NOT_READY'));
});
