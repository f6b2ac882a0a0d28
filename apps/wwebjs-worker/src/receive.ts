import {
  chatIdOf,
  isGroupChat,
  type JournalEntry,
  type MessageObservation,
  type Observation,
  type PersonSeen,
  type PhoneRef,
} from '@watertight/core';
import { contentOf } from './content.ts';
import {
  bare,
  idParts,
  idsIn,
  messageIdText,
  type RawCall,
  type RawChat,
  type RawChats,
  type RawContact,
  type RawEntry,
  type RawMessage,
  type RawPeople,
  type RawReaction,
} from './raw.ts';

/** A journalled entry becomes observations. Pure. Throws on a body that no session of ours wrote. */
export function receive(entry: JournalEntry): Observation[] {
  if (entry.phoneId === null) throw new Error('The entry names no phone');
  return observationsOf(parse(entry.body), { phoneId: entry.phoneId });
}

const TEXT_FIELDS: Readonly<Record<NonNullable<RawEntry['kind']>, readonly string[]>> = {
  edit: ['id', 'text'],
  revocation: ['id'],
  reaction: ['id', 'parent', 'sender'],
  vote: ['parent', 'voter'],
  call: ['id', 'from'],
  chats: [],
  contact: ['id', 'before', 'after'],
};

function parse(body: string): RawEntry {
  const raw = JSON.parse(body) as Record<string, unknown> | null;
  const { kind, timestamp, at, chats } = raw ?? {};
  const wanted = kind === undefined ? ['id', 'chat'] : TEXT_FIELDS[kind as 'edit'];
  const isTimed = typeof (kind === undefined ? timestamp : at) === 'number';
  const isWhole = wanted?.every((name) => typeof raw?.[name] === 'string');
  if (!raw || !isTimed || !isWhole || (kind === 'chats' && !Array.isArray(chats)))
    throw new Error('The entry is nothing that a session of WhatsApp Web heard');
  return raw as unknown as RawEntry;
}

function observationsOf(raw: RawEntry, phone: PhoneRef): Observation[] {
  switch (raw.kind) {
    case undefined:
      return isNobodys(raw) ? [] : messageObservations(raw, phone);
    case 'edit':
      return [{ kind: 'edit', phone, providerMessageId: raw.id, text: raw.text, at: new Date(raw.at) }];
    case 'revocation':
      return [{ kind: 'revocation', phone, providerMessageId: raw.id, at: new Date(raw.at) }];
    case 'reaction':
      return [reactionOf(raw, phone)];
    case 'vote':
      return [
        {
          ...{ kind: 'vote', phone, providerMessageId: raw.parent, options: raw.options },
          ...{ voter: spelling(raw.people)(raw.voter), at: new Date(raw.at) },
        },
      ];
    case 'call':
      return callObservations(raw, phone);
    case 'chats':
      return raw.chats.map((chat) => chatOf(raw, chat, phone));
    case 'contact':
      return [contactOf(raw, phone)];
  }
}

/** Status updates, and what the phone's own browser has not sent yet. */
const isNobodys = (raw: RawMessage): boolean =>
  raw.chat === 'status@broadcast' || (raw.fromMe && (raw.ack ?? 0) < 1 && raw.type !== 'gp2');

const STATUS = { 1: 'sent', 2: 'delivered', 3: 'read', 4: 'played' } as const;
const statusOf = (ack: number | undefined) => STATUS[Math.min(4, Math.max(1, ack ?? 1)) as 1];

function messageObservations(raw: RawMessage, phone: PhoneRef): Observation[] {
  const message = messageOf(raw, phone);
  const { providerMessageId, at } = message;
  const editedAt = raw.details?.latestEditSenderTimestampMs;
  const later: Observation[] = [];
  if (raw.type === 'revoked') later.push({ kind: 'revocation', phone, providerMessageId, at });
  if (typeof editedAt === 'number')
    later.push({ kind: 'edit', phone, providerMessageId, text: raw.body, at: new Date(editedAt) });
  return [message, ...later, ...groupObservations(raw, message, phone)];
}

