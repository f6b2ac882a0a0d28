import type { PhoneReason } from '@watertight/core';

/** What whatsapp-web.js and puppeteer throw: errors, sometimes strings, sometimes anything. */
export function textOf(error: unknown): string {
  if (error instanceof Error) return error.message || error.name;
  return typeof error === 'string' ? error : String(error);
}

/** The ends of a page or browser, as puppeteer words them; they reach whoever waited for an answer of it. */
const PAGE_GONE = [
  /Execution context was destroyed/i,
  /Execution context is not available/i,
  /Cannot find context with specified id/i,
  /Target closed/i,
  /Session closed/i,
  /Connection closed/i,
  /Page crashed/i,
  /Navigating frame was detached/i,
  /detached Frame/i,
  /frame (?:was|got) detached/i,
  /Protocol error/i,
  /Browser has disconnected/i,
  /Requesting main frame too early/i,
  /Attempted to use detached/i,
];

/** The library's own complaints from work that nobody awaits (re-injection after a navigation, takeover). */
const LIBRARY = [/^auth timeout$/, /^ready timeout$/, /window with name .* already exists/i];

/** whatsapp-web.js works on in the background with a browser that it has given up: `this.pupPage` and its like. */
const LIBRARY_FRAME = /whatsapp-web\.js|puppeteer/;

/**
 * Whether an unhandled rejection is one of whatsapp-web.js' abandoned promises. The session that it belongs to is
 * watched by probes and deadlines of its own, so nothing is lost by surviving it.
 */
export function isLibraryRejection(error: unknown): boolean {
  const text = textOf(error);
  if ([...PAGE_GONE, ...LIBRARY].some((pattern) => pattern.test(text))) return true;
  return error instanceof TypeError && LIBRARY_FRAME.test(error.stack ?? '');
}

/** Why a browser's life ended, as a word and as a sentence. */
export interface Fault {
  /**
   * `unreachable`: the fault is the network's or WhatsApp's, not the browser's. `refused`: WhatsApp does not want this
   * session now; trying again at once changes nothing.
   */
  kind: 'crashed' | 'unreachable' | 'refused';
  code: PhoneReason;
  reason: string;
}

/** Why a start failed. */
export function explainStart(error: unknown, hadBrowser: boolean): Fault {
  const text = textOf(error).split('\n', 1)[0] ?? '';
  const crashed = (code: PhoneReason, reason: string): Fault => ({ kind: 'crashed', code, reason });
  const [netError] = /net::ERR_[A-Z_]+/.exec(text) ?? [];
  if (netError) {
    const reason = `web.whatsapp.com cannot be loaded (${netError}).`;
    return { kind: 'unreachable', code: 'UNREACHABLE', reason };
  }
  if (text === 'auth timeout')
    return crashed('PHASE_TIMEOUT', 'The page did not become WhatsApp Web within 30 s.');
  if (!hadBrowser) return crashed('BROWSER_FAILED', `Chromium cannot be started: ${text.slice(0, 160)}`);
  return crashed('PAGE_HUNG', `WhatsApp Web could not be started: ${text.slice(0, 160)}`);
}

const LOST_STATES: Readonly<Record<string, Fault>> = {
  UNPAIRED: { kind: 'crashed', code: 'UNPAIRED', reason: 'The page says that it is not paired.' },
  UNPAIRED_IDLE: { kind: 'crashed', code: 'UNPAIRED', reason: 'The page says that it is not paired.' },
  CONFLICT: {
    kind: 'refused',
    code: 'CONFLICT',
    reason: 'WhatsApp Web is open elsewhere with the same session.',
  },
  DEPRECATED_VERSION: {
    kind: 'crashed',
    code: 'VERSION_REFUSED',
    reason: 'WhatsApp no longer accepts this version of its page.',
  },
  TOS_BLOCK: {
    kind: 'refused',
    code: 'BANNED',
    reason: 'WhatsApp has blocked the number (terms of service).',
  },
  SMB_TOS_BLOCK: {
    kind: 'refused',
    code: 'BANNED',
    reason: 'WhatsApp has blocked the business number (terms of service).',
  },
  PROXYBLOCK: {
    kind: 'refused',
    code: 'ADDRESS_REFUSED',
    reason: 'WhatsApp refuses connections from this address.',
  },
};

/** Why the library gave up, from the state it gives as the reason. */
export const explainLost = (state: string): Fault =>
  LOST_STATES[state] ?? {
    kind: 'crashed',
    code: 'PAGE_HUNG',
    reason: `The page gave up (${state.slice(0, 60)}).`,
  };

/** Whether a page in this state will not get well by waiting or by a new browser: WhatsApp does not want it. */
export const isBlock = (state: string | null): state is string =>
  state !== null && state !== 'CONFLICT' && LOST_STATES[state]?.kind === 'refused';

/** Why WhatsApp gives no pairing code: what the page throws is an error, a string or an object with a number. */
export function explainPairingCode(error: unknown): { kind: 'rate-limited' | 'refused'; detail: string } {
  const text = textOf(error).split('\n', 1)[0]?.slice(0, 160) ?? '';
  if (/rate-?overlimit|\b429\b|too many/i.test(text))
    return { kind: 'rate-limited', detail: 'WhatsApp gives no more codes for a while: use the QR code.' };
  return { kind: 'refused', detail: `WhatsApp gives no pairing code for this number: ${text}` };
}
