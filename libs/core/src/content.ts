import type { MediaRef } from './media.ts';

/** Marks that any content may carry. */
export interface ContentMarks {
  /** How often it was forwarded, as far as WhatsApp says; absent when it was written for this chat. */
  forwarded?: number;
  /** Inbound: the advertisement or post that the person came from. */
  referral?: Referral;
  /** Inbound: the product of a catalogue that it asks about. */
  referredProduct?: { catalogId: string; productId: string };
}

/** What somebody tapped on before he wrote; Cloud API. */
export interface Referral {
  sourceUrl?: string;
  /** `ad` or `post` */
  sourceType?: string;
  sourceId?: string;
  headline?: string;
  body?: string;
  /** `image` or `video` */
  mediaType?: string;
  imageUrl?: string;
  videoUrl?: string;
  thumbnailUrl?: string;
  /** Meta's id of the click. */
  clickId?: string;
  /** The greeting that the advertisement showed. */
  welcomeText?: string;
}

export interface TextContent extends ContentMarks {
  text: string;
  /** False: no preview of the first link. */
  linkPreview?: boolean;
}

export interface MediaContent extends ContentMarks {
  caption?: string;
  /** Null: it was announced and could not be fetched; `mediaError` says why. */
  media: MediaRef | null;
  mediaError?: string;
  /** To be seen once. */
  viewOnce?: boolean;
  /** Video: plays by itself, without sound. */
  gif?: boolean;
  /** Sticker: it moves. */
  animated?: boolean;
  durationSeconds?: number;
}

export interface LocationContent extends ContentMarks {
  latitude: number;
  longitude: number;
  name?: string;
  address?: string;
  url?: string;
  /** Inbound: the place moves on for a while. */
  live?: boolean;
}

export interface ContactCard {
  name: string;
  /** As written: with or without `+`, spaces and dashes. */
  phones: string[];
  organization?: string;
  /** Inbound: the card as it came. */
  vcard?: string;
}

export interface ContactContent extends ContentMarks {
  contacts: ContactCard[];
}

export interface PollContent extends ContentMarks {
  question: string;
  options: string[];
  /** 1: one answer; 0: as many as there are options. */
  maxSelections: number;
}

/** The message that it reacts to is `quotedMessageId` too; an empty emoji takes the reaction back. */
export interface ReactionContent {
  emoji: string;
  messageId: string | null;
}

/** The stored files that an object in the Cloud API's shape names by `mediaId`, by that id. */
export interface NamedFiles {
  files?: Record<string, MediaRef>;
}

/** Outbound: an interactive object in the Cloud API's shape. */
export interface InteractiveContent extends NamedFiles {
  interactive: Record<string, unknown>;
}

/** Inbound: what was chosen. */
export interface ReplyContent {
  kind: 'button' | 'list' | 'flow';
  id: string;
  title: string;
  payload?: unknown;
}

/** Outbound, in the Cloud API's shape. */
export interface TemplateContent extends NamedFiles {
  name: string;
  language: string;
  components: Record<string, unknown>[];
}

/** Inbound `order`: WhatsApp Web tells its id and how many things, the Cloud API the things themselves. */
export interface OrderContent {
  orderId?: string;
  token?: string;
  title?: string;
  text?: string;
  catalogId?: string;
  itemCount?: number;
  items?: { productId: string; quantity: number; price?: number; currency?: string }[];
}

/** Inbound `system`: what happened to a chat, said by nobody. */
export interface SystemContent {
  /** The provider's name of it: `subject`, `add`, `user_changed_number`, `request_welcome`, … */
  event: string;
  /** Those whom it is about. */
  participants: string[];
  text?: string;
}

/** Inbound `call`: somebody rang. */
export interface CallContent {
  callId: string;
  video: boolean;
  group: boolean;
}

/** By type, as in CONTRACT 4; what has no mapping is kept as the provider said it. */
export type MessageContent =
  | TextContent
  | MediaContent
  | LocationContent
  | ContactContent
  | PollContent
  | ReactionContent
  | InteractiveContent
  | ReplyContent
  | TemplateContent
  | OrderContent
  | SystemContent
  | CallContent
  | Record<string, unknown>;
