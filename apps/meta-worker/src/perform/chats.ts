import type { ChatId, LastHeard } from '@watertight/core';
import { fieldsIn, firstText, isFields } from '../json.ts';
import { readFault } from '../errors.ts';
import { andThen, done, numberPath, refused, type Line, type Performer } from './asking.ts';

/** Meta shows nobody as typing who answers a message older than the window in which he may answer freely. */
const ANSWERABLE_MS = 24 * 3_600_000;
/** Nor does it mark as read what is older than this. */
const READABLE_MS = 30 * 24 * 3_600_000;

const NOTHING_HEARD = 'Nobody has written in this chat yet: the Cloud API needs a message that was received.';

function markRead(line: Line, { providerMessageId }: LastHeard, typing: boolean) {
  return line.ask('POST', numberPath(line, '/messages'), {
    messaging_product: 'whatsapp',
    status: 'read',
    message_id: providerMessageId,
    ...(typing ? { typing_indicator: { type: 'text' } } : {}),
  });
}

const isOlderThan = ({ at }: LastHeard, ms: number) => Date.now() - new Date(at).getTime() > ms;

const read: Performer<'chat.read', object> = async (_deps, line, { message, typing }) => {
  if (!message) return refused('CHAT_NOT_FOUND', NOTHING_HEARD);
  if (isOlderThan(message, READABLE_MS))
    return refused(
      'CHAT_NOT_FOUND',
      'The last message in this chat is older than 30 days: Meta no longer knows it.',
    );
  return andThen(await markRead(line, message, typing === true), () => null);
};

/** The indicator rides on the receipt for what is answered, and goes by itself: after 25 s, or with the answer. */
const typing: Performer<'chat.typing', object> = async (_deps, line, { state, message }) => {
  if (state === 'recording')
    return refused('UNSUPPORTED_ON_CHANNEL', 'The Cloud API can show typing, and not recording.');
  if (state === 'paused') return done(null);
  if (!message) return refused('CHAT_NOT_FOUND', NOTHING_HEARD);
  if (isOlderThan(message, ANSWERABLE_MS)) {
    const words = 'Typing answers a message, and the last one in this chat is older than 24 hours.';
    return refused('CHAT_NOT_FOUND', words);
  }
  return andThen(await markRead(line, message, true), () => null);
};

const isNumber = (chatId: ChatId) => /^[0-9]{5,20}$/.test(chatId);

const block: Performer<'contact.block', object> = async (_deps, line, { chatId, blocked }) => {
  if (!isNumber(chatId))
    return refused('RECIPIENT_INVALID', 'The Cloud API blocks people by their number, and his is not known.');
  const answer = await line.ask(blocked ? 'POST' : 'DELETE', numberPath(line, '/block_users'), {
    messaging_product: 'whatsapp',
    block_users: [{ user: `+${chatId}` }],
  });
  if (answer.kind !== 'done') return answer;
  const { block_users: users } = answer.value;
  const failed = isFields(users) ? fieldsIn(users.failed_users)[0] : undefined;
  if (!failed) return done(null);
  const fault = readFault(fieldsIn(failed.errors)[0]);
  const words = fault?.detail ?? firstText(failed.error) ?? 'Meta gives no reason.';
  return refused(
    'FORBIDDEN_BY_WHATSAPP',
    `Meta did not do it: ${words}`,
    fault ? String(fault.code) : undefined,
  );
};

export const chatActions = { 'chat.read': read, 'chat.typing': typing, 'contact.block': block };
