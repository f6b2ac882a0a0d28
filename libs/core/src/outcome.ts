import type { PhoneReason } from './phone.ts';

/**
 * How one attempt to send ended. A channel's `send` returns one of these and throws for nothing that is to be
 * expected; a throw counts as `unknown`.
 */
export type Outcome =
  | { kind: 'sent'; providerMessageId: string }
  /** Certain: nothing was sent. `permanent` means that trying again cannot help. */
  | { kind: 'refused'; code: string; detail: string; permanent: boolean; providerCode?: string }
  /** Certain: nothing was sent, and it is to be tried again, not before `retryAt`. */
  | {
      kind: 'later';
      retryAt: Date;
      /** `account`: all phones of the provider's account that the phone belongs to. */
      scope: 'message' | 'chat' | 'phone' | 'account';
      code: string;
      detail: string;
      providerCode?: string;
      /** A reason in the phone itself (token refused): stop the phone with this sentence. */
      phoneFault?: string;
      /** The same as a word. */
      phoneReason?: PhoneReason;
      /** Asking the provider how the phone is cannot show it: it stays at fault until `retryAt`. */
      faultIsUnseen?: true;
    }
  /** It cannot be known whether it went out. */
  | { kind: 'unknown'; detail: string };

/** What looking a message up at the provider showed. */
export type Evidence =
  | { kind: 'present'; providerMessageId: string }
  /** Certain: the provider does not have it. */
  | { kind: 'absent' }
  /** It is there, but the provider has not confirmed it (or cannot say). */
  | { kind: 'unknowable'; detail: string };
