import type { MediaRef } from '@watertight/core';

/**
 * What goes into the journal: plain JSON, small, in WhatsApp's words. `receive` reads it, perhaps much later and in
 * another version of this program: fields and kinds are added here, never renamed. A message has no `kind`.
 */
export type RawEntry =
  RawMessage | RawEdit | RawRevocation | RawReaction | RawVote | RawCall | RawChats | RawContact;

/** Which number and which LID an id (`…@c.us`, `…@lid`) stands for, as far as the page knew: ids of the same forms. */
export type RawPeople = Record<string, { number: string | null; lid: string | null }>;

export interface RawMessage {
  kind?: undefined;
  /** The whole serialized id, `false_<chat>_<key>[_<writer>]`. */
  id: string;
  /** The chat it is in. */
  chat: string;
  fromMe: boolean;
  from: string | null;
  to: string | null;
  /** In groups: who wrote it. */
  author: string | null;
  /** chat, image, ptt, … */
  type: string;
  subtype: string | null;
  body: string;
  /** Unix seconds. */
  timestamp: number;
  notifyName: string | null;
  /** The key alone of the message that it answers, and who wrote that one. */
  quotedKey: string | null;
  quotedWriter: string | null;
  hasMedia: boolean;
  mimetype: string | null;
  /** Of the phone's own: -1 refused, 0 under way, 1 the server has it, 2 and more later. */
  ack?: number;
  /** What else its type has, under WhatsApp's names; ids as text. */
  details?: Record<string, unknown>;
  people?: RawPeople;
  /** Its file: null when it could not be had, and then why. */
  media?: MediaRef | null;
  mediaError?: string;
}

interface RawWord {
  people?: RawPeople;
}

/** The text or caption of a message is another now. */
export interface RawEdit extends RawWord {
  kind: 'edit';
  id: string;
  text: string;
  /** Milliseconds since 1970. */
  at: number;
}

/** A message was taken back for everyone. */
export interface RawRevocation extends RawWord {
  kind: 'revocation';
  id: string;
  at: number;
}

export interface RawReaction extends RawWord {
  kind: 'reaction';
  id: string;
  /** Of the message that it is on. */
  parent: string;
  emoji: string;
  sender: string;
  fromMe: boolean;
  at: number;
}

export interface RawVote extends RawWord {
  kind: 'vote';
  /** The poll's. */
  parent: string;
  voter: string;
  options: string[];
  at: number;
}

export interface RawCall extends RawWord {
  kind: 'call';
  id: string;
  from: string;
  video: boolean;
  group: boolean;
  at: number;
}

/** How chats are on the phone; `isNews`: this has just changed. */
export interface RawChats extends RawWord {
  kind: 'chats';
  isNews: boolean;
  at: number;
  chats: RawChat[];
}

export interface RawChat {
  id: string;
  /** Of a group. */
  name?: string | undefined;
  /** -1: marked as unread by hand. Absent: as before. */
  unreadCount?: number | undefined;
  archived?: boolean | undefined;
  pinned?: boolean | undefined;
  /** Unix seconds; 0: not muted, -1: for ever. */
  muteExpiration?: number | undefined;
  removed?: boolean | undefined;
}

/** A person has another number now. */
export interface RawContact extends RawWord {
  kind: 'contact';
  /** Of the notice that says it. */
  id: string;
  before: string;
  after: string;
  at: number;
}

/** WhatsApp's longest text has 65,536 characters. */
const MAX_TEXT = 70_000;
/** The body of what is no text may be a preview image. */
const MAX_OTHER_BODY = 2000;
const MAX_NAME = 200;
const MAX_DETAIL_TEXT = 4000;
const MAX_CARD = 20_000;
const MAX_DETAILS_JSON = 120_000;
const MAX_LIST = 300;
const MAX_DEPTH = 5;

/** What a message's type has beside what all have. Preview images, keys and secrets are not among it. */
const DETAILS = new Set(
  [
    'caption filename size duration isGif isViewOnce isAnimated isForwarded forwardingScore mentionedJidList',
    'lat lng loc isLive clientUrl shareDuration vcardFormattedName vcardList',
    'pollName pollOptions pollSelectableOptionsCount',
    'selectedButtonId selectedDisplayText selectedId selectedIndex listResponse nativeFlowResponse',
    'orderId token orderTitle itemCount productId title description businessOwnerJid',
    'recipients templateParams protocolMessageKey latestEditSenderTimestampMs',
    'callOutcome callDuration isVideoCall',
    'eventName eventDescription eventStartTime eventEndTime eventLocation eventJoinLink',
    'inviteCode inviteGrp inviteGrpName',
  ]
    .join(' ')
    .split(' '),
);

type Fields = Record<string, unknown>;

