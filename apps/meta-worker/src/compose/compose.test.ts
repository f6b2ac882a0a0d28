import {
  MEDIA_LIMITS,
  newId,
  type ClaimedMessage,
  type MediaRef,
  type MediaType,
  type SendableType,
} from '@watertight/core';
import { describe, expect, test } from 'vitest';
import { compose } from './compose.ts';

const message = (fields: Partial<ClaimedMessage> = {}): ClaimedMessage => ({
  id: 'msg_1',
  attempt: 1,
  companyId: 'demo',
  phoneIndex: 0,
  chatId: '60123456789',
  type: 'text',
  content: { text: 'Selamat pagi' },
  quotedProviderMessageId: null,
  mentions: null,
  onUncertain: 'hold',
  createdAt: new Date(),
  expiresAt: null,
  ...fields,
});

const ref = (mimeType: string, more: Partial<MediaRef> = {}): MediaRef => ({
  mediaId: 'med_1',
  mimeType,
  sizeBytes: 10,
  sha256: 'ab',
  ...more,
});

/** The body as Graph would get it, each file under `id of <mediaId>`. */
function bodyOf(type: SendableType, content: object, fields: Partial<ClaimedMessage> = {}) {
  const composed = compose(message({ type, content: content as ClaimedMessage['content'], ...fields }));
  if (composed.kind === 'refused') throw new Error(`${composed.code}: ${composed.detail}`);
  const ids = new Map(composed.files.map(({ ref: { mediaId } }) => [mediaId, `id of ${mediaId}`]));
  return JSON.parse(composed.body(ids)) as Record<string, unknown>;
}
const refusal = (type: SendableType, content: object, fields: Partial<ClaimedMessage> = {}) =>
  compose(message({ type, content: content as ClaimedMessage['content'], ...fields }));

describe('around every message', () => {
  test('a text carries our id, the number with its plus, and no preview unless it is asked for', () => {
    const id = newId('msg');
    expect(bodyOf('text', { text: 'Selamat pagi' }, { id })).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+60123456789',
      type: 'text',
      text: { body: 'Selamat pagi', preview_url: false },
      biz_opaque_callback_data: id,
    });
    expect(bodyOf('text', { text: 'https://example.com', linkPreview: true })).toMatchObject({
      text: { preview_url: true },
    });
  });

  test('a quote becomes the context, also of a file', () => {
    const quoted = { quotedProviderMessageId: 'wamid.0' };
    expect(bodyOf('text', { text: 'a' }, quoted)).toMatchObject({ context: { message_id: 'wamid.0' } });
    expect(bodyOf('image', { media: ref('image/png') }, quoted)).toMatchObject({
      context: { message_id: 'wamid.0' },
    });
  });

  test('a person without a number is addressed by his user id', () => {
    const body = bodyOf('text', { text: 'a' }, { chatId: 'US.13491208655302741918' });
    expect(body).toMatchObject({ recipient_type: 'individual', recipient: 'US.13491208655302741918' });
    expect(body).not.toHaveProperty('to');
  });

  const group = { chatId: 'Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD@g.us' };

  test('a group is addressed by its id, with what the Groups API takes', () => {
    expect(bodyOf('text', { text: 'a' }, group)).toMatchObject({
      recipient_type: 'group',
      to: 'Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzNjM0MDQ2OTQyMzM4MjAZD',
    });
    expect(bodyOf('image', { media: ref('image/png') }, group)).toMatchObject({ recipient_type: 'group' });
    const template = { name: 'hello', language: 'en', components: [] };
    expect(bodyOf('template', template, group)).toMatchObject({ recipient_type: 'group' });
  });

  test.each<[SendableType, object]>([
    ['location', { latitude: 1, longitude: 2 }],
    ['contact', { contacts: [] }],
    ['reaction', { emoji: '👍', messageId: 'msg_0' }],
    ['interactive', { interactive: {} }],
  ])('%s does not go to groups', (type, content) => {
    expect(refusal(type, content, { ...group, quotedProviderMessageId: 'wamid.0' })).toMatchObject({
      code: 'UNSUPPORTED_ON_CHANNEL',
    });
  });

  test.each(['unknown', '123@lid', '1@newsletter'])('the chat %s is refused for good', (chatId) => {
    expect(refusal('text', { text: 'a' }, { chatId })).toMatchObject({
      kind: 'refused',
      code: 'UNSUPPORTED_ON_CHANNEL',
      permanent: true,
    });
  });

  test('content that is not of its type is refused, not thrown at', () => {
    for (const type of ['text', 'contact', 'template', 'image', 'interactive', 'location'] as const)
      expect(refusal(type, {})).toMatchObject({ kind: 'refused' });
    expect(refusal('contact', { contacts: [{}] })).toMatchObject({ code: 'VALIDATION_FAILED' });
  });

  test('a poll has no form here', () => {
    expect(refusal('poll', { question: 'a', options: ['b', 'c'] })).toMatchObject({
      code: 'UNSUPPORTED_ON_CHANNEL',
      detail: 'The Cloud API cannot send poll.',
    });
  });
});

