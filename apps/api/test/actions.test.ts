import type { ActionResult, Message, PhoneAction } from '@watertight/core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startApi, type TestApi } from './support/api.ts';
import { livingPhone, type LivingPhone } from './support/phone.ts';

let api: TestApi;
let company: string;
let living: LivingPhone;

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  company = await api.company();
  living = await livingPhone(api, company);
});
afterEach(() => living.close());

const done = (value: unknown = null): ActionResult => ({ kind: 'done', value });
const answerWith = (value: unknown) => (living.answer = () => done(value));
const last = () => living.asked.at(-1);

const CHAT = '60123456789';
const GROUP = '120363025246125486@g.us';
const CHANNEL = '120363144038483540@newsletter';
const ann = { chatId: CHAT, phoneNumber: CHAT, lid: null };
const group = {
  chatId: GROUP,
  subject: 'Lunch',
  description: null,
  owner: ann,
  createdAt: '2026-01-01T00:00:00.000Z',
  announce: false,
  restrict: true,
  participants: [{ ...ann, role: 'admin' }],
};
const { participants: _, ...summary } = group;
const result = {
  ...ann,
  ok: false,
  code: 403,
  detail: 'Invite him',
  inviteLink: 'https://chat.whatsapp.com/x',
};
const channel = { channelId: CHANNEL, name: 'News', description: null, inviteLink: null, role: 'subscriber' };
const invite = { inviteCode: 'abcdefghijkl', inviteLink: 'https://chat.whatsapp.com/abcdefghijkl' };

