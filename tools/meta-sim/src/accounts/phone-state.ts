import { Type, type Static } from 'typebox';

const CAPACITY = 100_000;
const strict = { additionalProperties: false };

function words<const T extends string>(...allowed: T[]) {
  return Type.Unsafe<T>({ type: 'string', enum: allowed });
}

/** What a business sees of a phone beside its name and number, and what it has set. */
export const PhoneState = Type.Object(
  {
    /** Whether it may send; false after `deregister`. */
    registered: Type.Boolean(),
    status: words(
      'CONNECTED',
      'PENDING',
      'DISCONNECTED',
      'MIGRATED',
      'BANNED',
      'RESTRICTED',
      'FLAGGED',
      'RATE_LIMITED',
      'UNVERIFIED',
    ),
    qualityRating: words('GREEN', 'YELLOW', 'RED', 'UNKNOWN'),
    nameStatus: words(
      'APPROVED',
      'AVAILABLE_WITHOUT_REVIEW',
      'DECLINED',
      'EXPIRED',
      'PENDING_REVIEW',
      'NONE',
    ),
    codeVerificationStatus: words('VERIFIED', 'NOT_VERIFIED', 'EXPIRED'),
    messagingLimit: words(
      'TIER_50',
      'TIER_250',
      'TIER_1K',
      'TIER_2K',
      'TIER_10K',
      'TIER_100K',
      'TIER_UNLIMITED',
    ),
    throughputLevel: words('STANDARD', 'HIGH', 'NOT_APPLICABLE'),
    accountMode: words('LIVE', 'SANDBOX'),
    isOfficial: Type.Boolean(),
    isOnBizApp: Type.Boolean(),
    /** The two-step PIN, null when none is set. */
    pin: Type.Unsafe<string | null>({ type: ['string', 'null'], pattern: '^\\d{6}$' }),
  },
  strict,
);
export type PhoneState = Static<typeof PhoneState>;

export interface PhoneRecord extends PhoneState {
  /** The code that was "sent" for verification. */
  verificationCode: string | undefined;
  /** Wrong PINs since the last right one. */
  wrongPins: number;
  /** When it was registered or deregistered, the latest ten. */
  registrations: number[];
  profile: Record<string, unknown>;
  settings: Record<string, unknown>;
  blocked: Set<string>;
}

const START: PhoneState = {
  registered: true,
  status: 'CONNECTED',
  qualityRating: 'GREEN',
  nameStatus: 'APPROVED',
  codeVerificationStatus: 'VERIFIED',
  messagingLimit: 'TIER_1K',
  throughputLevel: 'STANDARD',
  accountMode: 'LIVE',
  isOfficial: false,
  isOnBizApp: false,
  pin: null,
};

/** The records of all phones; a phone nobody changed has none. The newest 100,000 are kept. */
export class PhoneRecords {
  readonly #records = new Map<string, PhoneRecord>();

  /** What is known of a phone, for reading. */
  read(phoneNumberId: string): Readonly<PhoneRecord> {
    return this.#records.get(phoneNumberId) ?? fresh();
  }

  /** The record of a phone, to be changed in place. */
  change(phoneNumberId: string): PhoneRecord {
    const known = this.#records.get(phoneNumberId);
    if (known) return known;
    const record = fresh();
    this.#records.set(phoneNumberId, record);
    if (this.#records.size > CAPACITY) this.#records.delete(this.#records.keys().next().value!);
    return record;
  }

  /** Whether the phone may send; quick, for the path of every message. */
  mayThisSend(phoneNumberId: string): boolean {
    return this.#records.size === 0 || (this.#records.get(phoneNumberId)?.registered ?? true);
  }
}

function fresh(): PhoneRecord {
  const profile = { messaging_product: 'whatsapp' };
  const rest = { verificationCode: undefined, wrongPins: 0, registrations: [], settings: {}, profile };
  return { ...START, ...rest, blocked: new Set() };
}
