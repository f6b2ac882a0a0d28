import type { LiveEvent } from '../../live/connection.ts';
import type { Message, Place } from './data.ts';

interface Page {
  data: Message[];
  nextCursor: string | null;
}

export interface History {
  pages: Page[];
  pageParams: unknown[];
}

/** What becomes of a chat's history by events: messages are renewed in their place, and new ones put first. */
export function hearHistory(
  history: History,
  events: readonly LiveEvent[],
  { phoneIndex, chatId }: Place,
): History {
  const latest = new Map<string, Message>();
  for (const { data } of events) {
    const message = data['message'] as Message | undefined;
    if (message && message.chatId === chatId && message.phoneIndex === phoneIndex)
      latest.set(message.id, message);
  }
  if (latest.size === 0) return history;
  const pages = history.pages.map(({ data, nextCursor }) => ({
    nextCursor,
    data: data.map((message) => {
      const renewed = latest.get(message.id);
      latest.delete(message.id);
      return renewed ?? message;
    }),
  }));
  const [first, ...rest] = pages;
  if (!first) return history;
  // What is older than everything read here is left to scrolling.
  const oldest = pages.at(-1)?.data.at(-1)?.createdAt ?? '';
  const fresh = [...latest.values()].filter(({ createdAt }) => createdAt >= oldest).reverse();
  return { ...history, pages: [{ ...first, data: [...fresh, ...first.data] }, ...rest] };
}

/** The messages as they are read: the oldest first. */
export const thread = ({ pages }: History): Message[] => pages.flatMap(({ data }) => data).reverse();

/** Which type a file is sent as. */
export function typeOfFile(mimeType: string): 'image' | 'video' | 'audio' | 'document' {
  if (['image/jpeg', 'image/png'].includes(mimeType)) return 'image';
  if (['video/mp4', 'video/3gpp'].includes(mimeType)) return 'video';
  if (mimeType.startsWith('audio/')) return 'audio';
  return 'document';
}
