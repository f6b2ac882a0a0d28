import type { ErrorCode, MessageError, Outcome, PhoneReason, PhoneStop } from '@watertight/core';
import { firstText, isFields } from './json.ts';

/** Pauses before attempt 2, 3, …: `firstMs`, then each `factor` times longer, at most `maxMs`. */
export interface BackOff {
  firstMs: number;
  factor: number;
  maxMs: number;
}

/** What one of Meta's error codes means for the message and for what stands behind it. */
export type Meaning = Later | { /** Sending it again cannot help. */ kind: 'refused'; code: ErrorCode };

interface Fault {
  /** The phone fails with it; Meta's own words follow. */
  sentence: string;
  reason: PhoneReason;
  /** The probe cannot see it: until the pause is over, the phone stays failed. */
  isUnseen?: true;
}

interface Later {
  kind: 'later';
  /** What has to wait: this message, its chat, the whole phone, or every phone of its account. */
  scope: 'message' | 'chat' | 'phone' | 'account';
  backOff: BackOff;
  code: ErrorCode;
  /** The reason lies in the phone, and somebody has to mend it. */
  fault?: Fault;
}

type Codes = number | readonly [first: number, last: number];

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const backOff = (firstMs: number, factor: number, maxMs: number): BackOff => ({ firstMs, factor, maxMs });

/**
 * Something went wrong with one message. The other chats go on, so that a message which Graph can never digest
 * blocks no phone; and since tries are counted, they are spread over more than ten minutes.
 */
export const TRANSIENT: Later = {
  kind: 'later',
  scope: 'message',
  backOff: backOff(SECOND, 3, 5 * MINUTE),
  code: 'PROVIDER_UNAVAILABLE',
};
/** Nothing gets through for a moment; short pauses, so that sending resumes within seconds of the end. */
const OVERLOADED: Later = { ...TRANSIENT, scope: 'phone', backOff: backOff(SECOND, 2, 15 * SECOND) };
const TOO_MANY: Later = { ...OVERLOADED, backOff: backOff(2 * SECOND, 2, MINUTE), code: 'RATE_LIMITED' };

/** No message of the phone will go until somebody mends it; it is asked for again now and then. */
const fault = (stop: Fault, code: ErrorCode, pause: BackOff): Later => ({
  kind: 'later',
  scope: 'phone',
  backOff: pause,
  code,
  fault: stop,
});
const TOKEN = fault(
  { sentence: 'Meta refused the access token', reason: 'TOKEN_REFUSED' },
  'TOKEN_REFUSED',
  backOff(MINUTE, 1, MINUTE),
);
const NOT_REGISTERED = fault(
  { sentence: 'The number cannot send yet', reason: 'NOT_REGISTERED', isUnseen: true },
  'PHONE_NOT_READY',
  backOff(MINUTE, 2, HOUR),
);
/** Of the WhatsApp Business account: its other phones would be told the same. */
const account = (sentence: string): Later => ({
  ...fault(
    { sentence, reason: 'ACCOUNT_BLOCKED', isUnseen: true },
    'ACCOUNT_BLOCKED',
    backOff(10 * MINUTE, 2, HOUR),
  ),
  scope: 'account',
});

const refusal = (code: ErrorCode): Meaning => ({ kind: 'refused', code });
const REFUSED = refusal('PROVIDER_REFUSED');
const NO_RECIPIENT = refusal('RECIPIENT_INVALID');

/** The request did not reach Graph at all: the next one will not either for a moment. */
export const UNREACHABLE: Meaning = OVERLOADED;

export interface Row {
  codes: readonly Codes[];
  meaning: Meaning;
  /** What Meta says by it, in short. */
  what: string;
}

const row = (codes: Row['codes'], meaning: Meaning, what: string): Row => ({ codes, meaning, what });
const message = (pause: BackOff, code: ErrorCode): Meaning => ({ ...TRANSIENT, backOff: pause, code });

/**
 * Meta's codes and what follows from them; the first row that has a code decides. The same codes come as the
 * answer to a send and in `failed` statuses. What a code says outweighs the HTTP status, which Meta has changed
 * (4, 80007, 130429 and 131056 came with 400). Sources: Meta's pages of error codes, of the Cloud API, of its groups
 * and its calls (developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes).
 */
