import { messageIdOfWamid } from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';
import type { ReadSend } from '../../routes/messages/request.ts';
import { missing, notOneOf, wrong } from '../errors.ts';
import { isFields, structured, type Fields } from '../fields.ts';
import { CONTENTS, type Held } from './contents.ts';
import { readRecipient, type Recipient } from './recipient.ts';

const MAX_OPAQUE = 512;
const MAX_ID = 256;
const KNOWN_TYPES = Object.keys(CONTENTS).join(', ').toUpperCase();

export interface CloudSend {
  recipient: Recipient;
  send: ReadSend;
}

/** @throws GraphFault for what is not for WhatsApp */
export function assertProduct({ messaging_product: product }: Fields): void {
  if (product === undefined) throw missing('messaging_product');
  if (typeof product !== 'string' || product.toLowerCase() !== 'whatsapp')
    throw notOneOf('Param messaging_product must be one of {WHATSAPP}.');
}

/** Reads a message in the Cloud API's shape. @throws GraphFault, InvalidRequest, CodedError CHAT_ID_INVALID */
export function readCloudSend(
  body: Fields,
  { companyId, phoneIndex }: Pick<PhoneWithState, 'companyId' | 'phoneIndex'>,
  idempotencyKey: string | undefined,
): CloudSend {
  const recipient = readRecipient(body);
  const { type, content, file, named, quotedMessageId } = readHeld(body);
  const quoted = quotedMessageId ?? contextOf(body);
  const metadata = metadataOf(body);
  const request = {
    ...{ companyId, phoneIndex, type, chatId: recipient.chatId, content, idempotencyKey },
    ...(quoted === undefined ? {} : { quotedMessageId: quoted }),
    ...(metadata ? { metadata } : {}),
  };
  return { recipient, send: { kind: 'send', request, file, named } };
}

function readHeld(body: Fields): Held {
  const { type = 'text' } = body;
  const reader = typeof type === 'string' && Object.hasOwn(CONTENTS, type) ? CONTENTS[type] : undefined;
  if (!reader || typeof type !== 'string') throw notOneOf(`Param type must be one of {${KNOWN_TYPES}}.`);
  if (body[type] === undefined) throw missing(type);
  const held = reader.read(structured(body[type]), `/${type}`);
  return held.type === 'reaction' ? onOurs(held) : held;
}

/** The message that a reaction is to. */
function onOurs(held: Held): Held {
  const messageId = ourId(held.quotedMessageId, 'reaction.message_id');
  return { ...held, content: { ...held.content, messageId }, quotedMessageId: messageId };
}

function contextOf({ context }: Fields): string | undefined {
  const fields = structured(context);
  if (fields === undefined) return undefined;
  if (!isFields(fields)) throw wrong('context', 'should be an object');
  return fields.message_id === undefined ? undefined : ourId(fields.message_id, 'context.message_id');
}

/** Our id of a message, as whoever asks may know it. @throws GraphFault */
export function ourId(text: unknown, name: string): string {
  if (typeof text !== 'string' || text === '' || text.length > MAX_ID) throw wrong(name, 'is no message id');
  const id = messageIdOfWamid(text);
  if (id === null) throw wrong(name, 'names no message');
  return id;
}

/** It comes back in the statuses of webhooks in the format cloud-api, and with the message everywhere else. */
function metadataOf({ biz_opaque_callback_data: opaque }: Fields): Record<string, unknown> | null {
  if (opaque === undefined) return null;
  if (typeof opaque !== 'string' || opaque.length > MAX_OPAQUE)
    throw wrong('biz_opaque_callback_data', `should be a text of at most ${MAX_OPAQUE} characters`);
  return { biz_opaque_callback_data: opaque };
}
