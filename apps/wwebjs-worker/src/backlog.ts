import { sleep } from '@watertight/service';
import type { Life } from './client.ts';
import { recentChatsInPage, recentMessagesInPage } from './page.ts';

const MAX_CHATS = 50;
const MAX_MESSAGES = 50;
const CALL_MS = 15_000;
/** Whoever commits them has a bounded buffer: five hundred a second do not fill it. */
const PAUSE_PER_MESSAGE_MS = 2;

/**
 * Hands over what others wrote since then, chat by chat: the library tells of nothing that came while it did not
 * listen. Bounded: the 50 latest chats, the last 50 messages of each. Rejects when the page does not answer.
 */
export async function fetchMissed(life: Life, since: Date, hear: (data: object) => void): Promise<number> {
  const sinceSeconds = Math.floor(since.getTime() / 1000);
  const chats = await life.run('Recent chats', CALL_MS, recentChatsInPage, {
    since: sinceSeconds,
    limit: MAX_CHATS,
  });
  let count = 0;
  for (const chatId of chats) {
    const order = { chatId, since: sinceSeconds, limit: MAX_MESSAGES };
    const messages = await life.run('Recent messages', CALL_MS, recentMessagesInPage, order);
    for (const message of messages) hear(message);
    count += messages.length;
    await sleep(messages.length * PAUSE_PER_MESSAGE_MS);
  }
  return count;
}
