import type { ContentMarks, MediaContent, MessageContent, MessageType } from '@watertight/core';
import { bare, idsIn, type RawMessage } from './raw.ts';
import { parseVcard } from './cards.ts';

type Details = Record<string, unknown>;
type Mapped = { type: MessageType; content: MessageContent };
type Map = (raw: RawMessage, details: Details) => MessageContent | null;

const text = (value: unknown): string | undefined => (typeof value === 'string' && value ? value : undefined);
const number = (value: unknown): number | undefined => {
  const read = typeof value === 'string' ? Number(value) : value;
  return typeof read === 'number' && Number.isFinite(read) ? read : undefined;
};
const fields = (value: unknown): Details =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Details) : {};
const list = (value: unknown): Details[] => (Array.isArray(value) ? value.map(fields) : []);

/** Leaves out what is not said. */
const said = <T extends Details>(values: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as never;

function marks({ isForwarded, forwardingScore }: Details): ContentMarks {
  return isForwarded === true ? { forwarded: Math.max(1, number(forwardingScore) ?? 1) } : {};
}

const media: Map = (raw, details): MediaContent => ({
  ...said({ caption: text(raw.body) }),
  media: raw.media ?? null,
  ...(raw.media ? {} : { mediaError: raw.mediaError ?? 'It was not fetched.' }),
  ...(details.isViewOnce === true ? { viewOnce: true } : {}),
  ...(details.isGif === true ? { gif: true } : {}),
  ...(details.isAnimated === true ? { animated: true } : {}),
  ...said({ durationSeconds: number(details.duration) }),
});

const location: Map = (raw, details) => {
  const latitude = number(details.lat);
  const longitude = number(details.lng);
  if (latitude === undefined || longitude === undefined) return null;
  const [name, ...address] = text(details.loc)?.split('\n') ?? [];
  const url = text(details.clientUrl);
  const isLive = details.isLive === true || raw.type === 'live_location';
  return {
    ...{ latitude, longitude },
    ...said({ name: text(name), address: text(address.join('\n')), url }),
    ...(isLive ? { live: true } : {}),
  };
};

const contact: Map = (raw, details) => {
  const cards = details.vcardList ? list(details.vcardList) : [{ vcard: details.vcard ?? raw.body }];
  const contacts = cards.flatMap(({ vcard, displayName }) => {
    if (typeof vcard !== 'string') return [];
    const card = parseVcard(vcard);
    const name = card.name || text(displayName) || text(details.vcardFormattedName) || card.phones[0] || '';
    return [{ ...card, name }];
  });
  return contacts.length > 0 ? { contacts } : null;
};

const poll: Map = (raw, details) => ({
  question: text(details.pollName) ?? raw.body,
  options: list(details.pollOptions).flatMap(({ name }) => text(name) ?? []),
  maxSelections: number(details.pollSelectableOptionsCount) ?? 1,
});

const buttonReply: Map = (raw, details) => ({
  kind: 'button',
  id: text(details.selectedButtonId) ?? text(details.selectedId) ?? '',
  title: text(details.selectedDisplayText) ?? raw.body,
});

const listReply: Map = (raw, details) => {
  const response = fields(details.listResponse);
  const description = text(response.description);
  return {
    kind: 'list',
    id: text(fields(response.singleSelectReply).selectedRowId) ?? '',
    title: text(response.title) ?? raw.body,
    ...(description ? { payload: { description } } : {}),
  };
};

const order: Map = (_, { orderId, token, orderTitle, itemCount }) => ({
  orderId: text(orderId) ?? '',
  ...said({ token: text(token), title: text(orderTitle), itemCount: number(itemCount) }),
});

const product: Map = (_, { productId, title, description, businessOwnerJid }) => ({
  product: {
    productId: text(productId) ?? '',
    ...said({ title: text(title), description: text(description), owner: text(businessOwnerJid) }),
  },
});

const callLog: Map = (raw, { isVideoCall, callOutcome, callDuration }) => ({
  callId: raw.id.split('_')[2] ?? raw.id,
  video: isVideoCall === true,
  group: raw.chat.endsWith('@g.us'),
  ...said({ outcome: text(callOutcome), durationSeconds: number(callDuration) }),
});

/** By WhatsApp's name of the kind. What stands here not, and what lacks what its kind should have, is unsupported. */
const KINDS: Readonly<Record<string, [MessageType, Map]>> = {
  chat: ['text', ({ body }) => ({ text: body })],
  oversized: ['text', ({ body }) => ({ text: body })],
  image: ['image', media],
  video: ['video', media],
  ptv: ['video', media],
  audio: ['audio', media],
  ptt: ['voice', media],
  document: ['document', media],
  sticker: ['sticker', media],
  location: ['location', location],
  live_location: ['location', location],
  vcard: ['contact', contact],
  multi_vcard: ['contact', contact],
  poll_creation: ['poll', poll],
  buttons_response: ['interactive', buttonReply],
  list_response: ['interactive', listReply],
  template_button_reply: ['button', buttonReply],
  order: ['order', order],
  product: ['order', product],
  call_log: ['call', callLog],
};

/** Notices of WhatsApp itself: what happened to a chat or group, said by nobody. */
const NOTICES: ReadonlySet<string> = new Set([
  'gp2',
  'e2e_notification',
  'notification',
  'notification_template',
  'group_notification',
  'broadcast_notification',
  'newsletter_notification',
]);

/** Type and content in our words; `spell` spells people's ids as chats are spelled. */
export function contentOf(raw: RawMessage, spell: (id: string) => string): Mapped {
  const details = raw.details ?? {};
  if (NOTICES.has(raw.type)) return { type: 'system', content: notice(raw, details, spell) };
  const [type, map] = KINDS[raw.type] ?? [];
  const content = type && map ? map(raw, details) : null;
  if (!type || !content) return { type: 'unsupported', content: unsupported(raw) };
  return { type, content: { ...content, ...marks(details) } };
}

/** `event` is WhatsApp's name of what happened: `add`, `remove`, `subject`, `encrypt`, … */
const notice = (raw: RawMessage, { recipients }: Details, spell: (id: string) => string): MessageContent => ({
  event: raw.subtype ?? raw.type,
  participants: idsIn(recipients).map((id) => spell(bare(id))),
  ...said({ text: text(raw.body) }),
});

/** As WhatsApp said it, without what is ours or nobody's. */
function unsupported({ people: _, media: __, ...raw }: RawMessage): MessageContent {
  return { raw };
}