export const MEANINGS: readonly Row[] = [
  row([0, 102, 190], TOKEN, 'The access token is expired, revoked or of somebody else'),
  row([3, 10, [200, 299], 131005], REFUSED, 'A right of the app or token is missing for what was asked'),

  row([1, 131000], TRANSIENT, 'Something went wrong at Meta with this message'),
  row([2, 131016, 133004], OVERLOADED, 'Meta’s service is overloaded or down for a moment'),
  row(
    [4, 17, 32, 341, 613, 80007, 80008, 130429],
    TOO_MANY,
    'Too many calls of the app, the account or the number',
  ),
  row(
    [131057],
    { ...OVERLOADED, backOff: backOff(30 * SECOND, 2, 5 * MINUTE) },
    'The number is in maintenance: it is moved to a higher throughput',
  ),
  // Meta asks for 4^n seconds.
  row(
    [131056],
    { ...TOO_MANY, scope: 'chat', backOff: backOff(4 * SECOND, 4, HOUR) },
    'Too many messages to this one recipient',
  ),
  row(
    [131208],
    { ...TOO_MANY, scope: 'chat', backOff: backOff(MINUTE, 2, HOUR) },
    'Too many calls for groups',
  ),
  // More messages make it worse.
  row(
    [131048],
    { ...TOO_MANY, backOff: backOff(HOUR, 2, DAY) },
    'Recipients blocked or reported the number: it is held back',
  ),

  row([131031], account('Meta has locked the account'), 'The account is locked or restricted'),
  row(
    [368],
    account('Meta has blocked the account'),
    'The account is blocked for a while: it broke a policy',
  ),
  row([131042], account('The account cannot be charged'), 'The account’s way to pay does not work'),
  row(
    [131037, 131045, 133010],
    NOT_REGISTERED,
    'The number is not registered, or its display name is not approved',
  ),

  // A try on the same day is refused again.
  row(
    [130472, 131049],
    message(backOff(DAY, 1, DAY), 'RATE_LIMITED'),
    'Meta holds marketing back from this person',
  ),
  row([131050], NO_RECIPIENT, 'The person wants no marketing from this business'),
  // Three hours the first time, six the second; then it is disabled.
  row(
    [132015],
    message(backOff(15 * MINUTE, 2, DAY), 'TEMPLATE_PAUSED'),
    'The template is paused: people disliked it',
  ),
  row(
    [132069],
    message(backOff(HOUR, 1, HOUR), 'RATE_LIMITED'),
    'The flow is throttled: ten messages an hour',
  ),
  row(
    [134101],
    message(backOff(10 * MINUTE, 1, 10 * MINUTE), 'PROVIDER_UNAVAILABLE'),
    'The template is being made ready for marketing messages',
  ),

  row(
    [131021, 131026, 131030],
    NO_RECIPIENT,
    'The recipient cannot receive it, is the sender, or is not allowed',
  ),
  row([130497], NO_RECIPIENT, 'The business may not write to people in this country'),
  row([131062], NO_RECIPIENT, 'A user id cannot receive this kind of message, only a number'),
  row([131020, 131041, 131207], NO_RECIPIENT, 'The group is unknown, empty or suspended'),
  row([131047], refusal('OUTSIDE_WINDOW'), 'The person has not written for 24 hours: only a template goes'),
  row([131043], refusal('EXPIRED'), 'The message could not be delivered within its time to live'),
  row([131051], refusal('UNSUPPORTED_ON_CHANNEL'), 'The type of message is not supported'),
  row([131052], refusal('MEDIA_UNREACHABLE'), 'The file could not be fetched'),
  row([131053], refusal('MEDIA_TYPE_INVALID'), 'The file could not be taken: mostly its type'),
  row(
    [33, 100, 131001, 131002, 131006, 131008, 131009, 131055, 131058, 135000],
    REFUSED,
    'A part of the request is missing, wrong, or names what is not there',
  ),
  row([[132000, 132099]], REFUSED, 'The template or flow: not there, disabled, or filled in wrongly'),
  row(
    [134011, 134100, 134102],
    REFUSED,
    'Marketing messages or payments: not set up, or not for this template',
  ),
  row([[131200, 131299]], REFUSED, 'The management of groups'),
  row([[133000, 133016], 136025], REFUSED, 'The registration of a number, its code and its PIN'),
  row([[138000, 138099]], REFUSED, 'Calls, and asking for the permission to call'),
  row([[139000, 139199]], REFUSED, 'Blocking of people'),
  row(
    [[200005, 200007], 1752041, [2388000, 2388299], 2494100, [2593000, 2593199]],
    REFUSED,
    'The management of templates, accounts and their history',
  ),
];

