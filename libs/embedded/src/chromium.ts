import { EmbeddedError, type Progress } from './fault.ts';
import { installPackage } from './install/package-manager.ts';
import { findProgram, runCommand } from './process/command.ts';

const VERSION_DEADLINE_MS = 30_000;
const PROGRAMS = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
const PLACES = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/opt/google/chrome/chrome',
  '/snap/bin/chromium',
];
const NAMES = { apt: 'chromium', apk: 'chromium', dnf: 'chromium', pacman: 'chromium' } as const;

/**
 * The path of a Chromium or Chrome that runs.
 * @param options.chromePath CHROME_PATH: if set, this one or none
 * @param options.install whether to install one with the system's package manager when there is none
 * @throws EmbeddedError with one sentence on what to do
 */
export async function findChromium({
  chromePath,
  install,
  progress = () => undefined,
  signal,
}: {
  chromePath?: string | undefined;
  install: boolean;
  progress?: Progress;
  signal?: AbortSignal;
}): Promise<string> {
  if (chromePath) return given(chromePath);
  const found = await search();
  if (found) return found;
  if (install) {
    progress('there is no Chromium on this machine, installing it');
    await installPackage(NAMES, { progress, signal });
    const installed = await search();
    if (installed) return installed;
  }
  throw new EmbeddedError(
    'There is no Chromium: install chromium or Google Chrome, or set CHROME_PATH to one.',
  );
}

async function given(path: string): Promise<string> {
  if (await runs(path)) return path;
  throw new EmbeddedError(`CHROME_PATH is ${path}, which is no Chromium that runs: correct it, or unset it.`);
}

async function search(): Promise<string | null> {
  for (const candidate of [...PROGRAMS, ...PLACES]) {
    const path = findProgram(candidate);
    if (path && (await runs(path))) return path;
  }
  return null;
}

/** Asks for the version: Ubuntu has a `chromium-browser` that only tells people to install something else. */
async function runs(path: string): Promise<boolean> {
  const { ok, output } = await runCommand(path, ['--version'], { deadlineMs: VERSION_DEADLINE_MS });
  return ok && /chrom/i.test(output);
}
