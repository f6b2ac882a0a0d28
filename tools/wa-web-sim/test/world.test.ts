import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import wwebjs, {
  type Channel,
  type Chat,
  type GroupChat,
  type GroupNotification,
  type Label,
  type Message,
} from 'whatsapp-web.js';
import { eventually } from './browser.ts';
import { CHAT, FRIEND, pairedSession, SEND, type Session } from './session.ts';

const { MessageMedia } = wwebjs;
const PNG =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==';
const OTHER = '4917033333333';
const STRANGER = '4917044444444';

let session: Session;

beforeAll(async () => {
  session = await pairedSession({}, { business: true });
}, 30_000);

afterEach(async () => {
  await session.control.call('DELETE', '/sim/behaviour');
  await session.control.call('DELETE', '/sim/actions');
});
afterAll(() => session.end());

const actions = async (): Promise<string[]> =>
  (await session.control.actions({ phone: session.phone })).map(({ action }) => action);

async function post<T>(path: string, body: Record<string, unknown>): Promise<T> {
  const answer = await session.control.call<T>('POST', path, body);
  expect(answer).toMatchObject({ status: 200 });
  return answer.body;
}

const next = <T>(event: string): Promise<T> => session.driver.next(event).then(([first]) => first as T);

async function chatWith(number: string, text: string): Promise<Chat> {
  const arrived = next<Message>('message');
  await session.control.inbound({ phone: session.phone, from: number, text });
  return (await arrived).getChat();
}

describe('chats', () => {
  it('are archived, pinned, muted and marked, and so they are after a restart', async () => {
    const chat = await chatWith(FRIEND, 'keep me');
    await chat.archive();
    await chat.pin();
    await chat.mute(new Date(2_000_000_000_000));
    await chat.markUnread();
    expect(await actions()).toEqual(['archive', 'pin', 'mute', 'mark-unread']);
    await session.restart();

    expect(await session.client.getChatById(CHAT)).toMatchObject({
      ...{ archived: true, pinned: true, isMuted: true, muteExpiration: 2_000_000_000, unreadCount: -1 },
    });
    const again = await session.client.getChatById(CHAT);
    await again.unarchive();
    await again.unpin();
    await again.unmute();
    await again.sendSeen();
    expect(await session.client.getChatById(CHAT)).toMatchObject({
      ...{ archived: false, pinned: false, isMuted: false, unreadCount: 0 },
    });
  });

  it('reading, typing, recording and being there are noted in order', async () => {
    const chat = await chatWith(FRIEND, 'hello?');
    const { phone } = session;
    await session.client.sendPresenceAvailable();
    await chat.sendSeen();
    await chat.sendStateTyping();
    await eventually(async () => (await actions()).includes('typing'));
    expect((await session.control.call('GET', `/sim/presence?phone=${phone}`)).body).toEqual({
      available: true,
      chats: { [CHAT]: 'typing' },
    });
    await chat.sendStateRecording();
    await eventually(async () => (await actions()).includes('recording'));
    await chat.clearState();
    await eventually(async () => (await actions()).includes('paused'));
    await session.client.sendPresenceUnavailable();
    expect(await actions()).toEqual(['available', 'read', 'typing', 'recording', 'paused', 'unavailable']);
  });

  it('can be emptied and deleted', async () => {
    const chat = await chatWith(STRANGER, 'forget me');
    await chat.clearMessages();
    expect(await chat.fetchMessages({ limit: 5 })).toEqual([]);
    await chat.delete();
    expect(await actions()).toEqual(['clear-chat', 'delete-chat']);
  });

  it('bear the labels of a business', async () => {
    const chat = await chatWith(FRIEND, 'label me');
    const label = await post<Label>('/sim/labels', { phone: session.phone, name: 'Customer' });
    await eventually(async () => (await session.client.getLabels()).length > 0);
    await chat.changeLabels([label.id]);

    expect((await chat.getLabels()).map(({ name }) => name)).toEqual(['Customer']);
    expect((await session.client.getChatsByLabelId(label.id)).map(({ id }) => id._serialized)).toEqual([
      CHAT,
    ]);
  });
});

