import { parseChatId, type JournalEntry, type Observation } from '@watertight/core';

interface Told {
  kind: 'receipt' | 'incoming';
  id: string;
  reference: string;
  from: string;
  text: string;
  at: string;
}

/** What a journalled body of the SMS centre says, in our words. Pure: the same body always means the same. */
export function receiveSms({ body }: Pick<JournalEntry, 'body'>, phoneId: string): Observation[] {
  const { kind, id, reference, from, text, at } = JSON.parse(body) as Told;
  const told = { phone: { phoneId }, providerMessageId: id, at: new Date(at) };
  if (kind === 'receipt') return [{ ...told, kind, messageId: reference, status: 'delivered', error: null }];
  const chatId = parseChatId(from) ?? from;
  const message = { type: 'text', content: { text }, quotedProviderMessageId: null } as const;
  const sender = { from: chatId, fromMe: false, participant: null, senderName: null };
  return [{ ...told, kind: 'message', chatId, ...sender, ...message }];
}
