import type {
  ClaimedMessage,
  Clock,
  Log,
  Outcome,
  Phone,
  PhoneStatus,
  Session,
  SessionReports,
} from '@watertight/core';
import { sleep, withDeadline } from '@watertight/service';
import { createBackoff } from './backoff.ts';
import { fetchMissed } from './backlog.ts';
import { browserArgs, type BrowserSettings } from './browser.ts';
import { startLife, type Ending, type Life, type LifeEvents } from './client.ts';
import { profileOf } from './credentials.ts';
import { textOf } from './errors.ts';
import type { Meters } from './meters.ts';
import { rawOf } from './raw.ts';
import { lookUp, NO_ACK, notReady, sendText } from './send.ts';

export interface SessionDeps {
  browser: BrowserSettings;
  sessionDir: string;
  clock: Clock;
  log: Log;
  meters: Meters;
  /** Aborted when sends under way are to end soon, because the process stops. */
  hurry: AbortSignal;
}

/** WhatsApp shows the first code for a minute and each following for 20 s; a little longer, so that no gap shows. */
const FIRST_QR_MS = 60_000;
const NEXT_QR_MS = 25_000;
/** A socket that comes back within this is nobody's business. */
const BLINK_MS = 3000;
const CLOSE_MS = 8000;
const MISSED_MARGIN_MS = 120_000;
const KEEP_HEARD_MS = 15_000;
/** So many sends in a row without an acknowledgement, and the session is taken for mute. */
const MUTE_AFTER = 2;
const MUTE_PAUSE_MS = 5 * 60_000;

/** A refusal (-1) is the outcome of its send; told as a receipt it could hit a later attempt under the same key. */
const RECEIPTS = new Map([
  [1, 'sent'],
  [2, 'delivered'],
  [3, 'read'],
  [4, 'played'],
] as const);

/**
 * One phone: browser after browser, until it is closed. Each browser lives until it fails, is unlinked or is
 * stopped; then the next one begins on the same profile.
 */
