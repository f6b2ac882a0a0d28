import {
  inSpan,
  noTracing,
  traceFields,
  webMessageKey,
  type ClaimedMessage,
  type Clock,
  type Log,
  type Outcome,
  type Phone,
  type PhoneStatus,
  type Session,
  type SessionLease,
  type SessionReports,
  type StatusDetail,
  type Tracing,
} from '@watertight/core';
import { sleep, withDeadline } from '@watertight/service';
import { perform } from './actions/index.ts';
import { createBackoff } from './backoff.ts';
import { fetchMissed } from './backlog.ts';
import { browserArgs, type BrowserSettings } from './browser.ts';
import type { Ending, Life, LifeEvents, LifeOptions } from './client.ts';
import { profileOf } from './credentials.ts';
import { textOf, type Fault } from './errors.ts';
import { createKeeper } from './keeper.ts';
import type { FileKeeper } from './fetch-file.ts';
import { createInbox } from './inbox.ts';
import type { Meters } from './meters.ts';
import type { OpenMedia } from './outgoing.ts';
import { createRecycleRule, type Recycling } from './recycle.ts';
import { lookUp, NO_ACK, notReady, sendMessage } from './send.ts';
import type { SnapshotService } from './snapshots.ts';
import { createSlots, type Slots } from './slots.ts';
import { mayFollow, retryMsOf, type STATES } from './states.ts';

export interface SessionDeps {
  browser: BrowserSettings;
  sessionDir: string;
  clock: Clock;
  log: Log;
  /** Nothing is traced without it. */
  tracing?: Tracing;
  meters: Meters;
  snapshots: SnapshotService;
  /** Between two versions of a living session's login, on average. */
  snapshotEveryMs: number;
  recycling: Recycling;
  /** MiB that the browser on a profile takes, as last seen; 0 when nobody knows. */
  memoryOf: (profileDir: string) => number;
  /** How long QR codes are shown before the browser is given up; 0: for ever. */
  qrTimeoutMs: number;
  /** Draws a QR code where people can see it. */
  showQr?: ((qr: string) => void) | undefined;
  isHeadful: boolean;
  /** Deadlines; those of `STATES` unless a test has less time. */
  states?: typeof STATES;
  openMedia: OpenMedia;
  files: FileKeeper;
  /** Downloads at once in this process. */
  downloads: Slots;
  /** How long a file may hold up its chat; a minute unless a test has less time. */
  fileHoldMs?: number;
  /** Aborted when sends under way are to end soon, because the process stops. */
  hurry: AbortSignal;
}

