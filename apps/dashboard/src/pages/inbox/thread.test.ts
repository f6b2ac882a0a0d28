import { expect, test } from 'vitest';
import type { LiveEvent } from '../../live/connection.ts';
import type { Message } from './data.ts';
import { hearHistory, thread, typeOfFile, type History } from './thread.ts';

const place = { companyId: 'demo', phoneIndex: 0, chatId: '60123456789' };
const message = (id: string, second: number, more: Partial<Message> = {}): Message =>
  ({
    id,
    chatId: place.chatId,
    phoneIndex: 0,
    status: 'queued',
    createdAt: `2026-11-26T10:00:0${second}.000Z`,
    ...more,
  }) as Message;
const told = (one: Message) => ({ data: { message: one } }) as unknown as LiveEvent;
const history: History = {
  pages: [{ data: [message('b', 2), message('a', 1)], nextCursor: null }],
  pageParams: [null],
};
const ids = (of: History) => thread(of).map(({ id, status }) => `${id} ${status}`);

test('a thread is read from the oldest to the newest', () => {
  expect(ids(history)).toEqual(['a queued', 'b queued']);
});

test('events renew messages in their place and add new ones at the end', () => {
  const events = [
    told(message('b', 2, { status: 'read' })),
    told(message('c', 3)),
    told(message('c', 3, { status: 'sent' })),
  ];
  expect(ids(hearHistory(history, events, place))).toEqual(['a queued', 'b read', 'c sent']);
});

test('what happens in another chat, or in the same of another phone, changes nothing', () => {
  const events = [told(message('x', 3, { chatId: '60999' })), told(message('y', 3, { phoneIndex: 1 }))];
  expect(hearHistory(history, events, place)).toBe(history);
});

test('a file is sent as what WhatsApp shows it as', () => {
  expect(['image/png', 'image/webp', 'video/mp4', 'audio/ogg', 'application/pdf'].map(typeOfFile)).toEqual([
    'image',
    'document',
    'video',
    'audio',
    'document',
  ]);
});