describe('people', () => {
  it('have names, a business, words about themselves and a picture', async () => {
    const { phone } = session;
    const facts = { pushName: 'grace', about: 'At sea', picture: `data:image/png;base64,${PNG}` };
    await post('/sim/contacts', { phone, number: OTHER, name: 'Grace Hopper', ...facts });
    const contact = await eventually(async () => {
      const found = await session.client.getContactById(`${OTHER}@c.us`);
      return found.name === 'Grace Hopper' && found;
    });

    expect(contact).toMatchObject({
      pushname: 'grace',
      shortName: 'Grace',
      isMyContact: true,
      number: OTHER,
    });
    expect(await contact.getAbout()).toBe('At sea');
    const picture = await fetch(await contact.getProfilePicUrl());
    expect(Buffer.from(await picture.arrayBuffer()).toString('base64')).toBe(PNG);
    expect(picture.headers.get('content-type')).toBe('image/png');
    expect((await session.client.getContacts()).map(({ number }) => number)).toContain(OTHER);
  });

  it('can be blocked, and then nothing of theirs arrives', async () => {
    const contact = await session.client.getContactById(`${STRANGER}@c.us`);
    await contact.block();
    const { body } = await session.control.inbound({
      phone: session.phone,
      from: STRANGER,
      text: 'let me in',
    });
    expect(body).toMatchObject({ blocked: true, devices: 0 });
    expect((await session.client.getContactById(`${STRANGER}@c.us`)).isBlocked).toBe(true);
    await contact.unblock();
    expect(await actions()).toEqual(['block', 'unblock']);
  });

  it('have a LID beside their phone number', async () => {
    const [found] = await session.client.getContactLidAndPhone([CHAT]);
    expect(found?.pn).toBe(CHAT);
    expect(found?.lid).toMatch(/^\d+@lid$/);
    expect(await session.client.getContactLidAndPhone([found?.lid ?? ''])).toEqual([found]);
  });

  it('are one person under both addresses where chats are addressed by LID', async () => {
    await session.control.behave({ addressing: 'lid' });
    const from = '4917055555555';
    const arrived = next<Message>('message');
    await session.control.inbound({ phone: session.phone, from, text: 'who am I?' });
    const message = await arrived;
    expect(message.from).toMatch(/@lid$/);
    const contact = await message.getContact();
    expect(contact).toMatchObject({ number: from, id: { _serialized: `${from}@c.us` } });
    const answer = await session.client.sendMessage(`${from}@c.us`, 'I know', {
      ...SEND,
      waitUntilMsgSent: true,
    });

    expect(answer.to).toBe(message.from);
    const [entry] = await session.control.ledger({ key: answer.id.id });
    expect(entry).toMatchObject({ to: `${from}@c.us`, lid: message.from });
    await answer.edit('I know you');
    expect((await session.control.ledger({ key: answer.id.id }))[0]?.edits).toHaveLength(1);
  });

  it('may have a LID alone', async () => {
    const arrived = next<Message>('message');
    await session.control.inbound({
      phone: session.phone,
      from: '4917066666666',
      text: 'hidden',
      hidden: true,
    });
    const message = await arrived;
    expect(message.from).toMatch(/@lid$/);
    expect((await message.getContact()).id._serialized).toBe(message.from);
  });
});

