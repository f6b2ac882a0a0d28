import { areNumbered, sorted, variablesOf, type Component } from '../../template/message.ts';
import type { NewTemplate } from './data.ts';

export type Category = NewTemplate['category'];
export type FileFormat = 'IMAGE' | 'VIDEO' | 'DOCUMENT';
export type HeaderFormat = 'NONE' | 'TEXT' | FileFormat | 'LOCATION';
export type ButtonKind = 'QUICK_REPLY' | 'URL' | 'PHONE_NUMBER' | 'COPY_CODE';
export type OtpType = 'COPY_CODE' | 'ONE_TAP' | 'ZERO_TAP';

/** A file that was uploaded here, which Meta is shown as an example. */
export interface Sample {
  mediaId: string;
  filename: string;
}

/** Words with variables, and an example for each. */
export interface Words {
  text: string;
  examples: Record<string, string>;
}

export interface ButtonDraft {
  kind: ButtonKind;
  text: string;
  /** The address of a link, the number of a call. */
  value: string;
  /** Of the variable in a link’s address, or of the code to copy. */
  example: string;
}

export interface CardDraft {
  file: Sample | null;
  body: Words;
  buttons: ButtonDraft[];
}

export interface Draft {
  name: string;
  language: string;
  category: Category;
  header: Words & { format: HeaderFormat; file: Sample | null };
  body: Words;
  footer: string;
  buttons: ButtonDraft[];
  /** Null: no carousel. With one, header, footer and buttons are those of its cards. */
  cards: { format: 'IMAGE' | 'VIDEO'; list: CardDraft[] } | null;
  /** Of a template for one-time passwords, whose words are Meta's. */
  code: {
    otpType: OtpType;
    /** Digits; empty: nothing is said of it. */
    expiryMinutes: string;
    isSecurityAdvised: boolean;
    label: string;
    packageName: string;
    signatureHash: string;
    areTermsAccepted: boolean;
  };
}

const NO_WORDS: Words = { text: '', examples: {} };
export const newButton = (kind: ButtonKind): ButtonDraft => ({ kind, text: '', value: '', example: '' });
export const newCard = (): CardDraft => ({ file: null, body: NO_WORDS, buttons: [newButton('QUICK_REPLY')] });

export const EMPTY: Draft = {
  name: '',
  language: 'en_US',
  category: 'UTILITY',
  header: { ...NO_WORDS, format: 'NONE', file: null },
  body: NO_WORDS,
  footer: '',
  buttons: [],
  cards: null,
  code: {
    otpType: 'COPY_CODE',
    expiryMinutes: '10',
    isSecurityAdvised: true,
    label: '',
    packageName: '',
    signatureHash: '',
    areTermsAccepted: false,
  },
};

const examplesOf = ({ text, examples }: Words): string[] =>
  sorted(variablesOf(text)).map((name) => (examples[name] ?? '').trim());

function headerOf({ format, text, file, ...words }: Draft['header']): Component[] {
  if (format === 'NONE') return [];
  if (format === 'LOCATION') return [{ type: 'HEADER', format }];
  if (format !== 'TEXT') return [{ type: 'HEADER', format, ...(file ? { mediaId: file.mediaId } : {}) }];
  const shown = examplesOf({ text, examples: words.examples });
  return [
    {
      type: 'HEADER',
      format,
      text: text.trim(),
      ...(shown.length > 0 ? { example: { header_text: shown } } : {}),
    },
  ];
}

function bodyOf(words: Words): Component {
  const shown = examplesOf(words);
  return { type: 'BODY', text: words.text, ...(shown.length > 0 ? { example: { body_text: [shown] } } : {}) };
}

function buttonOf({ kind, text, value, example }: ButtonDraft): Record<string, unknown> {
  const label = { type: kind, text: text.trim() };
  switch (kind) {
    case 'QUICK_REPLY':
      return label;
    case 'PHONE_NUMBER':
      return { ...label, phone_number: value.replaceAll(/[^+\d]/g, '') };
    case 'COPY_CODE':
      return { type: kind, example: example.trim() };
    case 'URL': {
      const url = value.trim();
      return { ...label, url, ...(variablesOf(url).length > 0 ? { example: [example.trim()] } : {}) };
    }
  }
}

const buttonsOf = (buttons: ButtonDraft[]): Component[] =>
  buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map(buttonOf) }];

