/**
 * A chat in our own spelling: digits for a person, `…@lid` or a BSUID (`US.1349…`, Cloud API) for one who hides his
 * number, `…@g.us` for a group, `…@newsletter` for a WhatsApp channel.
 */
export type ChatId = string;

const PERSON = /^\+?([0-9]{5,20})(?:@c\.us|@s\.whatsapp\.net)?$/;
const OTHER = /^[0-9]{5,25}(?:-[0-9]{5,20}@g\.us|@(?:g\.us|lid|newsletter))$/;
/** A group of the Cloud API: its id is letters and digits that mean nothing to us. */
const CLOUD_GROUP = /^[A-Za-z0-9_=-]{16,256}@g\.us$/;

/** ISO 3166 country, a period, up to 128 letters and digits; with `ENT.` one that several portfolios share. */
const BSUID = /^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/;

/** Whether this is a business-scoped user id, by which the Cloud API knows people without telling their number. */
export const isBsuid = (text: string): boolean => BSUID.test(text);

/**
 * Reads a chat as callers write it: `60123456789`, `+60123456789`, `60123456789@c.us`, `1203…@g.us`, `…@lid`,
 * `…@newsletter` or `US.1349…`. Returns our spelling, or null when it is none of these.
 */
export function parseChatId(text: string): ChatId | null {
  const trimmed = text.trim();
  if (OTHER.test(trimmed) || CLOUD_GROUP.test(trimmed) || isBsuid(trimmed)) return trimmed;
  return PERSON.exec(trimmed)?.[1] ?? null;
}

export const isGroupChat = (chatId: ChatId): boolean => chatId.endsWith('@g.us');

/** The id that WhatsApp Web uses for a chat. */
export const toWebChatId = (chatId: ChatId): string => (chatId.includes('@') ? chatId : `${chatId}@c.us`);

/** A person, by number, LID or BSUID; neither group nor channel. */
export const isPersonChat = (chatId: ChatId): boolean => !chatId.includes('@') || chatId.endsWith('@lid');