const fieldsOf = (value: unknown): Fields =>
  typeof value === 'object' && value !== null ? (value as Fields) : {};

/** The only reader of WhatsApp's ids: text, or an object whose text is in `_serialized`, since July 2026 in `$1`. */
export function idText(id: unknown): string | null {
  if (typeof id === 'string') return id || null;
  const { _serialized: serialized, $1: renamed } = fieldsOf(id);
  if (typeof serialized === 'string') return serialized;
  return typeof renamed === 'string' ? renamed : null;
}

/** A message's serialized id; put together from its parts when the page gives none. */
export function messageIdText(id: unknown): string | null {
  const text = idText(id);
  if (text) return text;
  const { fromMe, remote, id: key, participant } = fieldsOf(id);
  const chat = idText(remote);
  if (typeof key !== 'string' || !chat) return null;
  const writer = idText(participant);
  return `${fromMe === true}_${chat}_${key}${writer ? `_${writer}` : ''}`;
}

/** The parts of a message's serialized id: whose it is, its chat, and the key. */
export function idParts(id: string): { fromMe: boolean; chat: string; key: string } {
  const [fromMe = '', chat = '', key = ''] = id.split('_');
  return { fromMe: fromMe === 'true', chat, key };
}

/** What is journalled of a message as the library serialises it; null for what is nobody's message. */
export function rawOf(data: object): RawMessage | null {
  const fields = fieldsOf(data);
  const idFields = fieldsOf(fields.id);
  const id = messageIdText(fields.id);
  const fromMe = idFields.fromMe === true || id?.startsWith('true_') === true;
  const chat = idText(idFields.remote) ?? idText(fromMe ? fields.to : fields.from);
  if (!id || !chat || fields.isStatusV3 === true || chat === 'status@broadcast') return null;
  const type = text(fields.type, 40) ?? 'unknown';
  const hasMedia = typeof fields.directPath === 'string';
  const body = hasMedia ? fields.caption : (fields.body ?? fields.pollName ?? fields.eventName);
  return {
    id,
    chat,
    fromMe,
    from: idText(fields.from),
    to: idText(fields.to),
    author: idText(fields.author) ?? idText(idFields.participant),
    type,
    subtype: text(fields.subtype, 40),
    body: text(body, type === 'chat' ? MAX_TEXT : MAX_OTHER_BODY) ?? '',
    timestamp: typeof fields.t === 'number' ? fields.t : Math.floor(Date.now() / 1000),
    notifyName: text(fields.notifyName, MAX_NAME),
    quotedKey: text(fields.quotedStanzaID, 200),
    quotedWriter: idText(fields.quotedParticipant),
    hasMedia,
    mimetype: text(fields.mimetype, 100),
    ...(fromMe && typeof fields.ack === 'number' ? { ack: fields.ack } : {}),
    ...detailsOf(fields, type === 'vcard' ? { vcard: fields.body } : {}),
  };
}

function detailsOf(fields: Fields, more: Fields): { details?: Fields } {
  const picked = Object.entries({ ...fields, ...more }).filter(
    ([name, value]) => (DETAILS.has(name) || name === 'vcard') && value !== undefined && value !== null,
  );
  const details = Object.fromEntries(picked.map(([name, value]) => [name, plain(value, 0)]));
  if (picked.length === 0) return {};
  return JSON.stringify(details).length <= MAX_DETAILS_JSON ? { details } : { details: { isTooLarge: true } };
}

/** Plain JSON of a bounded size; ids become their text. */
function plain(value: unknown, depth: number): unknown {
  if (typeof value === 'string')
    return value.startsWith('BEGIN:VCARD') ? card(value) : value.slice(0, MAX_DETAIL_TEXT);
  if (typeof value === 'number' || typeof value === 'boolean') return value;
  if (typeof value !== 'object' || value === null || depth >= MAX_DEPTH) return null;
  if (Array.isArray(value)) return value.slice(0, MAX_LIST).map((one) => plain(one, depth + 1));
  const id = 'server' in value || 'remote' in value ? messageIdText(value) : idText(value);
  if (id) return id;
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, MAX_LIST)
      .map(([name, one]) => [name, plain(one, depth + 1)]),
  );
}

/** A card without its picture. */
const card = (vcard: string): string =>
  vcard.replaceAll(/^(?:[\w-]+\.)?PHOTO[^\n]*\n(?:[ \t][^\n]*\n)*/gim, '').slice(0, MAX_CARD);

const text = (value: unknown, max: number): string | null =>
  typeof value === 'string' ? value.slice(0, max) : null;