function codeOf({ code }: Draft): Component[] {
  const app = { package_name: code.packageName.trim(), signature_hash: code.signatureHash.trim() };
  const button = {
    type: 'OTP',
    otp_type: code.otpType,
    ...(code.label.trim() === '' ? {} : { text: code.label.trim() }),
    ...(code.otpType === 'COPY_CODE' ? {} : { supported_apps: [app] }),
    ...(code.otpType === 'ZERO_TAP' ? { zero_tap_terms_accepted: code.areTermsAccepted } : {}),
  };
  return [
    { type: 'BODY', add_security_recommendation: code.isSecurityAdvised },
    ...(code.expiryMinutes === ''
      ? []
      : [{ type: 'FOOTER', code_expiration_minutes: Number(code.expiryMinutes) }]),
    { type: 'BUTTONS', buttons: [button] },
  ];
}

/** What a draft is to Meta. */
export function componentsOf(draft: Draft): Component[] {
  const { category, header, body, footer, buttons, cards } = draft;
  if (category === 'AUTHENTICATION') return codeOf(draft);
  if (cards)
    return [
      bodyOf(body),
      {
        type: 'CAROUSEL',
        cards: cards.list.map((card) => ({
          components: [
            ...headerOf({ ...NO_WORDS, format: cards.format, file: card.file }),
            bodyOf(card.body),
            ...buttonsOf(card.buttons),
          ],
        })),
      },
    ];
  return [
    ...headerOf(header),
    bodyOf(body),
    ...(footer.trim() === '' ? [] : [{ type: 'FOOTER', text: footer.trim() }]),
    ...buttonsOf(buttons),
  ];
}

/** What is wrong, in words, by the field that it stands beside. */
export type Faults = Readonly<Record<string, string>>;

const MAX_BUTTONS = 10;
/** Of these only so many fit under one message. */
export const MOST: Readonly<Record<ButtonKind, number>> = {
  QUICK_REPLY: 10,
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
};
const [MIN_CARDS, MAX_CARDS] = [2, 10];

/**
 * All that Meta refuses with certainty, said before it is asked (its limits as documented for message templates).
 */
export function faultsOf(draft: Draft): Faults {
  const { name, language, category } = draft;
  const own = {
    ...(/^[a-z0-9_]{1,512}$/.test(name) ? {} : { name: 'Small letters, digits and underscores alone' }),
    ...(/^[a-z]{2,3}(_[A-Z]{2})?$/.test(language) ? {} : { language: 'As Meta spells it: en_US, ms, pt_BR' }),
  };
  if (category === 'AUTHENTICATION') return { ...own, ...codeFaults(draft.code) };
  const shared = { ...own, ...wordFaults('body', draft.body, 1024) };
  if (draft.cards) return { ...shared, ...cardFaults(draft.cards.list) };
  return {
    ...shared,
    ...headerFaults(draft.header),
    ...(draft.footer.length > 60 ? { footer: 'At most 60 characters' } : {}),
    ...(variablesOf(draft.footer).length > 0 ? { footer: 'A footer takes no variables' } : {}),
    ...buttonFaults('', draft.buttons),
  };
}

function wordFaults(key: string, words: Words, max: number): Faults {
  const { text } = words;
  const names = variablesOf(text);
  if (text.trim() === '') return { [key]: 'Write something here' };
  if (text.length > max)
    return { [key]: `At most ${max.toLocaleString()} characters; these are ${text.length}` };
  if (!areNumbered(names)) return { [key]: 'Number the variables from {{1}}, without a hole' };
  if (/^\s*\{\{[^}]+\}\}|\{\{[^}]+\}\}\s*$/.test(text) && key !== 'header')
    return { [key]: 'Meta takes no variable at the very beginning or end: put a word around it' };
  return Object.fromEntries(
    names
      .filter((name) => (words.examples[name] ?? '').trim() === '')
      .map((name) => [`${key} {{${name}}}`, 'Meta wants to see an example']),
  );
}

function headerFaults({ format, file, ...words }: Draft['header']): Faults {
  if (format === 'NONE' || format === 'LOCATION') return {};
  if (format !== 'TEXT')
    return file
      ? {}
      : { 'header file': `Choose a sample: Meta wants to see ${FILE_WORDS[format]} of the kind` };
  return variablesOf(words.text).length > 1
    ? { header: 'A header takes one variable' }
    : wordFaults('header', words, 60);
}

