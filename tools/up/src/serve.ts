import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import { findChromium } from '@watertight/embedded';
import { openHome } from './home.ts';
import { live, untilAborted, type Life } from './life.ts';
import { applyMigrations } from './migrations.ts';
import { runTargets } from './nx.ts';
import { Refusal } from './refusal.ts';
import { ROOT } from './root.ts';
import { readSecrets } from './secrets.ts';
import { readSettings } from './settings.ts';
import { openStores } from './stores.ts';
import { appEnv, orchestratorEnv } from './system/environment.ts';
import { watchBuild } from './watch-build.ts';

const STOP_WITHIN_MS = 30_000;

/** One app alone, in watch mode, on the stores of the environment or those of the home, which it may share. */
async function main(life: Life): Promise<number> {
  const project = process.argv[2] ?? '';
  if (!existsSync(join(ROOT, project, 'src/main.ts')))
    throw new Refusal('Say which app: npx nx serve api, or node tools/up/serve.mjs apps/api.');
  const env = await environment(life, project);
  const app = createRunner(life, join(ROOT, 'dist/apps', basename(project), 'main.js'), env);
  life.onClose(() => app.stop());
  watchBuild(life, project, () => void app.restart());
  await untilAborted(life.stop);
  return 0;
}

async function environment(life: Life, project: string): Promise<NodeJS.ProcessEnv> {
  const home = openHome(process.env);
  const settings = readSettings(process.env, { live: false });
  const { databaseUrl, redisUrl } = await openStores(life, home, process.env);
  const isOrchestrator = project.endsWith('orchestrator');
  await life.terminal.step('Preparing', async (say) => {
    // The orchestrator runs the other apps' bundles.
    const target = isOrchestrator ? 'build' : 'generate';
    await runTargets({ args: ['run-many', '-t', target], signal: life.stop, say });
    const { applied } = await applyMigrations(databaseUrl);
    return { value: undefined, end: `${applied.length} migrations applied` };
  });
  const needsBrowser = isOrchestrator || project.endsWith('wwebjs-worker');
  const chromePath = needsBrowser ? await chromium(life) : (process.env['CHROME_PATH'] ?? '');
  const secrets = readSecrets(home.secrets, process.env);
  const parts = { home, settings, secrets, databaseUrl, redisUrl, chromePath };
  return (isOrchestrator ? orchestratorEnv : appEnv)(parts, process.env);
}

const chromium = ({ terminal, stop }: Life): Promise<string> =>
  findChromium({
    chromePath: process.env['CHROME_PATH']?.trim(),
    install: true,
    progress: (line) => terminal.say(line),
    signal: stop,
  });

/** Runs the bundle, one process at a time. */
function createRunner({ terminal }: Life, main: string, env: NodeJS.ProcessEnv) {
  let child: ChildProcess | undefined;
  let turn: Promise<void> = Promise.resolve();
  let stopped = false;

  function start(): void {
    if (stopped) return;
    child = spawn(process.execPath, ['--enable-source-maps', main], {
      cwd: ROOT,
      env,
      detached: true,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    const own = child;
    own.once('exit', (status, signal) => {
      if (child === own) terminal.say(`it ended (${signal ?? status}); it starts again when a file changes`);
    });
  }
  const inTurn = (work: () => Promise<void> | void) => (turn = turn.then(work));
  return {
    restart: () =>
      inTurn(async () => {
        await end(take());
        start();
      }),
    stop: () => {
      stopped = true;
      return inTurn(() => end(take()));
    },
  };

  function take(): ChildProcess | undefined {
    const taken = child;
    child = undefined;
    return taken;
  }
}

function end(child: ChildProcess | undefined): Promise<void> {
  if (!child || child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
  return new Promise((resolve) => {
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.kill('SIGTERM');
  });
}

await live(main);
