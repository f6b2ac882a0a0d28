import type { TemplateCategory, TemplateComponent } from '@watertight/core';

/** A fault of a body: where, as a JSON pointer, and what should be. */
export interface ComponentFault {
  path: string;
  message: string;
}

type Fields = Record<string, unknown>;

const MAX_BODY = 1024;
const MAX_HEADER = 60;
const MAX_FOOTER = 60;
const MAX_BUTTONS = 10;
const MAX_BUTTON_TEXT = 25;
const MAX_URL = 2000;
const MAX_PHONE = 20;
const MAX_CARDS = 10;
/** Of these only so many fit under one message. */
const BUTTONS_OF_A_KIND: Readonly<Record<string, number>> = { URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1, OTP: 1 };
const FILES = ['IMAGE', 'VIDEO', 'DOCUMENT'];

const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const upper = (value: unknown): string => (typeof value === 'string' ? value.toUpperCase() : '');

/**
 * What of a template's components Meta refuses with certainty (its limits as documented for message templates). What
 * is not named here is Meta's to judge: its words come through.
 */
export function componentFaults(
  components: readonly TemplateComponent[],
  category: TemplateCategory | undefined,
): ComponentFault[] {
  const types = components.map(({ type }) => upper(type));
  const faults = components.flatMap((component, n) => faultsOf(component, `/components/${n}`, category));
  const twice = types.findIndex((type, n) => type !== '' && types.indexOf(type) !== n);
  if (twice >= 0) faults.push({ path: `/components/${twice}/type`, message: 'stands twice' });
  if (!types.includes('BODY') && category !== 'AUTHENTICATION')
    faults.push({ path: '/components', message: 'should have a component of type BODY' });
  return faults;
}

function faultsOf(component: Fields, path: string, category: TemplateCategory | undefined): ComponentFault[] {
  const { text } = component;
  switch (upper(component.type)) {
    case 'BODY':
      // Meta writes the text of one-time passwords itself.
      return category === 'AUTHENTICATION' && text === undefined
        ? []
        : textFaults(text, `${path}/text`, MAX_BODY);
    case 'HEADER':
      return headerFaults(component, path);
    case 'FOOTER':
      return category === 'AUTHENTICATION' && text === undefined
        ? []
        : textFaults(text, `${path}/text`, MAX_FOOTER);
    case 'BUTTONS':
      return buttonsFaults(component.buttons, `${path}/buttons`, category);
    case 'CAROUSEL':
      return cardsFaults(component.cards, `${path}/cards`, category);
    case '':
      return [{ path: `${path}/type`, message: 'is required' }];
    default:
      return [];
  }
}

function textFaults(text: unknown, path: string, max: number): ComponentFault[] {
  if (typeof text !== 'string' || text.trim() === '') return [{ path, message: 'is required' }];
  return text.length > max ? [{ path, message: `should have at most ${max} characters` }] : [];
}

function headerFaults({ format, text, mediaId, example }: Fields, path: string): ComponentFault[] {
  const kind = upper(format);
  if (kind === 'TEXT') return textFaults(text, `${path}/text`, MAX_HEADER);
  if (kind === '') return [{ path: `${path}/format`, message: 'is required' }];
  if (!FILES.includes(kind))
    return mediaId === undefined ? [] : [{ path: `${path}/mediaId`, message: `is for ${FILES.join(', ')}` }];
  if (mediaId !== undefined) {
    const isId = typeof mediaId === 'string' && /^[A-Za-z0-9_-]{1,100}$/.test(mediaId);
    return isId ? [] : [{ path: `${path}/mediaId`, message: 'should be the id of a file' }];
  }
  const handles = isFields(example) ? example.header_handle : undefined;
  return Array.isArray(handles) && handles.length > 0
    ? []
    : [{ path: `${path}/mediaId`, message: 'is required: Meta wants to see a file of the kind' }];
}

function buttonsFaults(
  buttons: unknown,
  path: string,
  category: TemplateCategory | undefined,
): ComponentFault[] {
  if (!Array.isArray(buttons) || buttons.length === 0) return [{ path, message: 'is required' }];
  if (buttons.length > MAX_BUTTONS) return [{ path, message: `should be at most ${MAX_BUTTONS}` }];
  const kinds = buttons.map((button: unknown) => (isFields(button) ? upper(button.type) : ''));
  const tooMany = Object.entries(BUTTONS_OF_A_KIND)
    .filter(([kind, max]) => kinds.filter((one) => one === kind).length > max)
    .map(([kind, max]) => ({ path, message: `should have at most ${max} of type ${kind}` }));
  return [
    ...tooMany,
    ...buttons.flatMap((button: unknown, n) => buttonFaults(button, `${path}/${n}`, category)),
  ];
}

/** Buttons of these kinds are labelled by Meta. */
const LABELLED = new Set(['OTP', 'COPY_CODE', 'CATALOG', 'MPM', 'SPM', 'VOICE_CALL']);

function buttonFaults(
  button: unknown,
  path: string,
  category: TemplateCategory | undefined,
): ComponentFault[] {
  if (!isFields(button)) return [{ path, message: 'should be an object' }];
  const { type, text, url, phone_number: phone } = button;
  const kind = upper(type);
  if (kind === '') return [{ path: `${path}/type`, message: 'is required' }];
  const isLabelled = text === undefined && (LABELLED.has(kind) || category === 'AUTHENTICATION');
  return [
    ...(isLabelled ? [] : textFaults(text, `${path}/text`, MAX_BUTTON_TEXT)),
    ...(kind === 'URL' && category !== 'AUTHENTICATION' ? textFaults(url, `${path}/url`, MAX_URL) : []),
    ...(kind === 'PHONE_NUMBER' ? textFaults(phone, `${path}/phone_number`, MAX_PHONE) : []),
  ];
}

function cardsFaults(cards: unknown, path: string, category: TemplateCategory | undefined): ComponentFault[] {
  if (!Array.isArray(cards) || cards.length === 0) return [{ path, message: 'is required' }];
  if (cards.length > MAX_CARDS) return [{ path, message: `should be at most ${MAX_CARDS}` }];
  return cards.flatMap((card: unknown, n) => {
    const parts = isFields(card) ? card.components : undefined;
    const at = `${path}/${n}/components`;
    if (!Array.isArray(parts) || !parts.every(isFields)) return [{ path: at, message: 'is required' }];
    return parts.flatMap((part, m) => faultsOf(part, `${at}/${m}`, category));
  });
}
