/**
 * Functions that run inside WhatsApp's page: puppeteer sends their source text there. So they know nothing of this
 * module, and hold no named inner function: what runs TypeScript directly wraps those in a helper (`__name`) that
 * the page does not have (page.test.ts watches over it).
 */

interface Wid {
  /** The chat as text; WhatsApp renamed the field to `$1` in July 2026. */
  _serialized?: string;
  $1?: string;
}

interface PageMessage {
  id: Wid & { id: string; fromMe: boolean };
  /** Unix seconds. */
  t?: number;
  isNotification?: boolean;
}

interface PageChat {
  id: Wid;
  t?: number;
  msgs: { getModelsArray(): PageMessage[] };
}

interface PageModules {
  WAWebCollections: { Chat: { get(wid: Wid): PageChat | undefined; getModelsArray(): PageChat[] } };
  WAWebWidFactory: { createWid(id: string): Wid };
  WAWebSocketModel: { Socket: { state?: string; hasSynced?: boolean } };
  WAWebChatLoadMessages: { loadEarlierMsgs(order: { chat: PageChat }): Promise<PageMessage[] | undefined> };
  WAWebCmd: { Cmd: { refreshQR(): void } };
}

declare const window: {
  require?: <K extends keyof PageModules>(name: K) => PageModules[K];
  /** What whatsapp-web.js puts into the page once it has synced. */
  WWebJS?: { getMessageModel(message: PageMessage): object };
  /** How the page tells whatsapp-web.js that it has synced. */
  onAppStateHasSyncedEvent?: () => Promise<void>;
};

/** What the page says of itself. */
export interface Vitals {
  /** The socket's state in WhatsApp's words; null while the page loads. */
  state: string | null;
  hasSynced: boolean;
  /** The library's functions are in the page: without them it neither sends nor hears. */
  injected: boolean;
}

export function vitalsInPage(): Vitals {
  if (!window.require) return { state: null, hasSynced: false, injected: false };
  const { Socket } = window.require('WAWebSocketModel');
  return {
    state: Socket.state ?? null,
    hasSynced: Boolean(Socket.hasSynced),
    injected: window.WWebJS !== undefined,
  };
}

/** Tells the library that the page has synced, when that happened before it listened. Answers whether it heard. */
export function announceSyncInPage(): boolean {
  if (!window.onAppStateHasSyncedEvent) return false;
  // Its end is the library's affair: `ready` tells of it.
  window.onAppStateHasSyncedEvent().catch(() => undefined);
  return true;
}

/** Asks for a fresh QR code when the page has stopped showing them. */
export function refreshQrInPage(): void {
  window.require?.('WAWebCmd').Cmd.refreshQR();
}

/** The chats in which something happened since then, latest first. */
export function recentChatsInPage({ since, limit }: { since: number; limit: number }): string[] {
  const chats = window.require?.('WAWebCollections').Chat.getModelsArray() ?? [];
  return chats
    .filter((chat) => (chat.t ?? 0) >= since)
    .sort((a, b) => (b.t ?? 0) - (a.t ?? 0))
    .slice(0, limit)
    .flatMap((chat) => chat.id._serialized ?? chat.id.$1 ?? []);
}

export interface RecentOrder {
  chatId: string;
  /** Unix seconds. */
  since: number;
  limit: number;
}

/** The last messages that others wrote in a chat since then, oldest first, as the library serialises them. */
export async function recentMessagesInPage({ chatId, since, limit }: RecentOrder): Promise<object[]> {
  const load = window.require;
  const wweb = window.WWebJS;
  if (!load || !wweb) return [];
  const chat = load('WAWebCollections').Chat.get(load('WAWebWidFactory').createWid(chatId));
  if (!chat) return [];
  let messages = chat.msgs.getModelsArray();
  for (let round = 0; round < 5 && messages.length < limit; round++) {
    if (messages.some((message) => (message.t ?? 0) < since)) break;
    const earlier = await load('WAWebChatLoadMessages').loadEarlierMsgs({ chat });
    if (!earlier?.length) break;
    messages = [...earlier, ...messages];
  }
  return messages
    .filter((message) => !message.id.fromMe && !message.isNotification && (message.t ?? 0) >= since)
    .sort((a, b) => (a.t ?? 0) - (b.t ?? 0))
    .slice(-limit)
    .map((message) => wweb.getMessageModel(message));
}
