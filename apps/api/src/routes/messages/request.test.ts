import { systemClock, type SendableType } from '@watertight/core';
import { describe, expect, test } from 'vitest';
import { InvalidRequest } from '../../http/validation.ts';
import { readItem, readSend } from './request.ts';

const read = (type: SendableType, body: unknown) => {
  const asked = { companyId: 'demo', type, chatId: '60123456789', idempotencyKey: undefined };
  const result = readSend(asked, body, systemClock);
  if (result.kind !== 'send') throw new Error(`${type} is not offered`);
  return result.request;
};

const faultsOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof InvalidRequest) return error.errors.map(({ path, message }) => `${path} ${message}`);
    throw error;
  }
  return [];
};

const button = (id: string, title = id) => ({ type: 'reply', reply: { id, title } });
const row = (id: string) => ({ id, title: id });
const rows = (count: number, from = 0) => Array.from({ length: count }, (_, n) => row(`row ${from + n}`));
const body = { text: 'Which?' };
const list = (sections: object[]) => ({ type: 'list', body, action: { button: 'Choose', sections } });

describe('a body becomes the content of its type', () => {
  test.each<[SendableType, unknown, unknown]>([
    ['text', { message: 'Hi' }, { text: 'Hi' }],
    ['text', { message: 'Hi', linkPreview: false }, { text: 'Hi', linkPreview: false }],
    ['location', { latitude: -90, longitude: 180 }, { latitude: -90, longitude: 180 }],
    [
      'location',
      { latitude: 0, longitude: 0, name: 'N', address: 'A', url: 'https://x.example/' },
      { latitude: 0, longitude: 0, name: 'N', address: 'A', url: 'https://x.example/' },
    ],
    [
      'contact',
      { contacts: [{ name: 'Ana', phones: ['+60 12-345 6789'], organization: 'Demo' }] },
      { contacts: [{ name: 'Ana', phones: ['+60 12-345 6789'], organization: 'Demo' }] },
    ],
    [
      'poll',
      { question: 'Q', options: ['a', 'b'] },
      { question: 'Q', options: ['a', 'b'], maxSelections: 1 },
    ],
    [
      'poll',
      { question: 'Q', options: ['a', 'b'], maxSelections: 0 },
      { question: 'Q', options: ['a', 'b'], maxSelections: 0 },
    ],
    ['reaction', { emoji: '👩‍👩‍👧‍👦', messageId: 'msg_1' }, { emoji: '👩‍👩‍👧‍👦', messageId: 'msg_1' }],
    ['reaction', { emoji: '', messageId: 'msg_1' }, { emoji: '', messageId: 'msg_1' }],
    ['template', { template: { name: 'a', language: 'en' } }, { name: 'a', language: 'en', components: [] }],
    [
      'template',
      {
        template: { name: 'a', language: { code: 'pt_BR' }, components: [{ type: 'body', parameters: [] }] },
      },
      { name: 'a', language: 'pt_BR', components: [{ type: 'body', parameters: [] }] },
    ],
  ])('%s %j', (type, given, content) => {
    expect(read(type, given).content).toEqual(content);
  });

  test.each<object>([
    { type: 'button', body, action: { buttons: [button('a'), button('b'), button('c')] } },
    list([{ rows: rows(10) }]),
    list([
      { title: 'A', rows: rows(5) },
      { title: 'B', rows: rows(5, 5) },
    ]),
    {
      type: 'cta_url',
      body,
      header: { type: 'image', image: { link: 'https://x.example/a.png' } },
      action: { name: 'cta_url', parameters: { display_text: 'Open', url: 'https://x.example' } },
    },
    {
      type: 'flow',
      body,
      action: {
        name: 'flow',
        parameters: { flow_message_version: '3', flow_id: '1', flow_cta: 'Go', flow_token: 't' },
      },
    },
    { type: 'location_request_message', body, action: { name: 'send_location' } },
    { type: 'product', action: { catalog_id: '1', product_retailer_id: '2' } },
    {
      type: 'product_list',
      header: { type: 'text', text: 'Ours' },
      body,
      action: { catalog_id: '1', sections: [{ product_items: [{ product_retailer_id: '2' }] }] },
    },
    { type: 'carousel', body, action: { cards: [] } },
  ])('interactive, as it is: %j', (interactive) => {
    expect(read('interactive', { interactive }).content).toEqual({ interactive });
  });

  test('a reaction belongs to the message that it reacts to', () => {
    expect(read('reaction', { emoji: '👍', messageId: 'msg_1' }).quotedMessageId).toBe('msg_1');
  });
});