describe('groups', () => {
  const found = async (): Promise<GroupChat> => {
    const founded = next<GroupNotification>('group_update');
    const group = await post<{ id: string }>('/sim/groups', {
      ...{ subject: 'Crew', owner: FRIEND, admins: [session.phone], members: [OTHER] },
    });
    expect((await founded).type).toBe('create');
    return eventually(async () => {
      const chat = (await session.client.getChatById(group.id)) as GroupChat;
      return chat.name === 'Crew' && chat;
    });
  };

  it('are founded by the page, and those who cannot be added get an invitation', async () => {
    await session.control.behave({ notAddable: [OTHER], notOnWhatsApp: [STRANGER] });
    const created = await session.client.createGroup('Picnic', [CHAT, `${OTHER}@c.us`, `${STRANGER}@c.us`]);
    if (typeof created === 'string') throw new Error(created);

    expect(created.participants).toMatchObject({
      [CHAT]: { statusCode: 200 },
      [`${OTHER}@c.us`]: { statusCode: 403, isInviteV4Sent: true },
      [`${STRANGER}@c.us`]: { statusCode: 404 },
    });
    const group = (await session.client.getChatById(
      (created.gid as { _serialized: string })._serialized,
    )) as GroupChat;
    expect(group).toMatchObject({ name: 'Picnic', isGroup: true });
    expect(group.participants.map(({ id }) => id._serialized)).toEqual([`${session.phone}@c.us`, CHAT]);
    expect(await session.control.ledger({ type: 'groups_v4_invite' })).toMatchObject([
      { to: `${OTHER}@c.us` },
    ]);
  });

  it('change their members and admins, and everybody hears of it', async () => {
    const group = await found();
    const joined = next<GroupNotification>('group_join');
    const id = `${STRANGER}@c.us`;
    expect(await group.addParticipants([id])).toMatchObject({ [id]: { code: 200 } });
    expect(await joined).toMatchObject({ type: 'add', recipientIds: [id], author: `${session.phone}@c.us` });
    const promoted = next<GroupNotification>('group_admin_changed');
    await group.promoteParticipants([id]);
    expect((await promoted).type).toBe('promote');
    await group.demoteParticipants([id]);
    const left = next<GroupNotification>('group_leave');
    await group.removeParticipants([id]);
    expect((await left).type).toBe('remove');

    const { body } = await session.control.call<{ members: { number: string }[] }>(
      'GET',
      `/sim/groups/${group.id._serialized}`,
    );
    expect(body.members.map(({ number }) => number)).not.toContain(STRANGER);
  });

  it('change subject, description, settings and picture', async () => {
    const group = await found();
    const updated = next<GroupNotification>('group_update');
    expect(await group.setSubject('Night crew')).toBe(true);
    expect(await updated).toMatchObject({ type: 'subject', body: 'Night crew' });
    expect(await group.setDescription('We sail at dawn')).toBe(true);
    expect(await group.setMessagesAdminsOnly(true)).toBe(true);
    expect(await group.setInfoAdminsOnly(true)).toBe(true);
    expect(await group.setPicture(new MessageMedia('image/png', PNG))).toBe(true);
    const again = (await session.client.getChatById(group.id._serialized)) as GroupChat;

    expect(again).toMatchObject({ name: 'Night crew', description: 'We sail at dawn', isReadOnly: true });
    expect(await session.client.getProfilePicUrl(group.id._serialized)).toContain('/mms/');
    await group.deletePicture();
    expect(await session.client.getProfilePicUrl(group.id._serialized)).toBeUndefined();
  });

  it('change from outside as well', async () => {
    const group = await found();
    const changes: [string, Record<string, unknown>, string][] = [
      ['group_join', { by: FRIEND, add: [STRANGER] }, 'add'],
      ['group_update', { by: FRIEND, subject: 'Day crew' }, 'subject'],
      ['group_admin_changed', { by: FRIEND, demote: [session.phone] }, 'demote'],
      ['group_leave', { by: STRANGER, leave: true }, 'leave'],
    ];
    for (const [event, change, type] of changes) {
      const heard = next<GroupNotification>(event);
      await post(`/sim/groups/${group.id._serialized}`, change);
      expect((await heard).type).toBe(type);
    }
    expect(await group.setSubject('Mutiny')).toBe(true);
    expect(await group.addParticipants([`${STRANGER}@c.us`])).toContain('no admin rights');
  });

  it('are joined by invite code, and left', async () => {
    const { id, inviteCode } = await post<{ id: string; inviteCode: string }>('/sim/groups', {
      ...{ subject: 'Open', owner: FRIEND },
    });
    expect(await session.client.getInviteInfo(inviteCode)).toMatchObject({ subject: 'Open' });
    expect(await session.client.acceptInvite(inviteCode)).toBe(id);
    const group = (await session.client.getChatById(id)) as GroupChat;
    await eventually(async () => (await group.getContact()) !== undefined);
    await group.leave();
    const refused = session.driver.next('message_ack', (_message: Message, ack: number) => ack === -1);
    await session.client.sendMessage(id, 'anybody?', SEND);
    await refused;
  });

  it('have an invite code that can be replaced', async () => {
    const group = await found();
    const code = await group.getInviteCode();
    const fresh = await group.revokeInvite();
    expect(fresh).not.toBe(code);
    expect(await group.getInviteCode()).toBe(fresh);
  });

  it('let admins decide who joins', async () => {
    const group = await found();
    const path = `/sim/groups/${group.id._serialized}`;
    await post(path, { by: FRIEND, joinApproval: true });
    const asked = next<GroupNotification>('group_membership_request');
    await post(path, { by: STRANGER, join: true });
    await asked;
    const requests = await group.getGroupMembershipRequests();
    expect(requests.map(({ id }) => (id as { _serialized: string })._serialized)).toEqual([
      `${STRANGER}@c.us`,
    ]);
    const [result] = await group.approveGroupMembershipRequests({ requesterIds: null, sleep: null });
    expect(result).toMatchObject({ message: 'Approved successfully' });
  });

  it('are common to two people', async () => {
    const group = await found();
    const contact = await session.client.getContactById(CHAT);
    expect(
      (await contact.getCommonGroups()).map((id) => (id as { _serialized: string })._serialized),
    ).toContain(group.id._serialized);
  });
});

