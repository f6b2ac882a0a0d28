import { isMediaType, type Clock, type SendableType } from '@watertight/core';
import type { SendRequest } from '@watertight/delivery';
import { readChatId, readPerson } from '../../http/chat-ids.ts';
import { checker, InvalidRequest } from '../../http/validation.ts';
import type { RequestIntake } from '../../media/intake.ts';
import { ItemHead, SENDINGS, type CommonBody, type Said, type Sending } from '../../schemas/send.ts';

const MAX_METADATA_CHARS = 8192;

/** A send whose type no body is defined for: routing says why it cannot go. */
export interface Unreadable {
  type: SendableType;
  phoneIndex: number | undefined;
}

/** A request to send, or the little of one that can be read when its type is not offered yet. */
export type Read = ReadSend | ({ kind: 'unreadable' } & Unreadable);

export interface ReadSend {
  kind: 'send';
  request: SendRequest;
  file: Said['file'];
  named: Said['named'];
}

interface Asked {
  companyId: string;
  type: SendableType;
  chatId: string;
  idempotencyKey: string | undefined;
}

const compiled = new Map(
  Object.entries(SENDINGS).map(([type, sending]: [string, Sending]) => [
    type,
    { body: checker(sending.body), item: checker(sending.item), read: sending.read },
  ]),
);
const checkHead = checker(ItemHead);

/** Reads one send. @throws InvalidRequest, CodedError CHAT_ID_INVALID */
export function readSend(asked: Asked, body: unknown, clock: Clock): Read {
  const sending = compiled.get(asked.type);
  if (!sending) return unreadable(asked.type, body);
  const checked = sending.body(body);
  const said = sending.read(checked as never, '');
  return readAs(assemble(asked, checked, said, { clock, at: '' }), said);
}

/** Reads one item of a batch; `at` is where it stands in the body. @throws as `readSend` */
export function readItem(companyId: string, item: unknown, at: string, clock: Clock): Read {
  const head = checkHead(item, 'body', at);
  const sending = compiled.get(head.type);
  if (!sending) return unreadable(head.type, item);
  const checked = sending.item(item, 'body', at);
  const asked = { companyId, type: head.type, chatId: head.chatId, idempotencyKey: head.idempotencyKey };
  const said = sending.read(checked as never, at);
  return readAs(assemble(asked, checked, said, { clock, at }), said);
}

const readAs = (request: SendRequest, { file, named }: Said): ReadSend => ({
  kind: 'send',
  request,
  file,
  named,
});

/** The request with its files taken in or found as soon as it is known which phone serves it. */
export function withFile({ request, file, named = [] }: ReadSend, intake: RequestIntake): SendRequest {
  const { companyId, type } = request;
  if (named.length > 0)
    return {
      ...request,
      complete: async ({ connectionType }) => {
        const found = named.map(async ({ type: as, mediaId }) => {
          const asked = { kind: 'stored', mediaId } as const;
          return [mediaId, await intake.take({ companyId, type: as, asked, connectionType })] as const;
        });
        return { ...request.content, files: Object.fromEntries(await Promise.all(found)) };
      },
    };
  if (!file || !isMediaType(type)) return request;
  const { asked, shown } = file;
  return {
    ...request,
    complete: async ({ connectionType }) => ({
      ...shown,
      media: await intake.take({ companyId, type, asked, connectionType }),
    }),
  };
}

function unreadable(type: SendableType, body: unknown): Read {
  const { phoneIndex } = (body ?? {}) as { phoneIndex?: unknown };
  return { kind: 'unreadable', type, phoneIndex: typeof phoneIndex === 'number' ? phoneIndex : undefined };
}

interface Where {
  clock: Clock;
  at: string;
}

function assemble(asked: Asked, body: CommonBody, said: Said, where: Where): SendRequest {
  const { scheduledAt, expiresAt } = readTimes(body, where);
  assertMetadata(body.metadata, where);
  return {
    companyId: asked.companyId,
    phoneIndex: body.phoneIndex,
    type: asked.type,
    chatId: readChatId(asked.chatId),
    content: said.content,
    quotedMessageId: said.quotedMessageId ?? body.quotedMessageId,
    mentions: body.mentions?.map((text, index) => readPerson(text, `${where.at}/mentions/${index}`)),
    metadata: body.metadata,
    scheduledAt,
    expiresAt,
    ignoreWindow: body.ignoreWindow,
    fallback: body.fallback,
    onUncertain: body.onUncertain,
    idempotencyKey: asked.idempotencyKey,
  };
}

function readTimes(body: CommonBody, { clock, at }: Where) {
  const scheduledAt = body.scheduledAt === undefined ? undefined : new Date(body.scheduledAt);
  const expiresAt = body.expiresAt === undefined ? undefined : new Date(body.expiresAt);
  if (expiresAt && expiresAt <= clock.now()) throw invalid(`${at}/expiresAt`, 'is in the past');
  if (expiresAt && scheduledAt && expiresAt <= scheduledAt)
    throw invalid(`${at}/expiresAt`, 'should be later than scheduledAt');
  return { scheduledAt, expiresAt };
}

function assertMetadata(metadata: Record<string, unknown> | undefined, { at }: Where): void {
  if (metadata && JSON.stringify(metadata).length > MAX_METADATA_CHARS)
    throw invalid(`${at}/metadata`, `should have at most ${MAX_METADATA_CHARS} characters as JSON`);
}

const invalid = (path: string, message: string) => new InvalidRequest([{ in: 'body', path, message }]);
