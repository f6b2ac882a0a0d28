import type { MediaRef, Outcome } from '@watertight/core';
import type { NeededFile, ProviderIds } from './compose/outline.ts';
import { transferMs } from './graph.ts';
import { OPEN_WITHIN_MS, type NotUploaded, type Uploads, type UploadTarget } from './uploads.ts';

export interface RememberedFile {
  ref: MediaRef;
  id: string;
}

export type Brought =
  | {
      kind: 'brought';
      ids: ProviderIds;
      /** Those that Meta may have forgotten. */ remembered: RememberedFile[];
    }
  | NotUploaded;

/** Sees to it that Meta has the files of a message. The first that it cannot have decides. */
export async function bringUp(
  uploads: Uploads,
  target: UploadTarget,
  files: readonly NeededFile[],
  attempt: number,
): Promise<Brought> {
  const refs = [...new Map(files.map(({ ref }) => [ref.mediaId, ref])).values()];
  const ends = await Promise.all(
    refs.map(async (ref) => ({ ref, end: await uploads.idOf(target, ref, attempt) })),
  );
  const ids = new Map<string, string>();
  const remembered: RememberedFile[] = [];
  for (const { ref, end } of ends) {
    if (end.kind !== 'uploaded') return end;
    ids.set(ref.mediaId, end.id);
    if (!end.isFresh) remembered.push({ ref, id: end.id });
  }
  return { kind: 'brought', ids, remembered };
}

/** How long the files of a message are waited for. */
export const filesMs = (files: readonly NeededFile[]): number =>
  files.reduce((sum, { ref }) => sum + OPEN_WITHIN_MS + transferMs(ref.sizeBytes), 0);

/** What `work` comes to, or null when that takes longer. The work itself goes on: others may wait for it. */
export function within<T>(work: Promise<T>, ms: number, signal: AbortSignal): Promise<T | null> {
  if (ms === 0) return work;
  return new Promise((resolve, reject) => {
    const giveUp = () => resolve(null);
    const timer = setTimeout(giveUp, ms);
    signal.addEventListener('abort', giveUp, { once: true });
    work.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
    });
  });
}

const PAUSE_MS = 10_000;

/** The files are still on their way: certain that the message is not. */
export const tooSlow = (now: Date): Outcome => ({
  kind: 'later',
  retryAt: new Date(now.getTime() + PAUSE_MS),
  scope: 'message',
  code: 'PROVIDER_UNAVAILABLE',
  detail: 'The file was not uploaded in time.',
});