/** WhatsApp shows the first code for a minute and each following for 20 s; a little longer, so that no gap shows. */
const FIRST_QR_MS = 60_000;
const NEXT_QR_MS = 25_000;
/** A socket that comes back within this is nobody's business. */
const BLINK_MS = 3000;
/** The browser's end, and the keeping of its login. */
const CLOSE_MS = 13_000;
const MISSED_MARGIN_MS = 120_000;
/** Downloads at once in one session. */
const DOWNLOADS = 3;
const RETRY_FILES_MS = 5 * 60_000;
const KEEP_HEARD_MS = 15_000;
const PREPARE_MS = 120_000;
/** What a send under way may take when its browser is to give way. */
const DRAIN_MS = 60_000;
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
export function openSession(
  deps: SessionDeps,
  phone: Phone,
  reports: SessionReports,
  lease: SessionLease,
): Session {
  const { clock, meters } = deps;
  const { phoneId } = phone;
  const log = deps.log.child({ phoneId });
  const profile = profileOf(deps.sessionDir, phoneId);
  const backoff = createBackoff();
  const closing = new AbortController();
  const keeper = createKeeper({
    service: deps.snapshots,
    profile,
    lease,
    everyMs: deps.snapshotEveryMs,
    isWell: () => life?.canSend() ?? false,
    log,
  });
  const inbox = createInbox({
    phone,
    files: deps.files,
    place: profile,
    slots: { process: deps.downloads, session: createSlots(DOWNLOADS) },
    keep: (raw) => reports.inbound(raw),
    closing: closing.signal,
    log,
    ...(deps.fileHoldMs === undefined ? {} : { holdMs: deps.fileHoldMs }),
  });
  /** The last catching-up did not come to its end. */
  let isBehind = false;
  let filesTriedAt = -Infinity;
  let life: Life | undefined;
  let shown: PhoneStatus = 'stopped';
  /** When QR codes began to be shown; null while none is. */
  let qrSince: number | null = null;
  let isDraining = false;
  let isLeaving = false;
  let isSending = false;
  let lastSendAt = -Infinity;
  let turn: { end(): void } | null = null;
  let closed: Promise<void> | undefined;
  let sending: Promise<unknown> = Promise.resolve();
  let unacknowledged = 0;
  let latest = phone;
  let mutedAt = -Infinity;

  /** The one place where the status changes. */
  function report(status: PhoneStatus, detail?: StatusDetail): void {
    if (closing.signal.aborted) return;
    if (!mayFollow(shown, status)) return log.error({ from: shown, to: status }, 'session.illegal-step');
    shown = status;
    if (status === 'qr') qrSince ??= performance.now();
    else if (status !== 'starting' && status !== 'disconnected') qrSince = null;
    meters.status(phoneId, status);
    reports.status(status, detail);
  }

  async function live(): Promise<void> {
    const args = browserArgs(deps.browser, phone.mode);
    report('starting');
    if (!args) return report('failed', { code: 'NO_SANDBOX', reason: NO_SANDBOX });
    // The library and the browser's driver take 0.3 s to load: a process that dies before its first phone spares them.
    const { startLife } = await import('./client.ts');
    while (!closing.signal.aborted) {
      if (shown !== 'starting') report('starting');
      if (!(await prepared())) continue;
      const { ending, readyMs } = await liveOnce(startLife, args);
      life = undefined;
      isDraining = false;
      const isOurs = ending.kind === 'stopped';
      if (!isLeaving) await keeper.browserGone(isOurs && ending.isClean, isOurs && !closing.signal.aborted);
      if (closing.signal.aborted) return;
      if (ending.kind !== 'stopped') await afterLife(ending, readyMs);
    }
  }

  /** The newest login there is lies in the profile; false when that cannot be done now. */
  async function prepared(): Promise<boolean> {
    try {
      await withDeadline('Preparing the profile', PREPARE_MS, () => keeper.prepare(), closing.signal);
      return true;
    } catch (error) {
      if (closing.signal.aborted) return false;
      log.error({ err: error }, 'session.profile-not-prepared');
      const reason = `The login cannot be read or put in place: ${textOf(error).slice(0, 160)}`;
      report('disconnected', { code: 'LOGIN_UNAVAILABLE', reason });
      await sleep(backoff.afterFailure('unreachable', 0, performance.now()).delayMs, closing.signal);
      return false;
    }
  }

  async function liveOnce(
    startLife: (options: LifeOptions) => Life,
    args: string[],
  ): Promise<{ ending: Ending; readyMs: number }> {
    const { executablePath } = deps.browser;
    const current = startLife({
      phoneId,
      profile,
      sessionDir: deps.sessionDir,
      executablePath,
      args,
      isHeadful: deps.isHeadful,
      ...(deps.states ? { states: deps.states } : {}),
      log,
      events: eventsOfLife(() => current),
    });
    life = current;
    const ending = await current.ended;
    return { ending, readyMs: current.readyMs() };
  }

  async function afterLife(ending: Exclude<Ending, { kind: 'stopped' }>, readyMs: number): Promise<void> {
    if (ending === OTHER_LOGIN) return;
    const { code, reason } = explain(ending);
    if (ending.kind === 'unlinked') {
      if (keeper.hasOther('unlinked')) return;
      await keeper
        .forget()
        .catch((error: unknown) => log.error({ err: error }, 'session.login-not-forgotten'));
    } else meters.failed();
    if (ending.kind === 'refused') return rest({ code, reason });
    const kind = ending.kind === 'unlinked' ? 'crashed' : ending.kind;
    const pause = backoff.afterFailure(kind, readyMs, performance.now());
    log.warn({ code, reason, readyMs: Math.round(readyMs), ...pause }, 'session.ended');
    if (pause.isLoop) return rest({ code: 'CRASH_LOOP', reason: `${TOO_OFTEN} ${reason}` });
    await sleep(pause.delayMs, closing.signal);
  }

  /** `failed`, until its pause is over or, for what only a person can change, until the session is closed. */
  async function rest({ code, reason }: Pick<Fault, 'code' | 'reason'>): Promise<void> {
    const pauseMs = retryMsOf(code);
    log.warn({ code, reason, pauseMs }, 'session.rests');
    report('failed', { code, reason });
    qrSince = null;
    turn?.end();
    if (pauseMs !== null) await sleep(pauseMs, closing.signal);
    else await aborted(closing.signal);
  }

  function eventsOfLife(current: () => Life): LifeEvents {
    const bornAt = performance.now();
    let qrCount = 0;
    let pairedAt: Date | null = null;
    let wasReady = false;
    let me: string | undefined;
    let blink: NodeJS.Timeout | undefined;
    const isDue = createRecycleRule(deps.recycling.limits);
    /** Null until what was missed has been fetched: from then on nothing is missed. */
    let keptAt: number | null = null;

    const sayReady = () => {
      if (!isDraining) report('ready', me === undefined ? {} : { me });
    };

    const catchUp = async () => {
      const last = await profile.lastHeard();
      const since = last
        ? new Date(last.getTime() - MISSED_MARGIN_MS)
        : (pairedAt ?? new Date(clock.now().getTime() - MISSED_MARGIN_MS));
      const count = await fetchMissed(current(), since, inbox.hear);
      if (count > 0) log.info({ count }, 'session.missed-fetched');
      keptAt = -Infinity;
    };

    const catchUpOrLater = () => {
      catchUp().catch((error: unknown) => {
        isBehind = true;
        if (!closing.signal.aborted) log.warn({ err: error }, 'session.missed-not-fetched');
      });
    };

    return {
      qr(qr) {
        if (closing.signal.aborted) return;
        if (qrCount === 0 && keeper.hasOther('asks-for-code')) return current().fail(OTHER_LOGIN);
        const shownMs = qrCount++ === 0 ? FIRST_QR_MS : NEXT_QR_MS;
        if (shown !== 'qr') report('qr');
        if (deps.qrTimeoutMs > 0 && performance.now() - (qrSince ?? 0) > deps.qrTimeoutMs)
          return current().fail(NOBODY_SCANNED);
        reports.qr(qr, new Date(clock.now().getTime() + shownMs));
        deps.showQr?.(qr);
      },
      code(_, expiresAt) {
        log.info({ expiresAt }, 'session.pairing-code');
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
        if (!wasReady) {
          meters.becameReady(performance.now() - bornAt);
          keeper.ready(pairedAt !== null);
        }
        wasReady = true;
        if (!isDraining) turn?.end();
        inbox.use(current());
        sayReady();
        catchUpOrLater();
        retryFiles();
      },
      connected(isConnected) {
        clearTimeout(blink);
        if (isConnected) {
          if (shown !== 'ready') sayReady();
          return;
        }
        blink = setTimeout(() => {
          if (life === current() && !current().canSend())
            report('disconnected', { code: 'SOCKET_LOST', reason: NO_SOCKET });
        }, BLINK_MS);
      },
      pulse() {
        const load = {
          nowMs: performance.now(),
          bornAtMs: bornAt,
          memoryMb: deps.memoryOf(profile.dir),
          lastSendAtMs: lastSendAt,
          isSending,
        };
        const why = isDue(load);
        if (why && !isDraining) void recycle(current(), why);
        if (performance.now() - filesTriedAt > RETRY_FILES_MS) retryFiles();
        if (inbox.pending() > 0) return;
        if (inbox.takeIncomplete() || isBehind) {
          isBehind = false;
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
        if (ending.kind === 'stopped' || ending === OTHER_LOGIN) return;
        report(ending.kind === 'refused' ? 'failed' : 'disconnected', explain(ending));
      },
      heard: inbox.hear,
      ack(providerMessageId, ack) {
        const status = RECEIPTS.get(ack as 1);
        if (!inbox.acknowledge(providerMessageId, ack) && status)
          reports.receipt({ providerMessageId, status, at: clock.now() });
      },
    };
  }

  function retryFiles(): void {
    filesTriedAt = performance.now();
    void inbox.retryFiles();
  }

  /** Lets the send under way end, closes the browser, and begins anew on the same profile; messages wait. */
  async function recycle(current: Life, why: 'memory' | 'age'): Promise<void> {
    turn = deps.recycling.takeTurn();
    if (!turn) return;
    isDraining = true;
    log.info({ why, memoryMb: deps.memoryOf(profile.dir) }, 'session.recycle');
    meters.recycled(why);
    report('starting', { code: 'RECYCLED', reason: RECYCLED[why] });
    await withDeadline('The send under way', DRAIN_MS, () => sending, closing.signal).catch(
      (error: unknown) => log.warn({ err: error }, 'session.recycle-not-drained'),
    );
    current.stop();
  }

  async function send(message: ClaimedMessage, signal: AbortSignal): Promise<Outcome> {
    const startedAt = performance.now();
    const current = isDraining ? undefined : life;
    isSending = true;
    inbox.willSend(webMessageKey(message.id));
    const limit = either(signal, deps.hurry);
    const outcome = current
      ? await sendMessage(tracedPage(current, message), message, sendDeps(), limit.signal)
      : notReady(clock.now());
    limit.release();
    isSending = false;
    lastSendAt = performance.now();
    const durationMs = performance.now() - startedAt;
    meters.sent(latest, message, outcome.kind, durationMs);
    log.info(sendFields(message, outcome, durationMs), 'message.send');
    if (current) watchForMuteness(current, outcome);
    return outcome;
  }

  /** The page, each of whose calls for this message is a span under its send. */
  const tracedPage = (current: Life, { traceparent }: ClaimedMessage): Life => {
    const { tracing = noTracing } = deps;
    if (!tracing.isOn || traceparent === undefined) return current;
    return {
      ...current,
      run(label, ...rest) {
        const attributes = { 'page.call': label };
        const span = tracing.start('page.call', { parent: traceparent, kind: 'client', attributes });
        return inSpan(span, () => current.run(label, ...rest));
      },
    };
  };

  const sendDeps = () => ({ ...deps, phone: latest, now: () => clock.now() });

  /** The page says that it is connected, and WhatsApp confirms nothing: a new page often helps. */
  function watchForMuteness(current: Life, outcome: Outcome): void {
    const isSilent = outcome.kind === 'unknown' && outcome.detail === NO_ACK;
    unacknowledged = isSilent ? unacknowledged + 1 : 0;
    if (unacknowledged < MUTE_AFTER || performance.now() - mutedAt < MUTE_PAUSE_MS) return;
    mutedAt = performance.now();
    unacknowledged = 0;
    current.fail(MUTE);
  }

  function close(): Promise<void> {
    closing.abort();
    closed ??= end();
    return closed;
  }

  async function end(): Promise<void> {
    life?.stop();
    turn?.end();
    await withDeadline('Closing the session', CLOSE_MS, () => living).catch((error: unknown) =>
      log.error({ err: error }, 'session.close-late'),
    );
    keeper.stop();
    meters.status(phoneId, null);
  }

  // Not before the caller holds the session: reports may come at once.
  const living = Promise.resolve()
    .then(live)
    .catch((error: unknown) => {
      log.error({ err: error }, 'session.failed');
      report('failed', { code: 'CRASH_LOOP', reason: textOf(error).slice(0, 200) });
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
    update: (fresh) => void (latest = fresh),
    async perform(action, signal) {
      if (!life) return { kind: 'refused', code: 'PHONE_NOT_READY', detail: NO_BROWSER };
      const limit = either(signal, deps.hurry);
      const { companyId } = phone;
      return perform({ ...deps, life, companyId, signal: limit.signal }, action).finally(limit.release);
    },
    close,
    async logout() {
      isLeaving = true;
      closing.abort(); // no new browser after this one
      await life?.unlink();
      await close();
      await keeper.forget();
    },
  };
}

const NO_SANDBOX =
  'Sandbox phones have no WhatsApp Web here: set SANDBOX=1 and SANDBOX_WA_WEB_URL, or change the phone to mode live.';
const NO_BROWSER = 'The session has no browser now.';
const NO_SOCKET = 'The page has lost its connection to WhatsApp.';
const TOO_OFTEN = 'It failed too often and is tried again every few minutes.';
const UNLINKED = 'The phone has unlinked this device; scan a new QR code.';

const MUTE: Fault = {
  kind: 'crashed',
  code: 'MUTE',
  reason: 'WhatsApp acknowledges nothing that the page sends.',
};
const NOBODY_SCANNED: Fault = {
  kind: 'refused',
  code: 'QR_TIMEOUT',
  reason: 'Nobody scanned the QR code; start the phone again.',
};
/** No failure: the next browser has another login to try. */
const OTHER_LOGIN: Fault = { kind: 'crashed', code: 'UNPAIRED', reason: 'The page knows no login.' };
const RECYCLED = {
  memory: 'It begins anew because its browser takes too much memory.',
  age: 'It begins anew because its browser has run for long.',
};

const explain = (ending: Exclude<Ending, { kind: 'stopped' }>): Pick<Fault, 'code' | 'reason'> =>
  ending.kind === 'unlinked'
    ? { code: 'LOGGED_OUT', reason: UNLINKED }
    : { code: ending.code, reason: ending.reason };

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

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
    ...(message.requestId ? { requestId: message.requestId } : {}),
    ...traceFields(message.traceparent),
    companyId: message.companyId,
    attempt: message.attempt,
    outcome: outcome.kind,
    durationMs: Math.round(durationMs),
    ...('code' in outcome ? { code: outcome.code } : {}),
    ...('providerCode' in outcome ? { providerCode: outcome.providerCode } : {}),
  };
}