describe('files', () => {
  test.each<[MediaType, string, object, string, object]>([
    ['image', 'image/png', { caption: 'a dot' }, 'image', { id: 'id of med_1', caption: 'a dot' }],
    [
      'video',
      'video/mp4',
      { caption: 'a film', gif: true },
      'video',
      { id: 'id of med_1', caption: 'a film' },
    ],
    ['audio', 'audio/mpeg', {}, 'audio', { id: 'id of med_1' }],
    ['voice', 'audio/ogg; codecs=opus', {}, 'audio', { id: 'id of med_1', voice: true }],
    ['sticker', 'image/webp', {}, 'sticker', { id: 'id of med_1' }],
    [
      'document',
      'application/pdf',
      { caption: 'the bill' },
      'document',
      { id: 'id of med_1', caption: 'the bill', filename: 'med_1.pdf' },
    ],
  ])('%s', (type, mimeType, more, metaType, object) => {
    const body = bodyOf(type, { media: ref(mimeType), ...more });
    expect(body.type).toBe(metaType);
    expect(body[metaType]).toEqual(object);
  });

  test('a document keeps its name', () => {
    const media = ref('application/pdf', { filename: 'Bill 4711.pdf' });
    expect(bodyOf('document', { media })).toMatchObject({ document: { filename: 'Bill 4711.pdf' } });
  });

  test('what Meta would refuse is not uploaded first', () => {
    const large = ref('image/png', { sizeBytes: MEDIA_LIMITS.meta.image.maxBytes + 1 });
    expect(refusal('image', { media: large })).toMatchObject({ code: 'MEDIA_TOO_LARGE' });
    expect(refusal('video', { media: ref('video/webm') })).toMatchObject({ code: 'MEDIA_TYPE_INVALID' });
    expect(refusal('image', { media: null })).toMatchObject({ code: 'MEDIA_NOT_FOUND' });
  });

  test('a sticker between the limits goes when it moves, and stays when it stands still', () => {
    const media = ref('image/webp', { sizeBytes: 300 * 1024 });
    expect(bodyOf('sticker', { media })).toMatchObject({ type: 'sticker' });
    expect(refusal('sticker', { media, animated: false })).toMatchObject({ code: 'MEDIA_TOO_LARGE' });
  });

  test('what would arrive as something else than was meant is refused', () => {
    expect(refusal('image', { media: ref('image/png'), viewOnce: true })).toMatchObject({
      code: 'UNSUPPORTED_ON_CHANNEL',
    });
    expect(refusal('audio', { media: ref('audio/mpeg'), caption: 'la' })).toMatchObject({
      code: 'UNSUPPORTED_ON_CHANNEL',
    });
  });
});

test('a location has what Meta has fields for', () => {
  const place = { latitude: 3.1, longitude: 101.7, name: 'Tea house', url: 'https://example.com' };
  expect(bodyOf('location', place).location).toEqual({ latitude: 3.1, longitude: 101.7, name: 'Tea house' });
});

