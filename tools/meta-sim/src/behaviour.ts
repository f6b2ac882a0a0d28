import { Type, type Static } from 'typebox';
import { FaultRule, fires, problemOf, type FaultTarget } from './faults.ts';
import { LimitSettings, NO_LIMITS } from './limits.ts';

const DAY_MS = 86_400_000;
const strict = { additionalProperties: false };
const Millis = Type.Integer({ minimum: 0, maximum: DAY_MS });
const Seconds = Type.Number({ minimum: 0, maximum: 366 * 86_400 });
const MillisOrNever = Type.Unsafe<number | null>({
  type: 'integer',
  nullable: true,
  minimum: 0,
  maximum: DAY_MS,
});

const Delays = Type.Object(
  { sentMs: MillisOrNever, deliveredMs: MillisOrNever, readMs: MillisOrNever, playedMs: MillisOrNever },
  strict,
);

/** Answers take a random time: log-normal around the median, so that a few take very long. */
const Latency = Type.Object(
  { medianMs: Millis, sigma: Type.Number({ minimum: 0, maximum: 3 }), maxMs: Millis },
  strict,
);

export type LastStatus = 'sent' | 'delivered' | 'read';

/** What is different with one number: rules that come before those for all, and the last status that it hears of. */
const PhoneBehaviour = Type.Object(
  {
    faults: Type.Array(FaultRule, { maxItems: 100 }),
    /** `delivered`: nobody reads; `sent`: nothing arrives at anybody's phone. */
    lastStatus: Type.Unsafe<LastStatus>({ type: 'string', enum: ['sent', 'delivered', 'read'] }),
  },
  strict,
);

export const Behaviour = Type.Object(
  {
    /** From the acceptance to each status; null leaves that status out. Only voice messages are played. */
    delays: Delays,
    /** How long the answer to a send is held back; the message is accepted before. */
    latencyMs: Millis,
    /** A random time on top of `latencyMs`; null: none. */
    latency: Type.Unsafe<Static<typeof Latency> | null>({ ...Latency, type: ['object', 'null'] }),
    /** False: no status webhooks at all. */
    statuses: Type.Boolean(),
    /** Every webhook is posted twice. */
    duplicateWebhooks: Type.Boolean(),
    /** The statuses of a message come in random order, and so do the updates of a batch. */
    shuffleWebhooks: Type.Boolean(),
    /** Updates in one POST at most. */
    batchSize: Type.Integer({ minimum: 1, maximum: 1000 }),
    /** How long an update waits for others to share its POST. */
    coalesceMs: Type.Integer({ minimum: 0, maximum: 60_000 }),
    /** Pause after the first failed POST; it doubles up to `retryMaxMs`. */
    retryFirstMs: Type.Integer({ minimum: 1, maximum: DAY_MS }),
    retryMaxMs: Type.Integer({ minimum: 1, maximum: DAY_MS }),
    /** How long the address of a file can be used. */
    mediaUrlSeconds: Seconds,
    /** How long an uploaded file can be sent and fetched. */
    uploadedMediaSeconds: Seconds,
    /** How long a file that a user sent can be fetched. */
    inboundMediaSeconds: Seconds,
    /** How long the review of a template takes, and how it ends. */
    templateReviewMs: Millis,
    templateReview: Type.Unsafe<'approve' | 'reject' | 'wait'>({
      type: 'string',
      enum: ['approve', 'reject', 'wait'],
    }),
    /** What `debug_token` says of every token; `tokenExpiresAt` in seconds since 1970, 0: never. */
    tokenScopes: Type.Array(Type.String(), { maxItems: 100 }),
    tokenExpiresAt: Type.Integer({ minimum: 0 }),
    /** The limits that are kept; all are off at the start. */
    limits: LimitSettings,
    /** Differences from `limits` by phone number id. */
    phoneLimits: Type.Record(Type.String(), Type.Partial(LimitSettings, strict)),
    /** Tokens that are answered with 190. */
    revokedTokens: Type.Array(Type.String(), { maxItems: 10_000 }),
    /** Who is in a group, by group id; each participant gets the message delivered and reads it. */
    groups: Type.Record(Type.String(), Type.Array(Type.String(), { maxItems: 1024 })),
    faults: Type.Array(FaultRule, { maxItems: 1000 }),
    /** By phone number id. A change replaces what it names and keeps the other numbers. */
    ofPhone: Type.Record(Type.String(), PhoneBehaviour),
  },
  strict,
);
export type Behaviour = Static<typeof Behaviour>;

