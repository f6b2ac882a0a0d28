import { Type, type Static } from 'typebox';
import { recipientKey } from './recipient.ts';

const DAY_MS = 86_400_000;
const strict = { additionalProperties: false };

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

const CALLS = ['messages', 'media', 'download', 'other', 'any'] as const;
/** Which requests a fault can hit: sends, uploads and media ids, files fetched by their address, all the rest. */
export type FaultCall = (typeof CALLS)[number];

/**
 * What goes wrong with a request, unless `match.call` says otherwise with a send. The first rule that matches
 * and fires decides. `code` is Meta's error code (of `error` and `failed-status`), `status` the HTTP status of
 * `error`, `delayMs` how long `slow` holds the answer back, `probability` how often the rule fires (default
 * always), `count` how often it fires at most.
 */
export const FaultRule = Type.Object(
  {
    match: Type.Optional(
      Type.Object(
        {
          phoneNumberId: Type.Optional(Type.String()),
          to: Type.Optional(Type.String()),
          call: Type.Optional(Type.Unsafe<FaultCall>({ type: 'string', enum: CALLS })),
        },
        { ...strict },
      ),
    ),
    kind: Type.Unsafe<FaultKind>({ type: 'string', enum: FAULT_KINDS }),
    code: Type.Optional(Type.Integer({ minimum: 0 })),
    status: Type.Optional(Type.Integer({ minimum: 400, maximum: 599 })),
    delayMs: Type.Optional(Type.Integer({ minimum: 0, maximum: DAY_MS })),
    probability: Type.Optional(Type.Number({ minimum: 0, maximum: 1 })),
    count: Type.Optional(Type.Integer({ minimum: 0 })),
  },
  strict,
);
export type FaultRule = Static<typeof FaultRule>;

/** What a rule is held against; `to` as the ledger writes it. */
export interface FaultTarget {
  call: Exclude<FaultCall, 'any'>;
  phoneNumberId?: string | undefined;
  to?: string;
}

/** Whether the rule hits this request now. */
export function fires(rule: FaultRule, { call, phoneNumberId, to }: FaultTarget): boolean {
  if (rule.count === 0) return false;
  const { match } = rule;
  const wanted = match?.call ?? 'messages';
  if (wanted !== 'any' && wanted !== call) return false;
  if (match?.phoneNumberId !== undefined && match.phoneNumberId !== phoneNumberId) return false;
  if (match?.to !== undefined && recipientKey(match.to) !== to) return false;
  return rule.probability === undefined || Math.random() < rule.probability;
}

const ALLOWED: Record<'code' | 'status' | 'delayMs', readonly FaultKind[]> = {
  code: ['error', 'failed-status'],
  status: ['error'],
  delayMs: ['slow'],
};

/** What contradicts itself in these rules, as a sentence. */
export function problemOf(faults: readonly FaultRule[]): string | undefined {
  for (const [index, rule] of faults.entries()) {
    if (rule.kind === 'error' && rule.code === undefined)
      return `faults/${index} is of kind error and needs a code.`;
    if (rule.kind === 'failed-status' && (rule.match?.call ?? 'messages') !== 'messages')
      return `faults/${index} is of kind failed-status, which only a send can have.`;
    for (const [key, kinds] of Object.entries(ALLOWED)) {
      if (key in rule && !kinds.includes(rule.kind))
        return `faults/${index}/${key} belongs to the kind ${kinds.join(' or ')}, not to ${rule.kind}.`;
    }
  }
  return undefined;
}
