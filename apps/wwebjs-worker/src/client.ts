import type { Log } from '@watertight/core';
import { sleep, withDeadline } from '@watertight/service';
import wwebjs from 'whatsapp-web.js';
import { endBrowsersOn, freeProfile } from './cleanup.ts';
import { ProfileAuth, type Profile } from './credentials.ts';
import { explainLost, explainStart } from './errors.ts';
import { announceSyncInPage, refreshQrInPage, vitalsInPage, type Vitals } from './page.ts';
import { messageIdText } from './raw.ts';

/** How one life of a browser ended; by then no process of it is left. */
export type Ending =
  /** `unreachable`: the fault is the network's or WhatsApp's, not the browser's. */
  | { kind: 'crashed' | 'unreachable'; reason: string }
  /** The phone unlinked this device: its credentials are worth nothing. */
  | { kind: 'unlinked' }
  | { kind: 'stopped' };

export interface LifeEvents {
  qr(qr: string): void;
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
  message(data: object): void;
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
  /** Asks WhatsApp to unlink this device; answers whether it did in time. */
  unlink(): Promise<boolean>;
  /** Ends it as a failure, for a reason that only the caller can see. */
  fail(reason: string): void;
  stop(): void;
  readonly ended: Promise<Ending>;
}

export interface LifeOptions {
  phoneId: string;
  profile: Profile;
  sessionDir: string;
  executablePath: string;
  args: readonly string[];
  events: LifeEvents;
  log: Log;
}

type Phase = 'starting' | 'qr' | 'pairing' | 'authenticated' | 'ready' | 'over';

/** No phase but `ready` may last: what has not gone on by then is restarted. */
const DEADLINES: Readonly<Record<Phase, { ms: number; reason: string } | null>> = {
  starting: { ms: 60_000, reason: 'WhatsApp Web did not start within 60 s.' },
  qr: { ms: 120_000, reason: 'The page shows no fresh QR code.' },
  pairing: { ms: 180_000, reason: 'The pairing did not end within 3 minutes.' },
  authenticated: { ms: 60_000, reason: 'The session did not become ready within 60 s.' },
  ready: null,
  over: null,
};

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
const DISCONNECTED_MS = 5 * 60_000;
const CLOSE_MS = 4000;
const CLOSE_CRASHED_MS = 1500;
const SETTLE_MS = 1000;
const UNLINK_MS = 5000;

/** Starts a browser for a phone. Never throws: all that happens is said by `events` and `ended`. */
export function startLife(options: LifeOptions): Life {
  const { phoneId, profile, events, log } = options;
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

  const client = new wwebjs.Client({
    authStrategy: new ProfileAuth(options.sessionDir, phoneId, watchBrowser),
    webVersionCache: { type: 'none' },
    takeoverOnConflict: true,
    takeoverTimeoutMs: 1000,
    puppeteer: {
      executablePath: options.executablePath,
      args: [...options.args],
      headless: true,
      pipe: true, // Chromium ends with this process, however that ends
      protocolTimeout: PROTOCOL_TIMEOUT_MS,
      handleSIGHUP: false,
      handleSIGINT: false,
      handleSIGTERM: false,
    },
  });

  function enter(next: Phase): void {
    clearTimeout(deadline);
    phase = next;
    const limit = DEADLINES[next];
    if (limit) deadline = setTimeout(() => end({ kind: 'crashed', reason: limit.reason }), limit.ms);
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
    enter('qr');
    events.qr(qr);
  });
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
    if (phase === 'ready') setConnected(state === 'CONNECTED');
  });
  listen('disconnected', (state: string) => {
    end(state === 'LOGOUT' ? { kind: 'unlinked' } : { kind: 'crashed', reason: explainLost(state) });
  });
  listen('message', (message: { rawData: object }) => events.message(message.rawData));
  listen('message_ack', (message: { id: unknown; fromMe: boolean }, ack: number) => {
    const id = messageIdText(message.id);
    if (id && message.fromMe) events.ack(id, ack);
  });

  function watchBrowser(): void {
    if (watched) return;
    watched = true;
    client.pupBrowser?.on('disconnected', () => end({ kind: 'crashed', reason: 'The browser ended.' }));
    client.pupPage?.on('error', () => end({ kind: 'crashed', reason: 'The page crashed.' }));
    client.pupPage?.on('close', () => end({ kind: 'crashed', reason: 'The page was closed.' }));
    void probeOnAndOn();
  }

  async function run<A, R>(
    label: string,
    timeoutMs: number,
    work: (arg: A) => R,
    arg: A,
    signal?: AbortSignal,
  ): Promise<Awaited<R>> {
    const page = client.pupPage;
    if (!page || phase === 'over') throw new Error('There is no page');
    const evaluate = () => page.evaluate(work as (arg: unknown) => R, arg);
    const orGone = () => withDeadline(label, timeoutMs, evaluate, gone.signal);
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
          return end({ kind: 'crashed', reason: 'The page does not answer.' });
      }
    }
  }

  async function judge(vitals: Vitals): Promise<void> {
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
      end({ kind: 'crashed', reason: 'The page was loaded anew, and the library did not come back.' });
    else if (performance.now() - since.disconnected > DISCONNECTED_MS)
      end({ kind: 'unreachable', reason: 'WhatsApp has been unreachable for 5 minutes.' });
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
      await withDeadline('Closing the browser', graceMs, () => client.destroy()).catch((error: unknown) =>
        log.debug({ err: error, phoneId }, 'session.close-failed'),
      );
      await endBrowsersOn(profile.dir);
      await Promise.race([starting, sleep(SETTLE_MS)]);
      await endBrowsersOn(profile.dir);
      return ending;
    } catch (error) {
      log.error({ err: error, phoneId }, 'session.browser-left');
      return ending.kind === 'stopped' ? ending : { kind: 'crashed', reason: 'The browser cannot be ended.' };
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
    fail: (reason) => end({ kind: 'crashed', reason }),
    stop: () => end({ kind: 'stopped' }),
    ended,
  };
}
