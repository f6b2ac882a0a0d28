import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Blobs } from './blobs.ts';

/** Bytes as files below a folder. Several processes share them when they share the folder. */
export function folderBlobs(dir: string): Blobs {
  return {
    async place(storageKey, path, sizeBytes) {
      const target = join(dir, storageKey);
      if ((await sizeOf(target)) === sizeBytes) return;
      await mkdir(dirname(target), { recursive: true });
      await rename(path, target);
      await syncFolder(dirname(target));
    },
    async open(storageKey, range) {
      const handle = await open(join(dir, storageKey)).catch(absent);
      if (!handle) return null;
      const { size } = await handle.stat();
      return { stream: createReadStream('', { fd: handle, ...range }), sizeBytes: size };
    },
    remove: (storageKey) => rm(join(dir, storageKey), { force: true }),
    close: () => undefined,
  };
}

async function sizeOf(path: string): Promise<number | null> {
  return (await stat(path).catch(absent))?.size ?? null;
}

function absent(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}

/** The name itself has to survive a loss of power; file systems that cannot sync a folder say EINVAL or EPERM. */
async function syncFolder(path: string): Promise<void> {
  const handle = await open(path);
  try {
    await handle.sync();
  } catch (error) {
    if (!['EINVAL', 'EPERM', 'ENOTSUP'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  } finally {
    await handle.close();
  }
}
