import { messagingLimitOf, type PhoneReason, type ProbeResult, type ProviderFacts } from '@watertight/core';
import { readFault, tokenSentence, type GraphFault } from './errors.ts';
import type { GraphEnd, GraphServer } from './graph.ts';
import { firstText, isFields, parseJson, type Fields } from './json.ts';
import type { TokenFacts } from './tokens.ts';

const BASIC = 'display_phone_number,verified_name,quality_rating';
const MORE =
  'status,name_status,code_verification_status,throughput,account_mode,platform_type,is_official_business_account';
/**
 * What a number is asked for. A field that a version of Graph does not know fails the whole question, so that there
 * is a smaller one: since October 2025 the limit belongs to the portfolio and has another name.
 */
export const PROBE_FIELDS: readonly string[] = [
  `${BASIC},${MORE},whatsapp_business_manager_messaging_limit`,
  `${BASIC},${MORE},messaging_limit_tier`,
  BASIC,
];

const UNKNOWN_FIELD = 100;
const UNKNOWN_OBJECT_SUBCODE = 33;

/** Asks for a number with the most fields that this Graph knows. Remembers which those are. */
export function createNumberReader() {
  const known = new WeakMap<GraphServer, number>();
  return async (server: GraphServer, phoneNumberId: string, accessToken: string, signal: AbortSignal) => {
    let end: GraphEnd = { kind: 'not-sent', reason: 'nothing was asked' };
    for (let at = known.get(server) ?? 0; at < PROBE_FIELDS.length; at++) {
      const path = `${encodeURIComponent(phoneNumberId)}?fields=${PROBE_FIELDS[at]}`;
      end = await server.call({ method: 'GET', path, accessToken, signal });
      if (!isUnknownField(end)) {
        if (end.kind === 'answered' && end.status === 200) known.set(server, at);
        break;
      }
    }
    return end;
  };
}

function errorOf(end: GraphEnd): Fields | null {
  const answer = end.kind === 'answered' ? parseJson(end.body) : null;
  return isFields(answer) && isFields(answer.error) ? answer.error : null;
}

function isUnknownField(end: GraphEnd): boolean {
  const error = errorOf(end);
  return error?.code === UNKNOWN_FIELD && error.error_subcode !== UNKNOWN_OBJECT_SUBCODE;
}

const isUnknownObject = (error: Fields): boolean =>
  error.code === UNKNOWN_FIELD && error.error_subcode === UNKNOWN_OBJECT_SUBCODE;
const isTokenFault = ({ code }: GraphFault): boolean => code === 0 || code === 102 || code === 190;
const isPermissionFault = ({ code }: GraphFault): boolean => code === 10 || (code >= 200 && code <= 299);
const isLock = ({ code }: GraphFault): boolean => code === 368 || code === 131031;

/**
 * What asking Graph for the phone number shows. Whatever is neither a refusal of the token nor a failure of the
 * server counts as ready, unless Meta says of the number itself that it is not: it answered, and it took the token.
 */
export function judgeProbe(end: GraphEnd, now: Date): ProbeResult {
  if (end.kind !== 'answered') {
    return {
      status: 'disconnected',
      code: 'UNREACHABLE',
      reason: `Meta could not be reached: ${end.reason}.`,
    };
  }
  const error = errorOf(end);
  const fault = readFault(error);
  const refusal = error && fault && refusalOf(error, fault);
  if (refusal) return refusal;
  if (end.status >= 500) {
    const reason = `Meta answered with HTTP status ${end.status}.`;
    return { status: 'disconnected', code: 'UNREACHABLE', reason };
  }
  const answer = parseJson(end.body);
  if (end.status !== 200 || !isFields(answer)) return { status: 'ready' };
  const me = firstText(answer.display_phone_number)?.replaceAll(/\D/g, '');
  const provider = providerFacts(answer, now);
  return { ...judgeNumber(provider.numberStatus), ...(me ? { me } : {}), provider };
}

