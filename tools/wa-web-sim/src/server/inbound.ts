import { randomBytes } from 'node:crypto';
import type { WireMessage } from '../protocol.ts';
import type { Devices } from './devices.ts';
import type { People } from './people.ts';
import { type MediaState, type MediaStore, pathOf } from './media.ts';

/** Something that arrives at a phone: from outside, or from the phone itself (`fromMe`). */
export interface Inbound {
  phone: string;
  /** Digits of the writer; not needed for what the phone itself sent. */
  from?: string;
  /** The owner sent it on the phone or another device, to `to` or to the group. */
  fromMe?: boolean;
  /** Digits of the one to whom the owner wrote. */
  to?: string;
  /** Digits of the group it is written in, with or without `@g.us`. */
  group?: string;
  /** Digits of the channel it is written in. */
  channel?: string;
  /** The writer is known by LID alone. */
  hidden?: boolean;
  /** It is a status update of `from`. */
  status?: boolean;
  type?: string;
  /** The minted part of the key; given again, it is the same message. */
  id?: string;
  pushName?: string;
  /** Unix seconds; now when absent. */
  timestamp?: number;
  text?: string;
  media?: InboundMedia;
  location?: {
    latitude: number;
    longitude: number;
    name?: string;
    address?: string;
    url?: string;
    live?: boolean;
  };
  vcards?: string[];
  poll?: { name: string; options: string[]; multiple?: boolean };
  vote?: { key: string; options: string[] };
  reaction?: { key: string; emoji: string };
  edit?: { key: string; text: string };
  revoke?: { key: string; by?: 'sender' | 'admin' };
  /** The owner deleted this message for himself, on the phone. */
  deleteForMe?: { key: string };
  button?: { id: string; text: string };
  listRow?: { id: string; title: string; description?: string };
  order?: { id: string; token: string; title?: string; itemCount?: number };
  product?: { id: string; title: string; description?: string };
  /** Serialized key, or its minted part, of the message that this one answers. */
  quoted?: string;
  /** Digits of those who are mentioned. */
  mentions?: string[];
  forwarded?: { score: number };
  /** What arrives first cannot be read; the rest of this follows by itself after `afterMs`, or when the page asks. */
  ciphertext?: { afterMs?: number; never?: boolean };
  /** Further attributes of the page's message model, as they are. */
  attributes?: Record<string, unknown>;
}

export interface InboundMedia {
  /** base64 */
  data: string;
  mimetype: string;
  filename?: string;
  caption?: string;
  gif?: boolean;
  viewOnce?: boolean;
  seconds?: number;
  /** `expired`: downloads find nothing until the page asks the phone to upload it again; `gone`: they never do. */
  state?: MediaState;
  /** Time before a download starts, milliseconds. */
  downloadMs?: number;
}

/** What an inbound description lacks; the caller answers it with 400. */
export class Refused extends Error {
  readonly statusCode = 400;
}

type Data = Record<string, unknown>;
type Content = Pick<WireMessage, 'type' | 'body' | 'data'>;

const wid = (digits: string, server = 'c.us') => ({ $wid: `${digits}@${server}` });

function mediaType({ mimetype }: InboundMedia): string {
  const [kind = ''] = mimetype.split('/');
  return ['image', 'video', 'audio'].includes(kind) ? kind : 'document';
}

function locationContent({
  latitude,
  longitude,
  name,
  address,
  url,
  live,
}: NonNullable<Inbound['location']>): Content {
  const loc = [name, address].filter((part) => part !== undefined).join('\n');
  return {
    type: 'location',
    body: '',
    data: {
      lat: latitude,
      lng: longitude,
      ...(loc !== '' && { loc }),
      ...(url !== undefined && { clientUrl: url }),
      ...(live && { isLive: true, shareDuration: 3_600 }),
    },
  };
}

const nameIn = (vcard: string): string => /^FN(?:;[^:]*)?:(.*)$/m.exec(vcard)?.[1]?.trim() ?? '';

function cardsContent(vcards: string[]): Content {
  const [first = ''] = vcards;
  if (vcards.length === 1) return { type: 'vcard', body: first, data: { vcardFormattedName: nameIn(first) } };
  const vcardList = vcards.map((vcard) => ({ displayName: nameIn(vcard), vcard }));
  return { type: 'multi_vcard', body: '', data: { vcardList } };
}

function pollContent({ name, options, multiple = false }: NonNullable<Inbound['poll']>): Content {
  return {
    type: 'poll_creation',
    body: '',
    data: {
      kind: 'pollCreation',
      pollName: name,
      pollOptions: options.map((option, localId) => ({ name: option, localId })),
      pollSelectableOptionsCount: multiple ? 0 : 1,
      messageSecret: { $bytes: randomBytes(32).toString('base64') },
    },
  };
}

