import { createHmac } from 'node:crypto';
import type { Phone } from '../phones.ts';

/** One thing that Meta tells about a phone or its business account. */
export type Update = ListedUpdate | WholeUpdate;

/** An item of a list that updates of a phone share: a status, an inbound message, a call. */
export interface ListedUpdate {
  phone: Phone;
  /** The list it stands in. */
  kind:
    | 'statuses'
    | 'messages'
    | 'calls'
    | 'message_echoes'
    | 'state_sync'
    | 'user_preferences'
    | 'user_id_update';
  /** The webhook field, `messages` unless it says otherwise. */
  field?: string;
  item: object;
  /** Who it is about. */
  contact?: object | undefined;
}

/** A change of its own, such as what became of a template. */
export interface WholeUpdate {
  phone: Phone;
  kind: 'whole';
  field: string;
  value: object;
}

type ChangeValue = Record<string, unknown>;

interface Change {
  value: object;
  field: string;
}

/** The changes of one WABA, and the lists among them by field, kind and phone. */
interface Entry {
  changes: Change[];
  lists: Map<string, ChangeValue>;
}

/** The webhook body for a batch: an entry for each WABA, in it a change for each phone, field and kind. */
export function webhookBody(updates: Iterable<Update>): object {
  const entries = new Map<string, Entry>();
  for (const update of updates) {
    const entry = entryOf(entries, update.phone.wabaId);
    if (update.kind === 'whole') entry.changes.push({ value: update.value, field: update.field });
    else addTo(listOf(entry, update), update);
  }
  return {
    object: 'whatsapp_business_account',
    entry: [...entries].map(([id, { changes }]) => ({ id, ...timeOf(changes), changes })),
  };
}

/** Entries of messages alone carry no time. */
function timeOf(changes: Change[]): object {
  const timed = changes.some(({ field }) => field !== 'messages');
  return timed ? { time: Math.floor(Date.now() / 1000) } : {};
}

function entryOf(entries: Map<string, Entry>, wabaId: string): Entry {
  const known = entries.get(wabaId);
  if (known) return known;
  const entry = { changes: [], lists: new Map<string, ChangeValue>() };
  entries.set(wabaId, entry);
  return entry;
}

function listOf(entry: Entry, { phone, kind, field = 'messages' }: ListedUpdate): ChangeValue {
  const key = `${field} ${kind} ${phone.phoneNumberId}`;
  const known = entry.lists.get(key);
  if (known) return known;
  const value = { messaging_product: 'whatsapp', metadata: metadataOf(phone) };
  entry.lists.set(key, value);
  entry.changes.push({ value, field });
  return value;
}

/** How webhooks name a phone. */
export function metadataOf(phone: Phone): object {
  return { display_phone_number: phone.displayPhoneNumber, phone_number_id: phone.phoneNumberId };
}

function addTo(value: ChangeValue, { kind, item, contact }: ListedUpdate): void {
  if (contact) push(value, 'contacts', contact);
  push(value, kind, item);
}

function push(value: ChangeValue, list: string, item: object): void {
  const items = value[list] as object[] | undefined;
  if (items) items.push(item);
  else value[list] = [item];
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
