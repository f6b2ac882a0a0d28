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
  desiredState: DesiredState;
  createdAt: Date;
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
  /** IANA name; UTC when absent. */
  timezone?: string;
}

/** How a phone is doing, as its worker last reported it. */
export interface PhoneState {
  status: PhoneStatus;
  /** One sentence on why, for `disconnected` and `failed`. */
  reason: string | null;
  /** The phone's own number, digits, once known. */
  me: string | null;
  instanceId: string | null;
  /** When it last became ready. */
  connectedAt: Date | null;
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
