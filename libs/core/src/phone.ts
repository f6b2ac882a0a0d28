/** The two ways to WhatsApp. One more channel is one more word here and one more app folder. */
export const CONNECTION_TYPES = ['wwebjs', 'meta'] as const;
export type ConnectionType = (typeof CONNECTION_TYPES)[number];

export const PHONE_MODES = ['live', 'sandbox'] as const;
export type PhoneMode = (typeof PHONE_MODES)[number];

export const PHONE_STATUSES = [
  'stopped',
  'starting',
  'qr',
  'pairing',
  'authenticated',
  'ready',
  'disconnected',
  'failed',
] as const;
export type PhoneStatus = (typeof PHONE_STATUSES)[number];

/** Why a phone is not ready, as a word that programs can branch on; the sentence beside it is for people. */
export const PHONE_REASONS = [
  /** The owner unlinked this device on the phone, or it was logged out through the API. */
  'LOGGED_OUT',
  /** WhatsApp has blocked the number. */
  'BANNED',
  /** WhatsApp Web is open elsewhere with the same session, and keeps taking it back. */
  'CONFLICT',
  /** The page says that it is not paired; it is loaded anew. */
  'UNPAIRED',
  /** WhatsApp no longer accepts this version of its page. */
  'VERSION_REFUSED',
  /** WhatsApp refuses connections from this address. */
  'ADDRESS_REFUSED',
  /** Nobody scanned the QR code. */
  'QR_TIMEOUT',
  /** A phase of starting or pairing took too long. */
  'PHASE_TIMEOUT',
  /** The page has lost its connection to WhatsApp. */
  'SOCKET_LOST',
  /** WhatsApp's page cannot be loaded, or Meta cannot be reached. */
  'UNREACHABLE',
  /** Chromium cannot be started. */
  'BROWSER_FAILED',
  'BROWSER_ENDED',
  'PAGE_CRASHED',
  /** The page does not answer, or came back without the library. */
  'PAGE_HUNG',
  /** WhatsApp acknowledges nothing that the page sends. */
  'MUTE',
  /** It failed too often; it is tried again slowly. */
  'CRASH_LOOP',
  /** The kept login cannot be read or put in place now. */
  'LOGIN_UNAVAILABLE',
  /** Sandbox phones have nowhere to go here. */
  'NO_SANDBOX',
  /** It begins anew because somebody asked for it, or because of a change of the phone. */
  'RESTARTED',
  /** It begins anew because of its memory or age. */
  'RECYCLED',
  /** Its worker was stopped, or gives the phone to another one. */
  'HANDED_OVER',
  /** Meta does not accept the access token (any more), or there is none. */
  'TOKEN_REFUSED',
  /** The access token may not use this number. */
  'PERMISSION_MISSING',
  /** It works; its access token expires within a week. */
  'TOKEN_EXPIRES',
  /** The number is not registered for the Cloud API. */
  'NOT_REGISTERED',
  /** The number was deleted, or moved to another account. */
  'NUMBER_GONE',
  /** It works; Meta has restricted the number: it may answer, and begin no conversation for a while. */
  'RESTRICTED',
  /** It works; recipients complain, and Meta is about to restrict the number. */
  'FLAGGED',
  /** It works; the number has used up how many people it may write to first. */
  'LIMIT_REACHED',
  /** Meta does not let the WhatsApp Business account send: it is locked, blocked, or cannot be charged. */
  'ACCOUNT_BLOCKED',
  /** Our own store cannot be read. */
  'STORE_AWAY',
] as const;
export type PhoneReason = (typeof PHONE_REASONS)[number];

export const DESIRED_STATES = ['start', 'stop'] as const;
export type DesiredState = (typeof DESIRED_STATES)[number];

/** What a phone is, apart from how it is doing. */
export interface Phone {
  /** Stable id of the phone and name of its lane; survives a change of connection type. */
  phoneId: string;
  companyId: string;
  phoneIndex: number;
  name: string | null;
  connectionType: ConnectionType;
  processName: string;
  mode: PhoneMode;
  /** Meta's phone number id, or digits made by us for a WhatsApp Web phone. */
  phoneNumberId: string;
  wabaId: string | null;
  limits: PhoneLimits | null;
  fallback: PhoneFallback | null;
  desiredState: DesiredState;
  createdAt: Date;
}

/** Which phone of the company serves a phone's messages while it is not ready. */
export interface PhoneFallback {
  phoneIndex: number;
  /** So long it must not have been ready. */
  afterSeconds: number;
  /** Whether what waits for it already goes the same way; else new messages alone. */
  queued: boolean;
}

