/** One entry of the catalogue: what a caller sees, and what he can do about it. */
export interface ErrorEntry {
  status: number;
  title: string;
  remedy: string;
}

/** Every code that the HTTP API, or a message's `error.code`, can carry. `status` is the HTTP status of the former. */
export const ERRORS = {
  VALIDATION_FAILED: entry(
    400,
    'The request is not valid',
    'Read errors[]: each names a field and what it should be.',
  ),
  CHAT_ID_INVALID: entry(
    400,
    'The chat id is no number and no group',
    'Use digits with the country code, +digits, …@c.us or …@g.us.',
  ),
  UNAUTHENTICATED: entry(401, 'No valid API key', 'Send Authorization: Bearer <key> or X-Api-Key: <key>.'),
  SIGN_IN_FAILED: entry(
    401,
    'Address and password do not belong together',
    'Check both; name companyId when the address belongs to several companies.',
  ),
  FORBIDDEN: entry(403, 'The key lacks a scope', 'Use a key with the scope that detail names.'),
  NOT_FOUND: entry(404, 'There is no such thing', 'Check the path.'),
  COMPANY_NOT_FOUND: entry(404, 'There is no such company', 'Check the company id, or create the company.'),
  PHONE_NOT_FOUND: entry(404, 'The company has no such phone', 'Check phoneIndex, or create the phone.'),
  MESSAGE_NOT_FOUND: entry(404, 'The company has no such message', 'Check the message id.'),
  API_KEY_NOT_FOUND: entry(404, 'The company has no such API key', 'Check the key id.'),
  EMPLOYEE_NOT_FOUND: entry(404, 'The company has no such employee', 'Check the employee id.'),
  MEDIA_NOT_FOUND: entry(
    404,
    'The company has no such media',
    'Check the media id, or upload the file again.',
  ),
  CONTACT_NOT_FOUND: entry(404, 'The company has no such contact', 'Check the contact id.'),
  ERASURE_NOT_FOUND: entry(404, 'There is no such erasure', 'Check the erasure id; old ones are removed.'),
  CHAT_NOT_FOUND: entry(404, 'The phone has no such chat', 'Check chat id and phoneIndex.'),
  GROUP_NOT_FOUND: entry(
    404,
    'The phone is in no such group',
    'Check the group id; list the groups of the phone.',
  ),
  CHANNEL_NOT_FOUND: entry(404, 'There is no such WhatsApp channel', 'Check the channel id or its invite.'),
  LABEL_NOT_FOUND: entry(404, 'The phone has no such label', 'List the labels of the phone.'),
  TEMPLATE_NOT_FOUND: entry(
    404,
    'The account has no such template',
    'Check name, language and id; list the templates, with refresh=true if they were changed elsewhere.',
  ),
  WEBHOOK_NOT_FOUND: entry(404, 'The company has no such webhook', 'Check the webhook id.'),
  DELIVERY_NOT_FOUND: entry(
    404,
    'The company has no such delivery',
    'Check the delivery id; old deliveries are removed.',
  ),
  METHOD_NOT_ALLOWED: entry(405, 'The path does not take this method', 'Look the path up in /docs.'),
  COMPANY_EXISTS: entry(409, 'A company with this id exists', 'Choose another id.'),
  CONTACT_EXISTS: entry(
    409,
    'A contact with this number or LID exists',
    'Change that contact, or give this one another number.',
  ),
  EMPLOYEE_EXISTS: entry(
    409,
    'An employee with this address exists',
    'Change that employee, or give this one another address.',
  ),
  PHONE_EXISTS: entry(409, 'The phone exists already', 'Choose another phoneIndex or phoneNumberId.'),
  TEMPLATE_EXISTS: entry(
    409,
    'A template of this name and language exists',
    'Change that template, or choose another name or language.',
  ),
  ACCOUNT_UNKNOWN: entry(
    409,
    'The phone’s WhatsApp Business Account is not known',
    'Set meta.wabaId of the phone.',
  ),
  IDEMPOTENCY_KEY_REUSED: entry(
    409,
    'The idempotency key was used for another request',
    'Use a new key for a new message.',
  ),
  PHONE_NOT_READY: entry(
    409,
    'The phone is not in a state for that',
    'Read its status; start it, and try again when its status fits.',
  ),
  QR_NOT_AVAILABLE: entry(409, 'There is no QR code now', 'Start the phone and wait for its status qr.'),
  MESSAGE_NOT_CANCELLABLE: entry(
    409,
    'The message can no longer be cancelled',
    'Only a scheduled or queued message can be cancelled; read its status.',
  ),
  MESSAGE_NOT_RETRYABLE: entry(
    409,
    'The message cannot be retried',
    'Only a failed message, or an unconfirmed one that awaits no more evidence, can be retried.',
  ),
  MEDIA_IN_USE: entry(
    409,
    'A message that is not sent yet needs the file',
    'Cancel the message, or delete the file when it is sent.',
  ),
  MESSAGE_NOT_CHANGEABLE: entry(
    409,
    'The message can no longer be changed',
    'Texts can be edited for 15 minutes and deleted for everyone for about two days.',
  ),
  MESSAGE_NOT_FORWARDABLE: entry(
    409,
    'The message cannot be forwarded',
    'Texts, files, locations, contacts and polls can, unless they were deleted or are to be seen once.',
  ),
  WEBHOOK_LIMIT: entry(409, 'The company has as many webhooks as it may', 'Remove one that is not needed.'),
  WEBHOOK_DISABLED: entry(
    409,
    'The webhook is disabled',
    'Enable it first: change it with {"enabled": true}.',
  ),
  NO_PHONE: entry(409, 'The company has no phone to send with', 'Create a phone, or name one by phoneIndex.'),
  UPGRADE_REQUIRED: entry(426, 'This path speaks WebSocket alone', 'Connect with ws:// or wss://.'),
  PAYLOAD_TOO_LARGE: entry(413, 'The body is too large', 'Send less at once.'),
  MEDIA_TOO_LARGE: entry(413, 'The file is too large', 'Read detail for the limit; send a smaller file.'),
  UNSUPPORTED_MEDIA_TYPE: entry(415, 'The content type is not supported', 'Send application/json.'),
  MEDIA_RANGE_INVALID: entry(416, 'The file has no such range', 'Ask for bytes that the file has.'),
  MEDIA_TYPE_INVALID: entry(
    422,
    'The file is not of a type that can be taken here',
    'Read detail; declare the type that the file has, or convert it.',
  ),
  MEDIA_UNREACHABLE: entry(
    422,
    'The file could not be fetched from its URL',
    'Check that the URL answers 200 with the file, or upload it.',
  ),
  EGRESS_DENIED: entry(
    422,
    'The URL leads to an address that must not be reached from here',
    'Use a public address; an operator can allow others with EGRESS_ALLOW_PRIVATE.',
  ),
  UNSUPPORTED_ON_CHANNEL: entry(
    422,
    "The phone's channel cannot send this",
    'Use another type, or a phone of the other connection type.',
  ),
  OUTSIDE_WINDOW: entry(
    422,
    'The person has not written for 24 hours',
    'Send a template, or wait until the person writes; ignoreWindow sends it nevertheless.',
  ),
  TEMPLATE_PAUSED: entry(
    422,
    'Meta has paused the template',
    'It is tried again by itself; read the quality of the template.',
  ),
  ACCOUNT_BLOCKED: entry(
    422,
    'Meta does not let the account send',
    'Read detail and Meta’s Business Manager; the phones go on by themselves when the cause is gone.',
  ),
  SANDBOX_DISABLED: entry(
    422,
    'Sandbox phones are not allowed here',
    'Set SANDBOX=1, or create the phone in mode live.',
  ),
  NOT_SANDBOX: entry(
    422,
    'The phone is no sandbox phone',
    'Only phones in mode sandbox have a customer and faults that can be played.',
  ),
  SANDBOX_REFUSED: entry(
    422,
    'The sandbox does not do that',
    'Read detail: it says what the sandbox has against it.',
  ),
  MESSAGING_LIMIT: entry(
    429,
    'The account has written first to as many people as it may in 24 hours',
    'Nothing: the template goes when there is room. Meta raises the limit of accounts of good quality.',
  ),
  RATE_LIMITED: entry(429, 'Too many requests', 'Wait as long as Retry-After says.'),
  INTERNAL: entry(
    500,
    'Something went wrong here',
    'Try again; if it stays, look for the request id in the logs.',
  ),
  STORE_UNAVAILABLE: entry(
    503,
    'The database cannot be reached; nothing was accepted',
    'Try again as Retry-After says.',
  ),
  MEDIA_STORAGE_UNAVAILABLE: entry(
    503,
    'The storage of media cannot be used now',
    'Try again as Retry-After says; an operator finds the reason in the log.',
  ),
  MEDIA_BUSY: entry(503, 'Too many files are being taken in', 'Try again as Retry-After says.'),
  OVERLOADED: entry(
    503,
    'This instance has more to do than it can',
    'Try again as Retry-After says; more instances take more.',
  ),
  SHUTTING_DOWN: entry(
    503,
    'This instance is shutting down',
    'Try again: another instance, or the next one, answers.',
  ),

  SANDBOX_UNAVAILABLE: entry(
    502,
    'The sandbox’s controls do not answer',
    'Read detail. SANDBOX_GRAPH_URL and SANDBOX_WA_WEB_URL have to lead to the simulators; other servers have no controls.',
  ),
  PROVIDER_REFUSED: entry(502, 'WhatsApp refused the message', 'Read providerCode and detail.'),
  PROVIDER_UNAVAILABLE: entry(
    502,
    'WhatsApp could not be reached or answered with a fault',
    'It is tried again by itself until it expires.',
  ),
  REFUSED_BY_WHATSAPP: entry(
    422,
    'WhatsApp refused what was asked of it',
    'Read providerCode and detail, and ask for something else.',
  ),
  FORBIDDEN_BY_WHATSAPP: entry(
    403,
    'WhatsApp does not let the phone do that',
    'Read detail: a right in the group may be missing, or a limit is reached.',
  ),
  INVITE_INVALID: entry(
    422,
    'The invitation is not valid',
    'It was revoked or never made: ask for a new one.',
  ),
  RECIPIENT_INVALID: entry(422, 'The recipient cannot receive it', 'Check that the number is on WhatsApp.'),
  TOKEN_REFUSED: entry(
    422,
    'Meta refused the access token',
    'Set a valid access token; the phone starts again by itself.',
  ),
  ACTION_UNANSWERED: entry(
    504,
    'The phone did not answer in time',
    'It may have been done nevertheless: look before you try again.',
  ),
  OUTCOME_UNKNOWN: entry(
    502,
    'It cannot be known whether the message went out',
    'Look at the chat; retry the message if it is not there.',
  ),
  ATTEMPTS_EXHAUSTED: entry(
    502,
    'The last of the allowed attempts failed',
    'Read detail; retry the message when the cause is gone.',
  ),
  EXPIRED: entry(410, 'The message expired before it could be sent', 'Send it again with a later expiresAt.'),
} as const satisfies Record<string, ErrorEntry>;

export type ErrorCode = keyof typeof ERRORS;

function entry(status: number, title: string, remedy: string): ErrorEntry {
  return { status, title, remedy };
}

/** An expected fault with a code of the catalogue; the API's problem mapper turns it into an answer. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  /** The provider's own code, where the fault is its refusal. */
  readonly providerCode: string | undefined;

  constructor(
    code: ErrorCode,
    detail?: string,
    { providerCode, ...options }: ErrorOptions & { providerCode?: string | undefined } = {},
  ) {
    super(`${code}: ${detail ?? ERRORS[code].title}`, options);
    this.name = 'CodedError';
    this.code = code;
    this.detail = detail ?? ERRORS[code].title;
    this.providerCode = providerCode;
  }
}
