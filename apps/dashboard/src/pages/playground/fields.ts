import type { Schema } from '@watertight/client';

/** One field of a body, named by its JSON pointer there. */
export interface Field {
  at: string;
  label: string;
  kind: 'line' | 'text' | 'number' | 'list' | 'flag' | 'json' | 'time' | 'file' | 'choice';
  isRequired?: boolean;
  about?: string;
  choices?: readonly string[];
  /** What stands there at first. */
  first?: string;
}

/** What was typed, by pointer; flags are `true` or empty. */
export type Values = Readonly<Record<string, string>>;

export interface Built {
  body: Record<string, unknown>;
  /** What cannot be sent at all, by pointer. */
  faults: Readonly<Record<string, string>>;
}

const pretty = (value: unknown) => JSON.stringify(value, null, 2);

const file = (captioned: boolean): Field[] => [
  { at: '/media', label: 'File', kind: 'file', about: 'Of this device; or name an address below' },
  {
    at: '/media/url',
    label: 'Address of the file',
    kind: 'line',
    about: 'Public; fetched before the message is accepted',
  },
  { at: '/media/mediaId', label: 'Stored file', kind: 'line', about: 'The id of an uploaded file' },
  ...(captioned ? [{ at: '/caption', label: 'Caption', kind: 'text' } as const] : []),
];
const once: Field = { at: '/viewOnce', label: 'Can be opened once', kind: 'flag' };

/** What each type has, after the API's schemas `Send<Type>`. */
export const TYPES = {
  text: [
    { at: '/message', label: 'Message', kind: 'text', isRequired: true, first: 'Hello from the playground' },
    { at: '/linkPreview', label: 'Preview of the first link', kind: 'flag' },
  ],
  image: [...file(true), once],
  video: [...file(true), once, { at: '/gif', label: 'Plays as a GIF', kind: 'flag' }],
  audio: file(false),
  voice: [...file(false), once],
  document: [...file(true), { at: '/media/filename', label: 'File name', kind: 'line' }],
  sticker: file(false),
  location: [
    { at: '/latitude', label: 'Latitude', kind: 'number', isRequired: true, first: '3.1579' },
    { at: '/longitude', label: 'Longitude', kind: 'number', isRequired: true, first: '101.7116' },
    { at: '/name', label: 'Name', kind: 'line', first: 'Petronas Towers' },
    { at: '/address', label: 'Address', kind: 'line' },
    { at: '/url', label: 'URL', kind: 'line' },
  ],
  contact: [
    {
      at: '/contacts',
      label: 'Contacts',
      kind: 'json',
      isRequired: true,
      about: 'Each with name, phones and, if you like, organization',
      first: pretty([{ name: 'Ana Lim', phones: ['+60 12-345 6789'] }]),
    },
  ],
  poll: [
    { at: '/question', label: 'Question', kind: 'line', isRequired: true, first: 'Lunch?' },
    {
      at: '/options',
      label: 'Options',
      kind: 'list',
      isRequired: true,
      about: 'One a line',
      first: 'Rice\nNoodles',
    },
    {
      at: '/maxSelections',
      label: 'How many may be chosen',
      kind: 'number',
      about: '1 when empty, 0 for any number',
    },
  ],
  reaction: [
    { at: '/messageId', label: 'Message', kind: 'line', isRequired: true, about: 'Our id of the message' },
    { at: '/emoji', label: 'Emoji', kind: 'line', first: '👍' },
  ],
  interactive: [
    {
      at: '/interactive',
      label: 'Interactive',
      kind: 'json',
      isRequired: true,
      about: 'In the Cloud API’s shape',
      first: pretty({
        type: 'button',
        body: { text: 'Rice or noodles?' },
        action: {
          buttons: [
            { type: 'reply', reply: { id: 'rice', title: 'Rice' } },
            { type: 'reply', reply: { id: 'noodles', title: 'Noodles' } },
          ],
        },
      }),
    },
  ],
  template: [
    { at: '/template/name', label: 'Template', kind: 'line', isRequired: true, first: 'hello_world' },
    { at: '/template/language', label: 'Language', kind: 'line', isRequired: true, first: 'en_US' },
    { at: '/template/components', label: 'Components', kind: 'json', about: 'In the Cloud API’s shape' },
  ],
} as const satisfies Record<string, readonly Field[]>;

export type MessageType = keyof typeof TYPES;
export const MESSAGE_TYPES = Object.keys(TYPES) as MessageType[];

/** What any message may carry. */
export const OPTIONS: readonly Field[] = [
  { at: '/quotedMessageId', label: 'Answers message', kind: 'line', about: 'Our id of the message' },
  { at: '/mentions', label: 'Mentions', kind: 'list', about: 'Chat ids, one a line' },
  { at: '/scheduledAt', label: 'Not before', kind: 'time' },
  { at: '/expiresAt', label: 'Not after', kind: 'time', about: 'Then it expires' },
  {
    at: '/onUncertain',
    label: 'When it cannot be known whether it went out',
    kind: 'choice',
    choices: ['hold', 'resend'] satisfies NonNullable<Schema<'SendText'>['onUncertain']>[],
  },
  { at: '/metadata', label: 'Metadata', kind: 'json', about: 'Yours; comes back with the message' },
];

export const fieldsOf = (type: MessageType): readonly Field[] => TYPES[type];

export const firstValues = (type: MessageType): Values =>
  Object.fromEntries(fieldsOf(type).flatMap(({ at, first }) => (first === undefined ? [] : [[at, first]])));

/** The body that the fields make. What is empty is left out; what no JSON can say is a fault. */
export function bodyOf(fields: readonly Field[], values: Values): Built {
  const body: Record<string, unknown> = {};
  const faults: Record<string, string> = {};
  for (const field of fields) {
    const typed = values[field.at] ?? '';
    if (typed.trim() === '') {
      if (field.isRequired) faults[field.at] = 'is needed';
      continue;
    }
    try {
      put(body, field.at, valueOf(field, typed));
    } catch {
      faults[field.at] = WRONG[field.kind] ?? 'cannot be read';
    }
  }
  return { body, faults };
}

const WRONG: Partial<Record<Field['kind'], string>> = {
  json: 'is no JSON',
  number: 'is no number',
  time: 'is no time',
};

/** @throws SyntaxError, RangeError when it cannot be read */
function valueOf({ kind }: Field, typed: string): unknown {
  if (kind === 'json' || kind === 'file') return JSON.parse(typed) as unknown;
  if (kind === 'flag') return true;
  if (kind === 'time') return new Date(typed).toISOString();
  if (kind === 'list')
    return typed
      .split('\n')
      .map((line) => line.trim())
      .filter(Boolean);
  if (kind !== 'number') return typed;
  const number = Number(typed);
  if (!Number.isFinite(number)) throw new RangeError(typed);
  return number;
}

function put(body: Record<string, unknown>, pointer: string, value: unknown): void {
  const names = pointer.slice(1).split('/');
  const last = names.pop() as string;
  let into = body;
  for (const name of names) into = (into[name] ??= {}) as Record<string, unknown>;
  const before = into[last];
  const isBoth = typeof before === 'object' && typeof value === 'object' && !Array.isArray(value);
  into[last] = isBoth ? { ...before, ...value } : value;
}

/** Files are long: a picture of a body for reading. */
export const readable = (body: Record<string, unknown>): Record<string, unknown> => {
  const media = body['media'] as { data?: string } | undefined;
  return media?.data === undefined
    ? body
    : { ...body, media: { ...media, data: `${media.data.slice(0, 24)}…` } };
};
