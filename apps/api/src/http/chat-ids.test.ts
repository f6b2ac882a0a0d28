import { expect, test } from 'vitest';
import { readBroadcastId, readGroupId, readInviteCode, readPerson } from './chat-ids.ts';

test.each([
  'GzR2xEXAMPLE7c9',
  'https://chat.whatsapp.com/GzR2xEXAMPLE7c9',
  'https://chat.whatsapp.com/invite/GzR2xEXAMPLE7c9',
  'chat.whatsapp.com/GzR2xEXAMPLE7c9?mode=r_t',
  'https://whatsapp.com/channel/GzR2xEXAMPLE7c9',
  ' https://www.whatsapp.com/channel/GzR2xEXAMPLE7c9/12 ',
])('%s holds an invitation code', (text) => {
  expect(readInviteCode(text, '/link')).toBe('GzR2xEXAMPLE7c9');
});

test.each([
  '',
  'short',
  'https://evil.example/GzR2xEXAMPLE7c9',
  'https://chat.whatsapp.com/',
  'a b'.repeat(9),
])('%j holds none', (text) => {
  expect(() => readInviteCode(text, '/link')).toThrow('invitation code');
});

test('a group is no person and no channel, and the other way round', () => {
  expect(readGroupId('120363025246125486@g.us')).toBe('120363025246125486@g.us');
  expect(readBroadcastId('120363025246125486@newsletter')).toBe('120363025246125486@newsletter');
  expect(readPerson('+60123456789', '/x')).toBe('60123456789');
  expect(readPerson('12345678901234@lid', '/x')).toBe('12345678901234@lid');
  expect(() => readGroupId('60123456789')).toThrow('@g.us');
  expect(() => readBroadcastId('120363025246125486@g.us')).toThrow('@newsletter');
  expect(() => readPerson('120363025246125486@g.us', '/x')).toThrow('person');
});
