import type { ChatId } from './chat.ts';
import type { ErrorCode } from './errors.ts';
import type { NewTemplate, TemplateChange, TemplateFacts } from './template.ts';

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

/** The last message that the other side wrote; the Cloud API shows by it what is shown in a chat. */
export interface LastHeard extends ProviderMessage {
  /** ISO */
  at: string;
}

/** What Meta lets a business be. */
export const BUSINESS_VERTICALS = [
  'OTHER',
  'AUTO',
  'BEAUTY',
  'APPAREL',
  'EDU',
  'ENTERTAIN',
  'EVENT_PLAN',
  'FINANCE',
  'GROCERY',
  'GOVT',
  'HOTEL',
  'HEALTH',
  'NONPROFIT',
  'PROF_SERVICES',
  'RETAIL',
  'TRAVEL',
  'RESTAURANT',
  'ALCOHOL',
  'ONLINE_GAMBLING',
  'PHYSICAL_GAMBLING',
  'OTC_DRUGS',
  'MATRIMONY_SERVICE',
] as const;

/** What people see of a business. */
export interface BusinessProfile {
  about: string | null;
  address: string | null;
  description: string | null;
  email: string | null;
  websites: string[];
  /** One of BUSINESS_VERTICALS, unless Meta has new ones. */
  vertical: string | null;
  pictureUrl: string | null;
}

/** An empty text takes away what stood there. */
export interface BusinessProfileChange {
  about?: string | undefined;
  address?: string | undefined;
  description?: string | undefined;
  email?: string | undefined;
  websites?: string[] | undefined;
  vertical?: (typeof BUSINESS_VERTICALS)[number] | undefined;
  /** A picture that was kept. */
  pictureMediaId?: string | undefined;
}

/** Where Meta's webhooks of a phone go. */
export interface WebhookSubscription {
  wabaId: string;
  /** The apps that hear of the account; one of them had better be the one of the phone's access token. */
  apps: { appId: string; name: string | null; callbackUrl: string | null }[];
  /** Which addresses stand above the app's own; the phone's comes first. */
  callbackUrls: { phone: string | null; account: string | null; app: string | null };
}

/** For all phones of an account, or for one alone. */
export type SubscriptionScope = 'account' | 'phone';

/**
 * What a living phone can be asked to do at once, apart from sending. An action is not queued: it is done now, by
 * the worker that holds the phone, or refused. What survives crashes is a message.
 */
export interface PhoneActions {
  'pairing-code': Named<{ phoneNumber: string }, { code: string; expiresAt: string }>;

  /** `message`: what is answered; the Cloud API needs it. */
  'chat.typing': Named<
    { chatId: ChatId; state: 'typing' | 'recording' | 'paused'; message?: LastHeard | null | undefined },
    null
  >;
  /** `message`: the last message read; the Cloud API needs it. `typing`: show at once that an answer is written. */
  'chat.read': Named<{ chatId: ChatId; message: LastHeard | null; typing?: boolean | undefined }, null>;
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

  /** Takes the number into use, and sets its PIN of two-step verification or shows it. `region`: where data rest. */
  'number.register': Named<{ pin: string; region?: string | undefined }, null>;
  'number.deregister': Named<object, null>;
  /** Changes the PIN of two-step verification. */
  'number.set-pin': Named<{ pin: string }, null>;
  /** Lets WhatsApp send the code that proves whose number it is. `language`: `en_US`. */
  'number.request-code': Named<{ method: 'SMS' | 'VOICE'; language: string }, null>;
  'number.verify-code': Named<{ code: string }, null>;

  'profile.read': Named<object, BusinessProfile>;
  'profile.update': Named<BusinessProfileChange, BusinessProfile>;

  'subscription.read': Named<object, WebhookSubscription>;
  /** `callbackUrl`: in place of the app's own; of a phone there is no subscription without one. */
  'subscription.set': Named<
    { scope: SubscriptionScope; callbackUrl?: string | undefined; verifyToken?: string | undefined },
    WebhookSubscription
  >;
  'subscription.remove': Named<{ scope: SubscriptionScope }, null>;

  /** Brings what is kept here in line with what Meta has; `templates`: how many that are. */
  'template.sync': Named<object, { templates: number }>;
  'template.create': Named<{ template: NewTemplate }, TemplateFacts>;
  'template.edit': Named<{ templateId: string; change: TemplateChange }, TemplateFacts>;
  /** All languages of a name, or the one with this id. */
  'template.delete': Named<{ templateName: string; templateId?: string | undefined }, { removed: number }>;
}

export type ActionName = keyof PhoneActions;

/** One action with what it needs: `{ name: 'chat.typing', chatId, state }`. */
export type PhoneAction = { [Name in ActionName]: { name: Name } & PhoneActions[Name]['args'] }[ActionName];

export type ActionOf<Name extends ActionName> = { name: Name } & PhoneActions[Name]['args'];

export type ActionResult<T = unknown> =
  | { kind: 'done'; value: T }
  /** Certain: nothing was done. */
  | { kind: 'refused'; code: ErrorCode; detail: string; providerCode?: string | undefined }
  /** No answer came in time: it may or may not have been done. */
  | { kind: 'unknown'; detail: string };

export type ResultOf<Name extends ActionName> = ActionResult<PhoneActions[Name]['result']>;
