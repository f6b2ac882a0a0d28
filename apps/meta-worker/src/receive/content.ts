import {
  isMediaType,
  type ContactCard,
  type ContentMarks,
  type MessageContent,
  type MessageType,
} from '@watertight/core';
import { fieldsIn, firstText, parseJson, type Fields } from '../json.ts';
import { bounded, fieldsOf, flag, idText, number, said, word } from './values.ts';

export interface Mapped {
  type: MessageType;
  content: MessageContent;
}
/** What one kind of message says; null when it lacks what its kind should have. `part` is the object named after it. */
type Map = (part: Fields, item: Fields) => Mapped | MessageContent | null;

const text: Map = ({ body }) => (typeof body === 'string' ? { text: body } : null);

/** Its file is fetched afterwards. */
const media =
  (type: MessageType): Map =>
  (part) => {
    if (idText(part.id) === null) return null;
    const isVoice = type === 'audio' && part.voice === true;
    const content = {
      ...said({ caption: firstText(part.caption) }),
      media: null,
      mediaError: NOT_FETCHED,
      ...(part.animated === true ? { animated: true } : {}),
    };
    return { type: isVoice ? 'voice' : type, content };
  };
const NOT_FETCHED = 'It was not fetched yet.';

const location: Map = (part) => {
  const latitude = number(part.latitude);
  const longitude = number(part.longitude);
  if (latitude === null || longitude === null) return null;
  const { name, address, url } = part;
  return {
    latitude,
    longitude,
    ...said({ name: firstText(name), address: firstText(address), url: firstText(url) }),
  };
};

const contacts: Map = (_, item) => {
  const cards = fieldsIn(item.contacts).map(cardOf);
  return cards.length > 0 ? { contacts: cards } : null;
};

function cardOf(card: Fields): ContactCard {
  const name = fieldsOf(card.name);
  const phones = fieldsIn(card.phones).flatMap(({ phone, wa_id }) => firstText(phone, wa_id) ?? []);
  const spoken = [name.first_name, name.middle_name, name.last_name].flatMap((part) => firstText(part) ?? []);
  return {
    name: firstText(name.formatted_name, spoken.join(' '), phones[0]) ?? '',
    phones,
    ...said({ organization: firstText(fieldsOf(card.org).company), vcard: firstText(card.vcard) }),
  };
}

const reaction: Map = ({ message_id, emoji }) =>
  idText(message_id) === null ? null : { emoji: firstText(emoji) ?? '', messageId: null };

/** What somebody chose, or filled in. */
const interactive: Map = (part) => {
  if (part.type === 'button_reply') return reply('button', fieldsOf(part.button_reply));
  if (part.type === 'list_reply') return reply('list', fieldsOf(part.list_reply));
  if (part.type !== 'nfm_reply') return null;
  const { name, body, response_json: given } = fieldsOf(part.nfm_reply);
  const payload = typeof given === 'string' ? (parseJson(given) ?? given) : given;
  const id = firstText(fieldsOf(payload).flow_token, name) ?? '';
  return { kind: 'flow', id, title: firstText(body, name) ?? '', payload: payload ?? null };
};

function reply(kind: 'button' | 'list', { id, title, description }: Fields): MessageContent | null {
  const payload = firstText(description);
  if (typeof id !== 'string') return null;
  return {
    kind,
    id,
    title: firstText(title) ?? '',
    ...(payload === null ? {} : { payload: { description: payload } }),
  };
}

/** The quick reply of a template. */
const button: Map = (part) => {
  const title = firstText(part.text, part.payload);
  const payload = firstText(part.payload);
  if (title === null) return null;
  return { kind: 'button', id: payload ?? title, title, ...said({ payload }) };
};

