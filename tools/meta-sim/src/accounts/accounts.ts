import type { Phone } from '../phones.ts';

const CAPACITY = 100_000;

/** A webhook address that stands in for the app's own. */
export interface Override {
  uri: string;
  verifyToken: string;
}

/** What has been set at a business account. One that nobody changed is subscribed and has no override. */
interface Account {
  subscribed: boolean;
  override: Override | undefined;
}

/** Which business accounts are subscribed to the app, and where their webhooks and those of phones go. */
export class Accounts {
  readonly #accounts = new Map<string, Account>();
  readonly #phoneOverrides = new Map<string, Override>();

  isSubscribed(wabaId: string): boolean {
    return this.#accounts.get(wabaId)?.subscribed ?? true;
  }

  overrideOf(wabaId: string): Override | undefined {
    return this.#accounts.get(wabaId)?.override;
  }

  phoneOverrideOf(phoneNumberId: string): Override | undefined {
    return this.#phoneOverrides.get(phoneNumberId);
  }

  /** Subscribes the app; without an override an earlier one is taken back, as with Meta. */
  subscribe(wabaId: string, override: Override | undefined): void {
    this.#put(wabaId, { subscribed: true, override });
  }

  unsubscribe(wabaId: string): void {
    this.#put(wabaId, { subscribed: false, override: undefined });
  }

  /** Undefined takes the phone's own address back. */
  overridePhone(phoneNumberId: string, override: Override | undefined): void {
    if (!override) return void this.#phoneOverrides.delete(phoneNumberId);
    this.#phoneOverrides.set(phoneNumberId, override);
    if (this.#phoneOverrides.size > CAPACITY) dropOldest(this.#phoneOverrides);
  }

  /** Where the webhooks of a phone go, nowhere when its account is not subscribed. */
  webhookUrlOf({ phoneNumberId, wabaId, webhookUrl }: Phone): string | undefined {
    if (this.#accounts.size === 0 && this.#phoneOverrides.size === 0) return webhookUrl;
    const account = this.#accounts.get(wabaId);
    if (account?.subscribed === false) return undefined;
    return this.#phoneOverrides.get(phoneNumberId)?.uri ?? account?.override?.uri ?? webhookUrl;
  }

  #put(wabaId: string, account: Account): void {
    this.#accounts.set(wabaId, account);
    if (this.#accounts.size > CAPACITY) dropOldest(this.#accounts);
  }
}

function dropOldest(map: Map<string, unknown>): void {
  map.delete(map.keys().next().value!);
}
