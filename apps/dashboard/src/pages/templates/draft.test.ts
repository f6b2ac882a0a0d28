import { describe, expect, test } from 'vitest';
import type { Template } from './data.ts';
import { componentsOf, EMPTY, faultsOf, newButton, newCard, type Draft } from './draft.ts';
import { draftOf } from './read.ts';

const words = (text: string, examples: Record<string, string> = {}) => ({ text, examples });
const file = { mediaId: 'med_1', filename: 'tea.png' };
const draft: Draft = {
  ...EMPTY,
  name: 'order_ready',
  header: { ...words('Order {{1}}', { '1': '4711' }), format: 'TEXT', file: null },
  body: words('Hello {{1}}, it comes on {{2}}.', { '1': 'Ana', '2': 'Monday' }),
  footer: 'Tea Shop',
  buttons: [
    { ...newButton('QUICK_REPLY'), text: 'Thanks' },
    {
      ...newButton('URL'),
      text: 'Track',
      value: 'https://shop.example/{{1}}',
      example: 'https://shop.example/9',
    },
    { ...newButton('PHONE_NUMBER'), text: 'Call us', value: '+60123456789' },
    { ...newButton('COPY_CODE'), example: 'SAVE10' },
  ],
};
const card = (text: string) => ({
  file,
  body: words(text),
  buttons: [{ ...newButton('QUICK_REPLY'), text: 'More' }],
});
const carousel: Draft = {
  ...EMPTY,
  name: 'new_teas',
  category: 'MARKETING',
  body: words('New teas'),
  cards: { format: 'IMAGE', list: [card('Green'), card('Black')] },
};
const code: Draft = {
  ...EMPTY,
  name: 'login_code',
  category: 'AUTHENTICATION',
  code: { ...EMPTY.code, otpType: 'ONE_TAP', packageName: 'com.example.shop', signatureHash: 'K8a/AINcGX7' },
};

describe('a draft', () => {
  test('becomes what Meta takes, with its examples', () => {
    const buttons = [
      { type: 'QUICK_REPLY', text: 'Thanks' },
      { type: 'URL', text: 'Track', url: 'https://shop.example/{{1}}', example: ['https://shop.example/9'] },
      { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+60123456789' },
      { type: 'COPY_CODE', example: 'SAVE10' },
    ];
    expect(componentsOf(draft)).toEqual([
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['4711'] } },
      { type: 'BODY', text: draft.body.text, example: { body_text: [['Ana', 'Monday']] } },
      { type: 'FOOTER', text: 'Tea Shop' },
      { type: 'BUTTONS', buttons },
    ]);
    const header = { ...words(''), format: 'VIDEO', file } as const;
    const filmed = componentsOf({ ...draft, header });
    expect(filmed[0]).toEqual({ type: 'HEADER', format: 'VIDEO', mediaId: 'med_1' });
  });

  test('with cards becomes a carousel, each card with its file', () => {
    const of = (text: string) => ({
      components: [
        { type: 'HEADER', format: 'IMAGE', mediaId: 'med_1' },
        { type: 'BODY', text },
        { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'More' }] },
      ],
    });
    expect(componentsOf(carousel)).toEqual([
      { type: 'BODY', text: 'New teas' },
      { type: 'CAROUSEL', cards: [of('Green'), of('Black')] },
    ]);
  });

  test('for one-time passwords leaves the words to Meta', () => {
    const supported_apps = [{ package_name: 'com.example.shop', signature_hash: 'K8a/AINcGX7' }];
    expect(componentsOf(code)).toEqual([
      { type: 'BODY', add_security_recommendation: true },
      { type: 'FOOTER', code_expiration_minutes: 10 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'ONE_TAP', supported_apps }] },
    ]);
  });

  test('that is whole has no faults; each fault is told beside its field', () => {
    for (const whole of [draft, carousel, code]) expect(faultsOf(whole)).toEqual({});
    const faulty: Draft = {
      ...draft,
      name: 'Order Ready',
      language: 'english',
      header: { ...words(''), format: 'IMAGE', file: null },
      body: words('Hello {{1}} and {{3}} there'),
      footer: 'x'.repeat(61),
      buttons: [
        newButton('QUICK_REPLY'),
        { ...newButton('URL'), text: 'Track', value: 'https://shop.example/{{1}}/x' },
        { ...newButton('PHONE_NUMBER'), text: 'Call', value: 'us' },
        { ...newButton('PHONE_NUMBER'), text: 'Call', value: '60123456789' },
      ],
    };
    const buttons = ['button 0 text', 'button 1 example', 'button 1 value', 'button 2 value', 'buttons'];
    expect(Object.keys(faultsOf(faulty)).sort()).toEqual(
      ['body', ...buttons, 'footer', 'header file', 'language', 'name'].sort(),
    );
    expect(faultsOf({ ...draft, body: words('Hi {{1}}!') })).toHaveProperty('body {{1}}');
    expect(faultsOf({ ...draft, body: words('Hi {{1}}', { '1': 'x' }) })).toHaveProperty('body');
    const one = {
      ...carousel,
      cards: { format: 'IMAGE' as const, list: [{ ...card('Green'), file: null }] },
    };
    expect(Object.keys(faultsOf(one)).sort()).toEqual(['card 0 file', 'cards']);
    expect(
      faultsOf({ ...carousel, cards: { format: 'IMAGE', list: [card('Green'), newCard()] } }),
    ).toMatchObject({
      'card 1 file': expect.any(String) as string,
      'card 1 body': expect.any(String) as string,
    });
    const bare = { ...code, code: { ...EMPTY.code, otpType: 'ZERO_TAP' as const, expiryMinutes: '91' } };
    expect(Object.keys(faultsOf(bare)).sort()).toEqual(['expiry', 'package', 'signature', 'terms']);
  });
});

describe('an existing template', () => {
  const template = (from: Draft, components: Record<string, unknown>[] = componentsOf(from)): Template =>
    ({ name: from.name, language: from.language, category: from.category, components }) as Template;

  test('is read as the draft that it came from, but for its files', () => {
    expect(draftOf(template(draft))).toEqual(draft);
    expect(draftOf(template(code))).toEqual(code);
    const list = carousel.cards?.list.map((one) => ({ ...one, file: null }));
    expect(draftOf(template(carousel))).toEqual({ ...carousel, cards: { format: 'IMAGE', list } });
  });

  test('with a part that has no field is not read at all, so that it is not lost', () => {
    const flow = { type: 'BUTTONS', buttons: [{ type: 'FLOW', text: 'Book' }] };
    expect(draftOf(template(draft, [{ type: 'BODY', text: 'Hi' }, flow]))).toBeNull();
    expect(draftOf(template(draft, [{ type: 'BODY', text: 'Hi {{first_name}}!' }]))).toBeNull();
    expect(draftOf(template(draft, [{ type: 'LIMITED_TIME_OFFER' }]))).toBeNull();
  });
});
