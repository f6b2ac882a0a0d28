import type { Log, SessionLease } from '@watertight/core';
import { sleep, withDeadline } from '@watertight/service';
import type { Snapshot } from '@watertight/store';
import type { Profile, ProfileMark } from './credentials.ts';
import { canFreeze } from './freeze.ts';
import { UnusableSnapshot, type SnapshotService } from './snapshots.ts';

/** After a pairing the page still writes for a while: kept at once, and again when it has calmed down. */
const AFTER_PAIRING_MS = [3000, 60_000];
const AFTER_FAILURE_MS = 60_000;
const SAVE_DEADLINE_MS = 120_000;
/** What a session may take for keeping its login when it is closed. */
const CLOSING_SAVE_MS = 5000;

/** Where the login comes from that a browser is started with. */
type Source = { kind: 'local' } | { kind: 'version'; snapshot: Snapshot } | { kind: 'blank' };

/** Looks after one phone's login while its session is open: which one to begin with, and when to keep it. */
export interface Keeper {
  /**
   * Before each browser: puts the newest login that is not yet refused into the profile. Rejects when that cannot be
   * found out or done now (database, disk); it may be asked again.
   */
  prepare(): Promise<void>;
  /**
   * The page asks for a code, or WhatsApp has unlinked it, with a login that was never ready here. True: the next
   * browser has another one to try. False: nothing is left but to pair the phone.
   */
  hasOther(how: 'asks-for-code' | 'unlinked'): boolean;
  /** The session is ready: the login it began with is good. `isPaired`: it is a new one. */
  ready(isPaired: boolean): void;
  /**
   * The browser is gone. A login that was ready and closed cleanly is kept: before this resolves, or, when another
   * browser `follows` at once, beside it.
   */
  browserGone(isClean: boolean, follows: boolean): Promise<void>;
  /** WhatsApp has unlinked the device: every version of its login is worth nothing. */
  forget(): Promise<void>;
  stop(): void;
}

export interface KeeperOptions {
  service: SnapshotService;
  profile: Profile;
  lease: SessionLease;
  /** Between two versions of a living session, on average. */
  everyMs: number;
  /** Whether the session sends and hears now: only such a login is worth keeping. */
  isWell: () => boolean;
  log: Log;
}