describe('each of these asks the phone for one thing and answers with what it says', () => {
  interface Case {
    call: string;
    body?: object;
    action: object;
    value?: unknown;
    status: number;
    answer?: unknown;
  }
  const chat = (rest: string) => `/chats/:company/${CHAT}${rest}`;
  const groups = (rest = '') => `/groups/:company/${GROUP}${rest}`;
  const cases: Case[] = [
    {
      call: 'POST /bots/:company/0/pairing-code',
      body: { phoneNumber: '+60123456789' },
      action: { name: 'pairing-code', phoneNumber: CHAT },
      value: { code: 'WT4K7Q2M', expiresAt: '2026-01-01T00:00:00.000Z' },
      status: 409, // it is ready, and a code is for a phone that waits to be paired
    },
    {
      call: `POST ${chat('/read')}`,
      action: { name: 'chat.read', chatId: CHAT, message: null },
      status: 204,
    },
    { call: `POST ${chat('/unread')}`, action: { name: 'chat.unread', chatId: CHAT }, status: 204 },
    {
      call: `POST ${chat('/archive')}`,
      action: { name: 'chat.archive', chatId: CHAT, archived: true },
      status: 204,
    },
    {
      call: `POST ${chat('/archive')}`,
      body: { archived: false },
      action: { name: 'chat.archive', chatId: CHAT, archived: false },
      status: 204,
    },
    { call: `POST ${chat('/pin')}`, action: { name: 'chat.pin', chatId: CHAT, pinned: true }, status: 204 },
    {
      call: `POST ${chat('/mute')}`,
      action: { name: 'chat.mute', chatId: CHAT, until: 'forever' },
      status: 204,
    },
    {
      call: `POST ${chat('/mute')}`,
      body: { until: '2099-01-01T01:00:00+01:00' },
      action: { name: 'chat.mute', chatId: CHAT, until: '2099-01-01T00:00:00.000Z' },
      status: 204,
    },
    {
      call: `POST ${chat('/mute')}`,
      body: { until: null },
      action: { name: 'chat.mute', chatId: CHAT, until: null },
      status: 204,
    },
    { call: `POST ${chat('/clear')}`, action: { name: 'chat.clear', chatId: CHAT }, status: 204 },
    { call: `DELETE ${chat('')}`, action: { name: 'chat.delete', chatId: CHAT }, status: 204 },
    {
      call: `PUT ${chat('/labels')}`,
      body: { labelIds: ['1', '2'] },
      action: { name: 'chat.labels', chatId: CHAT, labelIds: ['1', '2'] },
      status: 204,
    },
    {
      call: `POST ${chat('/typing')}`,
      action: { name: 'chat.typing', chatId: CHAT, state: 'typing', message: null },
      status: 204,
    },
    {
      call: `POST ${chat('/typing')}`,
      body: { state: 'recording' },
      action: { name: 'chat.typing', chatId: CHAT, state: 'recording', message: null },
      status: 204,
    },
    {
      call: 'GET /labels/:company',
      action: { name: 'label.list' },
      value: [{ labelId: '2', name: 'New', color: null }],
      status: 200,
      answer: { data: [{ labelId: '2', name: 'New', color: null }], nextCursor: null },
    },
    {
      call: `POST /companies/:company/contacts/${CHAT}/block`,
      action: { name: 'contact.block', chatId: CHAT, blocked: true },
      status: 204,
    },
    {
      call: `POST /companies/:company/contacts/${CHAT}/unblock`,
      action: { name: 'contact.block', chatId: CHAT, blocked: false },
      status: 204,
    },
    {
      call: 'GET /groups/:company',
      action: { name: 'group.list' },
      value: [summary],
      status: 200,
      answer: { data: [summary], nextCursor: null },
    },
    {
      call: 'POST /groups/:company',
      body: { subject: 'Lunch', participants: ['+60123456789'] },
      action: { name: 'group.create', subject: 'Lunch', participants: [CHAT] },
      value: { chatId: GROUP, participants: [result] },
      status: 201,
      answer: { chatId: GROUP, participants: [result] },
    },
    {
      call: `GET ${groups()}`,
      action: { name: 'group.info', chatId: GROUP },
      value: group,
      status: 200,
      answer: group,
    },
    {
      call: `PATCH ${groups()}`,
      body: { subject: 'Dinner', announce: true },
      action: { name: 'group.update', chatId: GROUP, subject: 'Dinner', announce: true },
      value: group,
      status: 200,
      answer: group,
    },
    {
      call: `DELETE ${groups('/picture')}`,
      action: { name: 'group.picture', chatId: GROUP, mediaId: null },
      status: 204,
    },
    ...(['add', 'remove', 'promote', 'demote'] as const).map((change): Case => ({
      call: `${change === 'remove' ? 'DELETE' : 'POST'} ${groups('/participants')}${change.endsWith('mote') ? `/${change}` : ''}`,
      body: { participants: [CHAT] },
      action: { name: 'group.participants', chatId: GROUP, participants: [CHAT], change },
      value: [result],
      status: 200,
      answer: { data: [result] },
    })),
    {
      call: `GET ${groups('/invite')}`,
      action: { name: 'group.invite', chatId: GROUP, revoke: false },
      value: invite,
      status: 200,
      answer: invite,
    },
    {
      call: `POST ${groups('/invite/revoke')}`,
      action: { name: 'group.invite', chatId: GROUP, revoke: true },
      value: invite,
      status: 200,
      answer: invite,
    },
    {
      call: 'POST /groups/:company/join',
      body: { link: invite.inviteLink },
      action: { name: 'group.join', inviteCode: invite.inviteCode },
      value: { chatId: GROUP },
      status: 200,
      answer: { chatId: GROUP },
    },
    { call: `POST ${groups('/leave')}`, action: { name: 'group.leave', chatId: GROUP }, status: 204 },
    {
      call: 'GET /channels/:company',
      action: { name: 'channel.list' },
      value: [channel],
      status: 200,
      answer: { data: [channel], nextCursor: null },
    },
    {
      call: 'GET /channels/:company/info?invite=https%3A%2F%2Fwhatsapp.com%2Fchannel%2Fabcdefghijkl',
      action: { name: 'channel.info', inviteCode: 'abcdefghijkl' },
      value: channel,
      status: 200,
      answer: channel,
    },
    {
      call: `POST /channels/:company/${CHANNEL}/follow`,
      action: { name: 'channel.follow', channelId: CHANNEL, follow: true },
      status: 204,
    },
    {
      call: `POST /channels/:company/${CHANNEL}/unfollow`,
      action: { name: 'channel.follow', channelId: CHANNEL, follow: false },
      status: 204,
    },
  ];

  test.each(cases)('$call $body', async ({ call, body, action, value, status, answer }) => {
    answerWith(value);
    const response = await api.call(call.replace(':company', company) as 'GET /', { body });
    expect([response.statusCode, response.body]).toEqual([status, expect.any(String)]);
    if (status === 409) return;
    expect(last()).toEqual(action);
    if (answer === undefined) expect(response.body).toBe('');
    else expect(response.json()).toEqual(answer);
  });

  test('POST …/bots/…/presence', async () => {
    const path = `POST /bots/${company}/0/presence` as const;
    expect((await api.call(path, { body: { available: true } })).statusCode).toBe(204);
  });

  test('POST …/pairing-code of a phone that waits to be paired', async () => {
    await api.store.phones.report(living.phone.phoneId, { status: 'qr', instanceId: 'worker-test' });
    answerWith({ code: 'WT4K7Q2M', expiresAt: '2026-01-01T00:00:00.000Z' });
    const response = await api.call(`POST /bots/${company}/0/pairing-code`, {
      body: { phoneNumber: '+60123456789' },
    });
    expect([response.statusCode, response.json()]).toEqual([
      200,
      { code: 'WT4K7Q2M', expiresAt: '2026-01-01T00:00:00.000Z' },
    ]);
    expect(last()).toEqual({ name: 'pairing-code', phoneNumber: CHAT });
  });
});

