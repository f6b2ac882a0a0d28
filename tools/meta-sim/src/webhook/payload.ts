import { createHmac } from 'node:crypto';
import type { Phone } from '../phones.ts';

/** One thing that Meta tells about a phone: a status of a sent message, or a message that came in. */
export interface Update {
  phone: Phone;
  kind: 'statuses' | 'messages';
  item: object;
  /** Who sent the inbound message. */
  contact?: object;
}

interface ChangeValue {
  messaging_product: 'whatsapp';
  metadata: { display_phone_number: string; phone_number_id: string };
  contacts?: object[];
  messages?: object[];
  statuses?: object[];
}

/** The webhook body for a batch: an entry for each WABA, in it a change for each phone and kind. */
export function webhookBody(updates: Iterable<Update>): object {
  const entries = new Map<string, Map<string, ChangeValue>>();
  for (const update of updates) addTo(changeOf(entries, update), update);
  return {
    object: 'whatsapp_business_account',
    entry: [...entries].map(([id, changes]) => ({
      id,
      changes: [...changes.values()].map((value) => ({ value, field: 'messages' })),
    })),
  };
}

function changeOf(entries: Map<string, Map<string, ChangeValue>>, { phone, kind }: Update): ChangeValue {
  const changes = entries.get(phone.wabaId) ?? new Map<string, ChangeValue>();
  entries.set(phone.wabaId, changes);
  const key = `${kind} ${phone.phoneNumberId}`;
  const value = changes.get(key) ?? { messaging_product: 'whatsapp', metadata: metadataOf(phone) };
  changes.set(key, value);
  return value;
}

function metadataOf(phone: Phone): ChangeValue['metadata'] {
  return { display_phone_number: phone.displayPhoneNumber, phone_number_id: phone.phoneNumberId };
}

function addTo(value: ChangeValue, { kind, item, contact }: Update): void {
  if (contact) (value.contacts ??= []).push(contact);
  (value[kind] ??= []).push(item);
}

/** The bytes as Meta writes them: ASCII only, everything else as `\uXXXX` in lower case, `/` as `\/`. */
export function encodeBody(body: unknown): Buffer {
  const escaped = JSON.stringify(body).replace(/[/\u0080-\uffff]/g, (char) =>
    char === '/' ? '\\/' : `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return Buffer.from(escaped, 'latin1');
}

/** The value of `X-Hub-Signature-256` for exactly these bytes. */
export function signatureOf(bytes: Buffer, appSecret: string): string {
  return `sha256=${createHmac('sha256', appSecret).update(bytes).digest('hex')}`;
}

/** Headers of a webhook POST; leave the signature out for an unsigned one. */
export function webhookHeaders(bytes: Buffer, signature?: string): Record<string, string | number> {
  return {
    'content-type': 'application/json',
    'content-length': bytes.length,
    'user-agent': 'facebookexternalua',
    ...(signature && { 'x-hub-signature-256': signature }),
  };
}
