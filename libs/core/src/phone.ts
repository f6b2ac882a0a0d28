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

/** Pacing and throughput of one phone (DESIGN 7). */
export interface PhoneLimits {
  enabled?: boolean;
  /** Upper bound of messages a second. */
  messagesPerSecond?: number;
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