export const BehaviourPatch = Type.Partial(
  Type.Object({
    ...Behaviour.properties,
    delays: Type.Partial(Delays, strict),
    limits: Type.Partial(LimitSettings, strict),
  }),
  strict,
);
export type BehaviourPatch = Static<typeof BehaviourPatch>;

const DEFAULTS: Behaviour = {
  delays: { sentMs: 10, deliveredMs: 50, readMs: 150, playedMs: 200 },
  latencyMs: 0,
  latency: null,
  statuses: true,
  duplicateWebhooks: false,
  shuffleWebhooks: false,
  batchSize: 100,
  coalesceMs: 3,
  retryFirstMs: 200,
  retryMaxMs: 5000,
  mediaUrlSeconds: 300,
  uploadedMediaSeconds: 30 * 86_400,
  inboundMediaSeconds: 7 * 86_400,
  templateReviewMs: 50,
  templateReview: 'approve',
  tokenScopes: ['whatsapp_business_management', 'whatsapp_business_messaging', 'business_management'],
  tokenExpiresAt: 0,
  limits: NO_LIMITS,
  phoneLimits: {},
  revokedTokens: [],
  groups: {},
  faults: [],
  ofPhone: {},
};

/** How the simulator behaves at the moment. */
export class BehaviourStore {
  readonly #initial: Behaviour;
  #current: Behaviour;

  /** Throws when `initial` contradicts itself. */
  constructor(initial: BehaviourPatch = {}) {
    const problem = problemIn(initial);
    if (problem) throw new Error(problem);
    this.#initial = merged(DEFAULTS, initial);
    this.#current = merged(this.#initial, {});
  }

  get current(): Readonly<Behaviour> {
    return this.#current;
  }

  /** Changes what `patch` names and keeps the rest; answers a sentence when it cannot. */
  patch(patch: BehaviourPatch): string | undefined {
    const problem = problemIn(patch);
    if (!problem) this.#current = merged(this.#current, patch);
    return problem;
  }

  /** Back to how the simulator was started. */
  reset(): void {
    this.#current = merged(this.#initial, {});
  }

  /** The fault that hits this request, if any; uses up one of the rule's `count`. */
  takeFault(target: FaultTarget): FaultRule | undefined {
    const own = this.#current.ofPhone[target.phoneNumberId ?? '']?.faults;
    const isIt = (rule: FaultRule) => fires(rule, target);
    const rule = own?.find(isIt) ?? this.#current.faults.find(isIt);
    if (rule?.count !== undefined) rule.count -= 1;
    return rule;
  }

  /** The limits of one phone; exactly `NO_LIMITS` when none is on. */
  limitsOf(phoneNumberId: string): LimitSettings {
    const own = this.#current.phoneLimits[phoneNumberId];
    return own ? { ...this.#current.limits, ...own } : this.#current.limits;
  }

  /** The last status that a number hears of its messages. */
  lastStatusOf(phoneNumberId: string): LastStatus {
    return this.#current.ofPhone[phoneNumberId]?.lastStatus ?? 'read';
  }

  /** How long to hold an answer back, milliseconds. */
  drawLatencyMs(): number {
    const { latencyMs, latency } = this.#current;
    if (!latency) return latencyMs;
    const normal = Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
    return latencyMs + Math.min(latency.maxMs, latency.medianMs * Math.exp(latency.sigma * normal));
  }
}

function problemIn({ faults = [], ofPhone = {} }: BehaviourPatch): string | undefined {
  const own = Object.values(ofPhone).map((phone) => problemOf(phone.faults));
  return problemOf(faults) ?? own.find((problem) => problem !== undefined);
}

function merged(base: Behaviour, patch: BehaviourPatch): Behaviour {
  const { delays, limits, ofPhone, ...rest } = structuredClone(patch);
  return {
    ...structuredClone(base),
    ...rest,
    delays: { ...base.delays, ...delays },
    limits: mergedLimits(base.limits, limits),
    ofPhone: Object.fromEntries(
      Object.entries({ ...structuredClone(base.ofPhone), ...ofPhone }).filter(
        ([, phone]) => phone.faults.length > 0 || phone.lastStatus !== 'read',
      ),
    ),
  };
}

function mergedLimits(base: LimitSettings, patch: Partial<LimitSettings> | undefined): LimitSettings {
  const limits = { ...base, ...patch };
  const none = Object.entries(NO_LIMITS).every(
    ([key, value]) => limits[key as keyof LimitSettings] === value,
  );
  return none ? NO_LIMITS : limits;
}