const order: Map = (part) => {
  const items = fieldsIn(part.product_items).map((item) => ({
    productId: idText(item.product_retailer_id) ?? '',
    quantity: number(item.quantity) ?? 1,
    ...said({ price: number(item.item_price), currency: word(item.currency) }),
  }));
  const head = said({ catalogId: idText(part.catalog_id), text: firstText(part.text) });
  return { ...head, itemCount: items.length, items };
};

const system: Map = (part) => ({
  event: word(part.type) ?? 'system',
  participants: [],
  ...said({ text: firstText(part.body) }),
});

/** Somebody opened the chat for the first time. */
const welcome: Map = () => ({ type: 'system', content: { event: 'request_welcome', participants: [] } });

/** By Meta's name of the kind. What stands here not, and what lacks what its kind should have, is unsupported. */
const KINDS: Readonly<Record<string, [MessageType, Map]>> = {
  text: ['text', text],
  image: ['image', media('image')],
  video: ['video', media('video')],
  audio: ['audio', media('audio')],
  voice: ['voice', media('voice')],
  document: ['document', media('document')],
  sticker: ['sticker', media('sticker')],
  location: ['location', location],
  contacts: ['contact', contacts],
  reaction: ['reaction', reaction],
  interactive: ['interactive', interactive],
  button: ['button', button],
  order: ['order', order],
  system: ['system', system],
  request_welcome: ['system', welcome],
};

/** Type and content in our words. */
export function contentOf(item: Fields): Mapped {
  const kind = typeof item.type === 'string' ? item.type : '';
  const [type, map] = Object.hasOwn(KINDS, kind) ? (KINDS[kind] ?? []) : [];
  const read = type && map ? map(fieldsOf(item[kind]), item) : null;
  if (!type || !read) return unsupported(item);
  const mapped = isMapped(read) ? read : { type, content: read };
  return mapped.type === 'reaction' || mapped.type === 'system'
    ? mapped
    : { type: mapped.type, content: { ...mapped.content, ...marksOf(item) } };
}

const isMapped = (read: Mapped | MessageContent): read is Mapped =>
  'type' in read && 'content' in read && Object.keys(read).length === 2;

/** As Meta said it, and with the errors that it gave as a reason. */
export function unsupported(item: Fields): Mapped {
  const errors = fieldsIn(item.errors).map(({ code, title, message, error_data: data }) => ({
    ...said({
      code: number(code),
      title: firstText(title, message),
      detail: firstText(fieldsOf(data).details),
    }),
  }));
  return { type: 'unsupported', content: { raw: bounded(item), ...(errors.length > 0 ? { errors } : {}) } };
}

/** Meta tells of two steps only: forwarded, and forwarded more than five times. */
const OFTEN = 6;

function marksOf({ context, referral }: Fields): ContentMarks {
  const { forwarded, frequently_forwarded: often, referred_product: product } = fieldsOf(context);
  const times = flag(often) ? OFTEN : flag(forwarded) ? 1 : 0;
  const { catalog_id, product_retailer_id } = fieldsOf(product);
  const productId = idText(product_retailer_id);
  return {
    ...(times > 0 ? { forwarded: times } : {}),
    ...(productId === null ? {} : { referredProduct: { catalogId: idText(catalog_id) ?? '', productId } }),
    ...(referral === undefined ? {} : { referral: referralOf(fieldsOf(referral)) }),
  };
}

const referralOf = (referral: Fields) =>
  said({
    sourceUrl: firstText(referral.source_url),
    sourceType: firstText(referral.source_type),
    sourceId: idText(referral.source_id),
    headline: firstText(referral.headline),
    body: firstText(referral.body),
    mediaType: firstText(referral.media_type),
    imageUrl: firstText(referral.image_url),
    videoUrl: firstText(referral.video_url),
    thumbnailUrl: firstText(referral.thumbnail_url),
    clickId: firstText(referral.ctwa_clid),
    welcomeText: firstText(fieldsOf(referral.welcome_message).text),
  });

export const isMediaKind = (mapped: Mapped): boolean => isMediaType(mapped.type);
