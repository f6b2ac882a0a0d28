import { Type, type Static } from 'typebox';
import type { BehaviourStore } from './behaviour.ts';
import type { Inbox } from './inbox.ts';

const DAY_MS = 86_400_000;
const KEYS = 200_000;
const strict = { additionalProperties: false };

function orNever(minimum: number, maximum: number) {
  return Type.Unsafe<number | null>({ type: 'integer', nullable: true, minimum, maximum });
}

/** The limits that Meta keeps; null leaves one out. */
export const LimitSettings = Type.Object(
  {
    /** Messages a second of one number, both directions together (Meta: 80). Above it 130429. */
    throughput: orNever(1, 1_000_000),
    /** Pause that each message to one recipient costs (Meta: 6000). Before it is over 131056. */
    pairIntervalMs: orNever(1, DAY_MS),
    /** Messages to one recipient that may be borrowed within one pause (Meta: 45). */
    pairBurst: Type.Integer({ minimum: 1, maximum: 10_000 }),
    /** Only templates reach a user who has not written within `windowMs`. Everything else 131047. */
    window: Type.Boolean(),
    windowMs: Type.Integer({ minimum: 1, maximum: 7 * DAY_MS }),
    /** Users that a business account may open a conversation with in 24 hours. Above it 131048. */
    uniqueUsers: orNever(1, 10_000_000),
    /** How `window` and `uniqueUsers` are told: by a failed status after 200, or at once. */
    told: Type.Unsafe<'status' | 'at-once'>({ type: 'string', enum: ['status', 'at-once'] }),
    /** A template must exist, be approved and get the parameters that it has: 132001, 132015, 132016, 132000, 132012. */
    templates: Type.Boolean(),
  },
  strict,
);
export type LimitSettings = Static<typeof LimitSettings>;

export const NO_LIMITS: LimitSettings = {
  throughput: null,
  pairIntervalMs: null,
  pairBurst: 45,
  window: false,
  windowMs: DAY_MS,
  uniqueUsers: null,
  told: 'status',
  templates: false,
};

export interface Limited {
  code: number;
  details: string;
  told: 'status' | 'at-once';
}

/** A message, as far as limits need it. */
export interface LimitedCall {
  phoneNumberId: string;
  wabaId: string;
  /** As the ledger writes it. */
  to: string;
  isTemplate: boolean;
}

/** Keeps the limits that the behaviour switches on. The newest 200,000 pairs are remembered. */
export class Limits {
  readonly #behaviour: BehaviourStore;
  readonly #inbox: Inbox;
  readonly #buckets = new Map<string, { tokens: number; at: number }>();
  readonly #pairs = new Map<string, { startedAt: number; count: number }>();
  /** By business account: when a conversation with a user was last opened, the oldest first. */
  readonly #opened = new Map<string, Map<string, number>>();

  constructor(behaviour: BehaviourStore, inbox: Inbox) {
    this.#behaviour = behaviour;
    this.#inbox = inbox;
  }

  /** Counts the message and says which limit it runs into; undefined when it may go. */
  hit(call: LimitedCall): Limited | undefined {
    const limits = this.#behaviour.limitsOf(call.phoneNumberId);
    if (limits === NO_LIMITS) return undefined;
    return this.#throughput(call, limits) ?? this.#pair(call, limits) ?? this.#conversation(call, limits);
  }

  /** What comes in counts for the throughput too, but is never refused. */
  countInbound(phoneNumberId: string): void {
    const { throughput } = this.#behaviour.limitsOf(phoneNumberId);
    if (throughput !== null) this.#bucketOf(phoneNumberId, throughput).tokens -= 1;
  }

  #throughput({ phoneNumberId }: LimitedCall, { throughput }: LimitSettings): Limited | undefined {
    if (throughput === null) return undefined;
    const bucket = this.#bucketOf(phoneNumberId, throughput);
    if (bucket.tokens < 1)
      return atOnce(
        130429,
        `Message failed to send because more than ${throughput} a second came from this number.`,
      );
    bucket.tokens -= 1;
    return undefined;
  }

  /** The bucket holds one second's worth. */
  #bucketOf(phoneNumberId: string, throughput: number) {
    const now = performance.now();
    const bucket = this.#buckets.get(phoneNumberId) ?? { tokens: throughput, at: now };
    bucket.tokens = Math.min(throughput, bucket.tokens + ((now - bucket.at) * throughput) / 1000);
    bucket.at = now;
    remember(this.#buckets, phoneNumberId, bucket);
    return bucket;
  }

  /** Within the first pause a burst may be borrowed; then there is silence until it is paid back. */
  #pair({ phoneNumberId, to }: LimitedCall, limits: LimitSettings): Limited | undefined {
    const { pairIntervalMs, pairBurst } = limits;
    if (pairIntervalMs === null) return undefined;
    const now = performance.now();
    const key = `${phoneNumberId} ${to}`;
    const pair = this.#pairs.get(key);
    if (!pair || now >= pair.startedAt + pair.count * pairIntervalMs) {
      remember(this.#pairs, key, { startedAt: now, count: 1 });
      return undefined;
    }
    if (now < pair.startedAt + pairIntervalMs && pair.count < pairBurst) {
      pair.count += 1;
      return undefined;
    }
    return atOnce(
      131056,
      'Message failed to send because too many were sent to this recipient in a short time.',
    );
  }

  #conversation(call: LimitedCall, limits: LimitSettings): Limited | undefined {
    const { window, windowMs, uniqueUsers, told } = limits;
    if (!window && uniqueUsers === null) return undefined;
    const last = this.#inbox.lastFrom(call.phoneNumberId, call.to);
    if (last !== undefined && Date.now() - last < windowMs) return undefined;
    if (window && !call.isTemplate)
      return {
        code: 131047,
        details: 'More than 24 hours have passed since the recipient last replied.',
        told,
      };
    if (uniqueUsers === null || !call.isTemplate || this.#opens(call, uniqueUsers)) return undefined;
    const details = `Conversations with more than ${uniqueUsers} users in 24 hours.`;
    return { code: 131048, details, told };
  }

  /** Whether the user is among those of the last 24 hours, or there is room for one more. */
  #opens({ wabaId, to }: LimitedCall, uniqueUsers: number): boolean {
    const now = Date.now();
    const users = this.#opened.get(wabaId) ?? new Map<string, number>();
    this.#opened.set(wabaId, users);
    for (const [user, at] of users) {
      if (now - at < DAY_MS) break;
      users.delete(user);
    }
    if (!users.has(to) && users.size >= uniqueUsers) return false;
    users.delete(to);
    users.set(to, now);
    return true;
  }
}

function atOnce(code: number, details: string): Limited {
  return { code, details, told: 'at-once' };
}

function remember<T>(map: Map<string, T>, key: string, value: T): void {
  if (map.has(key)) return void map.set(key, value);
  map.set(key, value);
  if (map.size <= KEYS) return;
  for (const oldest of map.keys()) {
    map.delete(oldest);
    return;
  }
}
