import type { ErrorCode, MessageError, Outcome } from '@watertight/core';
import { firstText, isFields } from './json.ts';

/** Pauses before attempt 2, 3, …: `firstMs`, then each `factor` times longer, at most `maxMs`. */
export interface BackOff {
  firstMs: number;
  factor: number;
  maxMs: number;
}

/** What one of Meta's error codes means for the message and for what stands behind it. */
export type Meaning =
  | {
      kind: 'later';
      /** What has to wait: this message, its chat, or the whole phone. */
      scope: 'message' | 'chat' | 'phone';
      backOff: BackOff;
      code: ErrorCode;
      /** The reason lies in the phone's token: the phone stops until it is replaced. */
      isPhoneFault?: true;
    }
  /** Sending it again cannot help. */
  | { kind: 'refused'; code: ErrorCode };

type Codes = number | readonly [first: number, last: number];

const SECOND = 1000;
const HOUR = 3600 * SECOND;
const DAY = 24 * HOUR;

const backOff = (firstMs: number, factor: number, maxMs: number): BackOff => ({ firstMs, factor, maxMs });

/**
 * Something went wrong with one message. The other chats go on, so that a message which Graph can never digest
 * blocks no phone; and since tries are counted, they are spread over more than ten minutes.
 */
const TRANSIENT: Meaning = {
  kind: 'later',
  scope: 'message',
  backOff: backOff(SECOND, 3, 300 * SECOND),
  code: 'PROVIDER_UNAVAILABLE',
};
/** Nothing gets through for a moment; short pauses, so that sending resumes within seconds of the end. */
const OVERLOADED: Meaning = { ...TRANSIENT, scope: 'phone', backOff: backOff(SECOND, 2, 15 * SECOND) };
const TOO_MANY: Meaning = {
  ...OVERLOADED,
  backOff: backOff(2 * SECOND, 2, 60 * SECOND),
  code: 'RATE_LIMITED',
};
const REFUSED: Meaning = { kind: 'refused', code: 'PROVIDER_REFUSED' };

/** The request did not reach Graph at all: the next one will not either for a moment. */
export const UNREACHABLE: Meaning = OVERLOADED;

/**
 * Meta's codes and what follows from them; the first row that has a code decides. The same codes come as the
 * answer to a send and in `failed` statuses. What a code says outweighs the HTTP status, which Meta has changed
 * (4, 80007, 130429 and 131056 came with 400). Source: Meta's page of Cloud API error codes.
 */
export const MEANINGS: readonly { codes: readonly Codes[]; meaning: Meaning }[] = [
  { codes: [1, 131000], meaning: TRANSIENT },
  { codes: [2, 131016, 133004], meaning: OVERLOADED },
  { codes: [4, 80007, 130429], meaning: TOO_MANY },
  // The number is moved to a higher throughput, which takes minutes.
  { codes: [131057], meaning: { ...OVERLOADED, backOff: backOff(30 * SECOND, 2, 300 * SECOND) } },
  // Too much to one recipient: Meta asks for 4^n seconds.
  { codes: [131056], meaning: { ...TOO_MANY, scope: 'chat', backOff: backOff(4 * SECOND, 4, HOUR) } },
  // Recipients blocked or reported the number: more messages make it worse.
  { codes: [131048], meaning: { ...TOO_MANY, backOff: backOff(HOUR, 2, DAY) } },
  // Meta's own choice for this recipient; a try on the same day is refused again.
  { codes: [130472, 131049], meaning: { ...TOO_MANY, scope: 'message', backOff: backOff(DAY, 1, DAY) } },
  // A paused template: three hours the first time, six the second.
  { codes: [132015], meaning: { ...TRANSIENT, backOff: backOff(3 * HOUR, 2, DAY) } },
  {
    codes: [0, 102, 190],
    meaning: {
      kind: 'later',
      scope: 'phone',
      backOff: backOff(60 * SECOND, 1, 60 * SECOND),
      code: 'TOKEN_REFUSED',
      isPhoneFault: true,
    },
  },
  { codes: [131021, 131026, 131030], meaning: { kind: 'refused', code: 'RECIPIENT_INVALID' } },
  { codes: [131051], meaning: { kind: 'refused', code: 'UNSUPPORTED_ON_CHANNEL' } },
  { codes: [3, 10, [200, 299], 33, 100, 368], meaning: REFUSED },
  { codes: [131008, 131009, 131031, 131042, 131047, 131052, 131053, [132000, 132099]], meaning: REFUSED },
];

/** Null for a code that the table does not know. */
export function meaningOfCode(code: number): Meaning | null {
  const has = (codes: Codes) =>
    typeof codes === 'number' ? codes === code : code >= codes[0] && code <= codes[1];
  return MEANINGS.find((row) => row.codes.some(has))?.meaning ?? null;
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
  const fault = meaning.isPhoneFault
    ? { phoneFault: tokenSentence({ code: graphCode ?? 0, detail }), phoneReason: 'TOKEN_REFUSED' as const }
    : {};
  return { kind: 'later', retryAt, scope, code, detail, ...provider, ...fault };
}

export const pauseMs = ({ firstMs, factor, maxMs }: BackOff, attempt: number): number =>
  Math.min(maxMs, firstMs * factor ** Math.max(0, attempt - 1));

export const tokenSentence = ({ code, detail }: GraphFault): string =>
  `Meta refused the access token (code ${code}): ${detail}`;

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