function refusalOf(error: Fields, fault: GraphFault): ProbeResult | null {
  const failed = (code: PhoneReason, reason: string): ProbeResult => ({ status: 'failed', code, reason });
  const detail = `(code ${fault.code}): ${fault.detail}`;
  if (isTokenFault(fault)) return failed('TOKEN_REFUSED', tokenSentence(fault));
  if (isPermissionFault(fault))
    return failed('PERMISSION_MISSING', `The access token may not use this phone number ${detail}`);
  if (isUnknownObject(error)) {
    const words = `Meta knows no such phone number, or the access token may not see it ${detail}`;
    return failed('PERMISSION_MISSING', words);
  }
  return isLock(fault) ? failed('BANNED', `Meta has locked the account ${detail}`) : null;
}

type Judged = Pick<ProbeResult, 'status' | 'code' | 'reason'>;

/** Meta's words for how a number is; of what is not named here nothing is concluded. */
const NUMBER_STATUSES: Readonly<Record<string, Judged>> = {
  FLAGGED: {
    status: 'ready',
    code: 'FLAGGED',
    reason: 'Recipients complain: Meta has flagged the number and may restrict it.',
  },
  RESTRICTED: {
    status: 'ready',
    code: 'RESTRICTED',
    reason: 'Meta has restricted the number: for a while it may answer people and write to nobody first.',
  },
  RATE_LIMITED: {
    status: 'ready',
    code: 'LIMIT_REACHED',
    reason: 'The number has written to as many people first as it may in 24 hours.',
  },
  BANNED: { status: 'failed', code: 'BANNED', reason: 'Meta has banned the number.' },
  PENDING: {
    status: 'failed',
    code: 'NOT_REGISTERED',
    reason: 'The number is not registered yet: register it.',
  },
  UNVERIFIED: {
    status: 'failed',
    code: 'NOT_REGISTERED',
    reason: 'It is not proven whose number it is: request a code, verify it, and register the number.',
  },
  DISCONNECTED: {
    status: 'failed',
    code: 'NOT_REGISTERED',
    reason: 'The number is registered no more: register it again.',
  },
  DELETED: { status: 'failed', code: 'NUMBER_GONE', reason: 'The number was deleted at Meta.' },
  MIGRATED: { status: 'failed', code: 'NUMBER_GONE', reason: 'The number was moved to another account.' },
};

const judgeNumber = (status: string | null): Judged =>
  (status === null ? undefined : NUMBER_STATUSES[status]) ?? { status: 'ready' };

function providerFacts(answer: Fields, now: Date): ProviderFacts {
  const { throughput, is_official_business_account: isOfficial } = answer;
  const tier = firstText(answer.whatsapp_business_manager_messaging_limit, answer.messaging_limit_tier);
  return {
    verifiedName: firstText(answer.verified_name),
    nameStatus: firstText(answer.name_status),
    numberStatus: firstText(answer.status),
    qualityRating: firstText(answer.quality_rating),
    messagingLimit: messagingLimitOf(tier),
    messagingTier: tier,
    throughput: isFields(throughput) ? firstText(throughput.level) : null,
    codeVerificationStatus: firstText(answer.code_verification_status),
    accountMode: firstText(answer.account_mode),
    platformType: firstText(answer.platform_type),
    isOfficialBusinessAccount: typeof isOfficial === 'boolean' ? isOfficial : null,
    tokenExpiresAt: null,
    checkedAt: now.toISOString(),
  };
}

const WARN_BEFORE_MS = 7 * 24 * 3_600_000;

/** Adds when the access token ends. A phone that works and whose token ends within a week says so. */
export function withToken(result: ProbeResult, token: TokenFacts | null, now: Date): ProbeResult {
  if (!token || !result.provider) return result;
  const { expiresAt } = token;
  const provider = { ...result.provider, tokenExpiresAt: expiresAt?.toISOString() ?? null };
  const isSoon = expiresAt !== null && expiresAt.getTime() - now.getTime() < WARN_BEFORE_MS;
  if (!isSoon || result.reason !== undefined) return { ...result, provider };
  const reason = `The access token expires at ${expiresAt.toISOString()}: set a new one before.`;
  return { ...result, provider, code: 'TOKEN_EXPIRES', reason };
}
