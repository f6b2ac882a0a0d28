import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readIfThere, writePrivately } from './files.ts';
import { isAlive, isProcessId, processId } from './process/identity.ts';

export interface Presence {
  leave(): void;
}

let visits = 0;

/**
 * Enters this process into a guest book, a directory: the last one to leave a server turns it off. Enter, leave and
 * count under one lock. Whoever was killed is not counted.
 */
export function enter(dir: string): Presence {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const path = join(dir, `${process.pid}-${++visits}.json`);
  writePrivately(path, JSON.stringify(processId(process.pid)));
  return { leave: () => rmSync(path, { force: true }) };
}

/** How many living guests there are. Entries of dead ones are removed. */
export function guests(dir: string): number {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const entries = readdirSync(dir).filter((name) => name.endsWith('.json'));
  return entries.filter((name) => isPresent(join(dir, name))).length;
}

function isPresent(path: string): boolean {
  const text = readIfThere(path);
  if (text === null) return false;
  const guest: unknown = JSON.parse(text);
  if (isProcessId(guest) && isAlive(guest)) return true;
  rmSync(path, { force: true });
  return false;
}
