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