export function openSession(deps: SessionDeps, phone: Phone, reports: SessionReports): Session {
  const { clock, meters } = deps;
  const { phoneId } = phone;
  const log = deps.log.child({ phoneId });
  const profile = profileOf(deps.sessionDir, phoneId);
  const backoff = createBackoff();
  const closing = new AbortController();
  /** What others wrote: on its way into the journal, and whether some of it did not get there. */
  const inbound = { pending: 0, isIncomplete: false };
  let life: Life | undefined;
  let shown: PhoneStatus | undefined;
  let closed: Promise<void> | undefined;
  let sending: Promise<unknown> = Promise.resolve();
  let unacknowledged = 0;
  let mutedAt = -Infinity;

  function report(status: PhoneStatus, detail?: { reason?: string; me?: string }): void {
    if (closing.signal.aborted) return;
    shown = status;
    meters.status(phoneId, status);
    reports.status(status, detail);
  }

  async function live(): Promise<void> {
    const args = browserArgs(deps.browser, phone.mode);
    if (!args) return report('failed', { reason: NO_SANDBOX });
    while (!closing.signal.aborted) {
      report('starting');
      const { ending, readyMs } = await liveOnce(args);
      life = undefined;
      if (closing.signal.aborted || ending.kind === 'stopped') return;
      await afterLife(ending, readyMs);
    }
  }

  async function liveOnce(args: string[]): Promise<{ ending: Ending; readyMs: number }> {
    const { executablePath } = deps.browser;
    const current = startLife({
      phoneId,
      profile,
      sessionDir: deps.sessionDir,
      executablePath,
      args,
      log,
      events: eventsOfLife(() => current),
    });
    life = current;
    const ending = await current.ended;
    return { ending, readyMs: current.readyMs() };
  }

  async function afterLife(ending: Exclude<Ending, { kind: 'stopped' }>, readyMs: number): Promise<void> {
    if (ending.kind === 'unlinked') {
      await profile
        .forget()
        .catch((error: unknown) => log.error({ err: error }, 'session.profile-not-removed'));
    } else meters.failed();
    const kind = ending.kind === 'unlinked' ? 'crashed' : ending.kind;
    const pause = backoff.afterFailure(kind, readyMs, performance.now());
    const reason = reasonOf(ending);
    log.warn({ reason, readyMs: Math.round(readyMs), ...pause }, 'session.ended');
    if (pause.isLoop) report('failed', { reason: `${TOO_OFTEN} ${reason}` });
    await sleep(pause.delayMs, closing.signal);
  }

  function eventsOfLife(current: () => Life): LifeEvents {
    const bornAt = performance.now();
    let qrCount = 0;
    let pairedAt: Date | null = null;
    let wasReady = false;
    let me: string | undefined;
    let blink: NodeJS.Timeout | undefined;
    /** Null until what was missed has been fetched: from then on nothing is missed. */
    let keptAt: number | null = null;

    const sayReady = () => report('ready', me === undefined ? {} : { me });

    const catchUp = async () => {
      const last = await profile.lastHeard();
      const since = last
        ? new Date(last.getTime() - MISSED_MARGIN_MS)
        : (pairedAt ?? new Date(clock.now().getTime() - MISSED_MARGIN_MS));
      const count = await fetchMissed(current(), since, hear);
      if (count > 0) log.info({ count }, 'session.missed-fetched');
      keptAt = -Infinity;
    };

    const catchUpOrLater = () => {
      catchUp().catch((error: unknown) => {
        inbound.isIncomplete = true;
        if (!closing.signal.aborted) log.warn({ err: error }, 'session.missed-not-fetched');
      });
    };

    return {
      qr(qr) {
        if (closing.signal.aborted) return;
        const shownMs = qrCount++ === 0 ? FIRST_QR_MS : NEXT_QR_MS;
        if (shown !== 'qr') report('qr');
        reports.qr(qr, new Date(clock.now().getTime() + shownMs));
      },
      pairing() {
        pairedAt = clock.now();
        report('pairing');
      },
      authenticated() {
        if (qrCount > 0) pairedAt ??= clock.now();
        report('authenticated');
      },
      ready(number) {
        me = number ?? undefined;
        clearTimeout(blink);
        if (!wasReady) meters.becameReady(performance.now() - bornAt);
        wasReady = true;
        sayReady();
        catchUpOrLater();
      },
      connected(isConnected) {
        clearTimeout(blink);
        if (isConnected) {
          if (shown !== 'ready') sayReady();
          return;
        }
        blink = setTimeout(() => {
          if (life === current() && !current().canSend()) report('disconnected', { reason: NO_SOCKET });
        }, BLINK_MS);
      },
      pulse() {
        if (inbound.pending > 0) return;
        if (inbound.isIncomplete) {
          inbound.isIncomplete = false;
          keptAt = null;
          catchUpOrLater();
          return;
        }
        if (keptAt === null || performance.now() - keptAt < KEEP_HEARD_MS) return;
        keptAt = performance.now();
        profile
          .keepLastHeard(clock.now())
          .catch((error: unknown) => log.warn({ err: error }, 'session.last-heard-not-kept'));
      },
      ending(ending) {
        clearTimeout(blink);
        if (ending.kind !== 'stopped') report('disconnected', { reason: reasonOf(ending) });
      },
      message: hear,
      ack(providerMessageId, ack) {
        const status = RECEIPTS.get(ack as 1);
        if (status) reports.receipt({ providerMessageId, status, at: clock.now() });
      },
    };
  }

  function hear(data: object): void {
    const raw = closing.signal.aborted ? null : rawOf(data);
    if (!raw || raw.fromMe) return;
    inbound.pending++;
    void reports
      .inbound(raw)
      .then((isKept) => (inbound.isIncomplete ||= !isKept))
      .finally(() => inbound.pending--);
  }

  async function send(message: ClaimedMessage, signal: AbortSignal): Promise<Outcome> {
    const startedAt = performance.now();
    const current = life;
    const limit = either(signal, deps.hurry);
    const outcome = current
      ? await sendText(current, message, clock.now(), limit.signal)
      : notReady(clock.now());
    limit.release();
    const durationMs = performance.now() - startedAt;
    meters.sent(outcome.kind, durationMs);
    log.info(sendFields(message, outcome, durationMs), 'message.send');
    if (current) watchForMuteness(current, outcome);
    return outcome;
  }

  /** The page says that it is connected, and WhatsApp confirms nothing: a new page often helps. */
  function watchForMuteness(current: Life, outcome: Outcome): void {
    const isSilent = outcome.kind === 'unknown' && outcome.detail === NO_ACK;
    unacknowledged = isSilent ? unacknowledged + 1 : 0;
    if (unacknowledged < MUTE_AFTER || performance.now() - mutedAt < MUTE_PAUSE_MS) return;
    mutedAt = performance.now();
    unacknowledged = 0;
    current.fail('WhatsApp acknowledges nothing that the page sends.');
  }

  function close(): Promise<void> {
    closing.abort();
    closed ??= end();
    return closed;
  }

  async function end(): Promise<void> {
    life?.stop();
    await withDeadline('Closing the session', CLOSE_MS, () => living).catch((error: unknown) =>
      log.error({ err: error }, 'session.close-late'),
    );
    meters.status(phoneId, null);
  }

  // Not before the caller holds the session: reports may come at once.
  const living = Promise.resolve()
    .then(live)
    .catch((error: unknown) => {
      log.error({ err: error }, 'session.failed');
      report('failed', { reason: textOf(error).slice(0, 200) });
    });

  return {
    send(message, signal) {
      const outcome = sending.then(() => send(message, signal));
      sending = outcome.catch(() => undefined); // the caller hears of it
      return outcome;
    },
    lookup: async (messageId, chatId, signal) =>
      life
        ? lookUp(life, messageId, chatId, signal)
        : { kind: 'unknowable', detail: 'The phone is not connected to WhatsApp.' },
    close,
    async logout() {
      closing.abort(); // no new browser after this one
      await life?.unlink();
      await close();
      await profile.forget();
    },
  };
}