describe('what keeps a phone from doing it is said', () => {
  const read = (query = '') => api.call(`POST /chats/${company}/${CHAT}/unread${query}`);

  test('a refusal keeps its code and its words', async () => {
    living.answer = () => ({ kind: 'refused', code: 'CHAT_NOT_FOUND', detail: 'No such chat here.' });
    expect((await read()).json()).toMatchObject({
      status: 404,
      code: 'CHAT_NOT_FOUND',
      detail: 'No such chat here.',
    });
  });

  test('a code that only a newer worker knows is a refusal of the provider', async () => {
    living.answer = () => ({ kind: 'refused', code: 'FROM_THE_FUTURE' as 'INTERNAL', detail: 'Later.' });
    expect((await read()).json()).toMatchObject({ status: 502, code: 'PROVIDER_REFUSED', detail: 'Later.' });
  });

  test('no answer in time is 504, which does not say that nothing was done', async () => {
    living.answer = () => ({ kind: 'unknown', detail: 'The page did not answer.' });
    expect((await read()).json()).toMatchObject({ status: 504, code: 'ACTION_UNANSWERED' });
  });

  test('a phone that nobody holds, or that is not connected, is not ready', async () => {
    living.close();
    expect((await read()).json()).toMatchObject({ status: 409, code: 'PHONE_NOT_READY' });
    await api.store.phones.report(living.phone.phoneId, { status: 'disconnected', instanceId: null });
    expect((await read()).json()).toMatchObject({ status: 409, code: 'PHONE_NOT_READY' });
  });

  test('a phone that is not there, and a company without one', async () => {
    expect((await read('?phoneIndex=9')).json()).toMatchObject({ status: 404, code: 'PHONE_NOT_FOUND' });
    const empty = await api.company();
    expect((await api.call(`POST /chats/${empty}/${CHAT}/unread`)).json()).toMatchObject({
      status: 409,
      code: 'NO_PHONE',
    });
  });

  test('a channel that cannot do it', async () => {
    const { phoneIndex, phoneId } = await api.phone(company, 'meta');
    await api.store.phones.report(phoneId, { status: 'ready', instanceId: 'x' });
    expect((await read(`?phoneIndex=${phoneIndex}`)).json()).toMatchObject({
      status: 422,
      code: 'UNSUPPORTED_ON_CHANNEL',
    });
  });

  test.each([
    ['POST /chats/:company/nobody/read', 'CHAT_ID_INVALID'],
    [`GET /groups/:company/${CHAT}`, 'CHAT_ID_INVALID'],
    [`POST /channels/:company/${CHAT}/follow`, 'CHAT_ID_INVALID'],
    ['GET /channels/:company/info?invite=nonsense', 'VALIDATION_FAILED'],
    ['GET /channels/:company/info', 'VALIDATION_FAILED'],
  ])('%s', async (call, code) => {
    const response = await api.call(call.replace(':company', company) as 'GET /');
    expect(response.json()).toMatchObject({ status: 400, code });
    expect(living.asked).toEqual([]);
  });

  test.each<[string, object, string]>([
    [`POST /chats/:company/${CHAT}/typing`, { seconds: 26 }, '/seconds'],
    [`POST /chats/:company/${CHAT}/typing`, { state: 'thinking' }, '/state'],
    [`POST /chats/:company/${CHAT}/mute`, { until: 'tomorrow' }, '/until'],
    [`POST /chats/:company/${CHAT}/mute`, { until: '2001-01-01T00:00:00Z' }, '/until'],
    [`PUT /chats/:company/${CHAT}/labels`, {}, '/labelIds'],
    ['POST /groups/:company', { subject: 'Lunch', participants: [] }, '/participants'],
    ['POST /groups/:company', { subject: 'Lunch', participants: [GROUP] }, '/participants/0'],
    ['POST /groups/:company/join', {}, '/inviteCode'],
    ['POST /groups/:company/join', { link: 'https://evil.example/abcdefghijkl' }, '/link'],
    [`PATCH /groups/:company/${GROUP}`, {}, ''],
    [`PATCH /groups/:company/${GROUP}`, { phoneIndex: 0 }, ''],
    ['POST /bots/:company/0/pairing-code', { phoneNumber: 'mine' }, '/phoneNumber'],
    ['POST /companies/:company/contacts/check', { phoneNumbers: ['call me'] }, '/phoneNumbers/0'],
  ])('%s %j', async (call, body, path) => {
    const response = await api.call(call.replace(':company', company) as 'GET /', { body });
    expect(response.json()).toMatchObject({
      status: 400,
      code: 'VALIDATION_FAILED',
      errors: [{ in: 'body', path }],
    });
    expect(living.asked).toEqual([]);
  });
});

