import { newTraceId } from '../ids.ts';

/** An error as Graph tells it; `status` is the HTTP status. */
export interface GraphError {
  status: number;
  code: number;
  message: string;
  type?: string;
  subcode?: number;
  /** What `error_data.details` says. */
  details?: string;
  /** Says whether Graph calls the error transient; left out of the answer when undefined. */
  transient?: boolean;
}

/** Meta's titles of the codes that callers most often branch on. */
const TITLES: Record<number, string> = {
  0: 'AuthException',
  1: 'API Unknown',
  2: 'API Service',
  3: 'API Method',
  4: 'API Too Many Calls',
  10: 'Permission Denied',
  33: 'Parameter value is not valid',
  100: 'Invalid parameter',
  190: 'Access token has expired',
  368: 'Temporarily blocked for policies violations',
  80007: 'Rate limit issues',
  130429: 'Rate limit hit',
  130472: "User's number is part of an experiment",
  131000: 'Something went wrong',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131016: 'Service unavailable',
  131021: 'Recipient cannot be sender',
  131026: 'Message undeliverable',
  131030: 'Recipient phone number not in allowed list',
  131031: 'Account has been locked',
  131042: 'Business eligibility payment issue',
  131047: 'Re-engagement message',
  131048: 'Spam rate limit hit',
  131049: 'This message was not delivered to maintain healthy ecosystem engagement.',
  131051: 'Unsupported message type',
  131052: 'Media download error',
  131053: 'Media upload error',
  131056: '(Business Account, Consumer Account) pair rate limit hit',
  131057: 'Account in maintenance mode',
  132000: 'Template Param Count Mismatch',
  132001: 'Template does not exist',
  132005: 'Template Hydrated Text Too Long',
  132007: 'Template Format Character Policy Violated',
  132012: 'Template Parameter Format Mismatch',
  132015: 'Template is paused',
  132016: 'Template is disabled',
  132068: 'Flow is blocked',
  132069: 'Flow is throttled',
  133000: 'Incomplete deregistration',
  133004: 'Server temporarily unavailable',
  133005: 'Two step verification PIN mismatch',
  133006: 'Phone number re-verification needed',
  133008: 'Too many two step verification PIN guesses',
  133009: 'Two step verification PIN guessed too fast',
  133010: 'Phone number not registered',
  133015: 'Please wait a few minutes before attempting to register this phone number',
  133016: 'Account register deregister rate limit exceeded',
  134011: 'WhatsApp Payments terms of service have not been accepted',
  135000: 'Generic user error',
  136024: 'Request code error',
  136025: 'Verify code error',
  139100: 'Failed to block/unblock some users',
};

function titleOf(code: number): string {
  return TITLES[code] ?? 'Something went wrong';
}

/** The error for one of Meta's codes, with Meta's title as its message. */
export function codedError(code: number, details?: string, status = 400): GraphError {
  return { status, code, message: `(#${code}) ${titleOf(code)}`, ...(details && { details }) };
}

/** Code 100 with a message of its own, the way Graph answers most bad parameters. */
export function parameterError(sentence: string): GraphError {
  return { status: 400, code: 100, message: `(#100) ${sentence}` };
}

/** The JSON text of the answer. */
export function errorBody(error: GraphError): string {
  const { code, message, subcode, details, transient } = error;
  return JSON.stringify({
    error: {
      message,
      type: error.type ?? 'OAuthException',
      code,
      ...(transient !== undefined && { is_transient: transient }),
      ...(details && { error_data: { messaging_product: 'whatsapp', details } }),
      ...(subcode !== undefined && { error_subcode: subcode }),
      fbtrace_id: newTraceId(),
    },
  });
}

/** The same code as it stands in `errors` of a failed status. */
export function statusErrorOf(code: number): object {
  const title = titleOf(code);
  return {
    code,
    title,
    message: title,
    error_data: { details: `${title} (simulated)` },
    href: 'https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes/',
  };
}