describe('what is wrong is named at its place', () => {
  const options = (count: number) => Array.from({ length: count }, (_, n) => `option ${n}`);

  test.each<[SendableType, unknown, string]>([
    ['location', { latitude: 91, longitude: 0 }, '/latitude'],
    ['location', { latitude: 0 }, '/longitude is required'],
    ['location', { latitude: '1', longitude: 0 }, '/latitude'],
    ['location', { latitude: 0, longitude: 0, url: 'javascript:x' }, '/url'],
    ['contact', { contacts: [] }, '/contacts'],
    ['contact', { contacts: [{ name: 'Ana', phones: [] }] }, '/contacts/0/phones'],
    ['contact', { contacts: [{ name: 'Ana', phones: ['call me'] }] }, '/contacts/0/phones/0'],
    ['contact', { contacts: [{ name: 'Ana', phones: ['60123456789'], vcard: 'x' }] }, '/contacts/0/vcard'],
    ['poll', { question: 'Q', options: ['a'] }, '/options'],
    ['poll', { question: 'Q', options: options(13) }, '/options'],
    ['poll', { question: 'Q', options: ['a', 'a'] }, '/options'],
    ['poll', { question: 'Q', options: ['a', 'x'.repeat(101)] }, '/options/1'],
    ['poll', { question: 'Q', options: ['a', 'b'], maxSelections: 3 }, '/maxSelections'],
    ['reaction', { emoji: 'ok', messageId: 'msg_1' }, '/emoji should be one emoji'],
    ['reaction', { emoji: '👍👍', messageId: 'msg_1' }, '/emoji'],
    ['reaction', { emoji: '👍' }, '/messageId is required'],
    ['template', { template: { name: 'No Name', language: 'en' } }, '/template/name'],
    ['template', { template: { name: 'a' } }, '/template/language is required'],
    ['template', { template: { name: 'a', language: 'english please' } }, '/template/language'],
    ['template', { template: { name: 'a', language: {} } }, '/template/language/code is required'],
    [
      'template',
      { template: { name: 'a', language: 'en', components: [{}] } },
      '/template/components/0/type',
    ],
    ['interactive', {}, '/interactive is required'],
    ['interactive', { interactive: { type: 'buttons' } }, '/interactive/type should be one of button, list'],
    ['interactive', { interactive: { type: 'button', body } }, '/interactive/action is required'],
    [
      'interactive',
      { interactive: { type: 'button', body, action: { buttons: rows(4).map(({ id }) => button(id)) } } },
      '/interactive/action/buttons',
    ],
    [
      'interactive',
      { interactive: { type: 'button', body, action: { buttons: [button('a'), button('a', 'b')] } } },
      '/interactive/action/buttons should have different ids',
    ],
    [
      'interactive',
      { interactive: { type: 'button', body, action: { buttons: [button('a', 'x'.repeat(21))] } } },
      '/interactive/action/buttons/0/reply/title should have at most 20 characters',
    ],
    [
      'interactive',
      {
        interactive: list([
          { title: 'A', rows: rows(6) },
          { title: 'B', rows: rows(5, 6) },
        ]),
      },
      '/interactive/action/sections should have at most 10 rows together, not 11',
    ],
    [
      'interactive',
      { interactive: list([{ title: 'A', rows: rows(1) }, { rows: rows(1, 1) }]) },
      '/interactive/action/sections/1/title is required with several sections',
    ],
    [
      'interactive',
      { interactive: { type: 'cta_url', body, action: { name: 'cta_url', parameters: {} } } },
      '/interactive/action/parameters/display_text is required',
    ],
    [
      'interactive',
      {
        interactive: {
          type: 'flow',
          body,
          action: { name: 'flow', parameters: { flow_message_version: '3', flow_cta: 'Go' } },
        },
      },
      '/interactive/action/parameters should have either flow_id or flow_name',
    ],
    [
      'interactive',
      { interactive: { type: 'voice_call', action: { text: 'x'.repeat(70_000) } } },
      '/interactive should have at most',
    ],
  ])('%s %j', (type, given, expected) => {
    const faults = faultsOf(() => read(type, given));
    expect(faults.find((fault) => fault.startsWith(expected)) ?? faults).toMatch(expected);
  });

  test('also within a batch', () => {
    const item = {
      type: 'poll',
      chatId: '60123456789',
      question: 'Q',
      options: ['a', 'b'],
      maxSelections: 9,
    };
    expect(faultsOf(() => readItem('demo', item, '/messages/3', systemClock))).toEqual([
      '/messages/3/maxSelections should be at most the number of options',
    ]);
  });
});
