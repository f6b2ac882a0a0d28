import {
  createStreamSealer,
  loginContext,
  openRing,
  streamKeyId,
  type Cipher,
  type KeyRing,
} from '@watertight/core';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import type { Db } from './db.ts';
import { secretContext as phoneContext } from './phones.ts';
import { SNAPSHOT_CHUNK_BYTES } from './snapshots.ts';
import { secretContext as webhookContext } from './webhooks/endpoints.ts';

/** What a rotation has done. Names and counts; never a secret, and no part of one. */
export interface Rotated {
  /** Secrets that are now under the current key and were not. */
  resealed: number;
  /** Secrets that were under it already. */
  current: number;
  /** Logins of WhatsApp Web phones that were sealed anew. */
  logins: number;
  /** Logins whose bytes lie in a bucket, and none was given: they are left as they are. */
  loginsInBucket: number;
  /** What no key of the ring opens: `phone_configs ph_… access_token_sealed`. It is left as it is. */
  unreadable: string[];
}

/** Where the bytes of logins lie that are not in the database; the files of `libs/media` are one. */
export interface LoginBucket {
  get(
    storageKey: string,
    range?: { start: number; end: number },
    signal?: AbortSignal,
  ): Promise<{ stream: Readable } | null>;
  receive(
    companyId: string,
    source: Readable,
    options: { maxBytes: number; signal?: AbortSignal | undefined },
  ): Promise<{
    storageKey: string;
    sizeBytes: number;
    sha256: string;
    keep(signal?: AbortSignal): Promise<void>;
    discard(): Promise<void>;
  }>;
}

/**
 * Brings everything that is sealed under the ring's current key, while the system runs. What is under it already is
 * passed over, so a rotation that was interrupted goes on where it was when it is begun again. A secret that changes
 * meanwhile is sealed with the current key of whoever changes it, and not written over.
 */
export async function rotateKeys(
  db: Db,
  keys: Buffer | KeyRing,
  cipher: Cipher,
  bucket: LoginBucket | null,
  signal?: AbortSignal,
): Promise<Rotated> {
  const done: Rotated = { resealed: 0, current: 0, logins: 0, loginsInBucket: 0, unreadable: [] };
  for (const column of SEALED) await rotateColumn(db, cipher, column, done, signal);
  await rotateLogins(db, keys, bucket, done, signal);
  return done;
}

interface SealedColumn {
  table: string;
  id: string;
  /** The id that the context names. */
  owner: string;
  column: string;
  contextOf(owner: string): string;
}

const phoneColumn = (column: string): SealedColumn => ({
  table: 'phone_configs',
  id: 'phone_id',
  owner: 'phone_id',
  column,
  contextOf: phoneContext,
});

/** Every column of sealed secrets; a test holds it against the schema. */
export const SEALED: readonly SealedColumn[] = [
  phoneColumn('access_token_sealed'),
  phoneColumn('app_secret_sealed'),
  phoneColumn('verify_token_sealed'),
  {
    table: 'webhook_secrets',
    id: 'id',
    owner: 'endpoint_id',
    column: 'secret_sealed',
    contextOf: webhookContext,
  },
];

const PAGE = 200;

async function rotateColumn(
  db: Db,
  cipher: Cipher,
  { table, id, owner, column, contextOf }: SealedColumn,
  done: Rotated,
  signal?: AbortSignal,
): Promise<void> {
  const page = {
    name: `rotate_page_${column}`,
    text: `SELECT ${id}::text AS id, ${owner} AS owner, ${column} AS sealed FROM ${table}
      WHERE ${column} IS NOT NULL AND ($1::text IS NULL OR ${id} > $1::${id === 'id' ? 'bigint' : 'text'})
      ORDER BY ${table}.${id} LIMIT ${PAGE}`,
  };
  const write = {
    name: `rotate_write_${column}`,
    text: `UPDATE ${table} SET ${column} = $3 WHERE ${id}::text = $1 AND ${column} = $2 RETURNING ${owner}`,
  };
  for (let after: string | null = null; ;) {
    signal?.throwIfAborted();
    const rows: { id: string; owner: string; sealed: string }[] = await db.query(page, [after]);
    for (const row of rows) {
      const fresh = resealed(cipher, row.sealed, contextOf(row.owner));
      if (fresh === undefined) done.unreadable.push(`${table} ${row.owner} ${column}`);
      else if (fresh === null) done.current++;
      else done.resealed += (await db.query(write, [row.id, row.sealed, fresh])).length;
    }
    const last = rows.at(-1);
    if (rows.length < PAGE || !last) return;
    after = last.id;
  }
}

