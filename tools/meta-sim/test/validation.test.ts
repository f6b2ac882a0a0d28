import { beforeAll, describe, expect, test } from 'vitest';
import { BehaviourStore } from '../src/behaviour.ts';
import { MediaStore } from '../src/media/store.ts';
import { parseMessagesBody } from '../src/messages/request.ts';

const PHONE = '1';
const media = new MediaStore(new BehaviourStore());
const ids: Record<string, string> = {};
beforeAll(() => {
  const types = {
    image: 'image/jpeg',
    video: 'video/mp4',
    audio: 'audio/ogg',
    pdf: 'application/pdf',
    webp: 'image/webp',
  };
  for (const [name, mimeType] of Object.entries(types)) ids[name] = put(PHONE, mimeType);
  ids.foreign = put('2', 'image/jpeg');
});

function put(phoneNumberId: string, mimeType: string): string {
  const bytes = Buffer.from('bytes');
  return media.put({ phoneNumberId, mimeType, bytes, origin: 'uploaded', filename: undefined })!.id;
}

/** The code and what Graph says, or "accepted". */
function judged(type: string, content: unknown, extra: object = {}): string {
  const body = { messaging_product: 'whatsapp', to: '16505551234', type, [type]: content, ...extra };
  const call = parseMessagesBody(JSON.parse(JSON.stringify(body)), { phoneNumberId: PHONE, media });
  if (call.kind !== 'refused') return 'accepted';
  const { code, message, details } = call.error;
  return `${code} ${details ?? message}`;
}

/** `id:name` stands for the id of the file of that name, which is known only once the tests run. */
function withIds(content: unknown): unknown {
  return JSON.parse(JSON.stringify(content).replace(/"id:(\w+)"/g, (_all, name: string) => `"${ids[name]}"`));
}

const LINK = 'https://files.example/a';
const long = (length: number) => 'x'.repeat(length);
const reply = (id: string, title = id) => ({ type: 'reply', reply: { id, title } });
const row = (id: string, more = {}) => ({ id, title: 'T', ...more });
const body = { text: 'Body' };
const card = (index: number, more = {}) => ({
  card_index: index,
  type: 'cta_url',
  header: { type: 'image', image: { link: LINK } },
  action: { name: 'cta_url', parameters: { display_text: 'Go', url: LINK } },
  ...more,
});
const product = { product_retailer_id: 'p' };
const flow = { flow_message_version: '3', flow_id: '1', flow_cta: 'Go' };
const interactive = (type: string, action: object, more: object = {}) => ({ type, body, action, ...more });

const language = { code: 'en_US' };
const template = (...components: object[]) => ({ name: 'hello_world', language, components });
const button = (kind: string, parameter: object) => ({
  type: 'button',
  sub_type: kind,
  index: '0',
  parameters: [parameter],
});

