import {
  isGroupChat,
  toWebChatId,
  webMessageKey,
  type ClaimedMessage,
  type Evidence,
  type Outcome,
} from '@watertight/core';
import { DeadlineError } from '@watertight/service';
import type { Life } from './client.ts';
import { textOf } from './errors.ts';
import { lookUpInPage, sendTextInPage, type KeyedMessage, type TextAnswer } from './page.ts';

const ACK_WITHIN_MS = 20_000;
/** Chat, number check and quoted message before it, each a question to WhatsApp. */
const SEND_MS = ACK_WITHIN_MS + 20_000;
const LOOKUP_MS = 8000;
const NOT_READY_MS = 2000;

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

/**
 * Sends a text under the key minted from its message id, and waits until WhatsApp's server has it. From the moment
 * in which the page is asked, everything but an answer is `unknown`.
 */
export async function sendText(
  life: Life,
  message: ClaimedMessage,
  now: Date,
  signal: AbortSignal,
): Promise<Outcome> {
  const { text } = message.content as { text?: unknown };
  if (message.type !== 'text' || typeof text !== 'string') {
    const detail = `WhatsApp Web phones cannot send ${message.type} yet.`;
    return { kind: 'refused', code: 'UNSUPPORTED_ON_CHANNEL', detail, permanent: true };
  }
  if (!life.canSend() || signal.aborted) return notReady(now);
  const order = {
    ...keyed(message.id, message.chatId),
    text,
    quotedId: message.quotedProviderMessageId,
    mentions: (message.mentions ?? []).map(toWebChatId),
    isRepeat: message.attempt > 1,
    ackWithinMs: ACK_WITHIN_MS,
  };
  try {
    return judge(await life.run('The send', SEND_MS, sendTextInPage, order, signal), now);
  } catch (error) {
    const why = error instanceof DeadlineError ? 'did not answer in time' : 'was lost while it was sending';
    return { kind: 'unknown', detail: `The page ${why} (${textOf(error).slice(0, 100)}).` };
  }
}

/** What the page's answer means for the attempt. */
export function judge(answer: TextAnswer, now: Date): Outcome {
  if (answer.kind === 'not-connected') return notReady(now);
  if (answer.kind === 'no-account') {
    const detail = 'The number is not on WhatsApp.';
    return { kind: 'refused', code: 'RECIPIENT_INVALID', detail, permanent: true };
  }
  if (answer.kind === 'fault') {
    const detail = `The page could not send the message: ${answer.detail}`;
    if (answer.begun) return { kind: 'unknown', detail };
    return { kind: 'refused', code: 'PROVIDER_UNAVAILABLE', detail, permanent: false };
  }
  if (answer.ack >= 1) return { kind: 'sent', providerMessageId: answer.id };
  if (answer.ack === 0) return { kind: 'unknown', detail: NO_ACK };
  const detail = 'WhatsApp refused the message.';
  return {
    kind: 'refused',
    code: 'PROVIDER_REFUSED',
    detail,
    permanent: false,
    providerCode: String(answer.ack),
  };
}

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
    const answer = await life.run('The lookup', LOOKUP_MS, lookUpInPage, keyed(messageId, chatId), signal);
    if (answer.kind === 'not-synced') return { kind: 'unknowable', detail: 'The page has not synced.' };
    if (answer.kind === 'absent') return { kind: 'absent' };
    if (answer.ack >= 1) return { kind: 'present', providerMessageId: answer.id };
    // A refused message is known to be nowhere else: it may be sent again under the same key.
    return answer.ack < 0 ? { kind: 'absent' } : { kind: 'unknowable', detail: NO_ACK };
  } catch (error) {
    return { kind: 'unknowable', detail: textOf(error).slice(0, 200) };
  }
}
