import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { ROOT } from '@watertight/lint-rules';
import { lockFor, type Locked, type Manifest } from './lock.ts';
import { filesUnder } from './sources.ts';

export const bundleDir = (name: string): string => join(ROOT, 'dist/apps', name);

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

export const manifestOf = (name: string): Manifest => readJson(join(bundleDir(name), 'package.json'));

/** The lock file of a built bundle, from the repository's. */
export function lockOf(name: string): { packages: Record<string, Locked> } {
  const { packages } = readJson<{ packages: Record<string, Locked> }>(join(ROOT, 'package-lock.json'));
  return lockFor(manifestOf(name), packages) as { packages: Record<string, Locked> };
}

const IMPORTS = [
  /^(?:import|export)\s(?:[^'"();]*?\sfrom\s*)?["']([^'"./\s][^'"\s]*)["']/gm,
  /\bimport\(\s*["']([^'"./\s][^'"\s]*)["']\s*\)/g,
];

/**
 * The npm packages that the files of a bundle import, at their heads or later. What the repository does not have is left
 * out: many a package would use another one if it were there.
 */
export function importsOf(name: string): string[] {
  const { packages } = readJson<{ packages: object }>(join(ROOT, 'package-lock.json'));
  const names = filesUnder(bundleDir(name), '.js').flatMap((file) => {
    const source = readFileSync(file, 'utf8');
    return IMPORTS.flatMap((pattern) => [...source.matchAll(pattern)].map(([, found = '']) => found));
  });
  const wanted = names
    .filter((one) => !isBuiltin(one))
    .map((one) =>
      one
        .split('/')
        .slice(0, one.startsWith('@') ? 2 : 1)
        .join('/'),
    );
  return [...new Set(wanted)].filter((one) => `node_modules/${one}` in packages).sort();
}

const INSTALL_MS = 120_000;

/**
 * What the images do: puts a bundle and its lock file into a folder and installs there what it needs, from npm's cache
 * where it has it. Throws what npm says when it fails.
 */
export function install(name: string, dir: string): void {
  mkdirSync(dir, { recursive: true });
  cpSync(bundleDir(name), dir, { recursive: true });
  writeFileSync(join(dir, 'package-lock.json'), JSON.stringify(lockOf(name)));
  const args = ['ci', '--omit=dev', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
  const { status, stderr } = spawnSync('npm', args, { cwd: dir, encoding: 'utf8', timeout: INSTALL_MS });
  if (status !== 0) throw new Error(`npm ci of ${name} ended with ${status ?? 'a timeout'}:\n${stderr}`);
}
