/**
 * What page and server say to each other over the WebSocket at /ws/chat: one JSON object for each frame.
 * The page side is src/page/kernel/session.js.
 */

/** -1 refused, 0 pending in the page, 1 taken by the server, 2 delivered, 3 read, 4 played. */
export type Ack = -1 | 0 | 1 | 2 | 3 | 4;

/** How somebody reacted to a message; one for each person. */
export interface WireReaction {
  /** Serialized key of the reaction itself. */
  id: string;
  sender: string;
  emoji: string;
  /** Unix milliseconds. */
  at: number;
}

/** What somebody chose in a poll; one for each person. */
export interface WireVote {
  id: string;
  sender: string;
  /** `localId` of the options; empty when the vote was taken back. */
  options: number[];
  at: number;
}

/** A message as a linked device keeps it. `id` is the serialized key, `key` the part that newId() minted. */
export interface WireMessage {
  id: string;
  key: string;
  fromMe: boolean;
  /** The other side of the conversation: `<digits>@c.us` or `<digits>@g.us`. */
  chat: string;
  /** In groups: who wrote it. */
  participant?: string;
  type: string;
  body: string;
  /** Unix seconds. */
  t: number;
  ack: Ack;
  notifyName?: string;
  /** The attributes that this kind of message has beside the common ones, as src/page/kernel/codec.js writes them. */
  data?: Record<string, unknown>;
  /** LIDs in this message whose phone numbers the page may know. */
  aliases?: Record<string, string>;
  reactions?: WireReaction[];
  votes?: WireVote[];
}

/** Messages that change another one and never stand in a conversation themselves. */
export const AMENDMENTS: readonly string[] = ['reaction', 'poll_update', 'protocol'];

/** A contact, group, channel, chat or label as pages get it; addresses are wids. */
export interface WireContact {
  id: string;
  lid: string;
  name?: string;
  pushName?: string;
  about?: string;
  business?: boolean;
  blocked?: boolean;
  picture?: string;
}

export interface WireGroup {
  id: string;
  subject: string;
  description: string;
  createdAt: number;
  announce: boolean;
  restrict: boolean;
  adminsAdd: boolean;
  joinApproval: boolean;
  inviteCode: string;
  picture?: string;
  /** Whether its members are addressed by LID. */
  lids: boolean;
  members: { pn: string; lid: string; admin: boolean; owner: boolean }[];
  requests: { id: string; at: number }[];
}

export interface WireChannel {
  id: string;
  name: string;
  description: string;
  inviteCode: string;
  createdAt: number;
  reactions: number;
  picture?: string;
  role: 'owner' | 'subscriber' | 'guest';
  muted: boolean;
  subscribers: number;
}

export interface WireFlags {
  archived?: boolean;
  pinned?: number;
  mutedUntil?: number;
  markedUnread?: boolean;
  labels?: string[];
}

/** What a page is told about everything around the messages when it comes. */
export interface WireWorld {
  /** The owner's own LID. */
  lid: string;
  contacts: WireContact[];
  groups: WireGroup[];
  channels: WireChannel[];
  chats: [string, WireFlags][];
  labels: { id: string; name: string; hexColor: string }[];
}

/** Faults that only the page itself can show. */
export interface PageFaults {
  sendUndefined: boolean;
  sendHangs: boolean;
  seenHangs: boolean;
}

export interface WireCall {
  id: string;
  /** Who calls, or in which group. */
  peer: string;
  isVideo: boolean;
  isGroup: boolean;
  /** Unix seconds. */
  at: number;
}

export interface Identity {
  deviceId: string;
  secret: string;
}

export interface BrowserInfo {
  os?: string;
  name?: string;
}

export type PageFrame =
  | { kind: 'hello'; identity?: Identity; qrTail?: string; about?: BrowserInfo }
  | { kind: 'send'; message: WireMessage }
  | { kind: 'got'; id: string }
  | { kind: 'ask'; n: number; what: string; args: Record<string, unknown> };

export type ServerFrame =
  | { kind: 'qr'; ref: string }
  | { kind: 'linked'; identity: Identity }
  | {
      kind: 'welcome';
      phone: string;
      pushName: string;
      history: WireMessage[];
      earlyEvents: boolean;
      syncMs: number;
      neverSyncs: boolean;
      linkPreviewMs: number;
      platform: string;
      /** Where programs outside the browser reach the simulator. */
      origin: string;
      world: WireWorld;
    }
  | { kind: 'unlinked' }
  | { kind: 'conflict' }
  | { kind: 'ack'; id: string; ack: Ack }
  | { kind: 'message'; message: WireMessage }
  | { kind: 'contact'; contact: WireContact }
  | { kind: 'group'; group: WireGroup }
  | { kind: 'channel'; channel: WireChannel }
  | { kind: 'chat'; id: string; flags: WireFlags }
  | { kind: 'label'; label: WireWorld['labels'][number] }
  | { kind: 'call'; call: WireCall }
  /** No more QR codes until the page asks for them. */
  | { kind: 'idle' }
  | { kind: 'blocked'; state: string }
  /** The page answers with `got` of this id once it behaves so. */
  | { kind: 'faults'; id: string; faults: PageFaults }
  | { kind: 'reload' }
  | { kind: 'ready-again' }
  | { kind: 'pass-state'; state: string; ms: number }
  | { kind: 'leak'; mb: number }
  | { kind: 'crash' }
  | { kind: 'hang'; ms: number }
  | { kind: 'answer'; n: number; value?: unknown; error?: string; code?: number };

const SERIALIZED_MAX = 300;
const BODY_MAX = 100_000;
const QR_TAIL_MAX = 1_000;

function isShortText(value: unknown, max: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= max;
}

function isWireMessage(value: unknown): value is WireMessage {
  const message = value as Partial<WireMessage> | null;
  return (
    typeof message === 'object' &&
    message !== null &&
    isShortText(message.id, SERIALIZED_MAX) &&
    isShortText(message.key, SERIALIZED_MAX) &&
    isShortText(message.chat, SERIALIZED_MAX) &&
    isShortText(message.type, 40) &&
    typeof message.body === 'string' &&
    message.body.length <= BODY_MAX &&
    typeof message.t === 'number' &&
    (message.data === undefined || (typeof message.data === 'object' && message.data !== null))
  );
}

function isHello({ identity, qrTail, about }: Partial<Record<string, unknown>>): boolean {
  const isObject = (value: unknown) => typeof value === 'object' && value !== null;
  if (identity !== undefined) return isObject(identity) && (about === undefined || isObject(about));
  return isShortText(qrTail, QR_TAIL_MAX);
}

/** The frame in `text`, or undefined when it is none that a page may send. */
export function parsePageFrame(text: string): PageFrame | undefined {
  let frame: Partial<Record<string, unknown>>;
  try {
    frame = JSON.parse(text) as Partial<Record<string, unknown>>;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
  if (typeof frame !== 'object' || frame === null) return undefined;
  switch (frame['kind']) {
    case 'hello':
      return isHello(frame) ? (frame as PageFrame) : undefined;
    case 'send':
      return isWireMessage(frame['message']) ? (frame as PageFrame) : undefined;
    case 'got':
      return isShortText(frame['id'], SERIALIZED_MAX) ? (frame as PageFrame) : undefined;
    case 'ask':
      return typeof frame['n'] === 'number' && isShortText(frame['what'], 40)
        ? ({ ...frame, args: frame['args'] ?? {} } as PageFrame)
        : undefined;
    default:
      return undefined;
  }
}