describe('every documented shape is accepted', () => {
  const cases: [string, string, unknown][] = [
    ['an image by id', 'image', { id: 'id:image', caption: 'Look' }],
    ['an image by link', 'image', { link: LINK, caption: long(1024) }],
    ['a video', 'video', { id: 'id:video' }],
    ['a voice message', 'audio', { id: 'id:audio', voice: true }],
    ['a document', 'document', { id: 'id:pdf', filename: 'a.pdf', caption: 'List' }],
    ['an image as a document', 'document', { id: 'id:image' }],
    ['a sticker', 'sticker', { id: 'id:webp' }],
    ['a location', 'location', { latitude: 37.7, longitude: '-122.4', name: 'HQ', address: '1 Hacker Way' }],
    ['a reaction', 'reaction', { message_id: 'wamid.X', emoji: '👍🏽' }],
    ['a reaction of several code points', 'reaction', { message_id: 'wamid.X', emoji: '👩‍❤️‍👨' }],
    ['a reaction with a flag', 'reaction', { message_id: 'wamid.X', emoji: '🇩🇪' }],
    ['a reaction with a keycap', 'reaction', { message_id: 'wamid.X', emoji: '1️⃣' }],
    ['a reaction taken back', 'reaction', { message_id: 'wamid.X', emoji: '' }],
    [
      'a contact',
      'contacts',
      [
        {
          name: { formatted_name: 'John Smith', first_name: 'John' },
          birthday: '2012-08-18',
          phones: [{ phone: '+1 650 555 1234', type: 'CELL', wa_id: '16505551234' }],
          emails: [{ email: 'a@b.c', type: 'WORK' }],
          addresses: [{ street: '1 Hacker Way', country_code: 'us' }],
          org: { company: 'C' },
          urls: [{ url: 'https://c.example' }],
        },
      ],
    ],
    [
      'reply buttons under a picture',
      'interactive',
      interactive(
        'button',
        { buttons: [reply('a'), reply('b'), reply('c')] },
        { header: { type: 'image', image: { id: 'id:image' } }, footer: { text: 'F' } },
      ),
    ],
    [
      'a list',
      'interactive',
      interactive(
        'list',
        {
          button: 'Choose',
          sections: [
            { title: 'A', rows: [row('1', { description: 'D' })] },
            { title: 'B', rows: [row('2')] },
          ],
        },
        { body: { text: long(4096) }, header: { type: 'text', text: 'H' } },
      ),
    ],
    [
      'a link',
      'interactive',
      interactive('cta_url', { name: 'cta_url', parameters: { display_text: 'Go', url: LINK } }),
    ],
    [
      'a flow',
      'interactive',
      interactive('flow', {
        name: 'flow',
        parameters: {
          ...flow,
          mode: 'draft',
          flow_action: 'navigate',
          flow_action_payload: { screen: 'S', data: {} },
        },
      }),
    ],
    [
      'a request for the location',
      'interactive',
      interactive('location_request_message', { name: 'send_location' }),
    ],
    ['a product', 'interactive', { type: 'product', action: { catalog_id: '1', product_retailer_id: 'p' } }],
    [
      'products',
      'interactive',
      interactive(
        'product_list',
        { catalog_id: '1', sections: [{ title: 'A', product_items: [product] }] },
        { header: { type: 'text', text: 'H' } },
      ),
    ],
    ['a catalog', 'interactive', interactive('catalog_message', { name: 'catalog_message' })],
    ['a carousel', 'interactive', interactive('carousel', { cards: [card(0), card(1, { body })] })],
    [
      'a carousel of products',
      'interactive',
      interactive('carousel', {
        cards: [0, 1].map((card_index) => ({
          card_index,
          type: 'product',
          action: { ...product, catalog_id: '1' },
        })),
      }),
    ],
    [
      'a request to call',
      'interactive',
      interactive('call_permission_request', { name: 'call_permission_request' }),
    ],
    [
      'an address',
      'interactive',
      interactive('address_message', { name: 'address_message', parameters: { country: 'IN' } }),
    ],
    [
      'a template without components',
      'template',
      { name: 'hello_world', language: { code: 'en', policy: 'deterministic' } },
    ],
    [
      'a template with positional parameters',
      'template',
      template(
        { type: 'header', parameters: [{ type: 'image', image: { id: 'id:image' } }] },
        {
          type: 'BODY',
          parameters: [
            { type: 'text', text: 'a' },
            { type: 'currency', currency: { fallback_value: '$1', code: 'USD', amount_1000: 1000 } },
            { type: 'date_time', date_time: { fallback_value: 'today', day_of_month: 25 } },
          ],
        },
      ),
    ],
    [
      'a template with named parameters',
      'template',
      template({ type: 'body', parameters: [{ type: 'text', parameter_name: 'first_name', text: 'a' }] }),
    ],
    [
      'a template with a document',
      'template',
      template({
        type: 'header',
        parameters: [{ type: 'document', document: { link: LINK, filename: 'a.pdf' } }],
      }),
    ],
    [
      'a template with a place',
      'template',
      template({
        type: 'header',
        parameters: [{ type: 'location', location: { latitude: 1, longitude: 2, name: 'a', address: 'b' } }],
      }),
    ],
    [
      'a template with every button',
      'template',
      template(
        button('quick_reply', { type: 'payload', payload: 'p' }),
        button('url', { type: 'text', text: 'suffix' }),
        button('copy_code', { type: 'coupon_code', coupon_code: 'SAVE' }),
        button('flow', { type: 'action', action: { flow_token: 't', flow_action_data: {} } }),
        button('CATALOG', { type: 'action', action: { thumbnail_product_retailer_id: 'p' } }),
        button('mpm', {
          type: 'action',
          action: {
            thumbnail_product_retailer_id: 'p',
            sections: [{ title: 'A', product_items: [product] }],
          },
        }),
      ),
    ],
    [
      'a template with cards and an end',
      'template',
      template(
        {
          type: 'limited_time_offer',
          parameters: [{ type: 'limited_time_offer', limited_time_offer: { expiration_time_ms: 1 } }],
        },
        {
          type: 'carousel',
          cards: [
            {
              card_index: 0,
              components: [{ type: 'header', parameters: [{ type: 'video', video: { id: 'id:video' } }] }],
            },
          ],
        },
      ),
    ],
  ];
  test.each(cases)('%s', (_name, type, content) => {
    expect(judged(type, withIds(content))).toBe('accepted');
  });
});

