import { codedError, parameterError, type GraphError } from '../graph/errors.ts';
import { phoneDigits } from '../recipient.ts';
import { errorOf, isObject, object, oneOf, string, type Check, type Fields, type Scope } from './check.ts';
import * as content from './content.ts';
import { interactive } from './interactive.ts';
import { template } from './template.ts';

const RECIPIENT_LIMIT = 128;
/** What a message of each type holds. */
const CONTENT: Record<string, Check> = {
  audio: content.audio,
  contacts: content.contacts,
  document: content.document,
  image: content.image,
  interactive,
  location: content.location,
  reaction: content.reaction,
  sticker: content.sticker,
  template,
  text: content.text,
  video: content.video,
};
const KNOWN_TYPES = Object.keys(CONTENT).join(', ').toUpperCase();
const OPAQUE = string({ max: 512, min: 0, plain: true });
const TYPING = object({ type: oneOf(['text']) });
const MESSAGE_ID = string({ max: 256 });

export interface SendRequest {
  kind: 'send';
  /** The recipient exactly as the caller wrote it. */
  input: string;
  recipient: { kind: 'phone' | 'user' | 'group'; id: string };
  type: string;
  /** `text.body` of a text. */
  text: string | null;
  /** The caption of a file. */
  caption: string | null;
  opaque: string | null;
  /** A voice message: it is played, not only read. */
  voice: boolean;
  /** What the message holds, the object named after its type. */
  content: unknown;
}

export interface ReadRequest {
  kind: 'read';
  messageId: string;
}

export interface RefusedRequest {
  kind: 'refused';
  error: GraphError;
}

/** Reads the body of `POST …/messages` by Meta's rules, the first offence deciding. */
export function parseMessagesBody(body: unknown, scope: Scope): SendRequest | ReadRequest | RefusedRequest {
  if (!isObject(body)) return refused(parameterError('The parameter messaging_product is required.'));
  const wrongProduct = checkProduct(body.messaging_product);
  if (wrongProduct) return refused(wrongProduct);
  return body.status === undefined ? parseSend(body, scope) : parseRead(body, scope);
}

function checkProduct(product: unknown): GraphError | undefined {
  if (product === 'whatsapp') return undefined;
  if (product === undefined) return parameterError('The parameter messaging_product is required.');
  return parameterError(
    `Param messaging_product must be one of {WHATSAPP} - got ${JSON.stringify(product)}.`,
  );
}

function parseRead(body: Fields, scope: Scope): ReadRequest | RefusedRequest {
  const { status, message_id: messageId, typing_indicator: typing } = body;
  if (status !== 'read')
    return refused(parameterError(`Param status must be one of {READ} - got ${JSON.stringify(status)}.`));
  if (messageId === undefined) return refused(missing('message_id'));
  const error =
    problem(MESSAGE_ID, messageId, 'message_id', scope) ?? problem(TYPING, typing, 'typing_indicator', scope);
  return error ? refused(error) : { kind: 'read', messageId: messageId as string };
}

function parseSend(given: Fields, scope: Scope): SendRequest | RefusedRequest {
  const { type = 'text', biz_opaque_callback_data: opaque } = given;
  const body = typeof given[type as string] === 'string' ? withContentParsed(given, type as string) : given;
  const recipient = parseRecipient(body);
  if (recipient.kind === 'refused') return recipient;
  const error =
    checkContent(body, type, scope) ??
    problem(content.context, body.context, 'context', scope) ??
    problem(OPAQUE, opaque, 'biz_opaque_callback_data', scope);
  if (error) return refused(error);
  const held = body[type as string] as Fields;
  return {
    kind: 'send',
    ...recipient.found,
    type: type as string,
    text: type === 'text' ? (held.body as string) : null,
    caption: typeof held.caption === 'string' ? held.caption : null,
    opaque: (opaque as string | undefined) ?? null,
    voice: type === 'audio' && held.voice === true,
    content: held,
  };
}

/** As everywhere in Graph, an object may come as its JSON text; some clients send contacts so. */
function withContentParsed(body: Fields, type: string): Fields {
  try {
    return { ...body, [type]: JSON.parse(body[type] as string) as unknown };
  } catch {
    return body; // a text that is no JSON is refused as the text that it is
  }
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

function checkContent(body: Fields, type: unknown, scope: Scope): GraphError | undefined {
  const check = typeof type === 'string' && Object.hasOwn(CONTENT, type) ? CONTENT[type] : undefined;
  if (!check)
    return parameterError(`Param type must be one of {${KNOWN_TYPES}} - got ${JSON.stringify(type)}.`);
  const name = type as string;
  return body[name] === undefined ? missing(name) : problem(check, body[name], name, scope);
}

/** Graph's answer when the parameter is given and wrong. */
function problem(check: Check, value: unknown, name: string, scope: Scope): GraphError | undefined {
  const fault = value === undefined ? undefined : check(value, scope);
  return fault && errorOf(fault, name);
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
