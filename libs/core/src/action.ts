import type { ChatId } from './chat.ts';
import type { ErrorCode } from './errors.ts';

/** A person as WhatsApp knows him: one person, however he is addressed. */
export interface Identity {
  /** How we spell the chat with him: his digits, or `…@lid` while his number is hidden. */
  chatId: ChatId;
  phoneNumber: string | null;
  /** `…@lid` */
  lid: string | null;
}

/** What is known of a contact. */
export interface ContactInfo extends Identity {
  /** As the phone's owner saved it. */
  name: string | null;
  /** As the person calls himself. */
  pushName: string | null;
  isBusiness: boolean;
  /** In the phone's address book. */
  isMyContact: boolean;
  isBlocked: boolean;
}

export interface GroupParticipant extends Identity {
  role: 'member' | 'admin' | 'superadmin';
}

export interface GroupInfo {
  /** `…@g.us` */
  chatId: ChatId;
  subject: string;
  description: string | null;
  owner: Identity | null;
  createdAt: string | null;
  /** Only admins may write. */
  announce: boolean;
  /** Only admins may change subject, picture and description. */
  restrict: boolean;
  participants: GroupParticipant[];
}

/** How a change of one participant ended; `code` is WhatsApp's. */
export interface ParticipantResult extends Identity {
  ok: boolean;
  code: number;
  detail: string | null;
  /** The person must be invited: the link to send him. */
  inviteLink: string | null;
}

export interface ChatInfo {
  chatId: ChatId;
  name: string | null;
  isGroup: boolean;
  unreadCount: number;
  archived: boolean;
  pinned: boolean;
  mutedUntil: string | null;
  lastMessageAt: string | null;
}

/** A WhatsApp channel ("newsletter"). */
export interface BroadcastChannelInfo {
  /** `…@newsletter` */
  channelId: string;
  name: string;
  description: string | null;
  inviteLink: string | null;
  role: 'owner' | 'admin' | 'subscriber' | 'guest';
}

export interface LabelInfo {
  labelId: string;
  name: string;
  /** `#rrggbb` */
  color: string | null;
}

interface Named<Args, Result> {
  args: Args;
  result: Result;
}

/** Whom a message belongs to and what the provider calls it. */
export interface ProviderMessage {
  chatId: ChatId;
  providerMessageId: string;
  fromMe: boolean;
}

/**
 * What a living phone can be asked to do at once, apart from sending. An action is not queued: it is done now, by
 * the worker that holds the phone, or refused. What survives crashes is a message.
 */
export interface PhoneActions {
  'pairing-code': Named<{ phoneNumber: string }, { code: string; expiresAt: string }>;

  'chat.typing': Named<{ chatId: ChatId; state: 'typing' | 'recording' | 'paused' }, null>;
  /** `message`: the last message read; the Cloud API needs it. */
  'chat.read': Named<{ chatId: ChatId; message: ProviderMessage | null }, null>;
  'chat.unread': Named<{ chatId: ChatId }, null>;
  'chat.archive': Named<{ chatId: ChatId; archived: boolean }, null>;
  'chat.pin': Named<{ chatId: ChatId; pinned: boolean }, null>;
  /** `until`: an ISO time, `forever`, or null to hear it again. */
  'chat.mute': Named<{ chatId: ChatId; until: string | null }, null>;
  'chat.clear': Named<{ chatId: ChatId }, null>;
  'chat.delete': Named<{ chatId: ChatId }, null>;
  'chat.info': Named<{ chatId: ChatId }, ChatInfo>;
  'chat.labels': Named<{ chatId: ChatId; labelIds: string[] }, null>;
  'label.list': Named<object, LabelInfo[]>;

  presence: Named<{ available: boolean }, null>;

  'message.edit': Named<ProviderMessage & { text: string; mentions: ChatId[] }, null>;
  'message.delete': Named<ProviderMessage & { forEveryone: boolean }, null>;

  /** Whether numbers are on WhatsApp. */
  'contact.check': Named<{ phoneNumbers: string[] }, (Identity & { asked: string; exists: boolean })[]>;
  'contact.list': Named<object, ContactInfo[]>;
  'contact.info': Named<
    { chatId: ChatId },
    ContactInfo & { about: string | null; pictureUrl: string | null }
  >;
  'contact.block': Named<{ chatId: ChatId; blocked: boolean }, null>;

  'group.list': Named<object, Omit<GroupInfo, 'participants'>[]>;
  'group.info': Named<{ chatId: ChatId }, GroupInfo>;
  'group.create': Named<
    { subject: string; participants: ChatId[] },
    { chatId: ChatId; participants: ParticipantResult[] }
  >;
  'group.participants': Named<
    { chatId: ChatId; participants: ChatId[]; change: 'add' | 'remove' | 'promote' | 'demote' },
    ParticipantResult[]
  >;
  'group.update': Named<
    {
      chatId: ChatId;
      subject?: string | undefined;
      description?: string | undefined;
      announce?: boolean | undefined;
      restrict?: boolean | undefined;
    },
    GroupInfo
  >;
  /** A picture that was kept, or null to remove it. */
  'group.picture': Named<{ chatId: ChatId; mediaId: string | null }, null>;
  /** `revoke`: the present link becomes worthless and a new one is made. */
  'group.invite': Named<{ chatId: ChatId; revoke: boolean }, { inviteCode: string; inviteLink: string }>;
  'group.join': Named<{ inviteCode: string }, { chatId: ChatId }>;
  'group.leave': Named<{ chatId: ChatId }, null>;

  'channel.list': Named<object, BroadcastChannelInfo[]>;
  'channel.info': Named<{ inviteCode: string }, BroadcastChannelInfo>;
  'channel.follow': Named<{ channelId: string; follow: boolean }, null>;
}

export type ActionName = keyof PhoneActions;

/** One action with what it needs: `{ name: 'chat.typing', chatId, state }`. */
export type PhoneAction = { [Name in ActionName]: { name: Name } & PhoneActions[Name]['args'] }[ActionName];

export type ActionOf<Name extends ActionName> = { name: Name } & PhoneActions[Name]['args'];

export type ActionResult<T = unknown> =
  | { kind: 'done'; value: T }
  /** Certain: nothing was done. */
  | { kind: 'refused'; code: ErrorCode; detail: string }
  /** No answer came in time: it may or may not have been done. */
  | { kind: 'unknown'; detail: string };

export type ResultOf<Name extends ActionName> = ActionResult<PhoneActions[Name]['result']>;
