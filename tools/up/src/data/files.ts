import type { MediaFiles } from '@watertight/media';
import { opendir } from 'node:fs/promises';
import { join } from 'node:path';

/** Each waits for a disk or a network most of the time. */
const AT_ONCE = 8;

export interface Copied {
  files: number;
  bytes: number;
}

export interface CopyFiles {
  from: Pick<MediaFiles, 'get'>;
  to: Pick<MediaFiles, 'put' | 'delete'>;
  /** Storage keys; never more than a few of them are in memory. */
  keys: AsyncIterable<string>;
  /** Nothing lies at the key, or other bytes than its hash says. What it throws ends the copy. */
  onMissing(key: string): Promise<void> | void;
  signal: AbortSignal;
}

/** Copies files from one storage into another, piece by piece, whatever the two are. */
export async function copyFiles({ from, to, keys, onMissing, signal: outer }: CopyFiles): Promise<Copied> {
  const failed = new AbortController();
  const signal = AbortSignal.any([outer, failed.signal]);
  const copied: Copied = { files: 0, bytes: 0 };
  const iterator = keys[Symbol.asyncIterator]();
  // The next key is asked for only when the one before was answered.
  let turn: Promise<unknown> = Promise.resolve();
  const nextKey = (): Promise<IteratorResult<string>> => {
    const next = turn.then(() => iterator.next());
    turn = next;
    return next;
  };
  const copyOne = async (key: string): Promise<void> => {
    const found = await from.get(key, undefined, signal);
    if (!found) return onMissing(key);
    const put = await to.put(companyOf(key), found.stream, { maxBytes: Infinity, signal });
    if (put.storageKey !== key) {
      await to.delete(put.storageKey);
      return onMissing(key);
    }
    copied.files++;
    copied.bytes += put.sizeBytes;
  };
  const work = async (): Promise<void> => {
    for (let next = await nextKey(); !next.done; next = await nextKey()) {
      signal.throwIfAborted();
      await copyOne(next.value);
    }
  };
  const fail = (error: unknown) => failed.abort(error);
  await Promise.all(Array.from({ length: AT_ONCE }, () => work().catch(fail)));
  signal.throwIfAborted();
  return copied;
}

const companyOf = (key: string): string => key.slice(0, key.indexOf('/'));

/** The keys of the files in a folder that is a storage. */
export async function* keysBelow(dir: string): AsyncGenerator<string> {
  for (const company of await namesIn(dir))
    for (const part of await namesIn(join(dir, company)))
      for await (const { name } of await opendir(join(dir, company, part)))
        yield `${company}/${part}/${name}`;
}

/** Not what is on its way in, which begins with a dot. */
async function namesIn(dir: string): Promise<string[]> {
  const names: string[] = [];
  for await (const entry of await opendir(dir))
    if (entry.isDirectory() && !entry.name.startsWith('.')) names.push(entry.name);
  return names.sort();
}
