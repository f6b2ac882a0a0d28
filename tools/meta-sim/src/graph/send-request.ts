import { phoneDigits } from '../recipient.ts';
import { codedError, parameterError, type GraphError } from './errors.ts';

const TEXT_LIMIT = 4096;
const OPAQUE_LIMIT = 512;
const RECIPIENT_LIMIT = 128;
const TYPES = new Set([
  'audio',
  'contacts',
  'document',
  'image',
  'interactive',
  'location',
  'reaction',
  'sticker',
  'template',
  'text',
  'video',
]);

export interface SendRequest {
  kind: 'send';
  /** The recipient exactly as the caller wrote it. */
  input: string;
  recipient: { kind: 'phone' | 'user' | 'group'; id: string };
  type: string;
  text: string | null;
  opaque: string | null;
}

export interface ReadRequest {
  kind: 'read';
  messageId: string;
}

export interface RefusedRequest {
  kind: 'refused';
  error: GraphError;
}

type Fields = Record<string, unknown>;

/** Reads the body of `POST …/messages` by Meta's rules, the first offence deciding. */
export function parseMessagesBody(body: unknown): SendRequest | ReadRequest | RefusedRequest {
  if (!isObject(body)) return refused(parameterError('The parameter messaging_product is required.'));
  const wrongProduct = checkProduct(body.messaging_product);
  if (wrongProduct) return refused(wrongProduct);
  return body.status === undefined ? parseSend(body) : parseRead(body);
}

function checkProduct(product: unknown): GraphError | undefined {
  if (product === 'whatsapp') return undefined;
  if (product === undefined) return parameterError('The parameter messaging_product is required.');
  return parameterError(
    `Param messaging_product must be one of {WHATSAPP} - got ${JSON.stringify(product)}.`,
  );
}

function parseRead(body: Fields): ReadRequest | RefusedRequest {
  const { status, message_id: messageId, typing_indicator: typing } = body;
  if (status !== 'read')
    return refused(parameterError(`Param status must be one of {READ} - got ${JSON.stringify(status)}.`));
  if (messageId === undefined) return refused(missing('message_id'));
  if (typeof messageId !== 'string' || messageId === '')
    return refused(invalid('message_id', 'is not a message id'));
  if (typing !== undefined && (!isObject(typing) || typing.type !== 'text'))
    return refused(invalid('typing_indicator', 'must be an object whose type is text'));
  return { kind: 'read', messageId };
}

function parseSend(body: Fields): SendRequest | RefusedRequest {
  const { type = 'text', biz_opaque_callback_data: opaque } = body;
  const recipient = parseRecipient(body);
  if (recipient.kind === 'refused') return recipient;
  const error = checkType(body, type) ?? checkContext(body.context) ?? checkOpaque(opaque);
  if (error) return refused(error);
  return {
    kind: 'send',
    ...recipient.found,
    type: type as string,
    text: type === 'text' ? ((body.text as Fields).body as string) : null,
    opaque: (opaque as string | undefined) ?? null,
  };
}

type Recipient = Pick<SendRequest, 'input' | 'recipient'>;

/** `to` wins over `recipient` when both are given. */
function parseRecipient(body: Fields): { kind: 'recipient'; found: Recipient } | RefusedRequest {
  const { to, recipient, recipient_type: recipientType = 'individual' } = body;
  if (recipientType !== 'individual' && recipientType !== 'group')
    return refused(parameterError('Param recipient_type must be one of {INDIVIDUAL, GROUP}.'));
  const name = to === undefined ? 'recipient' : 'to';
  const input = to ?? recipient;
  if (input === undefined) return refused(parameterError('The parameter to is required.'));
  if (typeof input !== 'string' || input === '' || input.length > RECIPIENT_LIMIT)
    return refused(invalid(name, 'is not a recipient'));
  if (recipientType === 'group') return found(input, 'group', input);
  if (name === 'recipient') return found(input, 'user', input);
  const digits = phoneDigits(input);
  return digits === undefined
    ? refused(invalid('to', 'is not a phone number'))
    : found(input, 'phone', digits);
}

function found(input: string, kind: SendRequest['recipient']['kind'], id: string) {
  return { kind: 'recipient', found: { input, recipient: { kind, id } } } as const;
}

function checkType(body: Fields, type: unknown): GraphError | undefined {
  if (typeof type !== 'string' || !TYPES.has(type)) {
    const known = [...TYPES].join(', ').toUpperCase();
    return parameterError(`Param type must be one of {${known}} - got ${JSON.stringify(type)}.`);
  }
  const content = body[type];
  if (content === undefined) return missing(type);
  if (type === 'contacts') return Array.isArray(content) ? undefined : invalid(type, 'must be an array');
  if (!isObject(content)) return invalid(type, 'must be an object');
  return type === 'text' ? checkText(content) : undefined;
}

function checkText({ body, preview_url: previewUrl }: Fields): GraphError | undefined {
  if (body === undefined || body === '') return missing("text['body']");
  if (typeof body !== 'string') return parameterError("Param text['body'] must be a string.");
  if (body.length > TEXT_LIMIT && [...body].length > TEXT_LIMIT)
    return parameterError(`Param text['body'] must be at most ${TEXT_LIMIT} characters long.`);
  if (previewUrl !== undefined && typeof previewUrl !== 'boolean')
    return parameterError("Param text['preview_url'] must be a boolean.");
  return undefined;
}

function checkContext(context: unknown): GraphError | undefined {
  if (context === undefined) return undefined;
  if (!isObject(context)) return invalid('context', 'must be an object');
  if (context.message_id === undefined) return missing("context['message_id']");
  const fine = typeof context.message_id === 'string' && context.message_id !== '';
  return fine ? undefined : invalid("context['message_id']", 'is not a message id');
}

function checkOpaque(opaque: unknown): GraphError | undefined {
  if (opaque === undefined) return undefined;
  if (typeof opaque !== 'string') return parameterError('Param biz_opaque_callback_data must be a string.');
  if (opaque.length <= OPAQUE_LIMIT) return undefined;
  return parameterError(`Param biz_opaque_callback_data must be at most ${OPAQUE_LIMIT} characters long.`);
}

function missing(name: string): GraphError {
  return codedError(131008, `Required parameter ${name} is missing.`);
}

function invalid(name: string, why: string): GraphError {
  return codedError(131009, `Parameter ${name} ${why}.`);
}

function refused(error: GraphError): RefusedRequest {
  return { kind: 'refused', error };
}

function isObject(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