export function createKeeper({ service, profile, lease, everyMs, isWell, log }: KeeperOptions): Keeper {
  const { phoneId } = lease;
  /** What is left to try, best first; unknown until the store has been asked. */
  let left: Source[] | undefined;
  /** What the profile is; undefined while it has to be made. */
  let source: Source | undefined;
  let isSettled = false;
  let wasReady = false;
  let hasVersions = false;
  /** How many browsers have begun on this profile. */
  let browsers = 0;
  let mark: ProfileMark = { version: 0 };
  let lastFingerprint: string | undefined;
  let rounds = new AbortController();
  let chain: Promise<void> = Promise.resolve();

  /** One after the other, so that versions have the order of what they hold. */
  const inOrder = (work: () => Promise<void>): Promise<void> => {
    const done = chain.then(work);
    chain = done.catch(() => undefined); // whoever asked for it hears of it
    return done;
  };

  const keepMark = (change: ProfileMark): Promise<void> => {
    mark = change;
    return profile.keepMark(change);
  };

  async function plan(): Promise<Source[]> {
    await profile.tidy();
    const [list, found, exists] = await Promise.all([
      service.versions(phoneId),
      profile.mark(),
      profile.exists(),
    ]);
    hasVersions = list.kept.length > 0;
    const isNewest = exists && found.version >= list.newest;
    if (exists && !isNewest)
      log.info({ version: found.version, newest: list.newest }, 'snapshot.profile-is-older');
    mark = isNewest ? found : { version: list.newest };
    const versions = list.kept.map((snapshot): Source => ({ kind: 'version', snapshot }));
    if (!isNewest) return [...versions, { kind: 'blank' }];
    return [{ kind: 'local' }, ...(found.isExhausted ? [] : versions), { kind: 'blank' }];
  }

  /** Makes the profile what a source says. False when the source turns out to be worth nothing. */
  async function place(next: Source): Promise<boolean> {
    const { version } = mark;
    if (next.kind === 'blank') {
      await profile.replaceBy(await profile.makeFolder('restore'));
      await keepMark({ version, isExhausted: true });
    }
    if (next.kind !== 'version') return true;
    const { snapshot } = next;
    try {
      await service.restore(profile, phoneId, snapshot);
    } catch (error) {
      if (!(error instanceof UnusableSnapshot)) throw error;
      log.error({ err: error, version: snapshot.version }, 'snapshot.unusable');
      return false;
    }
    await keepMark({ version, isUntouched: snapshot.version === version });
    log.info({ version: snapshot.version, sizeBytes: snapshot.sizeBytes }, 'snapshot.restored');
    return true;
  }

  /** Should the page have lost a login that was ready here, a version of it may still be good. */
  async function planAgain(): Promise<void> {
    const { kept } = await service.versions(phoneId).catch((error: unknown) => {
      log.warn({ err: error }, 'snapshot.not-listed');
      return { kept: [] };
    });
    left = [...kept.map((snapshot): Source => ({ kind: 'version', snapshot })), { kind: 'blank' }];
    isSettled = false;
  }

  async function prepare(): Promise<void> {
    if (wasReady) await planAgain();
    wasReady = false;
    left ??= await plan();
    while (!source) {
      const next = left[0] ?? { kind: 'blank' };
      if (await place(next)) source = next;
      left.shift(); // not before: what failed for the disk's or the database's sake is tried again
    }
    browsers++;
    // From here on it is no longer what was kept; the life to come may still prove that what was kept is good.
    if (mark.isUntouched) await profile.keepMark({ ...mark, isUntouched: false });
  }

  function hasOther(how: 'asks-for-code' | 'unlinked'): boolean {
    if (isSettled || !source || !left) return false;
    const isLast = left.every(({ kind }) => kind === 'blank');
    // A profile that asks for a code can be paired as it is; one that WhatsApp has unlinked is made anew.
    if (how === 'asks-for-code' ? isLast : source.kind !== 'version') {
      isSettled = true;
      if (how === 'asks-for-code')
        void inOrder(() => keepMark({ version: mark.version, isExhausted: true })).catch(complain);
      return false;
    }
    log.warn({ tried: source.kind, how, left: left.length }, 'snapshot.login-refused');
    source = undefined;
    return true;
  }

  function ready(isPaired: boolean): void {
    const proven =
      source?.kind === 'version' ? source.snapshot.version : mark.isUntouched ? mark.version : null;
    source = { kind: 'local' };
    isSettled = true;
    wasReady = true;
    mark = { version: mark.version };
    const settle = async () => {
      await profile.dropAside();
      await profile.keepMark(mark);
      if (proven) await service.prove(lease, proven);
    };
    void inOrder(settle).catch(complain);
    rounds.abort();
    rounds = new AbortController();
    const first = isPaired || !hasVersions ? AFTER_PAIRING_MS.map((ms) => Math.min(ms, everyMs)) : [];
    void keepOnAndOn(first, rounds.signal);
  }

  async function keepOnAndOn(first: readonly number[], over: AbortSignal): Promise<void> {
    if (!canFreeze) return;
    const pauses = [...first];
    const jittered = () => everyMs * (0.8 + Math.random() * 0.4);
    while (await sleep(pauses.shift() ?? jittered(), over)) {
      if (!isWell()) continue;
      try {
        await inOrder(() => keep('frozen', AbortSignal.any([over, AbortSignal.timeout(SAVE_DEADLINE_MS)])));
      } catch (error) {
        if (over.aborted) return;
        complain(error);
        pauses.unshift(AFTER_FAILURE_MS);
      }
    }
  }

  const stageOf = (browser: 'frozen' | 'closed') => service.stage(profile, browser);

  async function keep(
    browser: 'frozen' | 'closed',
    signal: AbortSignal,
    staging?: ReturnType<typeof stageOf>,
  ): Promise<void> {
    const began = browsers;
    const staged = await (staging ?? stageOf(browser));
    const isUntouched = () => browser === 'closed' && began === browsers;
    if (staged.fingerprint === lastFingerprint) {
      await service.discard(staged);
      return isUntouched() ? keepMark({ ...mark, isUntouched: true }) : undefined;
    }
    const version = await service.save(staged, lease, signal);
    if (version === null) return log.warn({ epoch: lease.epoch }, 'snapshot.lease-stale');
    lastFingerprint = staged.fingerprint;
    hasVersions = true;
    log.info({ version, sizeBytes: staged.sizeBytes, browser }, 'snapshot.kept');
    await keepMark({ version, ...(isUntouched() ? { isUntouched: true } : {}) });
  }

  async function browserGone(isClean: boolean, follows: boolean): Promise<void> {
    rounds.abort();
    if (!wasReady || !isClean) return;
    const save = (limitMs: number, staged?: ReturnType<typeof stageOf>) =>
      withDeadline('Keeping the login', limitMs, (signal) =>
        inOrder(() => keep('closed', signal, staged)),
      ).catch(complain);
    if (!follows) return save(CLOSING_SAVE_MS);
    // Staged before the next browser writes; compressed and written beside it.
    const staged = await stageOf('closed').catch(complain);
    if (staged) void save(SAVE_DEADLINE_MS, Promise.resolve(staged));
  }

  async function forget(): Promise<void> {
    const wasTried = source?.kind !== 'blank' || wasReady;
    rounds.abort();
    isSettled = true;
    source = { kind: 'blank' };
    lastFingerprint = undefined;
    await chain;
    await profile.forget();
    // A login that was paired in vain says nothing of the versions before it.
    const version = wasTried ? await service.forget(lease) : mark.version;
    if (wasTried) hasVersions = false;
    await keepMark({ version: version ?? mark.version, isExhausted: true });
  }

  function complain(error: unknown): void {
    log.error({ err: error }, 'snapshot.failed');
  }

  return { prepare, hasOther, ready, browserGone, forget, stop: () => rounds.abort() };
}
