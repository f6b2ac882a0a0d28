import type { Message } from '@watertight/core';
import { describe, expect, it } from 'vitest';
import { assertCarries, forwarded } from './forward.ts';

const message = (type: Message['type'], content: object, more: Partial<Message> = {}) =>
  ({ type, content, revokedAt: null, ...more }) as Message;
const media = { mediaId: 'med_1', mimeType: 'image/webp', sizeBytes: 10, sha256: 'a' };

describe('forwarded', () => {
  it('is the same content with one mark more', () => {
    expect(forwarded(message('text', { text: 'x' }))).toEqual({
      kind: 'content',
      type: 'text',
      content: { text: 'x', forwarded: 1 },
    });
    expect(forwarded(message('image', { media, caption: 'c', forwarded: 4 }))).toMatchObject({
      content: { media, caption: 'c', forwarded: 5 },
    });
  });

  it.each<[string, Message]>([
    ['a reaction', message('reaction', { emoji: '👍', messageId: null })],
    ['a call', message('call', {})],
    ['what has no mapping', message('unsupported', { raw: {} })],
    ['a template', message('template', { name: 'x', language: 'en', components: [] })],
    ['what was taken back', message('text', { text: 'x' }, { revokedAt: new Date() })],
    ['what is to be seen once', message('image', { media, viewOnce: true })],
    ['a file that could not be fetched', message('image', { media: null, mediaError: 'gone' })],
  ])('is not %s', (_name, original) => {
    expect(forwarded(original).kind).toBe('refused');
  });
});

describe('a forwarded file', () => {
  it('is refused by a channel that does not take it, although the other one brought it', () => {
    expect(() => assertCarries('wwebjs', 'image', { media })).not.toThrow();
    expect(() => assertCarries('meta', 'image', { media })).toThrow('MEDIA_TYPE_INVALID');
    expect(() => assertCarries('meta', 'text', { text: 'x' })).not.toThrow();
  });
});
