import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** The files below a folder whose names end so, with their paths. */
export function filesUnder(folder: string, end: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name));
}