const NO_SANDBOX =
  'Sandbox phones have no WhatsApp Web here: set SANDBOX=1 and SANDBOX_WA_WEB_URL, or change the phone to mode live.';
const NO_SOCKET = 'The page has lost its connection to WhatsApp.';
const TOO_OFTEN = 'It failed too often and is tried again every few minutes.';
const UNLINKED = 'The phone has unlinked this device; scan a new QR code.';

const reasonOf = (ending: Exclude<Ending, { kind: 'stopped' }>): string =>
  ending.kind === 'unlinked' ? UNLINKED : ending.reason;

/** AbortSignal.any keeps a trace of each call on a signal that lives as long as the process; this does not. */
function either(a: AbortSignal, b: AbortSignal): { signal: AbortSignal; release(): void } {
  const controller = new AbortController();
  const relay = () => controller.abort(a.aborted ? a.reason : b.reason);
  if (a.aborted || b.aborted) relay();
  for (const signal of [a, b]) signal.addEventListener('abort', relay);
  return {
    signal: controller.signal,
    release: () => [a, b].forEach((signal) => signal.removeEventListener('abort', relay)),
  };
}

function sendFields(message: ClaimedMessage, outcome: Outcome, durationMs: number): object {
  return {
    messageId: message.id,
    companyId: message.companyId,
    attempt: message.attempt,
    outcome: outcome.kind,
    durationMs: Math.round(durationMs),
    ...('code' in outcome ? { code: outcome.code } : {}),
    ...('providerCode' in outcome ? { providerCode: outcome.providerCode } : {}),
  };
}
