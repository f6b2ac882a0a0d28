import type { Log, PhoneReason } from '@watertight/core';
import { DeadlineError, sleep, withDeadline } from '@watertight/service';
import wwebjs from 'whatsapp-web.js';
import { blockNeedless } from './browser.ts';
import { endBrowsersOn, freeProfile, OWNER_VARIABLE } from './cleanup.ts';
import type { Profile } from './credentials.ts';
import { ProfileAuth } from './profile-auth.ts';
import { explainLost, explainPairingCode, explainStart, isBlock, type Fault } from './errors.ts';
import { announceSyncInPage, refreshQrInPage, vitalsInPage, type Vitals } from './page.ts';
import { createPageFunctions } from './page-functions.ts';
import { lendFile, type BrowserPage } from './page/lend.ts';
import {
  messageIdText,
  rawCall,
  rawChat,
  rawContactChange,
  rawEdit,
  rawGroupNotice,
  rawOf,
  rawReaction,
  rawRevocation,
  rawVote,
  type RawEntry,
} from './raw.ts';
import { mayFollow, STATES } from './states.ts';

/** How one life of a browser ended; by then no process of it is left. */
export type Ending =
  | Fault
  /** The phone unlinked this device: its credentials are worth nothing. */
  | { kind: 'unlinked' }
  /** We wanted it. `isClean`: the browser closed by itself, so all of its profile is written. */
  | { kind: 'stopped'; isClean: boolean };

/** What came of asking for a code that the owner types on the phone. */
export type PairingCode =
  | { kind: 'code'; code: string; expiresAt: Date }
  | { kind: 'wrong-state' | 'rate-limited' | 'refused' | 'no-answer'; detail: string };

export interface LifeEvents {
  qr(qr: string): void;
  /** A pairing code that was asked for, or the one that follows it. */
  code(code: string, expiresAt: Date): void;
  /** A code was scanned; the phone and the page are agreeing. */
  pairing(): void;
  authenticated(): void;
  /** The page sends and hears. May come again. */
  ready(me: string | null): void;
  /** Whether a page that was ready is connected to WhatsApp; said at each change. */
  connected(isConnected: boolean): void;
  /** The page was seen well: ready and connected. */
  pulse(): void;
  /** It is over: nothing can be sent any more, though its processes may still live for a moment. */
  ending(ending: Ending): void;
  /** Something was written, by whomever, or said of what was written, or happened to a chat or a person. */
  heard(raw: RawEntry): void;
  ack(messageId: string, ack: number): void;
}

/** One browser with one page, from its launch to the end of its last process. */
export interface Life {
  /** Ready, and connected to WhatsApp. */
  canSend(): boolean;
  /** How long it has been ready, milliseconds. */
  readyMs(): number;
  /** Runs a function of page.ts in the page. Rejects at the deadline, with `signal`, or when the life ends. */
  run<A, R>(
    label: string,
    timeoutMs: number,
    work: (arg: A) => R,
    arg: A,
    signal?: AbortSignal,
  ): Promise<Awaited<R>>;
  /** Makes a file of this machine readable in the page, under a token. Rejects as `run` does. */
  lend(path: string, token: string, timeoutMs: number, signal: AbortSignal): Promise<void>;
  /** Asks WhatsApp to unlink this device; answers whether it did in time. */
  unlink(): Promise<boolean>;
  /**
   * Asks for a code to type on the phone with this number (digits), instead of a QR code. The page makes a new one
   * every three minutes; `events.code` tells each.
   */
  pairingCode(phoneNumber: string): Promise<PairingCode>;
  /** Ends it as a failure, for a reason that only the caller can see. */
  fail(fault: Fault): void;
  stop(): void;
  readonly ended: Promise<Ending>;
}

export interface LifeOptions {
  phoneId: string;
  profile: Profile;
  sessionDir: string;
  executablePath: string;
  args: readonly string[];
  /** A window that people can look at. */
  isHeadful: boolean;
  /** Deadlines; those of `STATES` unless a test has less time. */
  states?: typeof STATES;
  events: LifeEvents;
  log: Log;
}