export const FILE_WORDS: Readonly<Record<FileFormat, string>> = {
  IMAGE: 'a picture',
  VIDEO: 'a video',
  DOCUMENT: 'a document',
};

function buttonFaults(at: string, buttons: ButtonDraft[]): Faults {
  const faults: Record<string, string> = {};
  if (buttons.length > MAX_BUTTONS) faults[`${at}buttons`] = `At most ${MAX_BUTTONS} buttons`;
  for (const [kind, most] of Object.entries(MOST))
    if (buttons.filter((one) => one.kind === kind).length > most)
      faults[`${at}buttons`] = `At most ${most} of one kind: ${KIND_WORDS[kind as ButtonKind]}`;
  for (const [n, { kind, text, value, example }] of buttons.entries()) {
    const say = (field: string, fault: string) => (faults[`${at}button ${n} ${field}`] = fault);
    if (kind !== 'COPY_CODE' && text.trim() === '') say('text', 'Say what the button does');
    if (text.length > 25) say('text', 'At most 25 characters');
    if (kind === 'PHONE_NUMBER' && !/^\+?\d[\d\s-]{4,18}$/.test(value.trim()))
      say('value', 'A number with its country code');
    if (kind === 'COPY_CODE' && !/^\S{1,15}$/.test(example.trim()))
      say('example', 'An example: 1 to 15 characters, no space');
    if (kind === 'URL') sayOfLink(value.trim(), example, say);
  }
  return faults;
}

function sayOfLink(url: string, example: string, say: (field: string, fault: string) => void): void {
  if (!/^https?:\/\/[^\s/]+/.test(url)) return void say('value', 'An address that begins with https://');
  if (variablesOf(url).length === 0) return;
  if (!/^[^{}]+\{\{1\}\}$/.test(url)) say('value', 'One variable, {{1}}, at the end of the address');
  if (example.trim() === '') say('example', 'Meta wants to see a whole address as an example');
}

export const KIND_WORDS: Readonly<Record<ButtonKind, string>> = {
  QUICK_REPLY: 'Quick reply',
  URL: 'Link',
  PHONE_NUMBER: 'Call',
  COPY_CODE: 'Copy a code',
};

const shapeOf = ({ buttons }: CardDraft): string => buttons.map(({ kind }) => kind).join();

function cardFaults(cards: CardDraft[]): Faults {
  const faults: Record<string, string> = {};
  if (cards.length < MIN_CARDS || cards.length > MAX_CARDS)
    faults['cards'] = `A carousel has ${MIN_CARDS} to ${MAX_CARDS} cards`;
  else if (new Set(cards.map(shapeOf)).size > 1)
    faults['cards'] = 'All cards have the same kinds of buttons, in the same order';
  for (const [n, card] of cards.entries()) {
    const at = `card ${n} `;
    if (!card.file) faults[`${at}file`] = 'Choose a sample: Meta wants to see one';
    Object.assign(faults, wordFaults(`${at}body`, card.body, 160), buttonFaults(at, card.buttons));
    if (card.buttons.length < 1 || card.buttons.length > 2)
      faults[`${at}buttons`] = 'A card has one or two buttons';
  }
  return faults;
}

function codeFaults({
  otpType,
  expiryMinutes,
  packageName,
  signatureHash,
  areTermsAccepted,
  label,
}: Draft['code']): Faults {
  const minutes = Number(expiryMinutes);
  const isApp = otpType !== 'COPY_CODE';
  return {
    ...(expiryMinutes === '' || (Number.isInteger(minutes) && minutes >= 1 && minutes <= 90)
      ? {}
      : { expiry: 'A whole number of minutes from 1 to 90, or nothing' }),
    ...(label.length > 25 ? { label: 'At most 25 characters' } : {}),
    ...(isApp && !/^[A-Za-z]\w*(\.[A-Za-z]\w*)+$/.test(packageName.trim())
      ? { package: 'The name of the Android app, as com.example.shop' }
      : {}),
    ...(isApp && !/^[A-Za-z0-9+/=]{11}$/.test(signatureHash.trim())
      ? { signature: 'The eleven characters of the app’s signing key hash' }
      : {}),
    ...(otpType === 'ZERO_TAP' && !areTermsAccepted
      ? { terms: 'Meta takes a zero-tap template only from who accepts its terms' }
      : {}),
  };
}
