import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The repository's root. */
export const ROOT = resolve(import.meta.dirname, '../../../..');

/**
 * The folder of this checkout's test stores, under the system's temporary folder: PostgreSQL's own account gets
 * there wherever the checkout lies.
 */
export function testBase(): string {
  const uid = process.getuid?.() ?? 0;
  const name = createHash('sha256').update(ROOT).digest('hex').slice(0, 12);
  const base = join(tmpdir(), `watertight-test-${uid}-${name}`);
  mkdirSync(base, { recursive: true, mode: 0o711 });
  if (lstatSync(base).uid !== uid) throw new Error(`${base} belongs to somebody else: remove it.`);
  return base;
}
