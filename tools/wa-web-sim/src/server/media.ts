import { createHash, randomUUID } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** `expired` means: the phone has the bytes still and uploads them again on request; `gone`: nobody has. */
export type MediaState = 'there' | 'expired' | 'gone';

/** Bytes under an address; the same bytes are kept once under many addresses. */
export interface MediaItem {
  id: string;
  /** Hex SHA-256 of the bytes. */
  sha256: string;
  size: number;
  mimetype: string;
  state: MediaState;
  /** Time before a download starts, milliseconds. */
  downloadMs: number;
}

export interface MediaStore {
  put(
    bytes: Buffer,
    facts: { mimetype: string; state?: MediaState; downloadMs?: number },
  ): Promise<MediaItem>;
  /** By address (`/mms/d/<id>`) or id. */
  find(address: string): MediaItem | undefined;
  /** undefined when the bytes fell out of the bound. */
  bytes(sha256: string): Promise<Buffer | undefined>;
  snapshot(): MediaItem[];
}

const PATH = '/mms/d/';
const BLOBS_MAX_BYTES = 512 * 1024 * 1024;
const ITEMS_MAX = 20_000;

export const pathOf = (item: MediaItem): string => `${PATH}${item.id}`;

/** Where bytes lie: in a folder when there is one, otherwise in memory. */
interface Shelf {
  write(sha256: string, bytes: Buffer): Promise<void>;
  read(sha256: string): Promise<Buffer | undefined>;
  drop(sha256: string): Promise<void>;
}

function memoryShelf(): Shelf {
  const blobs = new Map<string, Buffer>();
  return {
    async write(sha256, bytes) {
      blobs.set(sha256, bytes);
    },
    read: async (sha256) => blobs.get(sha256),
    async drop(sha256) {
      blobs.delete(sha256);
    },
  };
}

function folderShelf(folder: string): Shelf {
  return {
    async write(sha256, bytes) {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await writeFile(join(folder, sha256), bytes, { mode: 0o600 });
    },
    async read(sha256) {
      try {
        return await readFile(join(folder, sha256));
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
    drop: (sha256) => rm(join(folder, sha256), { force: true }),
  };
}

async function sizesIn(folder: string | undefined): Promise<Map<string, number>> {
  if (folder === undefined) return new Map();
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return [];
    throw error;
  });
  const hashes = names.filter((name) => /^[0-9a-f]{64}$/.test(name));
  return new Map(
    await Promise.all(hashes.map(async (name) => [name, (await stat(join(folder, name))).size] as const)),
  );
}

/** Keeps the newest 512 MiB of media in `folder`, or in memory without one. `onChange` follows every put. */
export async function createMedia(
  folder: string | undefined,
  stored: MediaItem[],
  onChange: () => void,
): Promise<MediaStore> {
  const shelf = folder === undefined ? memoryShelf() : folderShelf(folder);
  const sizes = await sizesIn(folder);
  const items = new Map(stored.map((item) => [item.id, item]));
  let total = [...sizes.values()].reduce((sum, size) => sum + size, 0);

  async function makeRoom(): Promise<void> {
    for (const [sha256, size] of sizes) {
      if (total <= BLOBS_MAX_BYTES) return;
      sizes.delete(sha256);
      total -= size;
      await shelf.drop(sha256);
    }
  }

  async function keep(sha256: string, bytes: Buffer): Promise<void> {
    if (sizes.has(sha256)) return;
    sizes.set(sha256, bytes.length);
    total += bytes.length;
    await shelf.write(sha256, bytes);
    await makeRoom();
  }

  return {
    async put(bytes, { mimetype, state = 'there', downloadMs = 0 }) {
      const sha256 = createHash('sha256').update(bytes).digest('hex');
      await keep(sha256, bytes);
      const item: MediaItem = { id: randomUUID(), sha256, size: bytes.length, mimetype, state, downloadMs };
      items.set(item.id, item);
      const oldest = items.keys().next();
      if (items.size > ITEMS_MAX && !oldest.done) items.delete(oldest.value);
      onChange();
      return item;
    },
    find: (address) => items.get(address.startsWith(PATH) ? address.slice(PATH.length) : address),
    bytes: (sha256) => shelf.read(sha256),
    snapshot: () => [...items.values()],
  };
}
