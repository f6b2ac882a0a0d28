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

/** How a start failed, in a sentence; `unreachable`: the page's server, or the network to it. */
export interface StartFault {
  kind: 'crashed' | 'unreachable';
  reason: string;
}

export function explainStart(error: unknown, hadBrowser: boolean): StartFault {
  const text = textOf(error).split('\n', 1)[0] ?? '';
  const [netError] = /net::ERR_[A-Z_]+/.exec(text) ?? [];
  if (netError) {
    return { kind: 'unreachable', reason: `web.whatsapp.com cannot be loaded (${netError}).` };
  }
  if (text === 'auth timeout') {
    return { kind: 'crashed', reason: 'The page did not become WhatsApp Web within 30 s.' };
  }
  if (!hadBrowser) return { kind: 'crashed', reason: `Chromium cannot be started: ${text.slice(0, 160)}` };
  return { kind: 'crashed', reason: `WhatsApp Web could not be started: ${text.slice(0, 160)}` };
}

const LOST_STATES: Readonly<Record<string, string>> = {
  UNPAIRED: 'The page says that it is not paired.',
  UNPAIRED_IDLE: 'The page says that it is not paired.',
  CONFLICT: 'WhatsApp Web is open elsewhere with the same session.',
  DEPRECATED_VERSION: 'WhatsApp no longer accepts this version of its page.',
  TOS_BLOCK: 'WhatsApp has blocked the number (terms of service).',
  SMB_TOS_BLOCK: 'WhatsApp has blocked the business number (terms of service).',
  PROXYBLOCK: 'WhatsApp refuses connections from this address.',
};

/** Why the library gave up, from the state it gives as the reason. */
export const explainLost = (state: string): string =>
  LOST_STATES[state] ?? `The page gave up (${state.slice(0, 60)}).`;
