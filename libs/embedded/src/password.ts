import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { readIfThere, writePrivately } from './files.ts';

const pathOf = (dir: string) => join(dir, 'password');

/** The server's password, or null before its first start. */
export const readPassword = (dir: string): string | null => readIfThere(pathOf(dir))?.trim() || null;

/** The server's password, made once; letters, digits, `-` and `_`, so that it can stand in a URL as it is. */
export function ensurePassword(dir: string): string {
  const kept = readPassword(dir);
  if (kept !== null) return kept;
  const password = randomBytes(24).toString('base64url');
  writePrivately(pathOf(dir), `${password}\n`);
  return password;
}