/** Undefined for what no key opens. */
function resealed(cipher: Cipher, sealed: string, context: string): string | null | undefined {
  try {
    return cipher.reseal(sealed, context);
  } catch {
    return undefined; // its fault is one of the key: named in the answer, and nothing of it may be shown
  }
}

interface Login {
  version: number;
  phone_id: string;
  company_id: string;
  head: Buffer | null;
  storage_key: string | null;
}

/** The start of sealed bytes, in which the key is named. */
const HEAD_BYTES = 64;
/** As workers save them; see `apps/wwebjs-worker/src/shelves.ts`. */
const MAX_LOGIN_BYTES = 1024 * 1024 * 1024;

async function rotateLogins(
  db: Db,
  keys: Buffer | KeyRing,
  bucket: LoginBucket | null,
  done: Rotated,
  signal?: AbortSignal,
): Promise<void> {
  const current = openRing(keys).current.id;
  const rows = await db.query<Login>(
    {
      name: 'rotate_logins',
      text: `SELECT s.version, s.phone_id, s.company_id, s.storage_key, substring(c.data FOR ${HEAD_BYTES}) AS head
        FROM session_snapshots s LEFT JOIN session_snapshot_chunks c ON c.version = s.version AND c.seq = 0
        WHERE s.state = 'kept' ORDER BY s.version`,
    },
    [],
  );
  for (const row of rows) {
    signal?.throwIfAborted();
    const { storage_key: storageKey } = row;
    if (storageKey !== null && !bucket) {
      done.loginsInBucket++;
      continue;
    }
    const head = storageKey !== null && bucket ? await headOf(bucket, storageKey, signal) : row.head;
    if (head && streamKeyId(head)?.equals(current)) done.current++;
    else if (storageKey !== null && bucket)
      await counted(row, done, () => rotateObject(db, keys, bucket, { ...row, storageKey }, signal));
    else await counted(row, done, () => rotateChunks(db, keys, row));
  }
}

/** Counts a login as sealed anew, or names it among what no key opens. */
async function counted(login: Login, done: Rotated, rotate: () => Promise<boolean>): Promise<void> {
  try {
    if (await rotate()) done.logins++;
  } catch (error) {
    if (!(error instanceof Error) || error.name !== 'SealError') throw error;
    done.unreadable.push(`session_snapshots ${login.phone_id} version ${login.version}`);
  }
}

/** Null when nothing lies there. */
async function headOf(bucket: LoginBucket, storageKey: string, signal?: AbortSignal): Promise<Buffer | null> {
  const found = await bucket.get(storageKey, { start: 0, end: HEAD_BYTES - 1 }, signal);
  if (!found) return null;
  const parts: Buffer[] = [];
  for await (const part of found.stream as AsyncIterable<Buffer>) parts.push(part);
  return Buffer.concat(parts);
}

const ANNOUNCE = {
  name: 'rotate_login_announce',
  text: `INSERT INTO session_snapshot_leftovers (storage_key) VALUES ($1)
    ON CONFLICT (storage_key) DO UPDATE SET left_at = clock_timestamp() RETURNING storage_key`,
};
const MOVE = {
  name: 'rotate_login_object',
  text: `WITH moved AS (
      UPDATE session_snapshots SET storage_key = $3, size_bytes = $4, sha256 = $5
      WHERE version = $1 AND storage_key = $2 AND state = 'kept' RETURNING version
    ), named AS (
      DELETE FROM session_snapshot_leftovers WHERE storage_key = $3 AND EXISTS (SELECT 1 FROM moved)
    )
    INSERT INTO session_snapshot_leftovers (storage_key) SELECT $2 FROM moved
    ON CONFLICT (storage_key) DO UPDATE SET left_at = clock_timestamp() RETURNING storage_key`,
};

