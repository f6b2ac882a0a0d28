import { createHash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { loginContext, SealError, type Log, type SessionLease, type StreamSealer } from '@watertight/core';
import type { MediaFiles } from '@watertight/media';
import type { Snapshot, Snapshots } from '@watertight/store';
import { pack, stage, unpack, type Staged } from './archive.ts';
import type { Profile } from './credentials.ts';
import { whileFrozen } from './freeze.ts';
import type { Meters } from './meters.ts';
import { bucketShelf, bytesOf, LostSnapshot, storeShelf } from './shelves.ts';

/** So many versions of a phone's login stay, besides the newest that a session is proven to have begun from. */
const KEEP = 3;
/** Compressing and sealing take a core: one phone after the other, with a little overlap. */
const AT_ONCE = 2;

/** A version that cannot be opened or is not what was written. Trying it again changes nothing. */
export class UnusableSnapshot extends Error {
  override readonly name = 'UnusableSnapshot';
}

/** Keeps logins outside the host, and brings them back. */
export interface SnapshotService {
  versions: Snapshots['list'];
  /** Takes the login of a profile aside. `frozen`: its browser lives and stands still meanwhile; `closed`: it has none. */
  stage(profile: Profile, browser: 'frozen' | 'closed'): Promise<Staged>;
  /** Writes a staged login as the phone's newest version, and removes what was staged. Null: the lease is stale. */
  save(staged: Staged, lease: SessionLease, signal: AbortSignal): Promise<number | null>;
  /**
   * Puts a version into the place of a profile that no browser uses. Throws UnusableSnapshot when the version is not
   * whole, anything else when it is not the version's fault.
   */
  restore(profile: Profile, phoneId: string, snapshot: Snapshot): Promise<void>;
  discard(staged: Staged): Promise<void>;
  prove: Snapshots['prove'];
  forget: Snapshots['forget'];
}

export interface SnapshotDeps {
  snapshots: Snapshots;
  sealer: StreamSealer;
  /** A bucket that logins may lie in; null when there is none. */
  bucket?: Pick<MediaFiles, 'receive' | 'get'> | null;
  /** Where new versions go. */
  shelf?: 'store' | 'bucket';
  log: Log;
  meters: Pick<Meters, 'frozen' | 'snapshot'>;
}

export function createSnapshots(deps: SnapshotDeps): SnapshotService {
  const { snapshots, sealer, log, meters, bucket = null, shelf: where = 'store' } = deps;
  if (where === 'bucket' && !bucket) throw new Error('Logins are to go into a bucket, and there is none');
  const shelf = where === 'bucket' && bucket ? bucketShelf(snapshots, bucket) : storeShelf(snapshots);
  const saving = createTurns(AT_ONCE);
  const restoring = createTurns(AT_ONCE);

  return {
    versions: (phoneId) => snapshots.list(phoneId),
    prove: (lease, version) => snapshots.prove(lease, version),
    forget: (lease) => snapshots.forget(lease),
    discard: ({ folder }) => discard(folder),

    async stage(profile, browser) {
      const folder = await profile.makeFolder('snapshot');
      let staged: Staged | undefined;
      const work = async () => void (staged = await stage(profile.dir, folder));
      try {
        if (browser === 'closed') await work();
        else meters.frozen(await whileFrozen(profile.dir, work));
        if (!staged) throw new Error('Nothing was staged');
        return staged;
      } catch (error) {
        await discard(folder);
        throw error;
      }
    },

    async save(staged, lease, signal) {
      const startedAt = performance.now();
      try {
        const version = await saving(signal, () => write(staged, lease, signal));
        if (version) meters.snapshot('kept', performance.now() - startedAt);
        return version;
      } catch (error) {
        meters.snapshot('failed', performance.now() - startedAt);
        throw error;
      } finally {
        await discard(staged.folder);
      }
    },

    async restore(profile, phoneId, snapshot) {
      const folder = await profile.makeFolder('restore');
      try {
        await restoring(undefined, () => read(phoneId, snapshot, folder));
        await profile.replaceBy(folder);
      } catch (error) {
        await discard(folder);
        throw error;
      }
    },
  };

  async function write(staged: Staged, lease: SessionLease, signal: AbortSignal): Promise<number | null> {
    const begun = await snapshots.begin(lease);
    if (begun === null) return null;
    const { version, companyId } = begun;
    try {
      const sealed = sealer.seal(pack(staged.folder), loginContext(lease.phoneId));
      const shelved = await shelf.put(version, companyId, sealed, signal);
      if (!shelved) return null;
      const { sizeBytes, sha256 } = shelved;
      return (await snapshots.keep(lease, version, { sizeBytes, sha256, keep: KEEP })) ? version : null;
    } catch (error) {
      // Whoever writes the next one removes this one too.
      await snapshots.abandon(version).catch(() => undefined);
      throw error;
    }
  }

  async function read(phoneId: string, snapshot: Snapshot, folder: string): Promise<void> {
    const hash = createHash('sha256');
    async function* hashed(): AsyncGenerator<Buffer> {
      for await (const chunk of bytesOf(snapshots, bucket, phoneId, snapshot)) {
        hash.update(chunk);
        yield chunk;
      }
    }
    try {
      await unpack(sealer.open(hashed(), loginContext(phoneId)), folder);
    } catch (error) {
      if (error instanceof SealError || error instanceof LostSnapshot || isTarFault(error))
        throw new UnusableSnapshot(String((error as Error).message), { cause: error });
      throw error;
    }
    if (hash.digest('hex') !== snapshot.sha256) throw new UnusableSnapshot('Its checksum is another one');
  }

  async function discard(folder: string): Promise<void> {
    await rm(folder, { recursive: true, force: true, maxRetries: 4, retryDelay: 100 }).catch(
      (error: unknown) => log.warn({ err: error }, 'snapshot.folder-left'),
    );
  }
}

/** What node-tar and zlib say of bytes that are no archive. */
const isTarFault = (error: unknown): boolean =>
  error instanceof Error && /^(?:TAR_|Z_)/.test(String((error as NodeJS.ErrnoException).code ?? ''));

/** Runs so many works at once, the others in the order in which they came. */
function createTurns(atOnce: number) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async <T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> => {
    if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
    else running++;
    try {
      signal?.throwIfAborted();
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running--;
    }
  };
}
