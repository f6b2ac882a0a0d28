import { Type, type Static } from 'typebox';
import { recipientKey } from './recipient.ts';

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

const FAULT_KINDS = [
  'http500',
  'http503',
  'http429',
  'error',
  'reset-before',
  'reset-after',
  'slow',
  'failed-status',
] as const;
export type FaultKind = (typeof FAULT_KINDS)[number];

/**
 * What goes wrong with a send. The first rule that matches and fires decides. `code` is Meta's error code
 * (of `error` and `failed-status`), `status` the HTTP status of `error`, `delayMs` how long `slow` holds the
 * answer back, `probability` how often the rule fires (default always), `count` how often it fires at most.
 */
export const FaultRule = Type.Object(
  {
    match: Type.Optional(
      Type.Object(
        { phoneNumberId: Type.Optional(Type.String()), to: Type.Optional(Type.String()) },
        { ...strict },
      ),
    ),
    kind: Type.Unsafe<FaultKind>({ type: 'string', enum: FAULT_KINDS }),
    code: Type.Optional(Type.Integer({ minimum: 0 })),
    status: Type.Optional(Type.Integer({ minimum: 400, maximum: 599 })),
    delayMs: Type.Optional(Millis),
    probability: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    count: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  strict,
);
export type FaultRule = Static<typeof FaultRule>;

const Delays = Type.Object(
  { sentMs: MillisOrNever, deliveredMs: MillisOrNever, readMs: MillisOrNever, playedMs: MillisOrNever },
  strict,
);

export const Behaviour = Type.Object(
  {
    /** From the acceptance to each status; null leaves that status out. Only voice messages are played. */
    delays: Delays,
    /** How long the answer to a send is held back; the message is accepted before. */
    latencyMs: Millis,
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
    faults: Type.Array(FaultRule, { maxItems: 1000 }),
  },
  strict,
);
export type Behaviour = Static<typeof Behaviour>;

export const BehaviourPatch = Type.Partial(
  Type.Object({ ...Behaviour.properties, delays: Type.Partial(Delays, strict) }),
  strict,
);
export type BehaviourPatch = Static<typeof BehaviourPatch>;

const DEFAULTS: Behaviour = {
  delays: { sentMs: 10, deliveredMs: 50, readMs: 150, playedMs: 200 },
  latencyMs: 0,
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
  faults: [],
};

/** How the simulator behaves at the moment. */
export class BehaviourStore {
  readonly #initial: Behaviour;
  #current: Behaviour;

  /** Throws when `initial` contradicts itself. */
  constructor(initial: BehaviourPatch = {}) {
    const problem = problemOf(initial);
    if (problem) throw new Error(problem);
    this.#initial = merged(DEFAULTS, initial);
    this.#current = structuredClone(this.#initial);
  }

  get current(): Readonly<Behaviour> {
    return this.#current;
  }

  /** Changes what `patch` names and keeps the rest; answers a sentence when it cannot. */
  patch(patch: BehaviourPatch): string | undefined {
    const problem = problemOf(patch);
    if (!problem) this.#current = merged(this.#current, patch);
    return problem;
  }

  /** Back to how the simulator was started. */
  reset(): void {
    this.#current = structuredClone(this.#initial);
  }

  /** The fault that hits this send, if any; uses up one of the rule's `count`. */
  takeFault(phoneNumberId: string, to: string): FaultRule | undefined {
    const rule = this.#current.faults.find((rule) => fires(rule, phoneNumberId, to));
    if (rule?.count !== undefined) rule.count -= 1;
    return rule;
  }
}

function merged(base: Behaviour, patch: BehaviourPatch): Behaviour {
  const { delays, ...rest } = structuredClone(patch);
  return { ...structuredClone(base), ...rest, delays: { ...base.delays, ...delays } };
}

function fires(rule: FaultRule, phoneNumberId: string, to: string): boolean {
  if (rule.count === 0) return false;
  if (rule.match?.phoneNumberId !== undefined && rule.match.phoneNumberId !== phoneNumberId) return false;
  if (rule.match?.to !== undefined && recipientKey(rule.match.to) !== to) return false;
  return rule.probability === undefined || Math.random() < rule.probability;
}

const ALLOWED: Record<'code' | 'status' | 'delayMs', readonly FaultKind[]> = {
  code: ['error', 'failed-status'],
  status: ['error'],
  delayMs: ['slow'],
};

function problemOf(patch: BehaviourPatch): string | undefined {
  for (const [index, rule] of (patch.faults ?? []).entries()) {
    if (rule.kind === 'error' && rule.code === undefined)
      return `faults/${index} is of kind error and needs a code.`;
    for (const [key, kinds] of Object.entries(ALLOWED)) {
      if (key in rule && !kinds.includes(rule.kind))
        return `faults/${index}/${key} belongs to the kind ${kinds.join(' or ')}, not to ${rule.kind}.`;
    }
  }
  return undefined;
}
