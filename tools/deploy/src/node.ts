import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '@watertight/lint-rules';

const CACHE = join(ROOT, 'node_modules/.cache/watertight-node');
const INSTALL_MS = 180_000;

/** The version of Node in a Dockerfile's base image, which is the same in all of them: `26.12.1`. */
export function nodeOfImages(): string {
  const dockerfile = readFileSync(join(ROOT, 'apps/api/Dockerfile'), 'utf8');
  const version = /^ARG NODE_IMAGE=\S*node:(\d+\.\d+\.\d+)-/m.exec(dockerfile)?.[1];
  if (!version) throw new Error('The base image in apps/api/Dockerfile names no version of Node.');
  return version;
}

/**
 * The folder in which `node` of exactly this version is, for PATH. It comes from a package of npm's that carries the
 * program for this system, and is kept; it is no dependency, because its `node` would stand before that of PATH in
 * every script. Throws what npm says when there is none.
 */
export function installNode(version: string): string {
  const name = `node-${process.platform}-${process.arch}`;
  const prefix = join(CACHE, version);
  const folder = join(prefix, 'node_modules', name, 'bin');
  if (existsSync(join(folder, 'node'))) return folder;
  mkdirSync(prefix, { recursive: true });
  const args = ['install', '--prefix', prefix, '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'];
  const { status, stderr } = spawnSync('npm', [...args, `${name}@${version}`], {
    ...{ cwd: prefix, encoding: 'utf8', timeout: INSTALL_MS },
  });
  if (status !== 0) throw new Error(`npm has no ${name}@${version} (${status ?? 'a timeout'}):\n${stderr}`);
  return folder;
}