describe('what Meta does not take is refused with its code and the place', () => {
  const file = (content: object) => content;
  const cases: [string, string, unknown, string][] = [
    [
      'neither id nor link',
      'image',
      file({ caption: 'x' }),
      "131008 Required parameter image['id'] is missing.",
    ],
    [
      'both id and link',
      'image',
      file({ id: 'id:image', link: LINK }),
      '100 (#100) Param image must have either id or link, not both.',
    ],
    [
      'an unknown id',
      'image',
      file({ id: '123' }),
      "100 (#100) Param image['id'] is not a valid whatsapp business account media attachment ID.",
    ],
    [
      'the id of another phone',
      'image',
      file({ id: 'id:foreign' }),
      "100 (#100) Param image['id'] is not a valid whatsapp",
    ],
    [
      'a file of another kind',
      'image',
      file({ id: 'id:video' }),
      '131053 A file of type video/mp4 cannot be sent as image.',
    ],
    [
      'a link that is none',
      'video',
      file({ link: 'ftp://x' }),
      "100 (#100) Param video['link'] is not a valid URI.",
    ],
    [
      'a caption that is too long',
      'image',
      file({ link: LINK, caption: long(1025) }),
      "131009 Parameter image['caption'] length invalid. Min length: 0, Max length: 1024.",
    ],
    [
      'a caption on audio',
      'audio',
      file({ link: LINK, caption: 'x' }),
      '100 (#100) Unexpected key "caption" on param "audio".',
    ],
    [
      'a filename on an image',
      'image',
      file({ link: LINK, filename: 'x' }),
      '100 (#100) Unexpected key "filename" on param "image".',
    ],
    [
      'a latitude out of range',
      'location',
      { latitude: 91, longitude: 0 },
      "131009 Parameter location['latitude'] must be between -90 and 90.",
    ],
    [
      'a location without longitude',
      'location',
      { latitude: 1 },
      "131008 Required parameter location['longitude'] is missing.",
    ],
    [
      'a word as a reaction',
      'reaction',
      { message_id: 'wamid.X', emoji: 'ok' },
      "131009 Parameter reaction['emoji'] is not an emoji.",
    ],
    [
      'a digit as a reaction',
      'reaction',
      { message_id: 'wamid.X', emoji: '1' },
      "131009 Parameter reaction['emoji'] is not an emoji.",
    ],
    [
      'no contact',
      'contacts',
      [],
      '131009 Parameter contacts count invalid. Min allowed: 1, Max allowed: 257.',
    ],
    ['contacts that are no list', 'contacts', {}, '100 (#100) Param contacts must be an array.'],
    [
      'a contact with nothing but a formatted name',
      'contacts',
      [{ name: { formatted_name: 'A' } }],
      "131009 Parameter contacts[0]['name'] must have one more part beside formatted_name.",
    ],
    [
      'a wrong birthday',
      'contacts',
      [{ name: { formatted_name: 'A', first_name: 'A' }, birthday: '1.2.2003' }],
      "131009 Parameter contacts[0]['birthday'] must be a date written YYYY-MM-DD.",
    ],
    [
      'an unknown kind',
      'interactive',
      interactive('poll', {}),
      "100 (#100) Param interactive['type'] must be one of {BUTTON, LIST,",
    ],
    [
      'four buttons',
      'interactive',
      interactive('button', { buttons: ['a', 'b', 'c', 'd'].map((id) => reply(id)) }),
      "131009 Parameter interactive['action']['buttons'] count invalid. Min allowed: 1, Max allowed: 3.",
    ],
    [
      'a long button',
      'interactive',
      interactive('button', { buttons: [reply('a', long(21))] }),
      "131009 Parameter interactive['action']['buttons'][0]['reply']['title'] length invalid. Min length: 1, Max length: 20.",
    ],
    [
      'the same button twice',
      'interactive',
      interactive('button', { buttons: [reply('a', 'A'), reply('a', 'B')] }),
      "131009 Parameter interactive['action']['buttons'] has the same id twice.",
    ],
    [
      'buttons without body',
      'interactive',
      { type: 'button', action: { buttons: [reply('a')] } },
      "131008 Required parameter interactive['body'] is missing.",
    ],
    [
      'a long body',
      'interactive',
      interactive('button', { buttons: [reply('a')] }, { body: { text: long(1025) } }),
      "131009 Parameter interactive['body']['text'] length invalid.",
    ],
    [
      'a list under a picture',
      'interactive',
      interactive(
        'list',
        { button: 'B', sections: [{ rows: [row('1')] }] },
        { header: { type: 'image', image: { link: LINK } } },
      ),
      "100 (#100) Param interactive['header']['type'] must be one of {TEXT}",
    ],
    [
      'sections without titles',
      'interactive',
      interactive('list', {
        button: 'B',
        sections: [{ title: 'A', rows: [row('1')] }, { rows: [row('2')] }],
      }),
      "131008 Required parameter interactive['action']['sections'][1]['title'] is missing.",
    ],
    [
      'eleven rows in two sections',
      'interactive',
      interactive('list', {
        button: 'B',
        sections: ['A', 'B'].map((title) => ({ title, rows: [1, 2, 3, 4, 5, 6].map((n) => row(title + n)) })),
      }),
      "131009 Parameter interactive['action']['sections'] rows count invalid.",
    ],
    [
      'the same row twice',
      'interactive',
      interactive('list', { button: 'B', sections: [{ rows: [row('1'), row('1')] }] }),
      "131009 Parameter interactive['action']['sections'] has the same row id twice.",
    ],
    [
      'a flow with id and name',
      'interactive',
      interactive('flow', { name: 'flow', parameters: { ...flow, flow_name: 'x' } }),
      "100 (#100) Param interactive['action']['parameters'] must have either flow_id or flow_name.",
    ],
    [
      'a flow of another version',
      'interactive',
      interactive('flow', { name: 'flow', parameters: { ...flow, flow_message_version: 3 } }),
      "100 (#100) Param interactive['action']['parameters']['flow_message_version'] must be one of {3}",
    ],
    [
      'a header on a product',
      'interactive',
      {
        type: 'product',
        header: { type: 'text', text: 'H' },
        action: { catalog_id: '1', product_retailer_id: 'p' },
      },
      '100 (#100) Unexpected key "header" on param "interactive".',
    ],
    [
      'products without header',
      'interactive',
      interactive('product_list', { catalog_id: '1', sections: [{ product_items: [product] }] }),
      "131008 Required parameter interactive['header'] is missing.",
    ],
    [
      'a carousel of one',
      'interactive',
      interactive('carousel', { cards: [card(0)] }),
      "131009 Parameter interactive['action']['cards'] count invalid.",
    ],
    [
      'a card twice',
      'interactive',
      interactive('carousel', { cards: [card(0), card(0)] }),
      "131009 Parameter interactive['action']['cards'] has the same card_index twice.",
    ],
    [
      'another action',
      'interactive',
      interactive('location_request_message', { name: 'cta_url' }),
      "100 (#100) Param interactive['action']['name'] must be one of {SEND_LOCATION}",
    ],
    [
      'a language as a word',
      'template',
      { name: 'a', language: 'en' },
      "100 (#100) Param template['language'] must be an object.",
    ],
    [
      'a template without name',
      'template',
      { language },
      "131008 Required parameter template['name'] is missing.",
    ],
    [
      'an unknown component',
      'template',
      template({ type: 'footer' }),
      "100 (#100) Param template['components'][0]['type'] must be one of {HEADER, BODY, BUTTON,",
    ],
    [
      'named and positional together',
      'template',
      template({
        type: 'body',
        parameters: [
          { type: 'text', text: 'a' },
          { type: 'text', text: 'b', parameter_name: 'b' },
        ],
      }),
      "131009 Parameter template['components'][0]['parameters'] mixes parameters",
    ],
    [
      'a button without index',
      'template',
      template({ type: 'button', sub_type: 'url', parameters: [{ type: 'text', text: 'a' }] }),
      "131008 Required parameter template['components'][0]['index'] is missing.",
    ],
    [
      'a caption in a header',
      'template',
      template({ type: 'header', parameters: [{ type: 'image', image: { link: LINK, caption: 'x' } }] }),
      "100 (#100) Unexpected key \"caption\" on param \"template['components'][0]['parameters'][0]['image']\".",
    ],
    [
      'an amount that is no number',
      'template',
      template({
        type: 'body',
        parameters: [
          { type: 'currency', currency: { fallback_value: '$1', code: 'USD', amount_1000: 'much' } },
        ],
      }),
      "100 (#100) Param template['components'][0]['parameters'][0]['currency']['amount_1000'] must be a number.",
    ],
    [
      'a text with more keys',
      'text',
      { body: 'x', colour: 'red' },
      '100 (#100) Unexpected key "colour" on param "text".',
    ],
  ];
  test.each(cases)('%s', (_name, type, content, expected) => {
    expect(judged(type, withIds(content)).slice(0, expected.length)).toBe(expected);
  });

  test('an object may come as its JSON text, but as no other text', () => {
    const contact = [{ name: { formatted_name: 'Ada Lovelace', first_name: 'Ada' } }];
    expect(judged('contacts', JSON.stringify(contact))).toBe('accepted');
    expect(judged('contacts', 'Ada')).toBe('100 (#100) Param contacts must be an array.');
    expect(judged('text', '{"body":')).toBe('100 (#100) Param text must be an object.');
  });

  test('what stands beside the content', () => {
    const content = { body: 'x' };
    expect(judged('text', content, { context: { message_id: 'wamid.X', from: '1' } })).toMatch(
      /^100 .*Unexpected key "from"/,
    );
    expect(judged('text', content, { recipient_type: 'channel' })).toMatch(/^100 /);
    expect(judged('constructor', content)).toMatch(/^100 .*Param type must be one of/);
  });
});
