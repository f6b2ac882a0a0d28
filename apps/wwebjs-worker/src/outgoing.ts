import { CodedError, type MediaRef } from '@watertight/core';
import { randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';

/** Opens a stored file of a company; null when there is none any more. */
export type OpenMedia = (
  companyId: string,
  mediaId: string,
  signal: AbortSignal,
) => Promise<{ ref: MediaRef; stream: Readable } | null>;

/** A file on this host's disk, for a browser to read. */
export interface OutgoingFile {
  path: string;
  ref: MediaRef;
  remove(): Promise<void>;
}

/** Files that are being sent lie beside the profiles: whatever confines a browser, there it can read. */
const FOLDER = 'outgoing';
/** Longer than any send: what is older was left behind by a process that died. */
const STALE_MS = 3_600_000;

/**
 * Copies a stored file to where the browser can read it. Never more than a piece of it is in memory.
 * @throws CodedError MEDIA_NOT_FOUND, MEDIA_STORAGE_UNAVAILABLE, STORE_UNAVAILABLE
 */
export async function bringOut(
  open: OpenMedia,
  sessionDir: string,
  companyId: string,
  mediaId: string,
  signal: AbortSignal,
): Promise<OutgoingFile> {
  const found = await open(companyId, mediaId, signal);
  if (!found) throw new CodedError('MEDIA_NOT_FOUND', 'The file is no longer stored.');
  const { ref, stream } = found;
  const folder = join(sessionDir, FOLDER);
  const path = join(folder, randomUUID());
  const remove = () => rm(path, { force: true });
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const target = createWriteStream(path, { mode: 0o600, flags: 'wx' });
    await pipeline(stream, target, { signal });
    if (target.bytesWritten !== ref.sizeBytes)
      throw new CodedError('MEDIA_STORAGE_UNAVAILABLE', 'The stored file is not as long as it should be.');
    return { path, ref, remove };
  } catch (error) {
    stream.destroy();
    await remove();
    if (error instanceof CodedError || signal.aborted) throw error;
    throw new CodedError('MEDIA_STORAGE_UNAVAILABLE', undefined, { cause: error });
  }
}

/** Removes what processes that died have left. */
export async function sweepOutgoing(sessionDir: string): Promise<void> {
  const folder = join(sessionDir, FOLDER);
  const names = await readdir(folder).catch(() => []); // nothing was ever sent from here
  for (const name of names) {
    const path = join(folder, name);
    const found = await stat(path).catch(() => null); // another process may remove it in the same moment
    if (found && Date.now() - found.mtimeMs > STALE_MS) await rm(path, { force: true });
  }
}
