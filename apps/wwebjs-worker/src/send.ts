import {
  CodedError,
  fileNameOf,
  isGroupChat,
  isMediaType,
  limitsOf,
  toWebChatId,
  webMessageKey,
  type ClaimedMessage,
  type ErrorCode,
  type Evidence,
  type MediaContent,
  type Outcome,
  type Phone,
} from '@watertight/core';
import { DeadlineError } from '@watertight/service';
import { randomUUID } from 'node:crypto';
import type { Life } from './client.ts';
import { compose, type Composed } from './compose.ts';
import { textOf } from './errors.ts';
import { bringOut, type OpenMedia, type OutgoingFile } from './outgoing.ts';
import { withKit, type Refusal } from './page/kit.ts';
import {
  lookUpInPage,
  makeSendSteps,
  sendInPage,
  takeFileBackInPage,
  type FileOrder,
  type KeyedMessage,
  type SendAnswer,
  type SendOrder,
} from './page/send.ts';

const ACK_WITHIN_MS = 20_000;
/** Chat, number check, quoted message and preview before it, each a question to WhatsApp. */
const BEGIN_WITHIN_MS = 20_000;
const PREVIEW_WITHIN_MS = 3000;
const LOOKUP_MS = 8000;
const LEND_MS = 10_000;
const NOT_READY_MS = 2000;
/** The slowest line that is waited for: 64 MiB take four minutes on it. */
const SLOWEST_BYTES_PER_MS = 262.144;
/** Copying the file from the storage is quick beside the upload; this is for a storage that stutters. */
const FETCH_WITHIN_MS = 30_000;
/** What the worker adds to the page's own deadlines before it gives up. */
const MARGIN_MS = 2000;
/** A person types about ten characters a second at best. */
const TYPING_MS_PER_CHARACTER = 100;

const inPage = { send: withKit(sendInPage, makeSendSteps), lookUp: withKit(lookUpInPage) };

/** What sending needs beside the phone's page. */
export interface SendDeps {
  openMedia: OpenMedia;
  sessionDir: string;
  phone: Phone;
  now(): Date;
}

const keyed = (messageId: string, chatId: string): KeyedMessage => ({
  chatId: toWebChatId(chatId),
  isGroup: isGroupChat(chatId),
  key: webMessageKey(messageId),
});

export const notReady = (now: Date): Outcome => ({
  kind: 'later',
  retryAt: new Date(now.getTime() + NOT_READY_MS),
  scope: 'phone',
  code: 'PROVIDER_UNAVAILABLE',
  detail: 'The phone is not connected to WhatsApp at the moment.',
});

const uploadMs = (sizeBytes: number): number => 20_000 + Math.ceil(sizeBytes / SLOWEST_BYTES_PER_MS);

/** How long a send of this message may take at the most; what carries a file takes longer. */
export function sendTimeoutMs(message: ClaimedMessage): number {
  const sizeBytes = isMediaType(message.type) ? ((message.content as MediaContent).media?.sizeBytes ?? 0) : 0;
  const fileMs = sizeBytes > 0 ? FETCH_WITHIN_MS + LEND_MS + uploadMs(sizeBytes) : 0;
  return 60_000 + fileMs;
}

/**
 * Sends a message under the key minted from its id, and waits until WhatsApp's server has it. From the moment in
 * which the page is asked, everything but an answer is `unknown`.
 */
export async function sendMessage(
  life: Life,
  message: ClaimedMessage,
  deps: SendDeps,
  signal: AbortSignal,
): Promise<Outcome> {
  const composed = compose(message);
  if ('code' in composed) return refused(composed.code, composed.detail, true);
  if (!life.canSend() || signal.aborted) return notReady(deps.now());
  const order = orderOf(message, composed, deps.phone);
  const first = await ask(life, order, signal);
  if (first.kind !== 'wants-file' || !composed.file) return judge(first, deps.now());
  return sendWithFile(life, message, { ...composed.file, order }, deps, signal);
}

function orderOf(message: ClaimedMessage, composed: Composed, phone: Phone): SendOrder {
  const { body, attributes, reaction, file } = composed;
  const typingMs = message.type === 'text' ? typingTimeMs(body, limitsOf(phone)?.typingSeconds) : 0;
  return {
    ...keyed(message.id, message.chatId),
    ...{ body, attributes, reaction, typingMs },
    file: file && {
      token: null,
      mimeType: file.ref.mimeType,
      filename: fileNameOf(file.ref),
      as: file.as,
      uploadWithinMs: uploadMs(file.ref.sizeBytes),
    },
    quotedId: message.type === 'reaction' ? null : message.quotedProviderMessageId,
    mentions: (message.mentions ?? []).map(toWebChatId),
    previewWithinMs: composed.linkPreview ? PREVIEW_WITHIN_MS : 0,
    isRepeat: message.attempt > 1,
    beginWithinMs: BEGIN_WITHIN_MS,
    ackWithinMs: ACK_WITHIN_MS,
  };
}

/** As long as a person would need, up to the phone's limit; that one is at most five seconds. */
export const typingTimeMs = (text: string, limitSeconds = 0): number =>
  Math.min(text.length * TYPING_MS_PER_CHARACTER, Math.min(limitSeconds, 5) * 1000);

type Asked = SendAnswer | { kind: 'lost'; detail: string };