function messageOf(raw: RawMessage, phone: PhoneRef): MessageObservation {
  const spell = spelling(raw.people);
  const chatId = spell(raw.chat);
  const isGroup = isGroupChat(chatId);
  const writer = spell((isGroup ? raw.author : null) ?? raw.from ?? raw.chat);
  // What was taken back may carry the id of the word that took it back.
  const id = raw.type === 'revoked' ? (messageIdText(raw.details?.protocolMessageKey) ?? raw.id) : raw.id;
  const mentions = idsIn(raw.details?.mentionedJidList).map(spell);
  return {
    kind: 'message',
    phone,
    providerMessageId: id,
    key: idParts(id).key,
    chatId,
    from: writer,
    fromMe: raw.fromMe,
    ...(raw.fromMe ? { status: statusOf(raw.ack) } : {}),
    participant: isGroup ? writer : null,
    ...contentOf(raw, spell),
    quotedProviderMessageId: quotedIdOf(raw, isGroup),
    at: new Date(raw.timestamp * 1000),
    senderName: raw.fromMe ? null : raw.notifyName,
    ...(mentions.length > 0 ? { mentions } : {}),
    people: peopleOf(raw),
  };
}

/** A change of a group is a message of its chat, and an event of its own. */
function groupObservations(raw: RawMessage, message: MessageObservation, phone: PhoneRef): Observation[] {
  if (raw.type !== 'gp2') return [];
  const { chatId, at, from, content } = message;
  const subject = raw.subtype === 'subject' || raw.subtype === 'create' ? raw.body : '';
  return [
    {
      ...{ kind: 'happening', phone, type: 'group.updated', key: `group:${idParts(raw.id).key}`, at },
      data: { chatId, by: from, ...content },
    },
    ...(subject
      ? [{ kind: 'chat' as const, phone, chatId, change: { name: subject }, removed: false, key: null, at }]
      : []),
  ];
}

function reactionOf(raw: RawReaction, phone: PhoneRef): MessageObservation {
  const spell = spelling(raw.people);
  const chatId = spell(idParts(raw.parent).chat);
  const writer = spell(raw.sender);
  return {
    kind: 'message',
    phone,
    providerMessageId: raw.id,
    // One reaction may be told again under the id of the one that it replaces.
    key: `${idParts(raw.id).key}.${raw.at}`,
    chatId,
    from: writer,
    fromMe: raw.fromMe,
    ...(raw.fromMe ? { status: 'sent' } : {}),
    participant: isGroupChat(chatId) ? writer : null,
    type: 'reaction',
    content: { emoji: raw.emoji, messageId: null },
    quotedProviderMessageId: raw.parent,
    at: new Date(raw.at),
    senderName: null,
    people: Object.values(raw.people ?? {}).map(personOf),
  };
}

function callObservations(raw: RawCall, phone: PhoneRef): Observation[] {
  const from = spelling(raw.people)(raw.from);
  const { id: callId, video, group } = raw;
  const at = new Date(raw.at);
  return [
    {
      ...{ kind: 'message', phone, providerMessageId: `call:${callId}`, chatId: from, from, fromMe: false },
      ...{ participant: null, type: 'call', content: { callId, video, group }, at, senderName: null },
      ...{ quotedProviderMessageId: null, people: Object.values(raw.people ?? {}).map(personOf) },
    },
    {
      ...{ kind: 'happening', phone, type: 'call.received', key: `call:${callId}`, at },
      data: { callId, from, video, group },
    },
  ];
}

