import { MEDIA_LIMITS, type ClaimedMessage } from '@watertight/core';
import { describe, expect, test } from 'vitest';
import { textMessage } from '../test/support.ts';
import { compose } from './compose.ts';

const of = (type: ClaimedMessage['type'], content: object, overrides: Partial<ClaimedMessage> = {}) =>
  compose(textMessage({ type, content: content as ClaimedMessage['content'], ...overrides }));
const media = { mediaId: 'med_1', mimeType: 'image/png', sizeBytes: 10, sha256: '' };

describe('a message in the words of WhatsApp’s page', () => {
  test('a text has a link preview unless it says no', () => {
    expect(of('text', { text: 'Hi' })).toMatchObject({ body: 'Hi', linkPreview: true, file: null });
    expect(of('text', { text: 'Hi', linkPreview: false })).toMatchObject({ linkPreview: false });
  });

  test('a forwarded message says how often', () => {
    expect(of('text', { text: 'Hi', forwarded: 3 })).toMatchObject({
      attributes: { isForwarded: true, forwardingScore: 3 },
    });
  });

  test('a caption belongs to every file but a sticker', () => {
    expect(of('image', { media, caption: 'x' })).toMatchObject({ attributes: { caption: 'x' } });
    expect(of('sticker', { media, caption: 'x' })).toMatchObject({ attributes: {} });
  });

  test('a poll has the same secret whenever it is composed, and no other poll has it', () => {
    const poll = { question: 'Tea?', options: ['yes', 'no', 'later'], maxSelections: 2 };
    const message = textMessage({ type: 'poll', content: poll });
    const first = compose(message);
    expect(compose(message)).toEqual(first);
    expect(first).toMatchObject({ attributes: { pollSelectableOptionsCount: 2 } });
    expect(of('poll', poll)).not.toEqual(first);
  });

  test('as many choices as there are options is any number', () => {
    const attributes = { pollSelectableOptionsCount: 0 };
    expect(of('poll', { question: '?', options: ['a', 'b'], maxSelections: 2 })).toMatchObject({
      attributes,
    });
    expect(of('poll', { question: '?', options: ['a', 'b'], maxSelections: 0 })).toMatchObject({
      attributes,
    });
  });

  test('a reaction is to the provider’s message; without one there is nothing to react to', () => {
    const content = { emoji: '👍', messageId: 'msg_1' };
    expect(of('reaction', content, { quotedProviderMessageId: 'true_1@c.us_A' })).toMatchObject({
      reaction: { messageId: 'true_1@c.us_A', emoji: '👍' },
    });
    expect(of('reaction', content)).toMatchObject({ code: 'MESSAGE_NOT_FOUND' });
  });
});

describe('what cannot be sent', () => {
  test('a file beyond the limit of its kind, or of a type that it does not take', () => {
    const sizeBytes = MEDIA_LIMITS.wwebjs.image.maxBytes + 1;
    expect(of('image', { media: { ...media, sizeBytes } })).toMatchObject({ code: 'MEDIA_TOO_LARGE' });
    expect(of('video', { media })).toMatchObject({ code: 'MEDIA_TYPE_INVALID' });
    expect(of('image', { media: null })).toMatchObject({ code: 'MEDIA_NOT_FOUND' });
  });

  test('what is not the content of its type', () => {
    expect(of('poll', {})).toMatchObject({ code: 'VALIDATION_FAILED' });
    expect(of('contact', { contacts: [{}] })).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('a template anywhere, and a file in a WhatsApp channel', () => {
    expect(of('template', {})).toMatchObject({ code: 'UNSUPPORTED_ON_CHANNEL' });
    expect(of('image', { media }, { chatId: '120363000000000009@newsletter' })).toMatchObject({
      code: 'UNSUPPORTED_ON_CHANNEL',
    });
  });
});