/** Pacing and throughput of one phone (DESIGN 7); what is absent has the channel's default, see pace.ts. */
export interface PhoneLimits {
  /** False turns all limits off, true turns the channel's defaults on also for a sandbox phone. */
  enabled?: boolean;
  /** Upper bound of messages a second. */
  messagesPerSecond?: number;
  /** How many may go at once after a pause. */
  burst?: number;
  /** To one recipient: on average one message in so many seconds … */
  pairIntervalSeconds?: number;
  /** … of which so many may be borrowed at once. */
  pairBurst?: number;
  /** At least so many seconds between two messages; on average `jitter` times as many more. */
  minGapSeconds?: number;
  /** 0 to 1: how much a gap varies. */
  jitter?: number;
  /** Messages a day, by `timezone`. */
  dailyCap?: number;
  /** A new phone begins with `startPerDay` and reaches the daily cap after `days`. */
  warmUp?: { startPerDay: number; days: number };
  /** Nothing is sent from `from` to `to` (HH:MM, by `timezone`). */
  quietHours?: { from: string; to: string };
  /** WhatsApp Web: the chat sees the phone typing before a text, longer before a longer one, at most so long. */
  typingSeconds?: number;
  /** IANA name; UTC when absent. */
  timezone?: string;
  /**
   * Cloud API: whether what is no template is refused outside a person's window. Absent: when it is known to be closed,
   * and not in the sandbox.
   */
  serviceWindow?: boolean;
}

/** What a provider says of a number, in its own words; null where it says nothing. */
export interface ProviderFacts {
  /** The name that recipients see. */
  verifiedName: string | null;
  /** Whether that name was accepted: `APPROVED`, `PENDING_REVIEW`, `DECLINED`, … */
  nameStatus: string | null;
  /** `CONNECTED`, `FLAGGED`, `RESTRICTED`, `BANNED`, `PENDING`, … */
  numberStatus: string | null;
  /** `GREEN`, `YELLOW`, `RED`, or `UNKNOWN`. */
  qualityRating: string | null;
  /** To how many people it may write first in 24 hours; null: to any number, or not known. */
  messagingLimit: number | null;
  /** The same as Meta has it: `TIER_1K`. */
  messagingTier: string | null;
  /** `STANDARD` or `HIGH`. */
  throughput: string | null;
  codeVerificationStatus: string | null;
  /** `LIVE` or `SANDBOX`. */
  accountMode: string | null;
  /** `CLOUD_API`, `ON_PREMISE`, … */
  platformType: string | null;
  isOfficialBusinessAccount: boolean | null;
  /** When the access token ends, ISO; null: never, or not known. */
  tokenExpiresAt: string | null;
  /** When the provider was last asked, ISO. */
  checkedAt: string;
}

/**
 * How many people a messaging limit in Meta's words allows in 24 hours: `TIER_1K` is 1000. Null for `TIER_UNLIMITED`,
 * and for what is no such word.
 */
export function messagingLimitOf(tier: string | null): number | null {
  const [, count, unit] = /^TIER_(\d{1,6})([KM]?)$/.exec(tier ?? '') ?? [];
  if (count === undefined) return null;
  return Number(count) * (unit === 'K' ? 1000 : unit === 'M' ? 1_000_000 : 1);
}

/** How a phone is doing, as its worker last reported it. */
export interface PhoneState {
  status: PhoneStatus;
  /** One sentence on why, for `disconnected` and `failed`; for `ready` what its owner had better know. */
  reason: string | null;
  /** The same as a word; null where there is none. */
  reasonCode: PhoneReason | null;
  /** The phone's own number, digits, once known. */
  me: string | null;
  instanceId: string | null;
  /** When it last became ready. */
  connectedAt: Date | null;
  /** Since when it is not; null while it is ready. */
  notReadySince: Date | null;
  /** What the provider says of it; null for channels whose provider says nothing. */
  provider: ProviderFacts | null;
  /** How often in a row it was asked how it is and was not well. */
  failedChecks: number;
  /** Since when we hear what comes to it, where its channel has a window to answer in; null: nothing came yet. */
  heardSince: Date | null;
  updatedAt: Date;
}

export interface QrCode {
  /** The text to draw as a QR code. */
  qr: string;
  expiresAt: Date;
}

/** What the Meta worker needs beyond the phone itself; never leaves the processes. */
export interface MetaCredentials {
  phoneNumberId: string;
  wabaId: string | null;
  accessToken: string;
  appSecret: string | null;
  verifyToken: string | null;
}