async function ask(life: Life, order: SendOrder, signal: AbortSignal): Promise<Asked> {
  const timeoutMs = order.beginWithinMs + order.ackWithinMs + MARGIN_MS;
  try {
    return await life.run('The send', timeoutMs, inPage.send, order, signal);
  } catch (error) {
    const why = error instanceof DeadlineError ? 'did not answer in time' : 'was lost while it was sending';
    return { kind: 'lost', detail: `The page ${why} (${textOf(error).slice(0, 100)}).` };
  }
}

/** The second half of a send with a file: nothing speaks against it, and the page waits for the bytes. */
async function sendWithFile(
  life: Life,
  message: ClaimedMessage,
  { ref, order }: NonNullable<Composed['file']> & { order: SendOrder },
  deps: SendDeps,
  signal: AbortSignal,
): Promise<Outcome> {
  const token = randomUUID();
  let file: OutgoingFile | undefined;
  try {
    const limit = AbortSignal.any([signal, AbortSignal.timeout(FETCH_WITHIN_MS)]);
    file = await bringOut(deps.openMedia, deps.sessionDir, message.companyId, ref.mediaId, limit);
    await life.lend(file.path, token, LEND_MS, signal);
    const lent = { ...(order.file as FileOrder), token };
    const beginWithinMs = order.beginWithinMs + lent.uploadWithinMs;
    return judge(await ask(life, { ...order, file: lent, beginWithinMs }, signal), deps.now());
  } catch (error) {
    // Nothing has been sent: the file was not there yet.
    if (error instanceof CodedError)
      return refused(error.code, error.detail, error.code === 'MEDIA_NOT_FOUND');
    return refused(
      'PROVIDER_UNAVAILABLE',
      `The file could not be given to the page: ${textOf(error)}`,
      false,
    );
  } finally {
    await file?.remove();
    void life.run('Taking a file back', LEND_MS, takeFileBackInPage, token).catch(() => undefined); // with its page it is gone
  }
}

/** What the page's answer means for the attempt. */
export function judge(answer: Asked, now: Date): Outcome {
  switch (answer.kind) {
    case 'lost':
      return { kind: 'unknown', detail: answer.detail };
    case 'refused':
      return refusal(answer.why, now);
    case 'wants-file':
      return refused('PROVIDER_UNAVAILABLE', 'The page lost the file before it was sent.', false);
    case 'fault': {
      const detail = `The page could not send the message: ${answer.detail}`;
      return answer.begun ? { kind: 'unknown', detail } : refused('PROVIDER_UNAVAILABLE', detail, false);
    }
    case 'placed':
      return acknowledged(answer);
  }
}

function acknowledged({ id, ack }: Extract<SendAnswer, { kind: 'placed' }>): Outcome {
  if (ack >= 1) return { kind: 'sent', providerMessageId: id };
  if (ack === 0) return { kind: 'unknown', detail: NO_ACK };
  const outcome = refused('PROVIDER_REFUSED', 'WhatsApp refused the message.', false);
  return { ...outcome, providerCode: String(ack) };
}

const WHY: Readonly<Partial<Record<Refusal, [ErrorCode, string]>>> = {
  'no-account': ['RECIPIENT_INVALID', 'The number is not on WhatsApp.'],
  'no-group': ['RECIPIENT_INVALID', 'The phone is in no such group.'],
  'not-member': ['RECIPIENT_INVALID', 'The phone is not in this group (any more).'],
  'admins-only': ['RECIPIENT_INVALID', 'Only admins may write in this group.'],
  blocked: ['RECIPIENT_INVALID', 'The phone has blocked this contact.'],
  'no-message': ['MESSAGE_NOT_FOUND', 'The phone does not have the message that it reacts to.'],
};

function refusal(why: Refusal, now: Date): Outcome {
  if (why === 'not-connected') return notReady(now);
  const [code, detail] = WHY[why] ?? [];
  return code && detail
    ? refused(code, detail, true)
    : refused('PROVIDER_UNAVAILABLE', 'The page has no such chat.', false);
}

type Refused = Extract<Outcome, { kind: 'refused' }>;
const refused = (code: ErrorCode, detail: string, permanent: boolean): Refused => ({
  kind: 'refused',
  code,
  detail,
  permanent,
});

/** The page shows the message, and WhatsApp's server has not confirmed it. */
export const NO_ACK = `WhatsApp did not acknowledge the message within ${ACK_WITHIN_MS / 1000} s.`;

/** Looks for the key minted from a message's id. Only a page that is connected and synced can say `absent`. */
export async function lookUp(
  life: Life,
  messageId: string,
  chatId: string,
  signal: AbortSignal,
): Promise<Evidence> {
  if (!life.canSend()) return { kind: 'unknowable', detail: 'The phone is not connected to WhatsApp.' };
  try {
    const answer = await life.run('The lookup', LOOKUP_MS, inPage.lookUp, keyed(messageId, chatId), signal);
    if (answer.kind === 'not-synced') return { kind: 'unknowable', detail: 'The page has not synced.' };
    if (answer.kind === 'absent') return { kind: 'absent' };
    if (answer.ack >= 1) return { kind: 'present', providerMessageId: answer.id };
    // A refused message is known to be nowhere else: it may be sent again under the same key.
    return answer.ack < 0 ? { kind: 'absent' } : { kind: 'unknowable', detail: NO_ACK };
  } catch (error) {
    return { kind: 'unknowable', detail: textOf(error).slice(0, 200) };
  }
}