/** Kinds whose content stands in the description alone, by the field that says so. */
function plainContent(inbound: Inbound): Content | undefined {
  const { location, vcards, poll, button, listRow, order, product } = inbound;
  if (location) return locationContent(location);
  if (vcards) return cardsContent(vcards);
  if (poll) return pollContent(poll);
  if (button)
    return {
      type: 'buttons_response',
      body: button.text,
      data: { selectedButtonId: button.id, selectedDisplayText: button.text },
    };
  if (listRow) {
    const { id: selectedRowId, title, description } = listRow;
    const listResponse = { title, description, listType: 1, singleSelectReply: { selectedRowId } };
    return { type: 'list_response', body: title, data: { listResponse } };
  }
  if (order) {
    const { id: orderId, token, title: orderTitle = 'Order', itemCount = 1 } = order;
    return { type: 'order', body: '', data: { orderId, token, orderTitle, itemCount, status: 1 } };
  }
  if (product) {
    const { id: productId, title, description = '' } = product;
    const businessOwnerJid = wid(inbound.from ?? inbound.phone);
    return { type: 'product', body: '', data: { productId, title, description, businessOwnerJid } };
  }
  return undefined;
}

/** Builds what the phones' pages get out of the description in a control call. */
export function createInbound(deps: { devices: Devices; media: MediaStore; people: People }) {
  const { devices, media, people } = deps;

  function findMessage(phone: string, key: string): WireMessage | undefined {
    for (const { history } of devices.ofPhone(phone)) {
      const exact = history.get(key);
      if (exact) return exact;
      for (const message of history.values()) if (message.key === key) return message;
    }
    return undefined;
  }

  /** The serialized key of a message that may have been named by its minted part alone. */
  function fullKey(phone: string, key: string): string {
    const found = findMessage(phone, key);
    if (found) return found.id;
    if (key.split('_').length >= 3) return key;
    throw new Refused(`No message of this phone has the key "${key}".`);
  }

  async function mediaContent(type: string | undefined, given: InboundMedia): Promise<Content> {
    const bytes = Buffer.from(given.data, 'base64');
    const item = await media.put(bytes, {
      mimetype: given.mimetype,
      ...(given.state && { state: given.state }),
      ...(given.downloadMs !== undefined && { downloadMs: given.downloadMs }),
    });
    const hash = Buffer.from(item.sha256, 'hex').toString('base64');
    const { mimetype, filename, caption, gif, viewOnce, seconds } = given;
    const data: Data = {
      mimetype,
      size: item.size,
      filehash: hash,
      encFilehash: hash,
      directPath: pathOf(item),
      mediaKey: randomBytes(32).toString('base64'),
      mediaKeyTimestamp: Math.floor(Date.now() / 1000),
      ...(filename !== undefined && { filename }),
      ...(caption !== undefined && { caption }),
      ...(gif && { isGif: true }),
      ...(viewOnce && { isViewOnce: true }),
      ...(seconds !== undefined && { duration: seconds }),
    };
    return { type: type ?? mediaType(given), body: '', data };
  }

  function changeContent({ phone, edit, revoke, deleteForMe }: Inbound): Content | undefined {
    const key = edit?.key ?? revoke?.key ?? deleteForMe?.key;
    if (key === undefined) return undefined;
    const protocolMessageKey = { $key: fullKey(phone, key) };
    const about = edit
      ? { protocolType: 'message_edit', latestEditSenderTimestampMs: Date.now() }
      : revoke
        ? { protocolType: 'revoke', subtype: revoke.by ?? 'sender' }
        : { protocolType: 'delete_for_me' };
    return { type: 'protocol', body: edit?.text ?? '', data: { ...about, protocolMessageKey } };
  }

  function votesContent({ phone, vote }: Inbound): Content | undefined {
    if (!vote) return undefined;
    const poll = findMessage(phone, vote.key);
    const options = (poll?.data?.['pollOptions'] ?? []) as { name: string; localId: number }[];
    if (options.length === 0) throw new Refused(`No poll of this phone has the key "${vote.key}".`);
    const selectedOptionLocalIds = vote.options.map((name) => {
      const option = options.find((known) => known.name === name);
      if (!option) throw new Refused(`The poll has no option "${name}".`);
      return option.localId;
    });
    const pollUpdateParentKey = { $key: poll?.id };
    return {
      type: 'poll_update',
      body: '',
      data: { pollUpdateParentKey, selectedOptionLocalIds, senderTimestampMs: Date.now() },
    };
  }

  function reactionContent({ phone, reaction }: Inbound): Content | undefined {
    if (!reaction) return undefined;
    const reactionParentKey = { $key: fullKey(phone, reaction.key) };
    const data = { reactionText: reaction.emoji, reactionParentKey, reactionTimestamp: Date.now() };
    return { type: 'reaction', body: '', data };
  }

  async function contentFrom(inbound: Inbound): Promise<Content> {
    const { type, text } = inbound;
    const content =
      changeContent(inbound) ?? votesContent(inbound) ?? reactionContent(inbound) ?? plainContent(inbound);
    if (content) return { ...content, ...(type !== undefined && content.type === 'chat' && { type }) };
    if (inbound.media) return mediaContent(type, inbound.media);
    if (text === undefined && type === undefined) throw new Refused('The body lacks "text".');
    return { type: type ?? 'chat', body: text ?? '' };
  }

  function contextOf({ phone, quoted, mentions, forwarded }: Inbound): Data {
    const original = quoted === undefined ? undefined : findMessage(phone, quoted);
    if (quoted !== undefined && !original)
      throw new Refused(`No message of this phone has the key "${quoted}".`);
    return {
      ...(original && {
        quotedMsg: { type: original.type, body: original.body, ...original.data },
        quotedStanzaID: original.key,
        quotedParticipant: {
          $wid: original.participant ?? (original.fromMe ? `${phone}@c.us` : original.chat),
        },
      }),
      ...(mentions && { mentionedJidList: mentions.map((digits) => ({ $wid: people.addressOf(digits) })) }),
      ...(forwarded && { isForwarded: true, forwardingScore: forwarded.score }),
    };
  }

  function placeOf(inbound: Inbound, content: Content): { chat: string; writer?: string } {
    const { to, group, channel, status, fromMe } = inbound;
    const writer = writerOf(inbound);
    if (channel !== undefined) return { chat: `${channel.replace(/@newsletter$/, '')}@newsletter` };
    if (writer === undefined) throw new Refused('The body lacks "from".');
    if (group !== undefined) return { chat: `${group.replace(/@g\.us$/, '')}@g.us`, writer };
    if (status) return { chat: 'status@broadcast', writer };
    const target = changedKey(content);
    const remote = target?.split('_')[1];
    if (remote !== undefined) return remote.endsWith('@g.us') ? { chat: remote, writer } : { chat: remote };
    if (!fromMe) return { chat: writer };
    if (to === undefined) throw new Refused('The body lacks "to" or "group".');
    return { chat: people.addressOf(to) };
  }

  function writerOf({ from, fromMe, hidden, phone }: Inbound): string | undefined {
    if (fromMe) return people.addressOf(phone);
    if (from === undefined) return undefined;
    return hidden ? people.lidOf(from) : people.addressOf(from);
  }

  function changedKey({ data = {} }: Content): string | undefined {
    const key = data['reactionParentKey'] ?? data['pollUpdateParentKey'] ?? data['protocolMessageKey'];
    return (key as { $key?: string } | undefined)?.$key;
  }

  return {
    /** Throws Refused where the description makes no message. */
    async messageFrom(inbound: Inbound): Promise<WireMessage> {
      const content = await contentFrom(inbound);
      const { chat, writer } = placeOf(inbound, content);
      const { id, pushName, fromMe = false, timestamp, attributes } = inbound;
      const key = id ?? `3A${randomBytes(9).toString('hex').toUpperCase()}`;
      const data = { ...content.data, ...contextOf(inbound), ...attributes };
      return {
        id: `${fromMe}_${chat}_${key}${writer === undefined || chat === writer ? '' : participantSuffix(chat, writer)}`,
        key,
        fromMe,
        chat,
        ...(writer !== undefined && chat !== writer && isShared(chat) && { participant: writer }),
        type: content.type,
        body: content.body,
        t: timestamp ?? Math.floor(Date.now() / 1000),
        ack: fromMe ? 1 : 0,
        ...(inbound.hidden && { aliases: {} }),
        ...(pushName !== undefined && !fromMe && { notifyName: pushName }),
        ...(Object.keys(data).length > 0 && { data }),
      };
    },
    findMessage,
  };
}

export type InboundMaker = ReturnType<typeof createInbound>;

const isShared = (chat: string): boolean => chat.endsWith('@g.us') || chat === 'status@broadcast';

const participantSuffix = (chat: string, writer: string): string => (isShared(chat) ? `_${writer}` : '');

/** The form in which a message that cannot be read yet reaches the page. */
export function asCiphertext(message: WireMessage): WireMessage {
  const { data: _data, ...rest } = message;
  return { ...rest, type: 'ciphertext', body: '' };
}

/** Unread messages, by device and id, that follow once the page asks for them. */
export function createSealed() {
  const LIMIT = 10_000;
  const sealed = new Map<string, WireMessage>();
  const nameOf = (phone: string, id: string) => `${phone} ${id}`;
  return {
    keep(phone: string, message: WireMessage): void {
      sealed.set(nameOf(phone, message.id), message);
      const oldest = sealed.keys().next();
      if (sealed.size > LIMIT && !oldest.done) sealed.delete(oldest.value);
    },
    open(phone: string, id: string): WireMessage | undefined {
      const message = sealed.get(nameOf(phone, id));
      sealed.delete(nameOf(phone, id));
      return message;
    },
  };
}

export type Sealed = ReturnType<typeof createSealed>;
