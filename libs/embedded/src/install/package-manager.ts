import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EmbeddedError, type Progress } from '../fault.ts';
import { findProgram, runCommand } from '../process/command.ts';

const UPDATE_DEADLINE_MS = 180_000;
const INSTALL_DEADLINE_MS = 600_000;
const SUDO_DEADLINE_MS = 10_000;
const UNPACK_DEADLINE_MS = 120_000;

/** The package's name with each package manager; one that is missing here is not tried. */
export type PackageNames = Partial<Record<ManagerName, string>>;

export type ManagerName = keyof typeof MANAGERS;

interface Manager {
  program: string;
  needsRoot: boolean;
  update?: string[];
  install: string[];
}

/** A person may be using apt at the same time: wait for its lock. */
const APT = ['-o', 'DPkg::Lock::Timeout=120'];

const MANAGERS = {
  apt: {
    program: 'apt-get',
    needsRoot: true,
    update: [...APT, 'update'],
    install: [...APT, 'install', '-y', '--no-install-recommends'],
  },
  apk: { program: 'apk', needsRoot: true, install: ['add', '--no-cache'] },
  dnf: { program: 'dnf', needsRoot: true, install: ['install', '-y'] },
  pacman: { program: 'pacman', needsRoot: true, install: ['-Sy', '--noconfirm', '--needed'] },
  brew: { program: 'brew', needsRoot: false, install: ['install'] },
} satisfies Record<string, Manager>;

/**
 * Installs a package with the system's package manager, as root or through sudo without a question.
 * @returns false when there is no package manager that knows it, or no right to use it; true when it says it did
 * @throws EmbeddedError when the package manager fails
 */
export async function installPackage(
  names: PackageNames,
  { progress, signal }: { progress: Progress; signal?: AbortSignal | undefined },
): Promise<boolean> {
  const found = findManager(names);
  const prefix = found && (await privilege(found.manager));
  if (!found || !prefix) return false;
  const { manager, name } = found;
  const run = async (args: readonly string[], deadlineMs: number) => {
    const [file = '', ...rest] = [...prefix, manager.program, ...args];
    progress(`${[manager.program, ...args].join(' ')} …`);
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
    return runCommand(file, rest, { deadlineMs, env, ...(signal && { signal }) });
  };

  if (manager.update) await run(manager.update, UPDATE_DEADLINE_MS); // where it fails, the old lists may still do
  const { ok, fault, output } = await run([...manager.install, name], INSTALL_DEADLINE_MS);
  if (!ok)
    throw new EmbeddedError(
      `Installing ${name} with ${manager.program} failed (${fault}); it said:\n${tail(output)}`,
    );
  return true;
}

/**
 * Downloads a package of Debian and unpacks it into a folder. Nothing is installed: no service is set up, and no right is
 * needed but that the lists of packages are there or may be fetched.
 * @returns false where there is no apt
 * @throws EmbeddedError when the package cannot be had
 */
export async function unpackPackage(
  name: string,
  dir: string,
  { progress, signal }: { progress: Progress; signal?: AbortSignal | undefined },
): Promise<boolean> {
  if (!findProgram('apt-get') || !findProgram('dpkg-deb')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  const more = { env, ...(signal && { signal }) };
  const download = mkdtempSync(join(tmpdir(), 'watertight-package-'));
  try {
    const prefix = await privilege(MANAGERS.apt);
    if (prefix) {
      const [file = '', ...args] = [...prefix, 'apt-get', ...MANAGERS.apt.update];
      progress('apt-get update …');
      await runCommand(file, args, { ...more, deadlineMs: UPDATE_DEADLINE_MS });
    }
    progress(`apt-get download ${name} …`);
    const options = { ...more, cwd: download, deadlineMs: INSTALL_DEADLINE_MS };
    const got = await runCommand('apt-get', ['download', name], options);
    const file = readdirSync(download).find((one) => one.endsWith('.deb'));
    if (!got.ok || !file) throw unpackFault(name, got.fault, got.output);
    const unpacking = { ...more, deadlineMs: UNPACK_DEADLINE_MS };
    const { ok, fault, output } = await runCommand('dpkg-deb', ['-x', join(download, file), dir], unpacking);
    if (!ok) throw unpackFault(name, fault, output);
    return true;
  } finally {
    rmSync(download, { recursive: true, force: true });
  }
}

const unpackFault = (name: string, fault: string, output: string) =>
  new EmbeddedError(
    `Getting ${name} with apt-get failed (${fault}): install it yourself; it said:\n${tail(output)}`,
  );

function findManager(names: PackageNames): { manager: Manager; name: string } | null {
  for (const [key, manager] of Object.entries<Manager>(MANAGERS)) {
    const name = names[key as ManagerName];
    if (name && findProgram(manager.program)) return { manager, name };
  }
  return null;
}

/** What goes before the command; null when we may not. */
async function privilege(manager: Manager): Promise<string[] | null> {
  if (!manager.needsRoot || process.getuid?.() === 0) return [];
  const sudo = await runCommand('sudo', ['-n', 'true'], { deadlineMs: SUDO_DEADLINE_MS });
  return sudo.ok ? ['sudo', '-n'] : null;
}

const tail = (output: string): string => output.trim().split('\n').slice(-5).join('\n');