test('cards get their name twice, and a wa_id where the number is plainly international', () => {
  const contacts = [
    { name: 'Ann Lee', phones: ['+60 12-345 6789', '012 345'], organization: 'Tea Ltd' },
    { name: 'Bob', phones: [] },
  ];
  expect(bodyOf('contact', { contacts })).toMatchObject({
    type: 'contacts',
    contacts: [
      {
        name: { formatted_name: 'Ann Lee', first_name: 'Ann Lee' },
        phones: [
          { phone: '+60 12-345 6789', type: 'CELL', wa_id: '60123456789' },
          { phone: '012 345', type: 'CELL' },
        ],
        org: { company: 'Tea Ltd' },
      },
      { name: { formatted_name: 'Bob', first_name: 'Bob' }, phones: [] },
    ],
  });
});

test('a reaction names its message, an empty one takes it back, and none goes to the unknown', () => {
  const to = { quotedProviderMessageId: 'wamid.0' };
  const body = bodyOf('reaction', { emoji: '👍', messageId: 'msg_0' }, to);
  expect(body).toMatchObject({ type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '👍' } });
  expect(body).not.toHaveProperty('context');
  expect(bodyOf('reaction', { emoji: '', messageId: 'msg_0' }, to)).toMatchObject({
    reaction: { emoji: '' },
  });
  expect(refusal('reaction', { emoji: '👍', messageId: 'msg_0' })).toMatchObject({
    code: 'MESSAGE_NOT_FOUND',
    permanent: true,
  });
});

describe('objects in the Cloud API’s shape', () => {
  test('an interactive message goes as it is, of whatever kind', () => {
    const interactive = {
      type: 'list',
      body: { text: 'Choose' },
      action: { button: 'Choose', sections: [{ rows: [{ id: 'a', title: 'A' }] }] },
    };
    expect(bodyOf('interactive', { interactive })).toMatchObject({ type: 'interactive', interactive });
  });

  test('a header that names a file of ours gets Meta’s id, and keeps the rest', () => {
    const files = { med_2: ref('application/pdf', { mediaId: 'med_2' }) };
    const interactive = {
      type: 'button',
      header: { type: 'document', document: { mediaId: 'med_2', filename: 'menu.pdf' } },
      body: { text: 'Choose' },
      action: { buttons: [{ type: 'reply', reply: { id: 'a', title: 'A' } }] },
    };
    expect(bodyOf('interactive', { interactive, files })).toMatchObject({
      interactive: { header: { document: { id: 'id of med_2', filename: 'menu.pdf' } } },
    });
    expect(refusal('interactive', { interactive })).toMatchObject({ code: 'MEDIA_NOT_FOUND' });
    const tooLarge = { med_2: { ...files.med_2, sizeBytes: 200 * 1024 * 1024 } };
    expect(refusal('interactive', { interactive, files: tooLarge })).toMatchObject({
      code: 'MEDIA_TOO_LARGE',
    });
  });

  test('a template has every kind of component, in cards too', () => {
    const image = (mediaId: string) => ({ type: 'image', image: { mediaId } });
    const components = [
      { type: 'header', parameters: [image('med_1')] },
      {
        type: 'body',
        parameters: [
          { type: 'text', parameter_name: 'name', text: 'Ann' },
          { type: 'currency', currency: { fallback_value: '$1', code: 'USD', amount_1000: 1000 } },
        ],
      },
      { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'x' }] },
      {
        type: 'carousel',
        cards: [
          { card_index: 0, components: [{ type: 'header', parameters: [image('med_2')] }] },
          {
            card_index: 1,
            components: [{ type: 'header', parameters: [{ type: 'video', video: { link: 'https://a/b' } }] }],
          },
        ],
      },
    ];
    const files = {
      med_1: ref('image/png'),
      med_2: ref('image/jpeg', { mediaId: 'med_2' }),
    };
    const body = bodyOf('template', { name: 'offer', language: 'en_US', components, files });
    expect(body.template).toEqual(
      JSON.parse(
        JSON.stringify({ name: 'offer', language: { code: 'en_US' }, components }).replaceAll(
          /"mediaId":"(med_.)"/g,
          '"id":"id of $1"',
        ),
      ),
    );
  });

  test('a template without components has none', () => {
    expect(bodyOf('template', { name: 'hello', language: 'en', components: [] }).template).toEqual({
      name: 'hello',
      language: { code: 'en' },
    });
  });
});
