import { expect, test } from 'vitest';
import type { Chat } from './data.ts';
import { lastWords } from './last-words.ts';

const last = {
  id: 'msg_1',
  direction: 'inbound',
  type: 'text',
  status: 'received',
  text: 'hi',
  isRevoked: false,
};
const words = (more: object) =>
  lastWords({ lastMessage: { ...last, ...more } as NonNullable<Chat['lastMessage']> });

test('a list shows what was said, by whom, in one line', () => {
  expect(lastWords({ lastMessage: null })).toBe('');
  expect(words({ text: 'is it\n  ready?' })).toBe('is it ready?');
  expect(words({ type: 'image', text: 'the parcel', direction: 'outbound' })).toBe(
    'You: Picture: the parcel',
  );
  expect(words({ type: 'voice', text: null })).toBe('Voice message');
  expect(words({ type: 'order', text: null })).toBe('order');
  expect(words({ isRevoked: true, text: null })).toBe('Taken back');
  expect(words({ direction: 'outbound', status: 'failed' })).toBe('Not sent. You: hi');
});
