/**
 * Functions that run inside WhatsApp's page, for what arrives. As in page.ts they know nothing of this module, and
 * hold no named inner function.
 */

interface Wid {
  _serialized?: string;
  $1?: string;
  isLid?(): boolean;
}

interface PageMessage {
  id: Wid & { fromMe: boolean };
  t?: number;
  type?: string;
  hasReaction?: boolean;
  pollOptions?: { name?: string; localId?: number }[];
  size?: number;
  mimetype?: string;
  filename?: string;
  directPath?: string;
  encFilehash?: string;
  filehash?: string;
  mediaKey?: string;
  mediaKeyTimestamp?: number;
  mediaData?: { mediaStage?: string };
  downloadMedia?(order: object): Promise<unknown>;
}

interface PageChat {
  id: Wid;
  t?: number;
  unreadCount?: number;
  archive?: boolean;
  pin?: number;
  muteExpiration?: number;
  mute?: { expiration?: number };
  groupMetadata?: { subject?: string };
  msgs: { getModelsArray(): PageMessage[] };
}

interface PageReactions {
  reactions?: { senders?: object[] }[];
}

/** A row of the page's table of votes: what one person has chosen now. */
interface PageVote {
  sender?: Wid | string;
  selectedOptionLocalIds?: ArrayLike<number>;
  senderTimestampMs?: number;
}

interface PageModules {
  WAWebCollections: {
    Msg: {
      get(id: string): PageMessage | undefined;
      getMessagesById(ids: string[]): Promise<{ messages?: (PageMessage | undefined)[] } | undefined>;
    };
    Chat: { get(wid: Wid): PageChat | undefined; getModelsArray(): PageChat[] };
    Reactions: { find(id: string): Promise<PageReactions | undefined> };
  };
  WAWebPollsVotesSchema: {
    getTable(): { equals(index: ['parentMsgKey'], values: string): Promise<PageVote[]> };
  };
  WAWebWidFactory: { createWid(id: string): Wid };
  WAWebApiContact: {
    getCurrentLid(wid: Wid): Wid | undefined;
    getPhoneNumber(wid: Wid): Wid | undefined;
  };
  WAWebQueryExistsJob: { queryWidExists(wid: Wid): Promise<unknown> };
  WAWebChatLoadMessages: { loadEarlierMsgs(order: { chat: PageChat }): Promise<PageMessage[] | undefined> };
  WAWebDownloadManager: { downloadManager: { downloadAndMaybeDecrypt(order: object): Promise<ArrayBuffer> } };
}

declare const window: {
  require?: <K extends keyof PageModules>(name: K) => PageModules[K];
  WWebJS?: { getMessageModel(message: PageMessage): object };
  /** Files on their way out of the page, by token. */
  openedFiles?: Map<string, Uint8Array>;
};

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

export interface Recent {
  /** Oldest first, as the library serialises them. */
  messages: object[];
  /** Rows of the page's table of reactions. */
  reactions: object[];
  /** What people have chosen since then in the polls among the chat's last messages, as the library tells votes. */
  votes: object[];
}

/** The last messages of a chat since then, whoever wrote them, with the reactions to them. */
export async function recentMessagesInPage({ chatId, since, limit }: RecentOrder): Promise<Recent> {
  const load = window.require;
  const wweb = window.WWebJS;
  if (!load || !wweb) return { messages: [], reactions: [], votes: [] };
  const { Chat, Reactions } = load('WAWebCollections');
  const chat = Chat.get(load('WAWebWidFactory').createWid(chatId));
  if (!chat) return { messages: [], reactions: [], votes: [] };
  let messages = chat.msgs.getModelsArray();
  for (let round = 0; round < 5 && messages.length < limit; round++) {
    if (messages.some((message) => (message.t ?? 0) < since)) break;
    const earlier = await load('WAWebChatLoadMessages').loadEarlierMsgs({ chat });
    if (!earlier?.length) break;
    messages = [...earlier, ...messages];
  }
  const recent = messages
    .filter((message) => (message.t ?? 0) >= since)
    .sort((a, b) => (a.t ?? 0) - (b.t ?? 0))
    .slice(-limit);
  const reactions: object[] = [];
  for (const message of recent) {
    if (!message.hasReaction) continue;
    const found = await Reactions.find(message.id._serialized ?? message.id.$1 ?? '').catch(() => undefined);
    for (const { senders } of found?.reactions ?? []) reactions.push(...(senders ?? []));
  }
  const votes: object[] = [];
  for (const poll of messages.filter(({ type }) => type === 'poll_creation').slice(-limit)) {
    const parent = poll.id._serialized ?? poll.id.$1 ?? '';
    const rows = await load('WAWebPollsVotesSchema')
      .getTable()
      .equals(['parentMsgKey'], parent)
      .catch(() => []);
    for (const { sender, selectedOptionLocalIds, senderTimestampMs = 0 } of rows) {
      if (senderTimestampMs < since * 1000) continue;
      const chosen = Array.from(selectedOptionLocalIds ?? []);
      votes.push({
        parentMsgKey: parent,
        voter: typeof sender === 'string' ? sender : (sender?._serialized ?? sender?.$1),
        selectedOptions: (poll.pollOptions ?? []).filter(({ localId }) => chosen.includes(localId ?? -1)),
        interractedAtTs: senderTimestampMs,
      });
    }
  }
  return {
    votes,
    messages: recent.map((message) => wweb.getMessageModel(message)),
    // Only what is needed crosses over: a row of the real page holds whole models.
    reactions: reactions.map((row) => {
      const { msgKey, parentMsgKey, senderUserJid, reactionText, timestamp } = row as Record<string, unknown>;
      return JSON.parse(
        JSON.stringify({
          id: msgKey,
          msgId: parentMsgKey,
          senderId: senderUserJid,
          reaction: reactionText,
          timestamp,
        }),
      ) as object;
    }),
  };
}

