import { sorted, variablesOf, type Component } from '../../template/message.ts';
import type { Template } from './data.ts';
import {
  EMPTY,
  newCard,
  type ButtonDraft,
  type ButtonKind,
  type CardDraft,
  type Category,
  type Draft,
  type HeaderFormat,
  type OtpType,
  type Words,
} from './draft.ts';

type Fields = Record<string, unknown>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');
const fields = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

/** Thrown within this file: the form has no field for a part of the template. */
class NoField extends Error {}

/**
 * The draft that an existing template would have come from, without its sample files: Meta keeps them, and wants to
 * see new ones with a change. Null when it has parts that the form cannot show; saving it would lose them.
 */
export function draftOf({ name, language, category, components }: Template): Draft | null {
  try {
    const draft = { ...EMPTY, name, language, category: category as Category };
    const parts = components as Component[];
    return category === 'AUTHENTICATION' ? codeDraft(draft, parts) : parts.reduce(withPart, draft);
  } catch (error) {
    if (error instanceof NoField) return null;
    throw error;
  }
}

function withPart(draft: Draft, part: Component): Draft {
  switch (part.type.toUpperCase()) {
    case 'HEADER':
      return { ...draft, header: headerDraft(part) };
    case 'BODY':
      return { ...draft, body: wordsOf(part, 'body_text') };
    case 'FOOTER':
      return { ...draft, footer: text(part['text']) };
    case 'BUTTONS':
      return { ...draft, buttons: list(part['buttons']).map((one) => buttonDraft(fields(one))) };
    case 'CAROUSEL':
      return { ...draft, cards: cardDrafts(list(part['cards']).map(fields)) };
    default:
      throw new NoField(part.type);
  }
}

function wordsOf(part: Fields, key: 'body_text' | 'header_text'): Words {
  const words = text(part['text']);
  const names = sorted(variablesOf(words));
  if (names.some((name) => !/^\d+$/.test(name))) throw new NoField('named variables');
  const told = list(fields(part['example'])[key]);
  const shown = Array.isArray(told[0]) ? (told[0] as unknown[]) : told;
  return { text: words, examples: Object.fromEntries(names.map((name, n) => [name, text(shown[n])])) };
}

const FORMATS: readonly string[] = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'];

function headerDraft(part: Fields): Draft['header'] {
  const format = text(part['format']).toUpperCase();
  if (!FORMATS.includes(format)) throw new NoField(format);
  return { ...wordsOf(part, 'header_text'), format: format as HeaderFormat, file: null };
}

const KINDS: readonly string[] = ['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE'];

function buttonDraft(button: Fields): ButtonDraft {
  const kind = text(button['type']).toUpperCase();
  if (!KINDS.includes(kind)) throw new NoField(kind);
  const { example } = button;
  return {
    kind: kind as ButtonKind,
    text: text(button['text']),
    value: text(button['url']) || text(button['phone_number']),
    example: text(Array.isArray(example) ? (example as unknown[])[0] : example),
  };
}

function cardDrafts(cards: Fields[]): Draft['cards'] {
  let format: 'IMAGE' | 'VIDEO' = 'IMAGE';
  const drafts = cards.map((card): CardDraft => {
    const read = (list(card['components']) as Component[]).reduce(withPart, { ...EMPTY, footer: '' });
    if (!['IMAGE', 'VIDEO'].includes(read.header.format)) throw new NoField(read.header.format);
    format = read.header.format as typeof format;
    return { ...newCard(), body: read.body, buttons: read.buttons };
  });
  return { format, list: drafts };
}

const OTP_TYPES: readonly string[] = ['COPY_CODE', 'ONE_TAP', 'ZERO_TAP'];

/** Meta keeps the button as a link whose address says what it does, once the template is made. */
function codeDraft(draft: Draft, parts: Component[]): Draft {
  const of = (kind: string) => parts.find(({ type }) => type.toUpperCase() === kind);
  const button = fields(list(of('BUTTONS')?.['buttons'])[0]);
  const otpType = text(button['otp_type']) || /otp_type=([A-Z_]+)/.exec(text(button['url']))?.[1] || '';
  if (!OTP_TYPES.includes(otpType)) throw new NoField(otpType);
  const app = fields(list(button['supported_apps'])[0]);
  const minutes = of('FOOTER')?.['code_expiration_minutes'];
  return {
    ...draft,
    code: {
      ...draft.code,
      otpType: otpType as OtpType,
      expiryMinutes: typeof minutes === 'number' ? String(minutes) : '',
      isSecurityAdvised: of('BODY')?.['add_security_recommendation'] !== false,
      label: text(button['text']),
      packageName: text(app['package_name']),
      signatureHash: text(app['signature_hash']),
    },
  };
}
