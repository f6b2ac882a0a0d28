import { newWamid } from '../ids.ts';
import type { MediaStore, StoredMedia } from '../media/store.ts';
import type { Phone } from '../phones.ts';
import { recipientKey } from '../recipient.ts';
import type { ListedUpdate } from '../webhook/payload.ts';
import { WITHOUT_CONTENT, INBOUND_TYPES, type InboundMessage, type InboundType } from './schema.ts';

const FILES: readonly InboundType[] = ['image', 'video', 'audio', 'document', 'sticker'];

const UNKNOWN_TYPE = {
  code: 131051,
  title: 'Message type unknown',
  message: 'Message type unknown',
  error_data: { details: 'Message type is currently not supported.' },
};

export interface Composed {
  id: string;
  /** Everything the sender may be known as: phone number, user ids, group. */
  senders: string[];
  update: ListedUpdate;
}

export interface ComposeDeps {
  media: MediaStore;
  /** The simulator's own address, for the addresses of files. */
  baseUrl: string;
}

/** The update that tells the webhook of an inbound message or call; a sentence when it cannot be made. */
export function composeInbound(phone: Phone, given: InboundMessage, deps: ComposeDeps): Composed | string {
  const type = given.type ?? 'text';
  const problem = problemOf(given, type);
  if (problem) return problem;
  const from = given.from === undefined ? undefined : recipientKey(given.from);
  const senders = [from, given.userId, given.parentUserId, given.groupId].filter((id) => id !== undefined);
  const content = contentOf(phone, given, type, deps);
  if (typeof content === 'string') return content;
  const timestamp = given.timestamp ?? String(Math.floor(Date.now() / 1000));
  const contact = contactOf(given, from);
  if (type === 'call') {
    const id = given.id ?? `wacid.${newWamid(senders[0]!, 'inbound').slice(6)}`;
    const call = { id, ...senderOf(given, from), to: phone.displayPhoneNumber, timestamp, ...callOf(given) };
    return { id, senders, update: { phone, kind: 'calls', field: 'calls', item: call, contact } };
  }
  const id = given.id ?? newWamid(senders[0]!, 'inbound');
  const item = {
    ...senderOf(given, from),
    ...(given.groupId !== undefined && { group_id: given.groupId }),
    id,
    timestamp,
    ...(given.context && { context: contextOf(given.context, phone) }),
    ...(given.referral && { referral: given.referral }),
    ...content,
    type,
  };
  // Meta sends no contact with a system message.
  return { id, senders, update: { phone, kind: 'messages', item, ...(type !== 'system' && { contact }) } };
}

function problemOf(given: InboundMessage, type: InboundType): string | undefined {
  if (given.from === undefined && given.userId === undefined)
    return "body must have required property 'from', or 'userId'.";
  if (given[type] === undefined && !WITHOUT_CONTENT.includes(type))
    return `body must have required property '${type}'.`;
  const other = INBOUND_TYPES.find((name) => name !== type && given[name] !== undefined);
  return other && `body has ${other}, but its type is ${type}.`;
}

function senderOf({ userId, parentUserId }: InboundMessage, from: string | undefined): object {
  return {
    ...(from !== undefined && { from }),
    ...(userId !== undefined && { from_user_id: userId }),
    ...(parentUserId !== undefined && { from_parent_user_id: parentUserId }),
  };
}

function contactOf(given: InboundMessage, from: string | undefined): object {
  const { name, username, userId, parentUserId, identityKeyHash } = given;
  return {
    profile: {
      name: name ?? `User ${from ?? username ?? userId}`,
      ...(username !== undefined && { username }),
    },
    ...(from !== undefined && { wa_id: from }),
    ...(userId !== undefined && { user_id: userId }),
    ...(parentUserId !== undefined && { parent_user_id: parentUserId }),
    ...(identityKeyHash !== undefined && { identity_key_hash: identityKeyHash }),
  };
}

function contextOf(context: object, phone: Phone): object {
  const forwarded = 'forwarded' in context || 'frequently_forwarded' in context;
  return { ...(!forwarded && { from: phone.displayPhoneNumber }), ...context };
}

function callOf({ call = { event: 'connect' } }: InboundMessage): object {
  return { direction: 'USER_INITIATED', ...call };
}

/** The object named after the type, and errors; a sentence when a file is not there. */
function contentOf(phone: Phone, given: InboundMessage, type: InboundType, deps: ComposeDeps) {
  if (type === 'text') {
    const { text } = given;
    return { text: typeof text === 'string' ? { body: text } : text };
  }
  if (FILES.includes(type)) return fileContent(phone, given, type as FileType, deps);
  if (type === 'unsupported')
    return {
      errors: given.errors ?? [UNKNOWN_TYPE],
      ...(given.unsupported && { unsupported: given.unsupported }),
    };
  if (type === 'order') return { order: { text: '', ...given.order! } };
  return { ...(given[type] && { [type]: given[type] }), ...(given.errors && { errors: given.errors }) };
}

type FileType = 'image' | 'video' | 'audio' | 'document' | 'sticker';

const DEFAULT_MIME_TYPES: Record<FileType, string> = {
  image: 'image/jpeg',
  video: 'video/mp4',
  audio: 'audio/ogg; codecs=opus',
  document: 'application/pdf',
  sticker: 'image/webp',
};

function fileContent(phone: Phone, given: InboundMessage, type: FileType, { media, baseUrl }: ComposeDeps) {
  const { data, id, mime_type: mimeType, ...rest } = given[type]!;
  if ((data === undefined) === (id === undefined)) return `body/${type} must have either id or data.`;
  const file =
    id === undefined ? keep(media, phone, data!, mimeType ?? DEFAULT_MIME_TYPES[type], rest) : media.find(id);
  if (!file || file.phoneNumberId !== phone.phoneNumberId)
    return `body/${type}/id is not a file of phone ${phone.phoneNumberId}.`;
  const described = {
    mime_type: mimeType ?? file.mimeType,
    sha256: Buffer.from(file.sha256, 'hex').toString('base64'),
    id: file.id,
    url: baseUrl + media.pathOf(file),
  };
  return { [type]: { ...rest, ...described, ...flagsOf(type, file, rest) } };
}

function keep(media: MediaStore, phone: Phone, data: string, mimeType: string, rest: object) {
  const { phoneNumberId } = phone;
  const filename = 'filename' in rest ? (rest.filename as string) : undefined;
  return media.put({
    phoneNumberId,
    origin: 'inbound',
    mimeType,
    filename,
    bytes: Buffer.from(data, 'base64'),
  });
}

/** Flags that Meta always gives, false when nothing was said. */
function flagsOf(type: FileType, file: StoredMedia, rest: object): object {
  if (type === 'audio' && !('voice' in rest)) return { voice: false };
  if (type === 'sticker' && !('animated' in rest)) return { animated: false };
  return type === 'document' && file.filename && !('filename' in rest) ? { filename: file.filename } : {};
}
