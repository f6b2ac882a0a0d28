import { Secret } from './secret.ts';

const MASK = '[redacted]';
const MAX_DEPTH = 5;
const MAX_ITEMS = 50;
const MAX_CAUSES = 4;

/** Keys whose values are never logged, compared without case, `-` and `_`. */
const SENSITIVE = new Set([
  'authorization',
  'apikey',
  'xapikey',
  'key',
  'adminapikey',
  'encryptionkey',
  'token',
  'accesstoken',
  'verifytoken',
  'appsecret',
  'secret',
  'password',
  'cookie',
  'setcookie',
  'text',
  'body',
  'caption',
  'content',
  'qr',
  'phonenumber',
  'displayphonenumber',
  'chatid',
  'waid',
]);

/** Keys that hold a number or something harmless (a status): masked when the value begins like a number. */
const PERHAPS_NUMBER = new Set(['from', 'to', 'me', 'participant', 'recipient', 'recipientid', 'sender']);
const NUMBER = /^\+?\d{5}/;

type Judgement = 'harmless' | 'perhaps-number' | 'sensitive';
/** Keys are few, and the same in every line; a caller's own, which may be many, are judged again each time. */
const judged = new Map<string, Judgement>();
const MAX_JUDGED = 1000;

function judge(key: string): Judgement {
  const name = key.replaceAll(/[-_]/g, '').toLowerCase();
  const judgement = SENSITIVE.has(name)
    ? 'sensitive'
    : PERHAPS_NUMBER.has(name)
      ? 'perhaps-number'
      : 'harmless';
  if (judged.size < MAX_JUDGED) judged.set(key, judgement);
  return judgement;
}

function isSensitive(key: string, value: unknown): boolean {
  const judgement = judged.get(key) ?? judge(key);
  return judgement === 'sensitive' || (judgement === 'perhaps-number' && NUMBER.test(String(value)));
}

/**
 * A copy fit for the log: sensitive keys masked at every level, errors as `{type, message, stack, code, cause}`
 * without their other fields (which hold rows and requests), secrets masked, objects of a class by its name
 * only, and nothing deeper than five levels or longer than fifty items.
 */
export function redact(fields: object): Record<string, unknown> {
  return fields instanceof Error ? { err: errorFields(fields, 0) } : redactObject(fields, 0);
}

function redactObject(fields: object, depth: number): Record<string, unknown> {
  const copy: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(fields)) {
    copy[key] = value != null && isSensitive(key, value) ? MASK : redactValue(value, depth + 1);
  }
  return copy;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value === 'string') return maskText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (value instanceof Secret) return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (value instanceof Error) return errorFields(value, 0);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (depth >= MAX_DEPTH) return '[deep]';
  if (Array.isArray(value)) return value.slice(0, MAX_ITEMS).map((item) => redactValue(item, depth + 1));
  return isPlain(value) ? redactObject(value, depth) : `[${value.constructor?.name ?? 'object'}]`;
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function errorFields(error: Error, depth: number): Record<string, unknown> {
  const { code, cause, errors } = error as { code?: unknown; cause?: unknown; errors?: unknown };
  const fields: Record<string, unknown> = {
    type: error.name,
    message: maskText(error.message),
    stack: maskText(error.stack ?? ''),
  };
  if (typeof code === 'string' || typeof code === 'number') fields.code = code;
  if (depth >= MAX_CAUSES) return fields;
  if (cause !== undefined) fields.cause = causeFields(cause, depth + 1);
  if (Array.isArray(errors)) fields.errors = errors.slice(0, 5).map((one) => causeFields(one, depth + 1));
  return fields;
}

const causeFields = (cause: unknown, depth: number): unknown =>
  cause instanceof Error ? errorFields(cause, depth) : redactValue(cause, depth);

const CREDENTIALS = /:\/\/[^/\s@]+@/g;
const WHATSAPP_ID = /\+?[\d-]{5,}(:\d+)?@(c\.us|s\.whatsapp\.net|g\.us|lid)/g;

/** Masks, within a text, the user and password of a URL and the ids of WhatsApp chats. */
export function maskText(text: string): string {
  if (!text.includes('@')) return text;
  return text.replaceAll(CREDENTIALS, '://[secret]@').replaceAll(WHATSAPP_ID, MASK);
}
