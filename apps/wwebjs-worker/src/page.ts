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
  ack?: number;
  /** Unix seconds. */
  t?: number;
  isNotification?: boolean;
  once?(event: string, listener: () => void): void;
}

interface PageChat {
  id: Wid;
  t?: number;
  msgs: { getModelsArray(): PageMessage[] };
}

interface PageModules {
  WAWebCollections: {
    Msg: {
      get(id: string): PageMessage | undefined;
      getMessagesById(ids: string[]): Promise<{ messages?: (PageMessage | undefined)[] } | undefined>;
    };
    Chat: { get(wid: Wid): PageChat | undefined; getModelsArray(): PageChat[] };
  };
  WAWebWidFactory: { createWid(id: string): Wid };
  WAWebMsgKey: { newId(): Promise<string> };
  WAWebQueryExistsJob: { queryWidExists(wid: Wid): Promise<{ wid?: Wid } | null | undefined> };
  WAWebUserPrefsMeUser: { getMaybeMePnUser(): Wid | undefined; getMaybeMeLidUser(): Wid | undefined };
  WAWebSocketModel: { Socket: { state?: string; hasSynced?: boolean } };
  WAWebChatLoadMessages: { loadEarlierMsgs(order: { chat: PageChat }): Promise<PageMessage[] | undefined> };
  WAWebCmd: { Cmd: { refreshQR(): void } };
}

declare const window: {
  require?: <K extends keyof PageModules>(name: K) => PageModules[K];
  /** What whatsapp-web.js puts into the page once it has synced. */
  WWebJS?: {
    getChat(chatId: string, options: { getAsModel: false }): Promise<PageChat | null | undefined>;
    sendMessage(chat: PageChat, text: string, options: object): Promise<PageMessage | undefined>;
    getMessageModel(message: PageMessage): object;
  };
  /** How the page tells whatsapp-web.js that it has synced. */
  onAppStateHasSyncedEvent?: () => Promise<void>;
};

/** A message of ours, named by the key that was minted for it. */
export interface KeyedMessage {
  /** As WhatsApp Web spells it. */
  chatId: string;
  isGroup: boolean;
  key: string;
}

export interface TextOrder extends KeyedMessage {
  text: string;
  quotedId: string | null;
  /** Ids as WhatsApp Web spells them. */
  mentions: string[];
  /** It may have been sent before: look for it in the page's storage too. */
  isRepeat: boolean;
  ackWithinMs: number;
}

export type TextAnswer =
  /** `ack` as WhatsApp counts: -1 refused, 0 the server has not answered, 1 it has the message, 2 and more later. */
  | { kind: 'placed'; id: string; ack: number; repeated: boolean }
  /** The number has no WhatsApp account. */
  | { kind: 'no-account' }
  | { kind: 'not-connected' }
  /** `begun`: the page had been asked to send. */
  | { kind: 'fault'; begun: boolean; detail: string };

/**
 * Sends a text under a given key and waits until the server has it. A message that the page already has under
 * this key is not sent again.
 */