describe('which phone is asked', () => {
  test('the one that the chat was last on, unless one is named', async () => {
    const other = await livingPhone(api, company);
    const bump = (phone: LivingPhone['phone'], seconds: number) =>
      api.store.transaction((tx) =>
        api.store.chats.bump(tx, [
          {
            companyId: company,
            phoneId: phone.phoneId,
            phoneIndex: phone.phoneIndex,
            chatId: CHAT,
            messageId: `msg_${seconds}`,
            at: new Date(Date.UTC(2026, 0, 1, 0, 0, seconds)),
            means: 'unread',
          },
        ]),
      );
    await bump(living.phone, 1);
    await bump(other.phone, 2);
    await api.call(`POST /chats/${company}/${CHAT}/read`);
    expect([living.asked.length, other.asked.length]).toEqual([0, 1]);
    await api.call(`POST /chats/${company}/${CHAT}/read`, { body: { phoneIndex: 0 } });
    await api.call(`POST /chats/${company}/${CHAT}/read?phoneIndex=0`);
    expect([living.asked.length, other.asked.length]).toEqual([2, 1]);
    await api.call(`POST /chats/${company}/60199999999/read`);
    expect([living.asked.length, other.asked.length]).toEqual([3, 1]);
    other.close();
  });
});

test('lists that a phone gives are given page by page', async () => {
  const many = Array.from({ length: 5 }, (_unused, n) => ({
    ...summary,
    chatId: `12036302524612548${n}@g.us`,
  }));
  answerWith(many.toReversed());
  const seen: string[] = [];
  let cursor: string | null = '';
  do {
    const query: string = cursor ? `&cursor=${cursor}` : '';
    const response = await api.call(`GET /groups/${company}?limit=2${query}`);
    const page = response.json<{ data: { chatId: string }[]; nextCursor: string | null }>();
    seen.push(...page.data.map(({ chatId }) => chatId));
    cursor = page.nextCursor;
  } while (cursor !== null);
  expect(seen).toEqual(many.map(({ chatId }) => chatId));
});

test('a picture is one that was kept, and a picture', async () => {
  const put = (mediaId: string) => api.call(`PUT /groups/${company}/${GROUP}/picture`, { body: { mediaId } });
  const keep = async (mimeType: string) => {
    const { mediaId } = await api.store.media.begin({
      companyId: company,
      origin: 'upload',
      phoneId: null,
      mimeType,
      sizeBytes: 1,
      sha256: 'a'.repeat(64),
      filename: null,
      storageKey: mimeType,
    });
    await api.store.media.stored(mediaId);
    return mediaId;
  };
  expect((await put('med_none')).json()).toMatchObject({ status: 404, code: 'MEDIA_NOT_FOUND' });
  expect((await put(await keep('application/pdf'))).json()).toMatchObject({ code: 'MEDIA_TYPE_INVALID' });
  expect(living.asked).toEqual([]);
  const mediaId = await keep('image/jpeg');
  expect((await put(mediaId)).statusCode).toBe(204);
  expect(last()).toEqual({ name: 'group.picture', chatId: GROUP, mediaId });
});

