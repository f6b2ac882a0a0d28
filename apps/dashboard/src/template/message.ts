/** A part of a template or of a message made of one, in Meta's words. */
export type Component = { type: string } & Record<string, unknown>;

/** The variables of a text, `{{1}}` or `{{name}}`, each once, in their order. */
export const variablesOf = (text: string): string[] => [
  ...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name)),
];

/** A text with values for its variables; what has none stays as it is. */
export const filled = (text: string, values: Record<string, string>): string =>
  text.replaceAll(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) => values[name] || whole);

/** Meta numbers variables from 1 without a hole. */
export const areNumbered = (names: string[]): boolean =>
  names.every((name) => Number(name) >= 1 && Number(name) <= names.length);

/** Numbered variables in the order of their numbers. */
export const sorted = (names: string[]): string[] => [...names].sort((a, b) => Number(a) - Number(b));

export interface Asked {
  key: string;
  label: string;
  /** `url` for the address of a file. */
  kind: 'text' | 'url';
}

const kindOf = ({ type }: Component): string => type.toUpperCase();
const textOf = ({ text }: Record<string, unknown>): string => (typeof text === 'string' ? text : '');
const listOf = (value: unknown): Record<string, unknown>[] =>
  Array.isArray(value) ? (value as Record<string, unknown>[]) : [];

interface Slot extends Asked {
  parameter(value: string): Record<string, unknown>;
}

/** Parameters that belong together: to one part of the message, or to one of its buttons. */
interface Place {
  at: Record<string, unknown> & { type: string };
  slots: Slot[];
}

const textParameter = (name: string) => (text: string) => ({
  type: 'text',
  text,
  ...(/^\d+$/.test(name) ? {} : { parameter_name: name }),
});

function headerSlots(component: Component, prefix: string): Slot[] {
  const format = typeof component['format'] === 'string' ? component['format'].toLowerCase() : 'text';
  if (!['image', 'video', 'document'].includes(format)) return textSlots(component, 'Header', prefix);
  return [
    {
      key: `${prefix}header file`,
      label: `${prefix}Header: address of the ${format}`,
      kind: 'url',
      parameter: (link) => ({ type: format, [format]: { link } }),
    },
  ];
}

const textSlots = (component: Component, named: string, prefix: string): Slot[] =>
  sorted(variablesOf(textOf(component))).map((name) => ({
    key: `${prefix}${kindOf(component)} ${name}`,
    label: `${prefix}${named}: {{${name}}}`,
    kind: 'text',
    parameter: textParameter(name),
  }));

/** A one-time password stands in the body and in its button: it is asked for once. */
const CODE = 'BODY 1';

function buttonSlot(button: Record<string, unknown>, index: number, prefix: string): Place | null {
  const place = (sub_type: string, slot: Slot): Place => ({
    at: { type: 'button', sub_type, index: String(index) },
    slots: [slot],
  });
  const type = typeof button['type'] === 'string' ? button['type'].toUpperCase() : '';
  const url = typeof button['url'] === 'string' ? button['url'] : '';
  const text = (value: string) => ({ type: 'text', text: value });
  if (type === 'OTP' || /otp_type=/.test(url))
    return place('url', {
      key: `${prefix}${CODE}`,
      label: `${prefix}The code`,
      kind: 'text',
      parameter: text,
    });
  if (type === 'COPY_CODE')
    return place('copy_code', {
      key: `${prefix}button ${index}`,
      label: `${prefix}Code to copy`,
      kind: 'text',
      parameter: (code) => ({ type: 'coupon_code', coupon_code: code }),
    });
  if (variablesOf(url).length === 0) return null;
  return place('url', {
    key: `${prefix}button ${index}`,
    label: `${prefix}End of the address of “${textOf(button)}”`,
    kind: 'text',
    parameter: text,
  });
}

/** The code of a template for one-time passwords, whose body Meta writes and does not always show. */
const codeSlot = (prefix: string): Slot => ({
  key: `${prefix}${CODE}`,
  label: `${prefix}The code`,
  kind: 'text',
  parameter: textParameter('1'),
});

const isForCodes = (components: Component[]): boolean =>
  components.some((one) =>
    listOf(one['buttons']).some(({ type, url }) => type === 'OTP' || /otp_type=/.test(String(url))),
  );

function placesOf(components: Component[], prefix = ''): Place[] {
  const isCode = isForCodes(components);
  return components.flatMap((component): Place[] => {
    const kind = kindOf(component);
    if (kind === 'HEADER') return [{ at: { type: 'header' }, slots: headerSlots(component, prefix) }];
    if (kind === 'BODY')
      return [
        {
          at: { type: 'body' },
          slots: isCode ? [codeSlot(prefix)] : textSlots(component, 'Body', prefix),
        },
      ];
    if (kind !== 'BUTTONS') return [];
    return listOf(component['buttons']).flatMap((button, index) => buttonSlot(button, index, prefix) ?? []);
  });
}

const cardsOf = (components: Component[]): Component[][] =>
  components
    .filter((one) => kindOf(one) === 'CAROUSEL')
    .flatMap((one) => listOf(one['cards']).map((card) => listOf(card['components']) as Component[]));

const cardPrefix = (index: number): string => `Card ${index + 1}, `;

/** What has to be given to send a template, each once. */
export function askedOf(components: Component[]): Asked[] {
  const places = [
    ...placesOf(components),
    ...cardsOf(components).flatMap((card, index) => placesOf(card, cardPrefix(index))),
  ];
  const byKey = new Map(places.flatMap(({ slots }) => slots.map((slot) => [slot.key, slot] as const)));
  return [...byKey.values()].map(({ key, label, kind }) => ({ key, label, kind }));
}

const given = (places: Place[], values: Record<string, string>): Component[] =>
  places
    .filter(({ slots }) => slots.length > 0)
    .map(({ at, slots }) => ({
      ...at,
      parameters: slots.map(({ key, parameter }) => parameter(values[key] ?? '')),
    }));

/** The components of a message, from the values that were given by key. */
export function messageOf(components: Component[], values: Record<string, string>): Component[] {
  const cards = cardsOf(components).map((card, index) => ({
    card_index: index,
    components: given(placesOf(card, cardPrefix(index)), values),
  }));
  return [...given(placesOf(components), values), ...(cards.length > 0 ? [{ type: 'carousel', cards }] : [])];
}