/** Null for a code that the table does not know. */
export function meaningOfCode(code: number): Meaning | null {
  const has = (codes: Codes) =>
    typeof codes === 'number' ? codes === code : code >= codes[0] && code <= codes[1];
  return MEANINGS.find(({ codes }) => codes.some(has))?.meaning ?? null;
}

const GATEWAY_FAULTS = new Set([502, 503, 504]);

/**
 * For an answer without a code, or with one that the table does not know. A redirect is not followed: it comes
 * from a wrong URL, and nothing was sent.
 */
export function meaningOfHttpStatus(status: number): Meaning {
  if (status === 429) return TOO_MANY;
  if (GATEWAY_FAULTS.has(status) || status < 400) return OVERLOADED;
  return status >= 500 ? TRANSIENT : REFUSED;
}

/** An error as Graph words it, in an answer or in a `failed` status. */
export interface GraphFault {
  code: number;
  detail: string;
}

const DETAIL_LENGTH = 500;

/** Reads `{code, message, title, error_data: {details}}`; null when it holds no code. */
export function readFault(error: unknown): GraphFault | null {
  if (!isFields(error)) return null;
  const { code: given, message, title, error_data: data } = error;
  const code = typeof given === 'string' && /^\d{1,9}$/.test(given) ? Number(given) : given;
  if (typeof code !== 'number' || !Number.isSafeInteger(code)) return null;
  const words = firstText(isFields(data) ? data.details : null, message, title) ?? `Error ${code}`;
  return { code, detail: words.slice(0, DETAIL_LENGTH) };
}

/** What an answer that is no success means for an attempt. `attempt` is 1 for the first. */
export function outcomeOfAnswer(
  status: number,
  fault: GraphFault | null,
  attempt: number,
  now: Date,
): Outcome {
  const meaning = (fault && meaningOfCode(fault.code)) ?? meaningOfHttpStatus(status);
  const detail = fault?.detail ?? `Meta answered with HTTP status ${status}.`;
  return outcomeOf(meaning, detail, attempt, now, fault?.code);
}

/** Puts a meaning into the words of an outcome. */
export function outcomeOf(
  meaning: Meaning,
  detail: string,
  attempt: number,
  now: Date,
  graphCode?: number,
): Outcome {
  const { code } = meaning;
  const provider = graphCode === undefined ? {} : { providerCode: String(graphCode) };
  if (meaning.kind === 'refused') return { kind: 'refused', code, detail, permanent: true, ...provider };
  const { scope } = meaning;
  const retryAt = new Date(now.getTime() + pauseMs(meaning.backOff, attempt));
  const mend = meaning.fault ? stopOf(meaning.fault, detail, graphCode) : {};
  return { kind: 'later', retryAt, scope, code, detail, ...provider, ...mend };
}

const stopOf = ({ sentence, reason, isUnseen }: Fault, detail: string, graphCode = 0) => ({
  phoneFault: `${sentence} (code ${graphCode}): ${detail}`,
  phoneReason: reason,
  ...(isUnseen ? { faultIsUnseen: true as const } : {}),
});

export const pauseMs = ({ firstMs, factor, maxMs }: BackOff, attempt: number): number =>
  Math.min(maxMs, firstMs * factor ** Math.max(0, attempt - 1));

export const tokenSentence = ({ code, detail }: GraphFault): string =>
  `Meta refused the access token (code ${code}): ${detail}`;

/** What a failure that Meta reports stops, as an answer with the same code would; null when it is of the message. */
export function stopIn(errors: unknown): PhoneStop | null {
  const fault = Array.isArray(errors) ? readFault(errors[0]) : null;
  const meaning = fault && meaningOfCode(fault.code);
  if (meaning?.kind !== 'later' || !meaning.fault) return null;
  const { phoneFault: sentence, phoneReason: reason } = stopOf(meaning.fault, fault!.detail, fault!.code);
  return {
    scope: meaning.scope === 'account' ? 'account' : 'phone',
    pauseMs: pauseMs(meaning.backOff, 1),
    ...{ sentence, reason, isUnseen: meaning.fault.isUnseen ?? false },
  };
}

/** The error of a message that Meta reports as `failed`; `errors` as it stands in the status. */
export function messageErrorOf(errors: unknown): MessageError {
  const fault = Array.isArray(errors) ? readFault(errors[0]) : null;
  if (!fault) {
    return { code: 'PROVIDER_REFUSED', detail: 'Meta reported a failure without a code.', retryable: false };
  }
  const meaning = meaningOfCode(fault.code) ?? REFUSED;
  return {
    code: meaning.code,
    detail: fault.detail,
    retryable: meaning.kind === 'later',
    providerCode: String(fault.code),
  };
}