test('typing is paused again when its time is over', async () => {
  await api.call(`POST /chats/${company}/${CHAT}/typing`, { body: { seconds: 0.05 } });
  await expect
    .poll(() => living.asked)
    .toEqual([
      { name: 'chat.typing', chatId: CHAT, state: 'typing', message: null },
      { name: 'chat.typing', chatId: CHAT, state: 'paused' },
    ]);
});

describe('chats', () => {
  const arrive = (text: string) =>
    api.store.transaction(async (tx) => {
      const { phoneId, phoneIndex } = living.phone;
      const phone = { phoneId, companyId: company, phoneIndex, connectionType: 'wwebjs' as const, me: null };
      const [stored] = await api.store.messages.storeInbound(tx, [
        {
          phone,
          message: {
            kind: 'message',
            phone: { phoneId },
            providerMessageId: `in-${text}`,
            chatId: CHAT,
            from: CHAT,
            fromMe: false,
            participant: null,
            type: 'text',
            content: { text },
            quotedProviderMessageId: null,
            at: new Date(),
            senderName: null,
          },
        },
      ]);
      const messageId = stored?.id ?? '';
      const companyId = company;
      const bump = { companyId, phoneId, phoneIndex, chatId: CHAT, messageId, at: new Date() };
      await api.store.chats.bump(tx, [{ ...bump, means: 'unread' }]);
      return messageId;
    });

  interface ChatBody {
    chatId: string;
    unreadCount: number;
  }
  const list = async (query = '') =>
    (await api.call(`GET /chats/${company}${query}`)).json<{ data: ChatBody[]; nextCursor: string | null }>();

  test('are listed from what arrived, and known as they are after each change', async () => {
    const messageId = await arrive('hello');
    expect((await list()).data).toEqual([
      {
        companyId: company,
        phoneIndex: 0,
        chatId: CHAT,
        name: null,
        isGroup: false,
        unreadCount: 1,
        archived: false,
        pinned: false,
        mutedUntil: null,
        lastMessageAt: expect.any(String) as string,
        lastMessageId: messageId,
        lastMessage: {
          id: messageId,
          direction: 'inbound',
          type: 'text',
          status: 'received',
          text: 'hello',
          isRevoked: false,
        },
        windowUntil: null,
      },
    ]);
    await api.call(`POST /chats/${company}/${CHAT}/read`);
    expect(last()).toEqual({
      name: 'chat.read',
      chatId: CHAT,
      message: {
        chatId: CHAT,
        providerMessageId: 'in-hello',
        fromMe: false,
        at: expect.any(String) as string,
      },
    });
    for (const [verb, body] of [
      ['archive', {}],
      ['pin', {}],
      ['mute', { until: 'forever' }],
    ] as const)
      await api.call(`POST /chats/${company}/${CHAT}/${verb}`, { body });
    expect((await api.call(`GET /chats/${company}/${CHAT}`)).json()).toMatchObject({
      unreadCount: 0,
      archived: true,
      pinned: true,
      mutedUntil: 'forever',
    });
    expect((await list('?archived=true')).data).toHaveLength(1);
    expect((await list('?archived=false')).data).toHaveLength(0);
    expect((await list('?search=6012')).data).toHaveLength(1);
    expect((await list('?search=nobody')).data).toHaveLength(0);
    await api.call(`DELETE /chats/${company}/${CHAT}`);
    expect((await api.call(`GET /chats/${company}/${CHAT}`)).json()).toMatchObject({
      code: 'CHAT_NOT_FOUND',
    });
  });

  test('marked as unread have what they had unread, or one', async () => {
    const unread = async () => {
      await api.call(`POST /chats/${company}/${CHAT}/unread`);
      return (await list()).data[0]?.unreadCount;
    };
    await arrive('one');
    await arrive('two');
    expect(await unread()).toBe(2);
    await api.call(`POST /chats/${company}/${CHAT}/read`);
    expect(await unread()).toBe(1);
  });

  test('stay as they are when the phone refuses', async () => {
    await arrive('hello');
    living.answer = () => ({ kind: 'refused', code: 'PROVIDER_UNAVAILABLE', detail: 'No.' });
    await api.call(`POST /chats/${company}/${CHAT}/read`);
    await api.call(`DELETE /chats/${company}/${CHAT}`);
    expect((await list()).data).toMatchObject([{ chatId: CHAT, unreadCount: 1 }]);
  });

  test('can be read from the phone itself', async () => {
    answerWith({
      chatId: CHAT,
      name: 'Ann',
      isGroup: false,
      unreadCount: 7,
      archived: false,
      pinned: true,
      mutedUntil: null,
      lastMessageAt: null,
    });
    const response = await api.call(`GET /chats/${company}/${CHAT}?live=1`);
    expect(response.json()).toMatchObject({
      phoneIndex: 0,
      name: 'Ann',
      unreadCount: 7,
      lastMessageId: null,
    });
  });
});

