import type { Kit, Refusal } from './kit.ts';
import type { MediaInfo, PageChat, PageMedia, PageMessage, PageWindow } from './window.ts';

declare const window: PageWindow;

/** A message of ours, named by the key that was minted for it. */
export interface KeyedMessage {
  /** As WhatsApp Web spells it. */
  chatId: string;
  isGroup: boolean;
  key: string;
}

/** A file that goes along. */
export interface FileOrder {
  /** Under which the file was lent to the page; null: it is lent when the page says that it wants it. */
  token: string | null;
  mimeType: string;
  filename: string;
  as: 'media' | 'document' | 'voice' | 'gif' | 'sticker';
  uploadWithinMs: number;
}

export interface SendOrder extends KeyedMessage {
  body: string;
  /** Fields of WhatsApp's message model that say what kind of message it is. */
  attributes: Record<string, unknown>;
  file: FileOrder | null;
  reaction: { messageId: string; emoji: string } | null;
  quotedId: string | null;
  /** Ids as WhatsApp Web spells them. */
  mentions: string[];
  /** How long a preview of the first link may take; 0: there is to be none. */
  previewWithinMs: number;
  /** How long the chat sees the phone typing before. */
  typingMs: number;
  /** It may have been sent before: look for it in the page's storage too. */
  isRepeat: boolean;
  /** What has not been handed to WhatsApp after this long is not sent any more. */
  beginWithinMs: number;
  ackWithinMs: number;
}

export type SendAnswer =
  /** `ack` as WhatsApp counts: -1 refused, 0 the server has not answered, 1 it has the message, 2 and more later. */
  | { kind: 'placed'; id: string; ack: number; repeated: boolean }
  /** Nothing speaks against it, and the file is to be lent now. */
  | { kind: 'wants-file' }
  | { kind: 'refused'; why: Refusal }
  /** `begun`: the page had been asked to send. */
  | { kind: 'fault'; begun: boolean; detail: string };

