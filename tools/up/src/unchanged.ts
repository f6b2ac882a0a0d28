import { createHash } from 'node:crypto';
import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a build reads, and what it leaves. */
export interface BuildFiles {
  root: string;
  sources: readonly string[];
  outputs: readonly string[];
  /** Where it is written down what the last build read and left. */
  record: string;
}

/** Neither read by a build as it is, nor left by one that counts; what is generated is an output. */
const PASSED_OVER = new Set(['node_modules', 'generated']);

/** A build that is not repeated while nobody has touched a file that it reads or leaves. */
export interface RememberedBuild {
  isUnchanged(): boolean;
  /** Call it when the build is done: its sources are those that were there when this object was made. */
  remember(): void;
}

/**
 * Looks at path, size and time of change (ctime, which no tool sets back) of all files; a fraction of what it takes
 * Nx to find out that there is nothing to do.
 * @param what names the build: another one of the same files is another build
 */
export function rememberedBuild(
  what: string,
  { root, sources, outputs, record }: BuildFiles,
): RememberedBuild {
  const before = stampOf(root, sources);
  const now = () => `${before} ${stampOf(root, outputs)}`;
  return {
    isUnchanged: () => read(record)[what] === now(),
    remember() {
      mkdirSync(dirname(record), { recursive: true });
      writeFileSync(record, JSON.stringify({ ...read(record), [what]: now() }));
    },
  };
}

function stampOf(root: string, paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths) add(hash, join(root, path));
  return hash.digest('hex');
}

/** What is missing is missing each time: that is a stamp as well. */
function add(hash: ReturnType<typeof createHash>, path: string): void {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (!stat?.isDirectory()) {
    hash.update(`${path} ${stat?.size} ${stat?.ctimeMs}\n`);
    return;
  }
  hash.update(`${path}/\n`);
  for (const name of readdirSync(path).sort()) if (!PASSED_OVER.has(name)) add(hash, join(path, name));
}

/** A record that cannot be read remembers nothing. */
function read(record: string): Record<string, string> {
  if (!existsSync(record)) return {};
  try {
    return JSON.parse(readFileSync(record, 'utf8')) as Record<string, string>;
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