describe('a message after it was accepted', () => {
  const send = async (body: object = { message: 'first' }) =>
    (await api.call(`POST /messages/text/${company}/${CHAT}`, { body })).json<Message>().id;
  const edit = (id: string, message = 'second') =>
    api.call(`PATCH /messages/${company}/${id}`, { body: { message } });
  const remove = (id: string, query = '') => api.call(`DELETE /messages/${company}/${id}${query}`);

  const become = (id: string, status: 'sending' | 'sent') =>
    api.store.messages.change({
      facts: new Map([[id, null]]),
      decide: () =>
        status === 'sent'
          ? { status, providerMessageId: `true_${id}`, times: { sentAt: new Date() } }
          : { status },
    });
  const sent = async () => {
    const id = await send();
    await become(id, 'sending');
    await become(id, 'sent');
    return id;
  };
  const named = (id: string) => ({ chatId: CHAT, providerMessageId: `true_${id}`, fromMe: true });

  test('is edited here as long as it waits, without asking anybody', async () => {
    for (const id of [await send(), await send({ message: 'x', scheduledAt: '2099-01-01T00:00:00Z' })]) {
      const response = await edit(id);
      expect([response.statusCode, response.json<Message>().content]).toEqual([200, { text: 'second' }]);
    }
    expect(living.asked).toEqual([]);
  });

  test('has a caption that is shorter than a text', async () => {
    const data = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
      'base64',
    ).toString('base64');
    const image = await api.call(`POST /messages/image/${company}/${CHAT}`, {
      body: { media: { data, mimeType: 'image/png' }, caption: 'first' },
    });
    const { id } = image.json<Message>();
    expect((await edit(id)).json()).toMatchObject({ content: { caption: 'second' } });
    expect((await edit(id, 'x'.repeat(1025))).json()).toMatchObject({
      status: 400,
      errors: [{ in: 'body', path: '/message' }],
    });
    expect((await edit(await send(), 'x'.repeat(1025))).statusCode).toBe(200);
  });

  test('cannot be edited while it is being sent', async () => {
    const id = await send();
    await become(id, 'sending');
    expect((await edit(id)).json()).toMatchObject({
      status: 409,
      code: 'MESSAGE_NOT_CHANGEABLE',
      detail: 'The message is sending.',
    });
  });

  test('is edited at WhatsApp when it was sent, and says so here', async () => {
    const id = await sent();
    const response = await edit(id);
    expect(last()).toEqual({ name: 'message.edit', ...named(id), text: 'second', mentions: [] });
    expect(response.json()).toMatchObject({
      content: { text: 'second' },
      editedAt: expect.any(String) as string,
      status: 'sent',
    });
    const timeline = (await api.call(`GET /messages/${company}/${id}`)).json<{
      events: { type: string }[];
    }>();
    expect(timeline.events.map(({ type }) => type)).toContain('message.edited');
  });

  test('says what it said when WhatsApp refuses the edit, or does not answer', async () => {
    const id = await sent();
    living.answer = () => ({ kind: 'refused', code: 'MESSAGE_NOT_CHANGEABLE', detail: 'Too late.' });
    expect((await edit(id)).json()).toMatchObject({ status: 409, detail: 'Too late.' });
    living.answer = () => ({ kind: 'unknown', detail: 'Silence.' });
    expect((await edit(id)).json()).toMatchObject({ status: 504, code: 'ACTION_UNANSWERED' });
    expect((await api.store.messages.find(company, id))?.content).toEqual({ text: 'first' });
  });

  test('is cancelled as long as it waits', async () => {
    expect((await remove(await send())).json()).toMatchObject({ status: 'cancelled' });
    expect(living.asked).toEqual([]);
  });

  test('is deleted for everyone when it was sent, once', async () => {
    const id = await sent();
    const response = await remove(id);
    expect(response.json()).toMatchObject({ id, revokedAt: expect.any(String) as string });
    expect(living.asked).toEqual([{ name: 'message.delete', ...named(id), forEveryone: true }]);
    expect((await remove(id)).json()).toMatchObject({ revokedAt: response.json<Message>().revokedAt });
    expect(living.asked).toHaveLength(1);
    expect((await edit(id)).json()).toMatchObject({ code: 'MESSAGE_NOT_CHANGEABLE' });
  });

  test('is deleted for the company alone when it wants that, and is not revoked then', async () => {
    const id = await sent();
    expect((await remove(id, '?forEveryone=false')).json()).toMatchObject({ id, revokedAt: null });
    expect(last()).toEqual({ name: 'message.delete', ...named(id), forEveryone: false });
  });

  test('is neither cancelled nor deleted while it is being sent', async () => {
    const id = await send();
    await become(id, 'sending');
    expect((await remove(id)).json()).toMatchObject({ status: 409, code: 'MESSAGE_NOT_CANCELLABLE' });
    expect(living.asked).toEqual([]);
  });

  test('of a phone that was removed cannot be changed', async () => {
    const id = await sent();
    await api.call(`DELETE /companies/${company}/phones/0`);
    expect((await edit(id)).json()).toMatchObject({ status: 404, code: 'PHONE_NOT_FOUND' });
  });

  test('of another company does not exist', async () => {
    const id = await sent();
    const other = await api.company();
    for (const request of [
      `PATCH /messages/${other}/${id}`,
      `POST /messages/${other}/${id}/forward`,
    ] as const) {
      const body = request.startsWith('PATCH') ? { message: 'x' } : { chatId: CHAT };
      expect((await api.call(request, { body })).json()).toMatchObject({
        status: 404,
        code: 'MESSAGE_NOT_FOUND',
      });
    }
    expect(living.asked).toEqual([]);
  });

  test('is forwarded as a new message with a mark, once for each key', async () => {
    const id = await sent();
    const forward = (body: object, key?: string) =>
      api.call(`POST /messages/${company}/${id}/forward`, {
        body,
        ...(key ? { headers: { 'idempotency-key': key } } : {}),
      });
    const first = await forward({ chatId: '+60199999999' }, 'k');
    expect([first.statusCode, first.json()]).toMatchObject([
      202,
      { chatId: '60199999999', content: { text: 'first', forwarded: 1 }, status: 'queued', phoneIndex: 0 },
    ]);
    await edit(id, 'edited since');
    const again = await forward({ chatId: '+60199999999' }, 'k');
    expect([again.statusCode, again.json<Message>().id]).toEqual([200, first.json<Message>().id]);
    expect((await forward({ chatId: CHAT }, 'k')).json()).toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
    const { id: copy } = first.json<Message>();
    const second = await api.call(`POST /messages/${company}/${copy}/forward`, { body: { chatId: CHAT } });
    expect(second.json()).toMatchObject({ content: { forwarded: 2 } });
    await remove(id);
    expect((await forward({ chatId: CHAT })).json()).toMatchObject({ code: 'MESSAGE_NOT_FORWARDABLE' });
  });

  test('a reaction belongs to a message of the company', async () => {
    const other = await livingPhone(api, company);
    const id = await sent();
    const react = (messageId: string) =>
      api.call(`POST /messages/reaction/${company}/${CHAT}`, { body: { emoji: '👍', messageId } });
    expect((await react(id)).json()).toMatchObject({
      type: 'reaction',
      quotedMessageId: id,
      content: { emoji: '👍', messageId: id },
    });
    expect((await react('msg_none')).json()).toMatchObject({ status: 404, code: 'MESSAGE_NOT_FOUND' });
    const body = { emoji: '👍', messageId: id, phoneIndex: other.phone.phoneIndex };
    const wrong = await api.call(`POST /messages/reaction/${company}/${CHAT}`, { body });
    expect(wrong.json()).toMatchObject({ status: 404, detail: 'The message is not on phone 1.' });
    other.close();
  });
});

test('neither numbers nor texts of what phones are asked reach the log', async () => {
  living.answer = (action: PhoneAction) =>
    action.name === 'contact.check' ? done([]) : { kind: 'unknown', detail: 'Silence.' };
  await api.call(`POST /companies/${company}/contacts/check`, { body: { phoneNumbers: ['60188877766'] } });
  await api.call(`POST /groups/${company}`, {
    body: { subject: 'very private', participants: ['60188877766'] },
  });
  const lines = JSON.stringify(api.logged);
  for (const secret of ['60188877766', 'very private']) expect(lines).not.toContain(secret);
});