export interface ChatState {
  id: string;
  name?: string | undefined;
  unreadCount: number;
  archived: boolean;
  pinned: boolean;
  muteExpiration: number;
}

/** How the latest chats are shown. */
export function chatStatesInPage({ limit }: { limit: number }): ChatState[] {
  const chats = window.require?.('WAWebCollections').Chat.getModelsArray() ?? [];
  return [...chats]
    .sort((a, b) => (b.t ?? 0) - (a.t ?? 0))
    .slice(0, limit)
    .flatMap((chat) => {
      const id = chat.id._serialized ?? chat.id.$1;
      if (!id) return [];
      return {
        id,
        name: chat.groupMetadata?.subject,
        unreadCount: chat.unreadCount ?? 0,
        archived: chat.archive === true,
        pinned: Boolean(chat.pin),
        muteExpiration: chat.mute?.expiration ?? chat.muteExpiration ?? 0,
      };
    });
}

export interface Identity {
  id: string;
  number: string | null;
  lid: string | null;
}

export interface IdentityOrder {
  ids: string[];
  /** WhatsApp itself may be asked for these. */
  askFor: string[];
}

/** Which number and which LID people have, as far as the page knows or can find out. */
export async function identifyInPage({ ids, askFor }: IdentityOrder): Promise<Identity[]> {
  const load = window.require;
  if (!load) return [];
  const contacts = load('WAWebApiContact');
  const found: Identity[] = [];
  for (const id of ids) {
    try {
      const wid = load('WAWebWidFactory').createWid(id);
      const isLid = id.endsWith('@lid');
      const lid = isLid ? wid : contacts.getCurrentLid(wid);
      let number = isLid ? contacts.getPhoneNumber(wid) : wid;
      if (!number && askFor.includes(id)) {
        await Promise.race([
          load('WAWebQueryExistsJob').queryWidExists(wid),
          new Promise((resolve) => setTimeout(resolve, 1500)),
        ]);
        number = contacts.getPhoneNumber(wid);
      }
      found.push({
        id,
        number: number?._serialized ?? number?.$1 ?? null,
        lid: lid?._serialized ?? lid?.$1 ?? null,
      });
    } catch {
      // The page knows nothing of him: what he is called has to do.
    }
  }
  return found;
}

export type OpenedFile =
  | { kind: 'open'; token: string; sizeBytes: number; mimeType: string | null; filename: string | null }
  /** It comes later: the phone is being asked for it. */
  | { kind: 'coming' }
  | { kind: 'gone' }
  | { kind: 'too-large'; sizeBytes: number }
  | { kind: 'fault'; detail: string };

/** Downloads a message's file into the page and holds it there for two minutes at the most. */
export async function openFileInPage(order: { id: string; maxBytes: number }): Promise<OpenedFile> {
  const load = window.require;
  if (!load) return { kind: 'fault', detail: 'The page is not loaded' };
  try {
    const { Msg } = load('WAWebCollections');
    const message = Msg.get(order.id) ?? (await Msg.getMessagesById([order.id]))?.messages?.[0];
    if (!message?.mediaData || !message.directPath) return { kind: 'gone' };
    if ((message.size ?? 0) > order.maxBytes) return { kind: 'too-large', sizeBytes: message.size ?? 0 };
    if (message.mediaData.mediaStage === 'REUPLOADING') return { kind: 'coming' };
    if (message.mediaData.mediaStage !== 'RESOLVED')
      await message.downloadMedia?.({ downloadEvenIfExpensive: true, rmrReason: 1 });
    const stage = message.mediaData.mediaStage ?? '';
    if (stage === 'REUPLOADING' || stage === 'FETCHING') return { kind: 'coming' };
    if (stage === 'ERROR_MISSING') return { kind: 'gone' };
    if (stage.includes('ERROR')) return { kind: 'fault', detail: stage };
    const nothing = {
      addAnnotations() {
        return this;
      },
      addPoint() {
        return this;
      },
    };
    const bytes = await load('WAWebDownloadManager').downloadManager.downloadAndMaybeDecrypt({
      directPath: message.directPath,
      encFilehash: message.encFilehash,
      filehash: message.filehash,
      mediaKey: message.mediaKey,
      mediaKeyTimestamp: message.mediaKeyTimestamp,
      type: message.type,
      signal: new AbortController().signal,
      downloadQpl: nothing,
    });
    if (bytes.byteLength > order.maxBytes) return { kind: 'too-large', sizeBytes: bytes.byteLength };
    const files = (window.openedFiles ??= new Map<string, Uint8Array>());
    const token = `${Date.now()}-${Math.random()}`;
    files.set(token, new Uint8Array(bytes));
    setTimeout(() => files.delete(token), 120_000);
    return {
      kind: 'open',
      token,
      sizeBytes: bytes.byteLength,
      mimeType: message.mimetype ?? null,
      filename: message.filename ?? null,
    };
  } catch (error) {
    const { status } = error as { status?: number };
    if (status === 404) return { kind: 'coming' };
    return { kind: 'fault', detail: String(error).slice(0, 200) };
  }
}

/** A piece of an opened file as base64; null when the page has it no more. */
export function readFileInPage(piece: { token: string; offset: number; length: number }): string | null {
  const file = window.openedFiles?.get(piece.token);
  if (!file) return null;
  const bytes = file.subarray(piece.offset, piece.offset + piece.length);
  let text = '';
  for (let start = 0; start < bytes.length; start += 32_768)
    text += String.fromCharCode(...bytes.subarray(start, start + 32_768));
  return btoa(text);
}

export function closeFileInPage(token: string): void {
  window.openedFiles?.delete(token);
}