function chatOf(raw: RawChats, chat: RawChat, phone: PhoneRef): Observation {
  const chatId = spelling(raw.people)(chat.id);
  const { name, archived, pinned, unreadCount, muteExpiration, removed = false } = chat;
  const said = Object.entries({ archived, pinned, unreadCount, muteExpiration, removed })
    .filter(([, value]) => value !== undefined)
    .flat()
    .join(' ');
  return {
    kind: 'chat',
    phone,
    chatId,
    change: {
      ...(name === undefined ? {} : { name }),
      ...(archived === undefined ? {} : { archived }),
      ...(pinned === undefined ? {} : { pinned }),
      // Marked as unread by hand, a chat waits for somebody like one with a message.
      ...(unreadCount === undefined ? {} : { unreadCount: unreadCount < 0 ? 1 : unreadCount }),
      ...(muteExpiration === undefined ? {} : { mutedUntil: mutedUntil(muteExpiration) }),
    },
    removed,
    key: raw.isNews ? `chat:${chatId}:${raw.at}:${said}` : null,
    at: new Date(raw.at),
  };
}

const mutedUntil = (seconds: number): Date | 'forever' | null =>
  seconds < 0 ? 'forever' : seconds > 0 ? new Date(seconds * 1000) : null;

function contactOf(raw: RawContact, phone: PhoneRef): Observation {
  const spell = spelling(raw.people);
  const after = raw.people?.[bare(raw.after)];
  const person = personOf(after ?? personIn(raw.after));
  const data = { chatId: spell(raw.after), previousChatId: spell(raw.before) };
  return {
    ...{ kind: 'contact', phone, person, data },
    ...{ key: `contact:${idParts(raw.id).key}`, at: new Date(raw.at) },
  };
}

const digitsOf = (id: string): string => (id.split('@', 1)[0] ?? id).split(':', 1)[0] ?? id;

/** What an id by itself tells of a person. */
const personIn = (id: string): RawPeople[string] =>
  id.endsWith('@lid') ? { number: null, lid: bare(id) } : { number: id, lid: null };

const personOf = ({ number, lid }: RawPeople[string]): PersonSeen => ({
  phoneNumber: number === null ? null : digitsOf(number),
  lid,
});

/**
 * How ids are spelled here: of a person the digits of his number, or `…@lid` while nobody knows it; groups and
 * channels as they are.
 */
export function spelling(people: RawPeople = {}): (id: string) => string {
  return (id) => {
    if (/@(?:g\.us|newsletter|broadcast)$/.test(id)) return id;
    const wid = bare(id);
    const known = people[wid] ?? personIn(wid);
    return chatIdOf(personOf(known)) ?? digitsOf(wid);
  };
}

/** Everybody of whom a message tells, and of its writer what he calls himself. */
function peopleOf(raw: RawMessage): PersonSeen[] {
  const writer = raw.author ?? (isGroupChat(raw.chat) ? null : raw.from);
  const all = new Map(Object.entries(raw.people ?? {}).map(([id, person]) => [id, personOf(person)]));
  if (writer && !raw.fromMe && /@(c\.us|lid|s\.whatsapp\.net)$/.test(writer)) {
    const wid = bare(writer);
    all.set(wid, { ...(all.get(wid) ?? personOf(personIn(wid))), pushName: raw.notifyName });
  }
  return [...all.values()];
}

/** WhatsApp gives the key of the quoted message alone; ids are told and stored whole. */
function quotedIdOf(raw: RawMessage, isGroup: boolean): string | null {
  if (!raw.quotedKey) return null;
  const spell = spelling(raw.people);
  if (!isGroup) {
    const other = spell(raw.chat);
    const isTheirs = raw.quotedWriter !== null && spell(raw.quotedWriter) === other;
    return `${!isTheirs}_${raw.chat}_${raw.quotedKey}`;
  }
  if (!raw.quotedWriter) return null;
  const isOurs = raw.to !== null && spell(raw.quotedWriter) === spell(raw.to);
  return `${isOurs}_${raw.chat}_${raw.quotedKey}_${bare(raw.quotedWriter)}`;
}