type Phase = 'starting' | 'qr' | 'pairing' | 'authenticated' | 'ready' | 'over';

/** What is told when a phase lasts longer than its status may. */
const TOO_LONG: Readonly<Partial<Record<Phase, string>>> = {
  starting: 'WhatsApp Web did not start in time.',
  qr: 'The page shows no fresh QR code.',
  pairing: 'The pairing did not end in time.',
  authenticated: 'The session did not become ready in time.',
};

/** All of them are notices of type `gp2`, sorted by what happened; our own mapping sorts them again. */
const GROUP_EVENTS = [
  'group_join',
  'group_leave',
  'group_update',
  'group_admin_changed',
  'group_membership_request',
];

const PROTOCOL_TIMEOUT_MS = 60_000;
const PROBE_READY_MS = 5000;
const PROBE_ELSE_MS = 500;
const PROBE_DEADLINE_MS = 5000;
/** Two in a row: a page that is busy for seconds is let be. */
const MAX_MISSED_PROBES = 2;
/** The page has synced, and the library has not heard of it for so long: it never will. */
const SYNC_UNHEARD_MS = 1000;
const QR_REFRESH_MS = 5000;
const NOT_INJECTED_MS = 30_000;
const CLOSE_MS = 4000;
const CLOSE_CRASHED_MS = 1500;
const SETTLE_MS = 1000;
const UNLINK_MS = 5000;
const PAIRING_CODE_MS = 30_000;
const PAIRING_CODE_LIVES_MS = 180_000;
/** Who takes the session back so often is fought no more. */
const MAX_CONFLICTS = 4;
const CONFLICTS_WITHIN_MS = 10 * 60_000;