describe('channels', () => {
  it('are found by invite, followed, muted and left', async () => {
    const { id, inviteCode } = await post<{ id: string; inviteCode: string }>('/sim/channels', {
      name: 'Weather',
    });
    const channel = await session.client.getChannelByInviteCode(inviteCode);
    expect(channel).toMatchObject({ name: 'Weather', isChannel: true });
    expect(await session.client.subscribeToChannel(id)).toBe(true);
    expect(await channel.mute()).toBe(true);
    const heard = next<Message>('message');
    await session.control.inbound({ phone: session.phone, channel: id, text: 'rain' });
    expect(await heard).toMatchObject({ body: 'rain', from: id });
    expect((await session.client.getChannels()).map(({ name }) => name)).toContain('Weather');
    expect(await session.client.unsubscribeFromChannel(id)).toBe(true);
    expect(await actions()).toEqual(['channel-subscribe', 'channel-mute', 'channel-unsubscribe']);
  });

  it('of one’s own take what one sends', async () => {
    const created = await session.client.createChannel('News', { description: 'from here' });
    if (typeof created === 'string') throw new Error(created);
    const id = (created.nid as { _serialized: string })._serialized;
    await session.client.sendMessage(id, 'first issue', SEND);
    const channel = (await session.client.getChatById(id)) as unknown as Channel;
    await channel.sendMessage(new MessageMedia('image/png', PNG), { caption: 'the cover' });

    const entries = await session.control.ledger({ to: id });
    expect(entries.map(({ type, text }) => [type, text])).toEqual([
      ['chat', 'first issue'],
      ['image', 'the cover'],
    ]);
    expect(await channel.setSubject('Old news')).toBe(true);
    expect(await channel.deleteChannel()).toBe(true);
  });
});

describe('the owner', () => {
  it('changes name, words and picture', async () => {
    expect(await session.client.setDisplayName('Shop')).toBe(true);
    await session.client.setStatus('Open');
    expect(await session.client.setProfilePicture(new MessageMedia('image/png', PNG))).toBe(true);
    expect(await actions()).toEqual(['set-name', 'set-about', 'set-picture']);
    expect(await (await session.client.getContactById(`${session.phone}@c.us`)).getAbout()).toBe('Open');
  });
});
