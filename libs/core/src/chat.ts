/** A chat in our own spelling: digits for a person, `…@g.us` for a group. */
export type ChatId = string;

const PERSON = /^\+?([0-9]{5,20})(?:@c\.us|@s\.whatsapp\.net)?$/;
const GROUP = /^[0-9]{5,25}(?:-[0-9]{5,20})?@g\.us$/;

/**
 * Reads a chat as callers write it: `60123456789`, `+60123456789`, `60123456789@c.us` or `1203…@g.us`.
 * Returns our spelling, or null when it is none of these.
 */
export function parseChatId(text: string): ChatId | null {
  const trimmed = text.trim();
  if (GROUP.test(trimmed)) return trimmed;
  return PERSON.exec(trimmed)?.[1] ?? null;
}

export const isGroupChat = (chatId: ChatId): boolean => chatId.endsWith('@g.us');

/** The id that WhatsApp Web uses for a chat. */
export const toWebChatId = (chatId: ChatId): string => (isGroupChat(chatId) ? chatId : `${chatId}@c.us`);
