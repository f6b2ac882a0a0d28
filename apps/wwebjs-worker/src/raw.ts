/**
 * What of an inbound message goes into the journal: plain JSON, small, in WhatsApp's words. `receive` reads it,
 * perhaps much later and in another version of this program: fields are added here, never renamed.
 */
export interface RawMessage {
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
}

/** WhatsApp's longest text has 65,536 characters. */
const MAX_TEXT = 70_000;
/** The body of what is no text may be a preview image. */
const MAX_OTHER_BODY = 2000;
const MAX_NAME = 200;

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

/** What is journalled of a message as the library serialises it; null for what is nobody's message. */
export function rawOf(data: object): RawMessage | null {
  const fields = fieldsOf(data);
  const idFields = fieldsOf(fields.id);
  const id = messageIdText(fields.id);
  const fromMe = idFields.fromMe === true;
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
  };
}

const text = (value: unknown, max: number): string | null =>
  typeof value === 'string' ? value.slice(0, max) : null;
