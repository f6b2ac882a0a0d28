/** Why a request to somebody else's URL came to nothing. */
export type EgressReason =
  /** It is no URL that may be asked for. */
  | 'invalid-url'
  /** It leads to an address that must not be reached. */
  | 'denied'
  | 'unreachable'
  | 'timeout'
  | 'too-large'
  | 'too-many-redirects';

/** Expected: strangers' servers do this. The message says nothing of addresses, so that it can be shown to callers. */
export class EgressError extends Error {
  readonly reason: EgressReason;

  constructor(reason: EgressReason, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EgressError';
    this.reason = reason;
  }
}
