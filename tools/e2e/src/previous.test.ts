import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { previousCommit } from './previous.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'watertight-history-'));
  git('init', '--quiet', '--initial-branch=main');
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const AUTHOR = ['-c', 'user.name=test', '-c', 'user.email=test@example.com', '-c', 'commit.gpgsign=false'];
const git = (...args: string[]): string =>
  execFileSync('git', ['-C', dir, ...AUTHOR, ...args], { encoding: 'utf8', stdio: 'pipe' }).trim();

function addMigration(name: string): void {
  mkdirSync(join(dir, 'prisma/migrations', name), { recursive: true });
  writeFileSync(join(dir, 'prisma/migrations', name, 'migration.sql'), 'SELECT 1;');
}

/** Answers the commit. */
function commit(file: string): string {
  writeFileSync(join(dir, file), file);
  git('add', '--all');
  git('commit', '--quiet', '-m', file);
  return git('rev-parse', 'HEAD');
}

it('is the commit before the last migration, however much came after that', async () => {
  addMigration('1_init');
  commit('a');
  const before = commit('b');
  addMigration('2_more');
  commit('c');
  commit('d');
  expect(await previousCommit(dir)).toBe(before);
});

it('is what is committed, while a migration is not', async () => {
  addMigration('1_init');
  commit('a');
  const head = commit('b');
  addMigration('2_more');
  expect(await previousCommit(dir)).toBe(head);
});

it('is the newest release with other migrations, where there is one', async () => {
  addMigration('1_init');
  const released = commit('a');
  git('tag', 'v1.0.0');
  addMigration('2_more');
  commit('b');
  addMigration('3_last');
  commit('c');
  git('tag', 'v1.1.0');
  expect(await previousCommit(dir)).toBe(released);
});

it('is told in one sentence not to be there, in a shallow clone and without git', async () => {
  addMigration('1_init');
  commit('a');
  addMigration('2_more');
  commit('b');
  const shallow = `${dir}-shallow`;
  execFileSync('git', ['clone', '--quiet', '--depth=1', `file://${dir}`, shallow], { stdio: 'pipe' });
  try {
    await expect(previousCommit(shallow)).rejects.toThrow('git fetch --unshallow');
    rmSync(join(shallow, '.git'), { recursive: true });
    await expect(previousCommit(shallow)).rejects.toThrow('There is no git history here');
  } finally {
    rmSync(shallow, { recursive: true, force: true });
  }
});