/** All ids of people in an entry, in whatever form they stand there. */
export function peopleIn(raw: RawEntry): string[] {
  const ids =
    raw.kind === undefined
      ? [
          raw.chat,
          raw.from,
          raw.author,
          raw.quotedWriter,
          ...idsIn(raw.details?.mentionedJidList),
          ...idsIn(raw.details?.recipients),
        ]
      : raw.kind === 'reaction'
        ? [raw.sender, idParts(raw.parent).chat]
        : raw.kind === 'vote'
          ? [raw.voter]
          : raw.kind === 'call'
            ? [raw.from]
            : raw.kind === 'contact'
              ? [raw.before, raw.after]
              : raw.kind === 'chats'
                ? raw.chats.map(({ id }) => id)
                : [];
  return [...new Set(ids.flatMap((id) => (id && /@(c\.us|lid|s\.whatsapp\.net)$/.test(id) ? bare(id) : [])))];
}

/** Without the device that follows a colon. */
export const bare = (id: string): string => id.replace(/:\d+@/, '@').replace(/@s\.whatsapp\.net$/, '@c.us');

export const idsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap((one) => idText(one) ?? []) : [];

const ms = (value: unknown): number =>
  typeof value === 'number' && value > 0
    ? Math.round(value > 100_000_000_000 ? value : value * 1000)
    : Date.now();

/** An edit as the library tells it; null when it is none: a body may also change because it could be read only now. */
export function rawEdit(data: object, now: unknown, before: unknown): RawEdit | null {
  const fields = fieldsOf(data);
  const id = messageIdText(fields.id);
  const at = fields.latestEditSenderTimestampMs;
  if (!id || typeof now !== 'string') return null;
  if (typeof at !== 'number' && (typeof before !== 'string' || before === '' || before === now)) return null;
  return { kind: 'edit', id, text: now.slice(0, MAX_TEXT), at: ms(at) };
}

/** A revocation, from the message as it is now: its own id may be another by now than that of what was taken back. */
export function rawRevocation(data: object, now: number): RawRevocation | null {
  const fields = fieldsOf(data);
  const id = messageIdText(fields.protocolMessageKey) ?? messageIdText(fields.id);
  return id ? { kind: 'revocation', id, at: now } : null;
}

/** A reaction as the library tells it, or a row of the page's table of reactions. */
export function rawReaction(data: object): RawReaction | null {
  const fields = fieldsOf(data);
  const id = messageIdText(fields.id);
  const parent = messageIdText(fields.msgId);
  const sender = idText(fields.senderId);
  if (!id || !parent || !sender || parent.includes('_status@broadcast_')) return null;
  const { fromMe } = idParts(id);
  const emoji = text(fields.reaction, 100) ?? '';
  return { kind: 'reaction', id, parent, emoji, sender, fromMe, at: ms(fields.timestamp) };
}

export function rawVote(data: object): RawVote | null {
  const fields = fieldsOf(data);
  const parent = messageIdText(fields.parentMsgKey);
  const voter = idText(fields.voter);
  if (!parent || !voter) return null;
  const chosen = Array.isArray(fields.selectedOptions) ? fields.selectedOptions : [];
  const options = chosen.flatMap((option) => text(fieldsOf(option).name, MAX_NAME) ?? []);
  // The library writes it with a double r.
  return { kind: 'vote', parent, voter, options, at: ms(fields.interractedAtTs) };
}

export function rawCall(data: object): RawCall | null {
  const fields = fieldsOf(data);
  const from = idText(fields.from);
  if (typeof fields.id !== 'string' || !from || fields.fromMe === true) return null;
  const { isVideo, isGroup } = fields;
  return {
    kind: 'call',
    id: fields.id.slice(0, 200),
    from,
    video: isVideo === true,
    group: isGroup === true,
    at: ms(fields.timestamp),
  };
}

/** How one chat is, from the library's chat; null for what is no chat. */
export function rawChat(data: object, at: number, only: Partial<RawChat>): RawChats | null {
  const id = idText(fieldsOf(data).id);
  return id && id !== 'status@broadcast'
    ? { kind: 'chats', isNews: true, at, chats: [{ id, ...only }] }
    : null;
}

/** A change of a group, from the library's notification: it keeps no more of the message than this. */
export function rawGroupNotice(data: object): RawMessage | null {
  const { id, type, timestamp, chatId, author, recipientIds, body } = fieldsOf(data);
  return rawOf({
    ...{ id, type: 'gp2', subtype: type, t: timestamp, from: chatId, author, body },
    ...(Array.isArray(recipientIds) ? { recipients: recipientIds } : {}),
  });
}

export function rawContactChange(data: object, before: unknown, after: unknown): RawContact | null {
  const fields = fieldsOf(data);
  const id = messageIdText(fields.id);
  const [from, to] = [idText(before), idText(after)];
  return id && from && to ? { kind: 'contact', id, before: from, after: to, at: ms(fields.timestamp) } : null;
}
