import { join } from 'node:path';
import { findChromium } from '@watertight/embedded';
import type { Home } from './home.ts';
import type { Life } from './life.ts';
import { applyMigrations } from './migrations.ts';
import { NX_CACHE, runTargets } from './nx.ts';
import { ROOT } from './root.ts';
import { rememberedBuild } from './unchanged.ts';

/** The steps that every way to start the system has in common, each told on the terminal. */

const BUILD_FILES = {
  root: ROOT,
  sources: [
    ...[
      'apps',
      'libs',
      'tools',
      'prisma',
      'prisma.config.ts',
      'nx.json',
      'package.json',
      'package-lock.json',
    ],
    ...['tsconfig.base.json', 'vitest.shared.ts'],
  ],
  outputs: ['dist/apps', 'libs/store/src/generated'],
  record: join(NX_CACHE, '../built.json'),
};

/** Finds a browser, or installs one; answers its path. */
export const chromium = ({ terminal, stop }: Life): Promise<string> =>
  terminal.step('Chromium', async (progress) => {
    const path = await findChromium({
      chromePath: process.env['CHROME_PATH']?.trim(),
      install: true,
      progress,
      signal: stop,
    });
    return { value: path, end: path };
  });

/** Builds the apps, and the simulators where there is a sandbox to run them in. */
export const buildApps = (
  { terminal, stop: signal }: Life,
  { home, simulators }: { home: Home; simulators: boolean },
): Promise<void> =>
  terminal.step('Building the apps', async (say) => {
    // The pages of the documents are no part of a system that runs.
    const needless = simulators ? 'site' : 'site,meta-sim,wa-web-sim';
    const args = ['run-many', '-t', 'build', `--exclude=${needless}`];
    const build = rememberedBuild(args.join(' '), BUILD_FILES);
    if (build.isUnchanged()) return { value: undefined, end: 'unchanged since the last time' };
    const { tasks } = await runTargets({ args, signal, say, logFile: join(home.logs, 'build.log') });
    build.remember();
    return { value: undefined, end: `${tasks} tasks` };
  });

/** Applies what is missing to the database. */
export const migrated = ({ terminal }: Life, databaseUrl: string): Promise<void> =>
  terminal.step('Migrations', async () => {
    const { applied } = await applyMigrations(databaseUrl);
    const end = applied.length > 0 ? `applied ${applied.join(', ')}` : 'all applied already';
    return { value: undefined, end };
  });
