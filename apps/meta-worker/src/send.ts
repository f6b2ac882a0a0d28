import { isGroupChat, type ClaimedMessage, type Outcome } from '@watertight/core';
import { outcomeOf, outcomeOfAnswer, readFault, UNREACHABLE } from './errors.ts';
import type { GraphEnd } from './graph.ts';
import { fieldsIn, firstText, isFields, parseJson } from './json.ts';

export type Composed = { kind: 'body'; body: string } | Extract<Outcome, { kind: 'refused' }>;

/**
 * The body of `POST /{version}/{phone-number-id}/messages` for a message, or why there is none. Our message id
 * rides along as `biz_opaque_callback_data` and comes back in every status: the only evidence of a send whose
 * answer was lost.
 */
export function compose(message: ClaimedMessage): Composed {
  const recipient = recipientOf(message.chatId);
  if (!recipient) {
    return unsupported(
      isGroupChat(message.chatId)
        ? 'The Cloud API does not send to groups.'
        : 'The chat is no number that the Cloud API can send to.',
    );
  }
  if (message.type !== 'text' || !('text' in message.content)) {
    return unsupported(`Messages of type ${message.type} cannot be sent through the Cloud API yet.`);
  }
  const { quotedProviderMessageId: quoted } = message;
  const body = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    ...recipient,
    type: 'text',
    text: { body: message.content.text, preview_url: false },
    ...(quoted === null ? {} : { context: { message_id: quoted } }),
    biz_opaque_callback_data: message.id,
  };
  return { kind: 'body', body: JSON.stringify(body) };
}

/** The `+` matters: to digits without it Meta may prepend the business's own country code. */
function recipientOf(chatId: string): { to: string } | { recipient: string } | null {
  if (/^\d{5,20}$/.test(chatId)) return { to: `+${chatId}` };
  // A business-scoped user id (`US.1349…`), of a person who does not show a number.
  return /^[A-Z]{2}\.[A-Za-z0-9.]{1,128}$/.test(chatId) ? { recipient: chatId } : null;
}

const unsupported = (detail: string): Composed => ({
  kind: 'refused',
  code: 'UNSUPPORTED_ON_CHANNEL',
  detail,
  permanent: true,
});

/** What the end of a send says of the attempt; `attempt` is 1 for the first. */
export function judge(end: GraphEnd, attempt: number, now: Date): Outcome {
  if (end.kind === 'unknown') return { kind: 'unknown', detail: `Sent to Meta, but ${end.reason}.` };
  if (end.kind === 'not-sent') {
    return outcomeOf(UNREACHABLE, `Meta could not be reached: ${end.reason}.`, attempt, now);
  }
  const answer = parseJson(end.body);
  const fault = isFields(answer) ? readFault(answer.error) : null;
  const isSuccess = end.status >= 200 && end.status < 300;
  if (fault || !isSuccess) return outcomeOfAnswer(end.status, fault, attempt, now);
  const id = isFields(answer) ? firstText(fieldsIn(answer.messages)[0]?.id) : null;
  return id === null
    ? { kind: 'unknown', detail: `Meta answered with HTTP status ${end.status} and no message id.` }
    : { kind: 'sent', providerMessageId: id };
}
