import { expect, test } from 'vitest';
import { areNumbered, askedOf, componentsOf, filled, messageOf, variablesOf } from './parts.ts';

const draft = {
  header: 'Order {{1}}',
  headerExample: '4711',
  body: 'Hello {{1}}, it comes on {{2}}. Bye {{1}}!',
  examples: { '1': 'Ana', '2': 'Monday' },
  footer: '',
  replies: ['Thanks', ' '],
  link: { text: '', url: '' },
};

test('a draft becomes what Meta takes, with its examples', () => {
  expect(componentsOf(draft)).toEqual([
    { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['4711'] } },
    { type: 'BODY', text: draft.body, example: { body_text: [['Ana', 'Monday']] } },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'Thanks' }] },
  ]);
  expect(filled(draft.body, { '1': 'Ana' })).toBe('Hello Ana, it comes on {{2}}. Bye Ana!');
  expect([areNumbered(variablesOf(draft.body)), areNumbered(['1', '3'])]).toEqual([true, false]);
});

test('asks for each variable once, and puts its value where it belongs', () => {
  const components = [
    ...componentsOf(draft).slice(0, 2),
    { type: 'BUTTONS', buttons: [{ type: 'URL', text: 'Track', url: 'https://shop.example/{{1}}' }] },
  ];
  expect(askedOf(components).map(({ key }) => key)).toEqual(['HEADER 1', 'BODY 1', 'BODY 2', 'button 0']);
  const values = { 'HEADER 1': '9', 'BODY 1': 'Ben', 'BODY 2': 'Friday', 'button 0': 'x9' };
  expect(messageOf(components, values)).toEqual([
    { type: 'header', parameters: [{ type: 'text', text: '9' }] },
    {
      type: 'body',
      parameters: [
        { type: 'text', text: 'Ben' },
        { type: 'text', text: 'Friday' },
      ],
    },
    { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: 'x9' }] },
  ]);
  expect(messageOf([{ type: 'BODY', text: 'Hi {{first}}' }], { 'BODY first': 'Di' })[0]!.parameters).toEqual([
    { type: 'text', text: 'Di', parameter_name: 'first' },
  ]);
});
