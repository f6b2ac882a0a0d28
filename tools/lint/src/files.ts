import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { ROOT } from './root.ts';

const NOT_OURS = new Set(['node_modules', 'dist', '.nx', '.git', '.watertight', 'coverage', 'generated']);

/** The files of the repository below a folder whose name ends so, as paths from the root with slashes. */
export function filesEndingWith(end: string, folder: string = ROOT): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : filesEndingWith(end, path);
      return entry.name.endsWith(end) ? [relative(ROOT, path).replaceAll('\\', '/')] : [];
    })
    .sort();
}