/** Starts a browser for a phone. Never throws: all that happens is said by `events` and `ended`. */
export function startLife(options: LifeOptions): Life {
  const { phoneId, profile, events, log, states = STATES } = options;
  const gone = new AbortController();
  let resolveEnded: (ending: Ending) => void = () => undefined;
  const ended = new Promise<Ending>((resolve) => (resolveEnded = resolve));
  let phase: Phase = 'starting';
  let deadline: NodeJS.Timeout | undefined;
  let watched = false;
  let isConnected = false;
  let readyAt = 0;
  let missed = 0;
  /** When each of these began, by the process's clock; 0 when it does not last. */
  const since = { synced: 0, notInjected: 0, disconnected: 0 };
  let qrRefreshedAt = -Infinity;
  const conflicts: number[] = [];
  const functions = createPageFunctions();

  const client = new wwebjs.Client({
    authStrategy: new ProfileAuth(options.sessionDir, phoneId, watchBrowser),
    webVersionCache: { type: 'none' },
    takeoverOnConflict: true,
    takeoverTimeoutMs: 1000,
    puppeteer: {
      executablePath: options.executablePath,
      args: [...options.args],
      headless: !options.isHeadful,
      env: { ...process.env, [OWNER_VARIABLE]: String(process.pid) },
      pipe: true, // Chromium ends with this process, however that ends
      protocolTimeout: PROTOCOL_TIMEOUT_MS,
      handleSIGHUP: false,
      handleSIGINT: false,
      handleSIGTERM: false,
    },
  });

  function enter(next: Phase): void {
    if (phase !== 'over' && next !== 'over' && !mayFollow(phase, next))
      return log.error({ phoneId, from: phase, to: next }, 'session.illegal-step');
    clearTimeout(deadline);
    phase = next;
    const limitMs = next === 'over' ? null : states[next].deadlineMs;
    if (limitMs === null) return;
    const late = () => crash('PHASE_TIMEOUT', TOO_LONG[next] ?? 'It took too long.');
    deadline = setTimeout(late, limitMs);
  }

  /** Listeners of ours run inside the library and the page's bindings, which swallow or spread what they throw. */
  const guarded =
    <Args extends unknown[]>(name: string, work: (...args: Args) => void) =>
    (...args: Args): void => {
      if (phase === 'over') return;
      try {
        work(...args);
      } catch (error) {
        log.error({ err: error, phoneId, event: name }, 'session.listener-failed');
      }
    };

  const listen = <Args extends unknown[]>(name: string, work: (...args: Args) => void) =>
    void client.on(name, guarded(name, work) as (...args: unknown[]) => void);

  listen('qr', (qr: string) => {
    // A page that was ready and now asks for a code: WhatsApp says so when it unlinks, so it may pass.
    if (phase === 'ready') return end(explainLost('UNPAIRED'));
    enter('qr');
    events.qr(qr);
  });
  listen('code', (code: string) => events.code(code, new Date(Date.now() + PAIRING_CODE_LIVES_MS)));
  listen('loading_screen', () => {
    if (phase === 'qr') beginPairing();
    else if (phase !== 'ready') enter(phase); // it goes forward: it may take its time again
  });
  listen('authenticated', () => {
    if (phase === 'ready') return;
    enter('authenticated');
    events.authenticated();
  });
  listen('ready', () => {
    if (phase !== 'ready') readyAt = performance.now();
    enter('ready');
    isConnected = true;
    Object.assign(since, { synced: 0, notInjected: 0, disconnected: 0 });
    events.ready(client.info?.wid?.user ?? null);
  });
  listen('change_state', (state: string) => {
    if (state === 'CONFLICT') countConflict();
    if (phase === 'ready') setConnected(state === 'CONNECTED');
  });
  listen('disconnected', (state: string) => {
    end(state === 'LOGOUT' ? { kind: 'unlinked' } : explainLost(state));
  });

  interface LibraryMessage {
    rawData: object;
  }
  interface LibraryChat {
    unreadCount?: number;
  }
  const hear = (raw: RawEntry | null) => {
    if (raw) events.heard(raw);
  };
  listen('message_create', ({ rawData }: LibraryMessage) => hear(rawOf(rawData)));
  // The library asks the phone for what could not be read, and gives up after a while; it may still be read later.
  listen('message_ciphertext_failed', ({ rawData }: LibraryMessage) => hear(rawOf(rawData)));
  listen('message_edit', ({ rawData }: LibraryMessage, now: unknown, before: unknown) =>
    hear(rawEdit(rawData, now, before)),
  );
  listen('message_revoke_everyone', ({ rawData }: LibraryMessage) =>
    hear(rawRevocation(rawData, Date.now())),
  );
  listen('message_reaction', (reaction: object) => hear(rawReaction(reaction)));
  listen('vote_update', (vote: object) => hear(rawVote(vote)));
  listen('call', (call: object) => hear(rawCall(call)));
  for (const event of GROUP_EVENTS) listen(event, (notice: object) => hear(rawGroupNotice(notice)));
  listen('contact_changed', ({ rawData }: LibraryMessage, before: unknown, after: unknown) =>
    hear(rawContactChange(rawData, before, after)),
  );
  listen('chat_archived', (chat: LibraryChat, archived: unknown) =>
    hear(rawChat(chat, Date.now(), { archived: archived === true })),
  );
  // What comes in is counted where it is stored; that it was read on the phone, only the phone tells.
  listen('unread_count', (chat: LibraryChat) => {
    const { unreadCount } = chat;
    if (unreadCount !== undefined && unreadCount <= 0) hear(rawChat(chat, Date.now(), { unreadCount }));
  });
  listen('chat_removed', (chat: LibraryChat) => hear(rawChat(chat, Date.now(), { removed: true })));
  listen('message_ack', (message: { id: unknown; fromMe: boolean }, ack: number) => {
    const id = messageIdText(message.id);
    if (id && message.fromMe) events.ack(id, ack);
  });

  function crash(code: PhoneReason, reason: string): void {
    end({ kind: 'crashed', code, reason });
  }

  async function watchBrowser(): Promise<void> {
    if (watched) return;
    watched = true;
    client.pupBrowser?.on('disconnected', () => crash('BROWSER_ENDED', 'The browser ended.'));
    client.pupPage?.on('error', () => crash('PAGE_CRASHED', 'The page crashed.'));
    client.pupPage?.on('close', () => crash('PAGE_CRASHED', 'The page was closed.'));
    void probeOnAndOn();
    const page = client.pupPage;
    if (!page) return;
    await withDeadline('Blocking requests', PROBE_DEADLINE_MS, () => blockNeedless(page)).catch(
      (error: unknown) => log.warn({ err: error, phoneId }, 'session.requests-not-blocked'),
    );
  }

  /** The library takes the session back each time; two that both do so would go on for ever. */
  function countConflict(): void {
    const now = performance.now();
    conflicts.push(now);
    while ((conflicts[0] ?? now) < now - CONFLICTS_WITHIN_MS) conflicts.shift();
    if (conflicts.length > MAX_CONFLICTS) end(explainLost('CONFLICT'));
  }

  async function run<A, R>(
    label: string,
    timeoutMs: number,
    work: (arg: A) => R,
    arg: A,
    signal?: AbortSignal,
  ): Promise<Awaited<R>> {
    return onPage(label, timeoutMs, (page) => functions.call(page, work, arg), signal);
  }

  async function onPage<T>(
    label: string,
    timeoutMs: number,
    work: (page: BrowserPage) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const page = client.pupPage;
    if (!page || phase === 'over') throw new Error('There is no page');
    const orGone = () => withDeadline(label, timeoutMs, () => work(page), gone.signal);
    return signal ? withDeadline(label, timeoutMs, orGone, signal) : orGone();
  }

  async function probeOnAndOn(): Promise<void> {
    while (await sleep(phase === 'ready' && missed === 0 ? PROBE_READY_MS : PROBE_ELSE_MS, gone.signal)) {
      try {
        const vitals = await run('The probe', PROBE_DEADLINE_MS, vitalsInPage, undefined);
        missed = 0;
        await judge(vitals);
      } catch (error) {
        if (gone.signal.aborted) return;
        log.debug({ err: error, phoneId, phase }, 'session.probe-missed');
        // While it starts, its page comes and goes; the phase's deadline watches over that.
        if (phase !== 'starting' && ++missed >= MAX_MISSED_PROBES)
          return crash('PAGE_HUNG', 'The page does not answer.');
      }
    }
  }

  async function judge(vitals: Vitals): Promise<void> {
    // The library tells of it only on a page that it has taken hold of; a blocked number may never get so far.
    if (isBlock(vitals.state)) return end(explainLost(vitals.state));
    if (phase === 'ready') return judgeReady(vitals);
    if (phase === 'qr' && vitals.state === 'UNPAIRED_IDLE') await refreshQr();
    if (phase === 'qr' && (vitals.state === 'PAIRING' || vitals.state === 'CONNECTED')) beginPairing();
    await mendUnheardSync(vitals);
  }

  /** The page stops showing codes after a few; the library's own way to go on does not work. */
  async function refreshQr(): Promise<void> {
    if (performance.now() - qrRefreshedAt < QR_REFRESH_MS) return;
    qrRefreshedAt = performance.now();
    await run('A fresh QR code', PROBE_DEADLINE_MS, refreshQrInPage, undefined);
  }

  /** The page may sync before the library listens; then it would say neither `authenticated` nor `ready`, ever. */
  async function mendUnheardSync({ state, hasSynced }: Vitals): Promise<void> {
    if (state !== 'CONNECTED' || !hasSynced || phase === 'authenticated') {
      since.synced = 0;
      return;
    }
    since.synced ||= performance.now();
    if (performance.now() - since.synced < SYNC_UNHEARD_MS) return;
    since.synced = 0;
    const heard = await run('Telling of the sync', PROBE_DEADLINE_MS, announceSyncInPage, undefined);
    log.info({ phoneId, heard }, 'session.sync-unheard');
  }

  function judgeReady({ state, injected }: Vitals): void {
    setConnected(state === 'CONNECTED' && injected);
    since.notInjected = injected ? 0 : since.notInjected || performance.now();
    since.disconnected = isConnected ? 0 : since.disconnected || performance.now();
    if (isConnected) events.pulse();
    else if (since.notInjected && performance.now() - since.notInjected > NOT_INJECTED_MS)
      crash('PAGE_HUNG', 'The page was loaded anew, and the library did not come back.');
    else if (performance.now() - since.disconnected > (states.disconnected.deadlineMs ?? Infinity))
      end({
        kind: 'unreachable',
        code: 'UNREACHABLE',
        reason: 'WhatsApp has been unreachable for 5 minutes.',
      });
  }

  function setConnected(next: boolean): void {
    if (isConnected === next) return;
    isConnected = next;
    events.connected(next);
  }

  function beginPairing(): void {
    enter('pairing');
    events.pairing();
  }

  function end(ending: Ending): void {
    if (phase === 'over') return;
    enter('over');
    gone.abort(new Error('The browser has ended'));
    events.ending(ending);
    void tearDown(ending).then(resolveEnded);
  }

  /** Closing lets the profile be written; what does not close is killed, and what starts late is killed too. */
  async function tearDown(ending: Ending): Promise<Ending> {
    try {
      const graceMs = ending.kind === 'stopped' ? CLOSE_MS : CLOSE_CRASHED_MS;
      const isClean = await withDeadline('Closing the browser', graceMs, () => client.destroy()).then(
        () => true,
        (error: unknown) => {
          log.debug({ err: error, phoneId }, 'session.close-failed');
          return false;
        },
      );
      await endBrowsersOn(profile.dir);
      await Promise.race([starting, sleep(SETTLE_MS)]);
      await endBrowsersOn(profile.dir);
      return ending.kind === 'stopped' ? { ...ending, isClean } : ending;
    } catch (error) {
      log.error({ err: error, phoneId }, 'session.browser-left');
      if (ending.kind === 'stopped') return ending;
      return { kind: 'crashed', code: 'BROWSER_FAILED', reason: 'The browser cannot be ended.' };
    } finally {
      client.removeAllListeners();
    }
  }

  async function start(): Promise<void> {
    const orphans = await freeProfile(profile.dir);
    if (orphans > 0) log.warn({ phoneId, processes: orphans }, 'session.orphan-ended');
    if (phase !== 'over') await client.initialize();
  }

  enter('starting');
  const starting = start().catch((error: unknown) => end(explainStart(error, watched)));

  return {
    canSend: () => phase === 'ready' && isConnected,
    readyMs: () => (readyAt === 0 ? 0 : performance.now() - readyAt),
    run,
    lend: (path, token, timeoutMs, signal) =>
      onPage('Lending a file', timeoutMs, (page) => lendFile(page, path, token), signal),
    async unlink() {
      if (phase !== 'ready') return false;
      try {
        await withDeadline('Unlinking', UNLINK_MS, () => client.logout());
        return true;
      } catch (error) {
        log.warn({ err: error, phoneId }, 'session.unlink-failed');
        return false;
      }
    },
    async pairingCode(phoneNumber) {
      if (phase !== 'qr')
        return { kind: 'wrong-state', detail: `The session is ${phase}, not at its QR code.` };
      const ask = () => client.requestPairingCode(phoneNumber, true, PAIRING_CODE_LIVES_MS);
      try {
        const code = await withDeadline('The pairing code', PAIRING_CODE_MS, ask, gone.signal);
        return { kind: 'code', code, expiresAt: new Date(Date.now() + PAIRING_CODE_LIVES_MS) };
      } catch (error) {
        if (error instanceof DeadlineError || gone.signal.aborted)
          return { kind: 'no-answer', detail: 'The page gave no pairing code in time.' };
        return explainPairingCode(error);
      }
    },
    fail: (fault) => end(fault),
    stop: () => end({ kind: 'stopped', isClean: false }),
    ended,
  };
}
