import {
  RECEIPT_STATUSES,
  sha256Hex,
  type JournalEntry,
  type MessageContent,
  type MessageObservation,
  type Observation,
  type PhoneRef,
  type ReceiptObservation,
  type ReceiptStatus,
} from '@watertight/core';
import { messageErrorOf } from './errors.ts';
import { fieldsIn, firstText, isFields, type Fields } from './json.ts';

/**
 * Meta's webhook body as observations: of every entry and every change of field `messages` each message and each
 * status, in their order. Other fields tell of templates and accounts and give none. Throws on a body that is no
 * JSON or has no entries.
 * @see https://developers.facebook.com/docs/whatsapp/cloud-api/webhooks/components
 */
export function receive(entry: JournalEntry): Observation[] {
  const body: unknown = JSON.parse(entry.body);
  if (!isFields(body) || !Array.isArray(body.entry)) throw new Error('The webhook has no list of entries.');
  return fieldsIn(body.entry)
    .flatMap((part) => fieldsIn(part.changes))
    .flatMap((change) => observationsOf(change, entry.receivedAt));
}

function observationsOf({ field, value }: Fields, receivedAt: Date): Observation[] {
  if (field !== 'messages' || !isFields(value)) return [];
  const phoneNumberId = phoneNumberIdOf(value);
  if (phoneNumberId === null) return [];
  const phone = { phoneNumberId };
  const contacts = fieldsIn(value.contacts);
  return [
    ...fieldsIn(value.statuses).flatMap((status) => receiptOf(status, phone, receivedAt)),
    ...fieldsIn(value.messages).map((message) => messageOf(message, contacts, phone, receivedAt)),
  ];
}

/** The phone that a change belongs to; `value` as in the body. */
export function phoneNumberIdOf(value: unknown): string | null {
  if (!isFields(value) || !isFields(value.metadata)) return null;
  const id = value.metadata.phone_number_id;
  return typeof id === 'number' ? String(id) : firstText(id);
}

const OUR_MESSAGE_ID = /^msg_[0-9A-Z]{26}$/;

function receiptOf(item: Fields, phone: PhoneRef, receivedAt: Date): ReceiptObservation[] {
  const providerMessageId = firstText(item.id);
  const status = RECEIPT_STATUSES.find((known) => known === item.status);
  if (providerMessageId === null || status === undefined) return [];
  const opaque = firstText(item.biz_opaque_callback_data);
  const receipt: ReceiptObservation = {
    kind: 'receipt',
    phone,
    messageId: opaque !== null && OUR_MESSAGE_ID.test(opaque) ? opaque : null,
    providerMessageId,
    status,
    at: timeOf(item.timestamp, receivedAt),
    error: errorOf(status, item),
  };
  return [receipt];
}

const errorOf = (status: ReceiptStatus, { errors }: Fields) =>
  status === 'failed' ? messageErrorOf(errors) : null;

/** Since 2026 a sender may have no number: then a business-scoped user id stands for him. */
function messageOf(item: Fields, contacts: Fields[], phone: PhoneRef, receivedAt: Date): MessageObservation {
  const contact = contactOf(item, contacts);
  const from =
    firstText(item.from, item.from_user_id, item.user_id, contact?.wa_id, contact?.user_id) ?? 'unknown';
  const group = firstText(item.group_id);
  return {
    kind: 'message',
    phone,
    // Without an id of its own, what it says tells it apart.
    providerMessageId: firstText(item.id) ?? `unnamed.${sha256Hex(JSON.stringify(item)).slice(0, 40)}`,
    chatId: group === null ? from : groupChatId(group),
    from,
    fromMe: false,
    participant: group === null ? null : from,
    ...contentOf(item),
    quotedProviderMessageId: isFields(item.context) ? firstText(item.context.id) : null,
    at: timeOf(item.timestamp, receivedAt),
    senderName: isFields(contact?.profile) ? firstText(contact.profile.name) : null,
  };
}

const groupChatId = (groupId: string): string => (groupId.endsWith('@g.us') ? groupId : `${groupId}@g.us`);

function contactOf(item: Fields, contacts: Fields[]): Fields | undefined {
  const ids = new Set<unknown>([item.from, item.from_user_id, item.user_id].filter((id) => id !== undefined));
  const named = contacts.find((contact) => ids.has(contact.wa_id) || ids.has(contact.user_id));
  return named ?? (contacts.length === 1 ? contacts[0] : undefined);
}

function contentOf(item: Fields): Pick<MessageObservation, 'type' | 'content'> {
  if (item.type === 'text' && isFields(item.text) && typeof item.text.body === 'string') {
    return { type: 'text', content: { text: item.text.body } };
  }
  return { type: 'unsupported', content: rawContent(item) };
}

const RAW_LENGTH = 256 * 1024;

/** The journal keeps the whole of what is cut off here. */
function rawContent(item: Fields): MessageContent {
  const json = JSON.stringify(item);
  return json.length <= RAW_LENGTH ? { raw: item } : { rawStart: json.slice(0, RAW_LENGTH), truncated: true };
}

const LAST_SECOND = 253_402_300_799; // the year 9999

/** Meta's times are seconds since 1970, as text. */
function timeOf(timestamp: unknown, fallback: Date): Date {
  const seconds = typeof timestamp === 'string' || typeof timestamp === 'number' ? Number(timestamp) : 0;
  return seconds > 0 && seconds <= LAST_SECOND ? new Date(seconds * 1000) : fallback;
}
