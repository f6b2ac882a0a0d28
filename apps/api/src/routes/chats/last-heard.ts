import type { ChatId, LastHeard } from '@watertight/core';
import type { PhoneWithState, Store } from '@watertight/store';

/** The last message of the other side; null when nobody has written. The Cloud API shows by it what is shown. */
export async function lastHeard(
  store: Pick<Store, 'chats'>,
  { companyId, phoneIndex }: PhoneWithState,
  chatId: ChatId,
): Promise<LastHeard | null> {
  const last = await store.chats.lastInbound(companyId, phoneIndex, chatId);
  if (!last) return null;
  const { providerMessageId, at } = last;
  return { chatId, providerMessageId, fromMe: false, at: at.toISOString() };
}
