import { expect, test } from 'vitest';
import { interactiveText } from './interactive.ts';

const body = { text: 'Tea?' };
const reply = (title: string) => ({ type: 'reply', reply: { id: title, title } });

test('buttons become numbered lines between header, body and footer', () => {
  const text = interactiveText({
    type: 'button',
    header: { type: 'text', text: 'Tea house' },
    body,
    footer: { text: 'until six' },
    action: { buttons: [reply('Yes'), reply('No')] },
  });
  expect(text).toBe('*Tea house*\n\nTea?\n\n1. Yes\n2. No\n\n_until six_');
});

test('the rows of a list are numbered through its sections', () => {
  const sections = [
    { title: 'Green', rows: [{ id: '1', title: 'Sencha', description: 'mild' }] },
    {
      title: 'Black',
      rows: [
        { id: '2', title: 'Assam' },
        { id: '3', title: 'Ceylon' },
      ],
    },
  ];
  expect(interactiveText({ type: 'list', body, action: { button: 'Choose', sections } })).toBe(
    'Tea?\n\n*Green*\n1. Sencha – mild\n\n*Black*\n2. Assam\n3. Ceylon',
  );
});

test('a link stands with its words, and a request for a location is its body', () => {
  const parameters = { display_text: 'Order', url: 'https://example.com' };
  expect(interactiveText({ type: 'cta_url', body, action: { name: 'cta_url', parameters } })).toBe(
    'Tea?\n\nOrder: https://example.com',
  );
  expect(interactiveText({ type: 'location_request_message', body, action: { name: 'send_location' } })).toBe(
    'Tea?',
  );
});

test.each([
  ['a flow', { type: 'flow', body, action: {} }],
  ['a product', { type: 'product', body, action: {} }],
  ['a carousel', { type: 'carousel', body, action: {} }],
  [
    'a header with a picture',
    { type: 'button', header: { type: 'image' }, body, action: { buttons: [reply('A')] } },
  ],
  ['nothing to say', { type: 'button', action: { buttons: [reply('A')] } }],
  ['a link without an address', { type: 'cta_url', body, action: {} }],
])('%s cannot be a text', (_what, interactive) => {
  expect(interactiveText(interactive)).toBeNull();
});
