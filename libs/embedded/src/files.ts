import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { codeOf } from './fault.ts';

/** The file's text, or null when there is none. */
export function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Writes the file for its owner's eyes only, whole or not at all, also under kill -9. */
export function writePrivately(path: string, text: string): void {
  const half = `${path}.${process.pid}.tmp`;
  writeFileSync(half, text, { mode: 0o600 });
  renameSync(half, path);
}
