import type { MediaKind } from '../media/kinds.ts';
import { codedError } from '../graph/errors.ts';
import {
  all,
  at,
  boolean,
  httpUrl,
  invalid,
  isObject,
  list,
  missing,
  number,
  object,
  string,
  wrong,
  type Check,
  type Fields,
} from './check.ts';

const caption = string({ max: 1024, min: 0 });
export const filename = string({ max: 240 });

/** A file by `id` or `link`, not both; an id must be a file of this phone that can be sent as this kind. */
export function media(kind: MediaKind, extra: Record<string, Check> = {}): Check {
  const shape = object({}, { id: string(), link: httpUrl, ...extra });
  return (value, scope) => {
    if (isObject(value)) {
      if (value.id === undefined && value.link === undefined) return missing('id');
      if (value.id !== undefined && value.link !== undefined)
        return wrong('must have either id or link, not both');
    }
    const fault = shape(value, scope);
    if (fault || (value as Fields).id === undefined) return fault;
    const file = scope.media.find((value as { id: string }).id);
    if (!file || file.phoneNumberId !== scope.phoneNumberId)
      return at(wrong('is not a valid whatsapp business account media attachment ID'), 'id');
    // Any file can go as a document.
    if (kind === 'document' || file.kind === kind) return undefined;
    const details = `A file of type ${file.mimeType} cannot be sent as ${kind}.`;
    return { path: [], tell: () => codedError(131053, details) };
  };
}

export const text = object({ body: string({ max: 4096, plain: true }) }, { preview_url: boolean });

export const image = media('image', { caption });
export const video = media('video', { caption });
export const audio = media('audio', { voice: boolean });
export const document = media('document', { caption, filename });
export const sticker = media('sticker');

export const place = {
  latitude: number(-90, 90),
  longitude: number(-180, 180),
};
export const location = object(place, {
  name: string({ max: 1000, min: 0 }),
  address: string({ max: 1000, min: 0 }),
});

const EMOJI =
  /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200d\ufe0f\u20e3#*0-9]|\p{RI}|[\u{e0020}-\u{e007f}])+$/u;

/** An empty emoji takes the reaction back. */
export const reaction = object({
  message_id: string({ max: 256 }),
  emoji: (value) => {
    if (typeof value !== 'string') return wrong('must be a string');
    if (value === '') return undefined;
    return value.length <= 40 && EMOJI.test(value) && /\P{ASCII}/u.test(value)
      ? undefined
      : invalid('is not an emoji');
  },
});

const word = string({ max: 256, min: 0 });
const nameParts = object(
  { formatted_name: string({ max: 1024 }) },
  { first_name: word, last_name: word, middle_name: word, suffix: word, prefix: word },
);
const name = all(nameParts, (value) =>
  Object.keys(value as Fields).length > 1
    ? undefined
    : invalid('must have one more part beside formatted_name'),
);

const contact = object(
  { name },
  {
    addresses: list(
      object(
        {},
        { street: word, city: word, state: word, zip: word, country: word, country_code: word, type: word },
      ),
      0,
      100,
    ),
    birthday: string({ pattern: /^\d{4}-\d\d-\d\d$/, what: 'a date written YYYY-MM-DD' }),
    emails: list(object({}, { email: word, type: word }), 0, 100),
    org: object({}, { company: word, department: word, title: word }),
    phones: list(object({}, { phone: word, type: word, wa_id: word }), 0, 100),
    urls: list(object({}, { url: word, type: word }), 0, 100),
  },
);
export const contacts = list(contact, 1, 257);

export const context = object({ message_id: string({ max: 256 }) });
