import type {
  ActionName,
  ActionOf,
  ActionResult,
  ErrorCode,
  MetaCredentials,
  Phone,
  ResultOf,
} from '@watertight/core';
import { meaningOfCode, readFault } from '../errors.ts';
import type { GraphEnd, GraphRequest, GraphServer } from '../graph.ts';
import { firstText, isFields, parseJson, type Fields } from '../json.ts';

/** One phone's way to Graph, for as long as one action takes. */
export interface Line {
  phone: Phone;
  server: GraphServer;
  credentials: MetaCredentials;
  signal: AbortSignal;
  /** Asks Graph for one thing; the path is below the version. */
  ask(method: GraphRequest['method'], path: string, body?: object): Promise<ActionResult<Fields>>;
  /** The same for what is no JSON. */
  call(request: Omit<GraphRequest, 'accessToken' | 'signal'>): Promise<ActionResult<Fields>>;
}

export type Performer<Name extends ActionName, Deps> = (
  deps: Deps,
  line: Line,
  action: ActionOf<Name>,
) => Promise<ResultOf<Name>>;

export function openLine(
  phone: Phone,
  server: GraphServer,
  credentials: MetaCredentials,
  signal: AbortSignal,
): Line {
  const { accessToken } = credentials;
  const call: Line['call'] = async (request) => {
    const end = await server.call({ ...request, accessToken, signal });
    return judgeAnswer(end, request.method === 'GET');
  };
  return {
    phone,
    server,
    credentials,
    signal,
    call,
    ask: (method, path, body) => call({ method, path, ...(body ? { body: JSON.stringify(body) } : {}) }),
  };
}

/** The path of the phone's number, or of what is below it. */
export const numberPath = ({ credentials }: Line, below = ''): string =>
  encodeURIComponent(credentials.phoneNumberId) + below;

export const done = <T>(value: T): { kind: 'done'; value: T } => ({ kind: 'done', value });

export const refused = (
  code: ErrorCode,
  detail: string,
  providerCode?: string,
): ActionResult<never> & { kind: 'refused' } => ({
  kind: 'refused',
  code,
  detail,
  ...(providerCode === undefined ? {} : { providerCode }),
});

/** Makes of what was done what an action answers; a refusal and an unknown end stay as they are. */
export const andThen = <A, B>(result: ActionResult<A>, next: (value: A) => B): ActionResult<B> =>
  result.kind === 'done' ? done(next(result.value)) : result;

/** Something was changed, and this is how it reads now: that it cannot be read does not undo the change. */
export const asItIsNow = <T>(read: ActionResult<T>): ActionResult<T> =>
  read.kind === 'refused'
    ? { kind: 'unknown', detail: `It was changed, and could not be read again: ${read.detail}` }
    : read;

/**
 * What Graph's answer means for an action: `refused` only when it is certain that nothing was done. What only reads
 * is never uncertain.
 */
export function judgeAnswer(end: GraphEnd, onlyReads = false): ActionResult<Fields> {
  if (end.kind === 'not-sent')
    return refused('PROVIDER_UNAVAILABLE', `Meta could not be reached: ${end.reason}.`);
  const unsure = (detail: string) =>
    onlyReads ? refused('PROVIDER_UNAVAILABLE', detail) : ({ kind: 'unknown', detail } as const);
  if (end.kind === 'unknown') return unsure(`Meta gave no answer: ${end.reason}.`);
  const answer = parseJson(end.body);
  const fault = isFields(answer) ? readFault(answer.error) : null;
  if (fault && isFields(answer)) return refusalOf(fault.code, answer.error as Fields, fault.detail);
  if (end.status >= 500) return unsure(`Meta answered with HTTP status ${end.status}.`);
  if (end.status >= 400)
    return refused('REFUSED_BY_WHATSAPP', `Meta answered with HTTP status ${end.status}.`);
  return isFields(answer) ? done(answer) : unsure('Meta’s answer cannot be read.');
}

const DETAIL_LENGTH = 500;

function refusalOf(code: number, error: Fields, words: string): ActionResult<never> {
  const subcode = typeof error.error_subcode === 'number' ? error.error_subcode : null;
  const said = firstText(error.error_user_msg, words) ?? words;
  const detail = `${said.slice(0, DETAIL_LENGTH)} (code ${code}${subcode === null ? '' : `, subcode ${subcode}`})`;
  return refused(codeOf(code, subcode), `Meta refused it: ${detail}`, String(code));
}

type Codes = number | readonly [first: number, last: number];

/** What management is refused with; for what is not named here the table of sends decides. Source: Meta's error codes. */
const CODES: readonly { codes: readonly Codes[]; code: ErrorCode }[] = [
  { codes: [0, 102, 190], code: 'TOKEN_REFUSED' },
  { codes: [3, 10, [200, 299]], code: 'FORBIDDEN_BY_WHATSAPP' },
  // Too often: requests of an account, guesses of a PIN, registrations, codes.
  { codes: [17, 32, 613, 80008, 133008, 133009, 133015, 133016, 136025], code: 'RATE_LIMITED' },
];

const SUBCODES: Readonly<Record<number, ErrorCode>> = {
  2388024: 'TEMPLATE_EXISTS',
  2593002: 'TEMPLATE_NOT_FOUND',
};

/** Refusals of a send that say the same of an action. */
const SHARED: ReadonlySet<string> = new Set(['RATE_LIMITED', 'PROVIDER_UNAVAILABLE', 'RECIPIENT_INVALID']);

function codeOf(code: number, subcode: number | null): ErrorCode {
  const bySubcode = subcode === null ? undefined : SUBCODES[subcode];
  if (bySubcode) return bySubcode;
  const has = (codes: Codes) =>
    typeof codes === 'number' ? codes === code : code >= codes[0] && code <= codes[1];
  const own = CODES.find((row) => row.codes.some(has));
  if (own) return own.code;
  const shared = meaningOfCode(code)?.code;
  return shared !== undefined && SHARED.has(shared) ? shared : 'REFUSED_BY_WHATSAPP';
}
