import { sleep } from '@watertight/service';
import type { Life } from './client.ts';
import { chatStatesInPage, recentChatsInPage, recentMessagesInPage } from './page/inbound.ts';
import { rawOf, rawReaction, rawVote, type RawEntry } from './raw.ts';

const MAX_CHATS = 50;
const MAX_MESSAGES = 50;
const MAX_STATES = 200;
const CALL_MS = 15_000;
/** Whoever commits them has a bounded buffer: five hundred a second do not fill it. */
const PAUSE_PER_MESSAGE_MS = 2;

/**
 * Hands over what was written since then, whoever wrote it, chat by chat, with edits, revocations, reactions and votes as
 * far as the page shows them, and at last how the chats are: the library tells of nothing that happened while it did
 * not listen. Bounded: the 50 latest chats, the last 50 messages of each. Rejects when the page does not answer.
 */
export async function fetchMissed(
  life: Pick<Life, 'run'>,
  since: Date,
  hear: (raw: RawEntry) => void,
): Promise<number> {
  const sinceSeconds = Math.floor(since.getTime() / 1000);
  const order = { since: sinceSeconds, limit: MAX_CHATS };
  const chats = await life.run('Recent chats', CALL_MS, recentChatsInPage, order);
  let count = 0;
  for (const chatId of chats) {
    const wanted = { chatId, since: sinceSeconds, limit: MAX_MESSAGES };
    const { messages, reactions, votes } = await life.run(
      'Recent messages',
      CALL_MS,
      recentMessagesInPage,
      wanted,
    );
    const entries = [
      ...messages.flatMap((message) => rawOf(message) ?? []),
      ...reactions
        .flatMap((reaction) => rawReaction(reaction) ?? [])
        .filter(({ at }) => at >= since.getTime()),
      ...votes.flatMap((vote) => rawVote(vote) ?? []),
    ];
    for (const entry of entries) hear(entry);
    count += messages.length;
    await sleep(messages.length * PAUSE_PER_MESSAGE_MS);
  }
  const states = await life.run('The chats', CALL_MS, chatStatesInPage, { limit: MAX_STATES });
  if (states.length > 0) hear({ kind: 'chats', isNews: false, at: Date.now(), chats: states });
  return count;
}
