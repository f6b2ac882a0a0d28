import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';

const ROOT = resolve(import.meta.dirname, '../../..');
const MIGRATIONS = 'prisma/migrations';
const WORKSPACES = ['apps', 'libs', 'tools'];
const GIT_MS = 60_000;
const BUILD_MS = 120_000;
const INSTALL_MS = 600_000;
const run = promisify(execFile);

/** The version before, as it was committed, built in a folder of its own. */
export interface PreviousBuild {
  commit: string;
  dir: string;
  /** Packages from npm that it has in another version than today, or that are gone: then it got its own. */
  otherPackages: string[];
  remove(): void;
}

const git = async (root: string, ...args: string[]): Promise<string> =>
  (await run('git', ['-C', root, ...args], { timeout: GIT_MS, maxBuffer: 1 << 26 })).stdout.trim();

async function migrationsOf(root: string, commit: string): Promise<string[]> {
  const names = await git(root, 'ls-tree', '--name-only', '-d', commit, `${MIGRATIONS}/`);
  return names.split('\n').map((path) => basename(path));
}

/**
 * What may be running while today's migrations are applied: the newest release whose migrations are not today's, else
 * the newest commit of which that is so.
 * @throws Error in one sentence when the history does not say
 */
export async function previousCommit(root = ROOT): Promise<string> {
  const today = readdirSync(join(root, MIGRATIONS), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  const differs = async (commit: string) =>
    (await migrationsOf(root, commit)).sort().join() !== today.sort().join();
  const tags = await git(root, 'tag', '--list', 'v*', '--merged', 'HEAD', '--sort=-creatordate').catch(
    (cause: unknown) => {
      throw new Error('There is no git history here to build the version before from: use a clone.', {
        cause,
      });
    },
  );
  for (const tag of tags.split('\n').filter(Boolean))
    if (await differs(tag)) return git(root, 'rev-parse', `${tag}^{commit}`);
  const changes = await git(root, 'log', '--first-parent', '--format=%H %P', '-n', '50', '--', MIGRATIONS);
  const candidates = ['HEAD', ...changes.split('\n').flatMap((line) => line.split(' ').slice(1, 2))];
  for (const commit of candidates) if (await differs(commit)) return git(root, 'rev-parse', commit);
  const isShallow = (await git(root, 'rev-parse', '--is-shallow-repository')) === 'true';
  throw new Error(
    isShallow
      ? 'This clone is shallow and has no commit from before the last migration: run git fetch --unshallow (in CI, fetch-depth: 0).'
      : 'The history has no commit whose migrations are others than today’s.',
  );
}

/** Checks the version before out, and builds these apps of it. Of git nothing is changed. */
export async function buildPrevious(apps: readonly string[]): Promise<PreviousBuild> {
  const commit = await previousCommit();
  const dir = mkdtempSync(join(tmpdir(), 'watertight-previous-'));
  const remove = () => rmSync(dir, { recursive: true, force: true });
  try {
    await unpack(commit, dir);
    const otherPackages = packagesThatDiffer(dir);
    if (otherPackages.length === 0) linkPackages(dir);
    else await installPackages(dir);
    await node(dir, 'tools/build/generate.mjs');
    for (const app of apps) await node(dir, 'tools/build/build.mjs', `apps/${app}`);
    return { commit, dir, otherPackages, remove };
  } catch (cause) {
    remove();
    throw new Error(`The version before (${commit.slice(0, 10)}) cannot be built`, { cause });
  }
}

async function unpack(commit: string, dir: string): Promise<void> {
  const archive = spawn('git', ['-C', ROOT, 'archive', '--format=tar', commit], {
    stdio: ['ignore', 'pipe', 'inherit'],
    timeout: GIT_MS,
  });
  const tar = spawn('tar', ['-x', '-C', dir], { stdio: ['pipe', 'inherit', 'inherit'], timeout: GIT_MS });
  const ended = Promise.all([archive, tar].map((child) => once(child, 'close') as Promise<[number | null]>));
  await pipeline(archive.stdout, tar.stdin);
  for (const [status] of await ended) if (status !== 0) throw new Error('git archive could not be unpacked');
}

type Lock = Record<string, { version?: string; dev?: boolean; link?: boolean }>;

/** What the two lock files say of packages that run in production, or build them. */
function packagesThatDiffer(dir: string): string[] {
  const read = (root: string) =>
    (JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as { packages: Lock }).packages;
  const today = read(ROOT);
  const isBuilder = (path: string) => ['node_modules/esbuild', 'node_modules/prisma'].includes(path);
  return Object.entries(read(dir))
    .filter(([path, { dev, link }]) => path.includes('node_modules/') && !link && (!dev || isBuilder(path)))
    .filter(([path, { version }]) => today[path]?.version !== version)
    .map(([path]) => path);
}

/** Packages of npm are today's; those of the repository its own. */
function linkPackages(dir: string): void {
  const own = join(dir, 'node_modules/@watertight');
  mkdirSync(own, { recursive: true });
  for (const name of readdirSync(join(ROOT, 'node_modules')))
    if (!['@watertight', '.cache', '.vite'].includes(name))
      symlinkSync(join(ROOT, 'node_modules', name), join(dir, 'node_modules', name));
  const folders = WORKSPACES.flatMap((folder) =>
    readdirSync(join(dir, folder)).map((name) => join(folder, name)),
  );
  for (const project of folders.filter((folder) => existsSync(join(dir, folder, 'package.json')))) {
    const { name } = JSON.parse(readFileSync(join(dir, project, 'package.json'), 'utf8')) as { name: string };
    symlinkSync(join(dir, project), join(own, basename(name)));
    const nested = join(ROOT, project, 'node_modules');
    if (existsSync(nested)) symlinkSync(nested, join(dir, project, 'node_modules'));
  }
}

const installPackages = (dir: string) =>
  run('npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'], {
    cwd: dir,
    timeout: INSTALL_MS,
    maxBuffer: 1 << 26,
  });

const node = (cwd: string, ...args: string[]) =>
  run(process.execPath, args, { cwd, timeout: BUILD_MS, maxBuffer: 1 << 26 });