export async function sendTextInPage(order: TextOrder): Promise<TextAnswer> {
  const load = window.require;
  const wweb = window.WWebJS;
  if (!load || !wweb || load('WAWebSocketModel').Socket.state !== 'CONNECTED')
    return { kind: 'not-connected' };
  let begun = false;
  try {
    const { Msg, Chat } = load('WAWebCollections');
    const wid = load('WAWebWidFactory').createWid(order.chatId);
    const known = Chat.get(wid);
    if (!known && !order.isGroup) {
      const account = await load('WAWebQueryExistsJob').queryWidExists(wid);
      if (!account?.wid) return { kind: 'no-account' };
    }
    const chat = known ?? (await wweb.getChat(order.chatId, { getAsModel: false }));
    if (!chat) return { kind: 'fault', begun, detail: 'The page has no such chat' };

    const base = `true_${chat.id._serialized ?? chat.id.$1 ?? order.chatId}_${order.key}`;
    const me = load('WAWebUserPrefsMeUser');
    const writers = order.isGroup ? [me.getMaybeMePnUser(), me.getMaybeMeLidUser()] : [];
    const ids = [
      ...writers.flatMap((writer) =>
        writer ? [`${base}_${(writer._serialized ?? writer.$1 ?? '').replace(/:\d+@/, '@')}`] : [],
      ),
      base,
    ];
    let message = ids.map((id) => Msg.get(id)).find(Boolean);
    if (!message && order.isRepeat) message = (await Msg.getMessagesById(ids))?.messages?.find(Boolean);
    const repeated = message !== undefined && (message.ack ?? 0) >= 0;
    if (!repeated) {
      if (order.quotedId && !Msg.get(order.quotedId)) await Msg.getMessagesById([order.quotedId]);
      // The library asks for a key before anything that it waits for, so this steers its call and no other's.
      const keys = load('WAWebMsgKey');
      const newId = keys.newId;
      keys.newId = () => {
        keys.newId = newId;
        return Promise.resolve(order.key);
      };
      // A refused message is still shown as refused; the page keeps it when it is sent again under its key.
      if (message) message.ack = 0;
      begun = true;
      try {
        const placed = await wweb.sendMessage(chat, order.text, {
          mentionedJidList: order.mentions,
          ...(order.quotedId ? { quotedMessageId: order.quotedId, ignoreQuoteErrors: true } : {}),
        });
        message = placed ?? ids.map((id) => Msg.get(id)).find(Boolean);
      } finally {
        keys.newId = newId;
      }
    }
    if (!message) return { kind: 'fault', begun, detail: 'The page does not show the message it was given' };

    const sent = message;
    const until = Date.now() + order.ackWithinMs;
    while (!sent.ack && Date.now() < until) {
      await new Promise<void>((resolve) => {
        sent.once?.('change:ack', resolve);
        setTimeout(resolve, 500);
      });
    }
    return { kind: 'placed', id: sent.id._serialized ?? sent.id.$1 ?? base, ack: sent.ack ?? 0, repeated };
  } catch (error) {
    const detail = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
    return { kind: 'fault', begun, detail: detail.slice(0, 300) };
  }
}

export type LookupAnswer =
  { kind: 'found'; id: string; ack: number } | { kind: 'absent' } | { kind: 'not-synced' };

/** Looks a message of ours up by its key, in memory and in the page's storage. */
export async function lookUpInPage(wanted: KeyedMessage): Promise<LookupAnswer> {
  const load = window.require;
  const wweb = window.WWebJS;
  if (!load || !wweb) return { kind: 'not-synced' };
  const { Socket } = load('WAWebSocketModel');
  if (Socket.state !== 'CONNECTED' || !Socket.hasSynced) return { kind: 'not-synced' };
  const { Msg, Chat } = load('WAWebCollections');
  const chat =
    Chat.get(load('WAWebWidFactory').createWid(wanted.chatId)) ??
    (await wweb.getChat(wanted.chatId, { getAsModel: false }).catch(() => null));
  const remotes = [...new Set([chat?.id._serialized ?? chat?.id.$1 ?? wanted.chatId, wanted.chatId])];
  const me = load('WAWebUserPrefsMeUser');
  const writers = wanted.isGroup ? [me.getMaybeMePnUser(), me.getMaybeMeLidUser()] : [];
  const ids = remotes.flatMap((remote) => [
    `true_${remote}_${wanted.key}`,
    ...writers.flatMap((writer) =>
      writer
        ? [`true_${remote}_${wanted.key}_${(writer._serialized ?? writer.$1 ?? '').replace(/:\d+@/, '@')}`]
        : [],
    ),
  ]);
  const held = ids.map((id) => Msg.get(id)).find(Boolean);
  const message = held ?? (await Msg.getMessagesById(ids))?.messages?.find(Boolean);
  if (!message) return { kind: 'absent' };
  return { kind: 'found', id: message.id._serialized ?? message.id.$1 ?? ids[0]!, ack: message.ack ?? 0 };
}

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