/** The steps of a send. Travels into the page as the kit does. */
export function makeSendSteps(kit: Kit) {
  return {
    /** Why nothing can be sent to this chat; null when nothing speaks against it. */
    async obstacle({ chatId }: SendOrder): Promise<Refusal | null> {
      const { Chat, Blocklist } = kit.load('WAWebCollections');
      const wid = kit.wid(chatId);
      if (/@(c\.us|lid)$/.test(chatId) && Blocklist.get(wid)) return 'blocked';
      if (!chatId.endsWith('@c.us') || Chat.get(wid)) return null;
      const account = await kit.load('WAWebQueryExistsJob').queryWidExists(wid);
      return account?.wid ? null : 'no-account';
    },

    /** What keeps this phone from writing in a group, as far as the page knows who is in it. */
    groupObstacle(chat: PageChat): Refusal | null {
      const own = kit.ownPart(chat);
      if (own === undefined) return 'not-member';
      if (own === null || own.isAdmin || own.isSuperAdmin) return null;
      return chat.groupMetadata?.announce ? 'admins-only' : null;
    },

    /** The ids that the message may have, the one without a writer last. */
    ids(order: SendOrder, chat: PageChat): string[] {
      const base = `true_${kit.idOf(chat.id) || order.chatId}_${order.key}`;
      return order.isGroup ? [...kit.me().map((me) => `${base}_${me}`), base] : [base];
    },

    /**
     * Reacts. The page may mint the reaction's key later than at once, and then it has one of its own: that changes
     * nothing, for the last reaction of a person to a message is the one that counts.
     */
    async react(order: SendOrder, target: PageMessage, emoji: string): Promise<number> {
      const keys = kit.load('WAWebMsgKey');
      const newId = keys.newId;
      let sending: Promise<unknown>;
      keys.newId = () => Promise.resolve(order.key);
      try {
        sending = kit.load('WAWebSendReactionMsgAction').sendReactionToMsg(target, emoji);
      } finally {
        keys.newId = newId;
      }
      const end = await kit.within(order.ackWithinMs, sending, 'LATE');
      const { messageSendResult: word = end } = Object(end) as { messageSendResult?: unknown };
      if (word === 'LATE') return 0;
      return word === undefined || word === 'OK' ? 1 : -1;
    },

    /** Fields for a preview of the first link; none when it does not come in time. */
    async preview({ body, previewWithinMs }: SendOrder): Promise<Record<string, unknown>> {
      const link = previewWithinMs > 0 ? kit.load('WALinkify').findLink(body) : null;
      if (!link) return {};
      const asked = kit.load('WAWebLinkPreviewChatAction').getLinkPreview(link);
      const found = await kit.within(
        previewWithinMs,
        asked.catch(() => null),
        null,
      );
      return found?.data ? { ...found.data, preview: true, subtype: 'url' } : {};
    },

    async type({ chatId, typingMs }: SendOrder): Promise<void> {
      if (typingMs <= 0) return;
      const showing = kit.library().sendChatstate('typing', chatId);
      await kit.within(
        1000,
        showing.catch(() => null),
        null,
      );
      await kit.pause(typingMs);
    },

    /** The library makes its file from base64 the moment it is called: in that moment it gets ours. */
    withFile<T>(file: File, work: () => Promise<T>): Promise<T> {
      const wweb = kit.library();
      const toFile = wweb.mediaInfoToFile;
      wweb.mediaInfoToFile = () => file;
      try {
        return work();
      } finally {
        wweb.mediaInfoToFile = toFile;
      }
    },

    async sticker(file: File): Promise<PageMedia> {
      const wweb = kit.library();
      const info: MediaInfo = { mimetype: file.type, filename: file.name };
      if (file.type !== 'image/webp') {
        const converted = await this.withFile(file, () => wweb.toStickerData(info));
        return wweb.processStickerData(converted);
      }
      return this.withFile(file, () => wweb.processStickerData(info));
    },

    media(file: File, as: FileOrder['as']): Promise<PageMedia> {
      const info: MediaInfo = { mimetype: file.type, filename: file.name };
      const how = { forceVoice: as === 'voice', forceDocument: as === 'document', forceGif: as === 'gif' };
      return this.withFile(file, () => kit.library().processMediaData(info, how));
    },

    /** Prepares and uploads a file; null when that took too long. */
    async upload(lent: File, { as, mimeType, filename, uploadWithinMs }: FileOrder) {
      const file = new File([lent], filename, { type: mimeType });
      const work = as === 'sticker' ? this.sticker(file) : this.media(file, as);
      const media = await kit.within(uploadWithinMs, work, null);
      if (!media) return null;
      const fields: Record<string, unknown> = { ...media, ...media.toJSON?.() };
      return as === 'sticker'
        ? { body: undefined, fields: { mimetype: 'image/webp', ...fields } }
        : { body: media.preview, fields };
    },

    /**
     * Hands the message over under the given key. The library asks for a key before anything that it waits for, so
     * this steers its call and no other's.
     */
    async place(
      order: SendOrder,
      chat: PageChat,
      body: string | undefined,
      fields: Record<string, unknown>,
      isQuoting: boolean,
    ): Promise<PageMessage | undefined> {
      const keys = kit.load('WAWebMsgKey');
      const newId = keys.newId;
      keys.newId = () => {
        keys.newId = newId;
        return Promise.resolve(order.key);
      };
      try {
        return await kit.library().sendMessage(chat, body, {
          mentionedJidList: order.mentions,
          ...(isQuoting ? { quotedMessageId: order.quotedId, ignoreQuoteErrors: true } : {}),
          extraOptions: fields,
        });
      } finally {
        keys.newId = newId;
      }
    },

    /** Waits until the server has answered, or until the time is up. */
    async acknowledged(message: PageMessage, withinMs: number): Promise<number> {
      const until = Date.now() + withinMs;
      while (!message.ack && Date.now() < until) {
        await new Promise<void>((resolve) => {
          message.once?.('change:ack', resolve);
          setTimeout(resolve, 500);
        });
      }
      return message.ack ?? 0;
    },
  };
}

/**
 * Sends a message under a given key and waits until the server has it. A message that the page already has under
 * this key is not sent again. All that takes time (preview, typing, upload) comes before the key is asked for.
 */
