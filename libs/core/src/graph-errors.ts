import { ERRORS, type ErrorCode } from './errors.ts';

/** An error of our catalogue as Meta's Graph API would tell it. */
export interface GraphEntry {
  code: number;
  subcode?: number;
  /** HTTP, where Meta's differs from the catalogue's. */
  status?: number;
}

/** What Graph answers for an object that is not there, or must not be seen. */
export const NO_OBJECT: GraphEntry = { code: 100, subcode: 33, status: 400 };
const INVALID: GraphEntry = { code: 100 };
const BUSY: GraphEntry = { code: 131016 };
const message = (code: number): GraphEntry => ({ code, status: 400 });

/**
 * The one table from our codes to Meta's, for answers of the Cloud-API facade and for `failed` statuses in webhooks of
 * the format cloud-api (developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes). Where
 * the refusal is Meta's own, its own code goes before this one.
 */
export const GRAPH_ERRORS: Readonly<Record<ErrorCode, GraphEntry>> = {
  VALIDATION_FAILED: INVALID,
  CHAT_ID_INVALID: message(131009),
  UNAUTHENTICATED: { code: 190 },
  SIGN_IN_FAILED: { code: 190 },
  FORBIDDEN: { code: 10 },
  NOT_FOUND: { code: 2500 },
  COMPANY_NOT_FOUND: NO_OBJECT,
  PHONE_NOT_FOUND: NO_OBJECT,
  MESSAGE_NOT_FOUND: message(131009),
  API_KEY_NOT_FOUND: NO_OBJECT,
  EMPLOYEE_NOT_FOUND: NO_OBJECT,
  MEDIA_NOT_FOUND: message(131009),
  CONTACT_NOT_FOUND: NO_OBJECT,
  ERASURE_NOT_FOUND: NO_OBJECT,
  CHAT_NOT_FOUND: message(131009),
  GROUP_NOT_FOUND: NO_OBJECT,
  CHANNEL_NOT_FOUND: NO_OBJECT,
  LABEL_NOT_FOUND: NO_OBJECT,
  TEMPLATE_NOT_FOUND: NO_OBJECT,
  WEBHOOK_NOT_FOUND: NO_OBJECT,
  DELIVERY_NOT_FOUND: NO_OBJECT,
  METHOD_NOT_ALLOWED: INVALID,
  COMPANY_EXISTS: INVALID,
  CONTACT_EXISTS: INVALID,
  EMPLOYEE_EXISTS: INVALID,
  PHONE_EXISTS: INVALID,
  TEMPLATE_EXISTS: { code: 100, subcode: 2388024, status: 400 },
  ACCOUNT_UNKNOWN: NO_OBJECT,
  IDEMPOTENCY_KEY_REUSED: INVALID,
  PHONE_NOT_READY: message(133010),
  QR_NOT_AVAILABLE: INVALID,
  MESSAGE_NOT_CANCELLABLE: INVALID,
  MESSAGE_NOT_RETRYABLE: INVALID,
  MEDIA_IN_USE: INVALID,
  MESSAGE_NOT_CHANGEABLE: INVALID,
  MESSAGE_NOT_FORWARDABLE: INVALID,
  WEBHOOK_LIMIT: INVALID,
  WEBHOOK_DISABLED: INVALID,
  NO_PHONE: NO_OBJECT,
  UPGRADE_REQUIRED: INVALID,
  PAYLOAD_TOO_LARGE: INVALID,
  MEDIA_TOO_LARGE: message(131053),
  UNSUPPORTED_MEDIA_TYPE: INVALID,
  MEDIA_RANGE_INVALID: INVALID,
  MEDIA_TYPE_INVALID: message(131053),
  MEDIA_UNREACHABLE: message(131052),
  EGRESS_DENIED: message(131052),
  UNSUPPORTED_ON_CHANNEL: message(131051),
  OUTSIDE_WINDOW: message(131047),
  TEMPLATE_PAUSED: message(132015),
  ACCOUNT_BLOCKED: message(131031),
  SANDBOX_DISABLED: INVALID,
  NOT_SANDBOX: INVALID,
  SANDBOX_REFUSED: INVALID,
  MESSAGING_LIMIT: message(131048),
  RATE_LIMITED: { code: 80007 },
  INTERNAL: { code: 131000 },
  STORE_UNAVAILABLE: BUSY,
  MEDIA_STORAGE_UNAVAILABLE: BUSY,
  MEDIA_BUSY: BUSY,
  OVERLOADED: BUSY,
  SHUTTING_DOWN: BUSY,
  SANDBOX_UNAVAILABLE: BUSY,
  PROVIDER_REFUSED: message(135000),
  PROVIDER_UNAVAILABLE: BUSY,
  REFUSED_BY_WHATSAPP: message(135000),
  FORBIDDEN_BY_WHATSAPP: { code: 10 },
  INVITE_INVALID: INVALID,
  RECIPIENT_INVALID: message(131026),
  // The caller's own key is fine: it is the phone's token that Meta refuses.
  TOKEN_REFUSED: { code: 131005, status: 403 },
  ACTION_UNANSWERED: { code: 2 },
  OUTCOME_UNKNOWN: { code: 131000 },
  ATTEMPTS_EXHAUSTED: { code: 131000 },
  EXPIRED: message(131043),
};

/** Meta's titles of the codes that are told here. */
const TITLES: Readonly<Record<number, string>> = {
  2: 'API Service',
  10: 'Permission Denied',
  100: 'Invalid parameter',
  190: 'Invalid OAuth access token',
  2500: 'Unknown path components',
  80007: 'Rate limit issues',
  131000: 'Something went wrong',
  131005: 'Access denied',
  131008: 'Required parameter is missing',
  131009: 'Parameter value is not valid',
  131016: 'Service unavailable',
  131026: 'Message undeliverable',
  131031: 'Account has been locked',
  131043: 'Message expired',
  131047: 'Re-engagement message',
  131048: 'Spam rate limit hit',
  131051: 'Unsupported message type',
  131052: 'Media download error',
  131053: 'Media upload error',
  132015: 'Template is paused',
  133010: 'Phone number not registered',
  135000: 'Generic user error',
};

/** Null for a code that Meta alone tells. */
export const graphTitle = (code: number): string | null => TITLES[code] ?? null;

/** The entry of an error: Meta's own code where the refusal is Meta's. A newer code than this version knows is a fault. */
export function graphEntryOf({
  code,
  providerCode,
}: {
  code: string;
  providerCode?: string | undefined;
}): GraphEntry & { status: number } {
  const known: ErrorCode = Object.hasOwn(ERRORS, code) ? (code as ErrorCode) : 'INTERNAL';
  const entry = GRAPH_ERRORS[known];
  const status = entry.status ?? ERRORS[known].status;
  const own = /^[1-9]\d{0,8}$/.test(providerCode ?? '') ? Number(providerCode) : null;
  return own === null ? { ...entry, status } : { code: own, status };
}