/**
 * Seals an object anew as another one. It is a leftover until the version names it, and the old one is from then on: so
 * neither can be forgotten, and whoever reads the old one has minutes to end. False when the version is gone by now.
 */
async function rotateObject(
  db: Db,
  keys: Buffer | KeyRing,
  bucket: LoginBucket,
  { version, phone_id: phoneId, company_id: companyId, storageKey }: Login & { storageKey: string },
  signal?: AbortSignal,
): Promise<boolean> {
  const found = await bucket.get(storageKey, undefined, signal);
  if (!found) return false;
  const sealer = createStreamSealer(keys);
  const context = loginContext(phoneId);
  const fresh = sealer.seal(sealer.open(found.stream as AsyncIterable<Buffer>, context), context);
  const incoming = await bucket.receive(companyId, Readable.from(fresh), {
    maxBytes: MAX_LOGIN_BYTES,
    signal,
  });
  try {
    await db.query(ANNOUNCE, [incoming.storageKey]);
    await incoming.keep(signal);
    const { storageKey: freshKey, sizeBytes, sha256 } = incoming;
    return (await db.query(MOVE, [version, storageKey, freshKey, sizeBytes, sha256])).length > 0;
  } finally {
    await incoming.discard();
  }
}

/** In one transaction: whoever reads the version meanwhile finds other bytes than its checksum says, and tries again. */
async function rotateChunks(db: Db, keys: Buffer | KeyRing, login: Login): Promise<boolean> {
  const { version, phone_id: phoneId } = login;
  const sealer = createStreamSealer(keys);
  const hash = createHash('sha256');
  let sizeBytes = 0;
  let seq = 0;
  return db.transaction(async (tx) => {
    const [row] = await tx.query<{ chunks: number }>(
      {
        name: 'rotate_login_lock',
        text: `SELECT (SELECT count(*) FROM session_snapshot_chunks c WHERE c.version = s.version) AS chunks
            FROM session_snapshots s WHERE version = $1 AND state = 'kept' FOR UPDATE`,
      },
      [version],
    );
    if (!row) return false;
    const old = row.chunks;
    async function* sealed(): AsyncGenerator<Buffer> {
      for (let n = 0; n < old; n++) {
        const [chunk] = await tx.query<{ data: Buffer }>(
          {
            name: 'rotate_login_read',
            text: 'SELECT data FROM session_snapshot_chunks WHERE version = $1 AND seq = $2',
          },
          [version, n],
        );
        if (chunk) yield chunk.data;
      }
    }
    const write = async (data: Buffer) => {
      hash.update(data);
      sizeBytes += data.length;
      // Beyond the old ones, which are still being read.
      await tx.query(
        {
          name: 'rotate_login_write',
          text: 'INSERT INTO session_snapshot_chunks (version, seq, data) VALUES ($1, $2, $3)',
        },
        [version, old + seq++, data],
      );
    };
    let waiting: Buffer[] = [];
    let length = 0;
    const context = loginContext(phoneId);
    for await (const part of sealer.seal(sealer.open(sealed(), context), context)) {
      waiting.push(part);
      length += part.length;
      if (length < SNAPSHOT_CHUNK_BYTES / 2) continue;
      await write(Buffer.concat(waiting));
      waiting = [];
      length = 0;
    }
    if (length > 0) await write(Buffer.concat(waiting));
    await tx.query(
      {
        name: 'rotate_login_drop',
        text: 'DELETE FROM session_snapshot_chunks WHERE version = $1 AND seq < $2',
      },
      [version, old],
    );
    await tx.query(
      {
        name: 'rotate_login_move',
        text: 'UPDATE session_snapshot_chunks SET seq = seq - $2 WHERE version = $1',
      },
      [version, old],
    );
    await tx.query(
      {
        name: 'rotate_login_end',
        text: 'UPDATE session_snapshots SET size_bytes = $2, sha256 = $3 WHERE version = $1',
      },
      [version, sizeBytes, hash.digest('hex')],
    );
    return true;
  });
}
