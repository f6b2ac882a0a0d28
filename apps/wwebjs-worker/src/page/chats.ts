import type { Kit, PageAnswer, PageIdentity } from './kit.ts';

interface InChat {
  /** As WhatsApp Web spells it. */
  chatId: string;
}

export async function typingInPage(
  { chatId, state }: InChat & { state: 'typing' | 'recording' | 'stop' },
  kit: Kit,
): Promise<PageAnswer<null>> {
  kit.begun = true;
  await kit.library().sendChatstate(state, chatId);
  return kit.done(null);
}

export async function readInPage({ chatId }: InChat, kit: Kit): Promise<PageAnswer<null>> {
  if (!kit.knownChat(chatId)) return kit.refuse('no-chat');
  kit.begun = true;
  await kit.library().sendSeen(chatId);
  return kit.done(null);
}

export async function unreadInPage({ chatId }: InChat, kit: Kit): Promise<PageAnswer<null>> {
  const chat = kit.knownChat(chatId);
  if (!chat) return kit.refuse('no-chat');
  kit.begun = true;
  await kit.load('WAWebCmd').Cmd.markChatUnread(chat, true);
  return kit.done(null);
}

export async function archiveInPage(
  { chatId, archived }: InChat & { archived: boolean },
  kit: Kit,
): Promise<PageAnswer<null>> {
  const chat = kit.knownChat(chatId);
  if (!chat) return kit.refuse('no-chat');
  kit.begun = true;
  await kit.load('WAWebCmd').Cmd.archiveChat(chat, archived);
  return kit.done(null);
}

export async function pinInPage(
  { chatId, pinned, atMost }: InChat & { pinned: boolean; atMost: number },
  kit: Kit,
): Promise<PageAnswer<null>> {
  const chat = kit.knownChat(chatId);
  if (!chat) return kit.refuse('no-chat');
  if (Boolean(chat.pin) === pinned) return kit.done(null);
  const others = kit
    .load('WAWebCollections')
    .Chat.getModelsArray()
    .filter((one) => one.pin);
  if (pinned && others.length >= atMost)
    return kit.refuse('not-allowed', `${atMost} chats are pinned already.`);
  kit.begun = true;
  await kit.load('WAWebCmd').Cmd.pinChat(chat, pinned);
  return kit.done(null);
}

export async function muteInPage(
  /** `until`: Unix seconds, -1 for ever, 0 not at all. */
  { chatId, until }: InChat & { until: number },
  kit: Kit,
): Promise<PageAnswer<null>> {
  const chat = kit.knownChat(chatId);
  if (!chat?.mute) return kit.refuse('no-chat');
  kit.begun = true;
  await (until === 0
    ? chat.mute.unmute({ sendDevice: true })
    : chat.mute.mute({ expiration: until, sendDevice: true }));
  return kit.done(null);
}

export async function clearInPage({ chatId }: InChat, kit: Kit): Promise<PageAnswer<null>> {
  if (!kit.knownChat(chatId)) return kit.refuse('no-chat');
  kit.begun = true;
  await kit.library().sendClearChat(chatId);
  return kit.done(null);
}

export async function deleteChatInPage({ chatId }: InChat, kit: Kit): Promise<PageAnswer<null>> {
  if (!kit.knownChat(chatId)) return kit.refuse('no-chat');
  kit.begun = true;
  await kit.library().sendDeleteChat(chatId);
  return kit.done(null);
}

export interface PageChatInfo {
  /** The chat's own id, and both ids of the person in it. */
  id: string;
  person: PageIdentity | null;
  name: string | null;
  unreadCount: number;
  archived: boolean;
  pinned: boolean;
  /** Unix seconds, -1 for ever, 0 not at all. */
  mutedUntil: number;
  /** Unix seconds. */
  t: number | null;
}

export function chatInfoInPage({ chatId }: InChat, kit: Kit): PageAnswer<PageChatInfo> {
  const chat = kit.knownChat(chatId);
  if (!chat) return kit.refuse('no-chat');
  const id = kit.idOf(chat.id);
  return kit.done({
    id,
    person: /@(c\.us|lid)$/.test(id) ? kit.identity(chat.id) : null,
    name: chat.formattedTitle ?? chat.name ?? null,
    unreadCount: Math.max(0, chat.unreadCount ?? 0),
    archived: Boolean(chat.archive),
    pinned: Boolean(chat.pin),
    mutedUntil: chat.mute?.expiration ?? 0,
    t: chat.t || null,
  });
}

export async function labelChatInPage(
  { chatId, labelIds }: InChat & { labelIds: string[] },
  kit: Kit,
): Promise<PageAnswer<null>> {
  const { platform } = kit.load('WAWebConnModel').Conn;
  if (platform !== 'smba' && platform !== 'smbi') return kit.refuse('not-business');
  const chat = kit.knownChat(chatId);
  if (!chat) return kit.refuse('no-chat');
  const known = kit.library().getLabels();
  const missing = labelIds.find((id) => !known.some((label) => String(label.id) === id));
  if (missing !== undefined) return kit.refuse('no-label');
  const has = (chat.labels ?? []).map(String);
  const added = known.filter(({ id }) => labelIds.includes(String(id)) && !has.includes(String(id)));
  const dropped = known.filter(({ id }) => has.includes(String(id)) && !labelIds.includes(String(id)));
  const changes = [
    ...added.map(({ id }) => ({ id, type: 'add' as const })),
    ...dropped.map(({ id }) => ({ id, type: 'remove' as const })),
  ];
  if (changes.length === 0) return kit.done(null);
  kit.begun = true;
  await kit.load('WAWebCollections').Label.addOrRemoveLabels(changes, [chat]);
  return kit.done(null);
}

export function labelsInPage(
  _: null,
  kit: Kit,
): PageAnswer<{ id: string; name: string; color: string | null }[]> {
  const labels = kit.library().getLabels();
  return kit.done(
    labels.map(({ id, name, hexColor }) => ({ id: String(id), name: name ?? '', color: hexColor ?? null })),
  );
}

export async function presenceInPage(
  { available }: { available: boolean },
  kit: Kit,
): Promise<PageAnswer<null>> {
  const presence = kit.load('WAWebPresenceChatAction');
  kit.begun = true;
  await (available ? presence.sendPresenceAvailable() : presence.sendPresenceUnavailable());
  return kit.done(null);
}