export async function sendInPage(
  order: SendOrder,
  kit: Kit,
  steps: ReturnType<typeof makeSendSteps>,
): Promise<SendAnswer> {
  if (!kit.isConnected()) return { kind: 'refused', why: 'not-connected' };
  const endOfBeginning = Date.now() + order.beginWithinMs;
  let begun = false;
  try {
    const obstacle = await steps.obstacle(order);
    if (obstacle) return { kind: 'refused', why: obstacle };
    const chat = await kit.chat(order.chatId);
    if (!chat) return { kind: 'refused', why: order.isGroup ? 'no-group' : 'no-chat' };
    const inGroup = order.isGroup ? steps.groupObstacle(chat) : null;
    if (inGroup) return { kind: 'refused', why: inGroup };
    const ids = steps.ids(order, chat);
    const id = ids.at(-1)!;

    if (order.reaction) {
      const target = await kit.message(order.reaction.messageId);
      if (!target) return { kind: 'refused', why: 'no-message' };
      begun = true;
      const ack = await steps.react(order, target, order.reaction.emoji);
      return { kind: 'placed', id, ack, repeated: false };
    }

    const { Msg } = kit.load('WAWebCollections');
    let message = ids.map((one) => Msg.get(one)).find(Boolean);
    if (!message && order.isRepeat) message = await kit.message(...ids);
    const repeated = message !== undefined && (message.ack ?? 0) >= 0;
    if (!repeated) {
      const lent = order.file?.token ? window.watertightFiles?.get(order.file.token) : undefined;
      if (order.file && !lent) return { kind: 'wants-file' };
      const quoted = order.quotedId ? await kit.message(order.quotedId) : undefined;
      const preview = await steps.preview(order);
      await steps.type(order);
      const upload = order.file && lent ? await steps.upload(lent, order.file) : undefined;
      if (upload === null) return { kind: 'fault', begun, detail: 'The upload took too long' };
      if (!kit.isConnected()) return { kind: 'refused', why: 'not-connected' };
      if (Date.now() > endOfBeginning) return { kind: 'fault', begun, detail: 'No time was left to send it' };

      const fields = { ...preview, ...upload?.fields, ...order.attributes };
      if (Array.isArray(fields.messageSecret)) fields.messageSecret = Uint8Array.from(fields.messageSecret);
      // A refused message is still shown as refused; the page keeps it when it is sent again under its key.
      if (message) message.ack = 0;
      begun = true;
      const body = upload ? upload.body : order.body;
      message =
        (await steps.place(order, chat, body, fields, quoted !== undefined)) ??
        ids.map((one) => Msg.get(one)).find(Boolean);
    }
    if (!message) return { kind: 'fault', begun, detail: 'The page does not show the message it was given' };
    // A channel's message is shown as sent whatever the server answered; only then it has the server's id.
    const isTold = !order.chatId.endsWith('@newsletter') || message.serverId !== undefined;
    const ack = isTold ? await steps.acknowledged(message, order.ackWithinMs) : -1;
    return { kind: 'placed', id: kit.keyOf(message.id) || id, ack, repeated };
  } catch (error) {
    return { kind: 'fault', begun, detail: kit.worded(error) };
  }
}

export type LookupAnswer =
  { kind: 'found'; id: string; ack: number } | { kind: 'absent' } | { kind: 'not-synced' };

/** Looks a message of ours up by its key, in memory and in the page's storage. */
export async function lookUpInPage(wanted: KeyedMessage, kit: Kit): Promise<LookupAnswer> {
  if (!kit.isConnected() || !kit.load('WAWebSocketModel').Socket.hasSynced) return { kind: 'not-synced' };
  const chat = await kit.chat(wanted.chatId).catch(() => null);
  const remotes = [...new Set([chat ? kit.idOf(chat.id) : wanted.chatId, wanted.chatId])];
  const writers = wanted.isGroup ? kit.me() : [];
  const ids = remotes.flatMap((remote) => {
    const base = `true_${remote}_${wanted.key}`;
    return [base, ...writers.map((writer) => `${base}_${writer}`)];
  });
  const message = await kit.message(...ids);
  if (!message) return { kind: 'absent' };
  return { kind: 'found', id: kit.keyOf(message.id) || ids[0]!, ack: message.ack ?? 0 };
}

/** Forgets a file that was lent. */
export function takeFileBackInPage(token: string): void {
  window.watertightFiles?.delete(token);
}
