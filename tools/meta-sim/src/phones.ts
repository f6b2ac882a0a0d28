/** A business phone number as the simulator knows it. */
export interface Phone {
  phoneNumberId: string;
  wabaId: string;
  displayPhoneNumber: string;
  verifiedName: string;
  /** The one token that may use the phone; null takes any token that does not say "invalid" or "revoked". */
  accessToken: string | null;
  /** Key of the webhook signatures. */
  appSecret: string;
  webhookUrl: string;
  verifyToken: string;
}

/** What a phone gets that does not say otherwise. */
export type PhoneDefaults = Pick<Phone, 'appSecret' | 'webhookUrl' | 'verifyToken'>;

export type PhoneRegistration = Partial<Omit<Phone, 'phoneNumberId'>>;

export type TokenVerdict = 'fine' | 'missing' | 'wrong' | 'revoked';

const CAPACITY = 100_000;
const NUMERIC = /^\d{1,32}$/;

/** The phone numbers that this simulator answers for. */
export class Phones {
  readonly #registered = new Map<string, Phone>();
  /** Ids that an open simulator answered for without a registration, so that their accounts are known. */
  readonly #seen = new Set<string>();
  readonly #defaults: PhoneDefaults;
  readonly #open: boolean;
  readonly #isRevoked: (token: string) => boolean;

  /** `open` answers for every numeric phone number id, registered or not. */
  constructor(defaults: PhoneDefaults, open: boolean, isRevoked: (token: string) => boolean = () => false) {
    this.#defaults = defaults;
    this.#open = open;
    this.#isRevoked = isRevoked;
  }

  find(phoneNumberId: string): Phone | undefined {
    const registered = this.#registered.get(phoneNumberId);
    if (registered) return registered;
    if (!this.#open || !NUMERIC.test(phoneNumberId)) return undefined;
    if (this.#seen.size < CAPACITY) this.#seen.add(phoneNumberId);
    return this.fallback(phoneNumberId);
  }

  /** The phones of a business account, those of an open simulator included once they were used. */
  ofAccount(wabaId: string): Phone[] {
    const own = this.list().filter((phone) => phone.wabaId === wabaId);
    const id = wabaId.slice(1);
    return own.length === 0 && wabaId.startsWith('9') && this.#seen.has(id) ? [this.fallback(id)] : own;
  }

  /** Whether there is such a business account; an open simulator has every one whose id is a number. */
  hasAccount(wabaId: string): boolean {
    return this.#open ? NUMERIC.test(wabaId) : this.ofAccount(wabaId).length > 0;
  }

  /** A phone in whose name an account tells something. */
  speakerOf(wabaId: string): Phone {
    return this.ofAccount(wabaId)[0] ?? { ...this.fallback('0'), wabaId };
  }

  /** A phone made of defaults alone. */
  fallback(phoneNumberId: string): Phone {
    return {
      phoneNumberId,
      wabaId: `9${phoneNumberId}`,
      displayPhoneNumber: `1555${phoneNumberId.slice(-7).padStart(7, '0')}`,
      verifiedName: 'Simulated Business',
      accessToken: null,
      ...this.#defaults,
    };
  }

  /** Registers or replaces a phone; what `given` leaves out comes from the defaults. False when there is no room. */
  put(phoneNumberId: string, given: PhoneRegistration): Phone | false {
    if (!this.#registered.has(phoneNumberId) && this.#registered.size >= CAPACITY) return false;
    const phone = { ...this.fallback(phoneNumberId), ...given };
    this.#registered.set(phoneNumberId, phone);
    return phone;
  }

  /** The registered phones. */
  list(): Phone[] {
    return [...this.#registered.values()];
  }

  /** Says whether the token may use the phone; without a phone, whether it could be a token at all. */
  judge(token: string | undefined, phone: Phone | undefined): TokenVerdict {
    if (!token) return 'missing';
    if (this.#isRevoked(token)) return 'revoked';
    if (phone && phone.accessToken !== null) return token === phone.accessToken ? 'fine' : 'wrong';
    if (token.includes('revoked')) return 'revoked';
    return token.includes('invalid') ? 'wrong' : 'fine';
  }
}
