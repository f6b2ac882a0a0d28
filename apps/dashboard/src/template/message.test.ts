import { expect, test } from 'vitest';
import { areNumbered, askedOf, filled, messageOf, variablesOf } from './message.ts';

const text = (value: string) => ({ type: 'text', text: value });
const body = { type: 'BODY', text: 'Hello {{1}}, it comes on {{2}}. Bye {{1}}!' };

test('variables are found once each, and filled', () => {
  expect(variablesOf(body.text)).toEqual(['1', '2']);
  expect(filled(body.text, { '1': 'Ana' })).toBe('Hello Ana, it comes on {{2}}. Bye Ana!');
  expect([areNumbered(variablesOf(body.text)), areNumbered(['1', '3'])]).toEqual([true, false]);
});

test('asks for each variable once, and puts its value where it belongs', () => {
  const components = [
    { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}' },
    body,
    {
      type: 'BUTTONS',
      buttons: [
        { type: 'QUICK_REPLY', text: 'Thanks' },
        { type: 'URL', text: 'Track', url: 'https://shop.example/{{1}}' },
        { type: 'COPY_CODE', example: 'SAVE10' },
      ],
    },
  ];
  expect(askedOf(components).map(({ key }) => key)).toEqual([
    'HEADER 1',
    'BODY 1',
    'BODY 2',
    'button 1',
    'button 2',
  ]);
  const values = {
    'HEADER 1': '9',
    'BODY 1': 'Ben',
    'BODY 2': 'Friday',
    'button 1': 'x9',
    'button 2': 'OFF',
  };
  expect(messageOf(components, values)).toEqual([
    { type: 'header', parameters: [text('9')] },
    { type: 'body', parameters: [text('Ben'), text('Friday')] },
    { type: 'button', sub_type: 'url', index: '1', parameters: [text('x9')] },
    {
      type: 'button',
      sub_type: 'copy_code',
      index: '2',
      parameters: [{ type: 'coupon_code', coupon_code: 'OFF' }],
    },
  ]);
  expect(messageOf([{ type: 'BODY', text: 'Hi {{first}}' }], { 'BODY first': 'Di' })).toEqual([
    { type: 'body', parameters: [{ ...text('Di'), parameter_name: 'first' }] },
  ]);
});

test('asks for a one-time password once, for its text and its button', () => {
  const otp = [
    { type: 'BODY', add_security_recommendation: true },
    { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE' }] },
  ];
  const asMetaKeepsIt = [
    { type: 'BODY', text: '*{{1}}* is your verification code.' },
    {
      type: 'BUTTONS',
      buttons: [{ type: 'URL', text: 'Copy', url: 'https://w/otp/?otp_type=COPY_CODE&code={{1}}' }],
    },
  ];
  for (const components of [otp, asMetaKeepsIt]) {
    expect(askedOf(components)).toEqual([{ key: 'BODY 1', label: 'The code', kind: 'text' }]);
    expect(messageOf(components, { 'BODY 1': '4711' })).toEqual([
      { type: 'body', parameters: [text('4711')] },
      { type: 'button', sub_type: 'url', index: '0', parameters: [text('4711')] },
    ]);
  }
});

test('asks for what the cards of a carousel need, each for itself', () => {
  const card = (name: string) => ({
    components: [
      { type: 'HEADER', format: 'IMAGE' },
      { type: 'BODY', text: `${name} for {{1}}` },
    ],
  });
  const components = [
    { type: 'BODY', text: 'Look' },
    { type: 'CAROUSEL', cards: [card('Tea'), card('Rice')] },
  ];
  expect(askedOf(components).map(({ key }) => key)).toEqual([
    'Card 1, header file',
    'Card 1, BODY 1',
    'Card 2, header file',
    'Card 2, BODY 1',
  ]);
  const image = (link: string) => ({ type: 'header', parameters: [{ type: 'image', image: { link } }] });
  const values = {
    'Card 1, header file': 'https://a',
    'Card 1, BODY 1': '9',
    'Card 2, header file': 'https://b',
  };
  expect(messageOf(components, { ...values, 'Card 2, BODY 1': '8' })).toEqual([
    {
      type: 'carousel',
      cards: [
        { card_index: 0, components: [image('https://a'), { type: 'body', parameters: [text('9')] }] },
        { card_index: 1, components: [image('https://b'), { type: 'body', parameters: [text('8')] }] },
      ],
    },
  ]);
});
