import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { signalProcess } from '@watertight/embedded';
import type { Life } from './life.ts';
import { programOf } from './nx.ts';
import { ROOT } from './root.ts';
import { urlOf, type Settings } from './settings.ts';
import { request } from './system/http.ts';
import { watchBuild } from './watch-build.ts';

/** The apps whose processes the orchestrator runs, by folder. */
const ROLES: Record<string, string> = {
  'apps/api': 'api',
  'apps/wwebjs-worker': 'wwebjs',
  'apps/meta-worker': 'meta',
  'apps/webhook-worker': 'webhook',
};
const TOGETHER: Record<string, string> = { 'apps/single': 'single' };
const SIMULATORS: Record<string, string> = {
  'tools/meta-sim': 'meta-sim',
  'tools/wa-web-sim': 'wa-web-sim',
};

const DASHBOARD = 'apps/dashboard';

/** Bundles each app anew when its sources change, and has the orchestrator restart it. */
export function watchApps(life: Life, settings: Settings): void {
  const processOf = { ...(settings.single ? TOGETHER : ROLES), ...SIMULATORS };
  const projects = Object.entries(processOf).filter(([folder]) =>
    existsSync(join(ROOT, folder, 'src/main.ts')),
  );
  for (const [folder, name] of projects) {
    let isFirst = true; // the bundle that runs already
    watchBuild(life, folder, () => {
      if (!isFirst) void restart(life, settings, name);
      isFirst = false;
    });
  }
  serveDashboard(life, settings);
  life.terminal.say(`watching ${[...projects.map(([folder]) => folder), DASHBOARD].join(', ')}`);
}

/** The dashboard from its sources, renewed in the browser as they change; the API beside it keeps the built one. */
function serveDashboard(life: Life, settings: Settings): void {
  const child = spawn(process.execPath, [programOf('vite'), DASHBOARD], {
    cwd: ROOT,
    detached: true,
    env: { ...process.env, API_PORT: String(settings.ports.API_PORT), NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  createInterface({ input: child.stdout }).on('line', (line) => {
    const address = /Local:\s+(\S+)/.exec(line)?.[1];
    if (address) life.terminal.say(`the dashboard from its sources: ${address}`);
  });
  createInterface({ input: child.stderr }).on('line', (line) => life.terminal.print(line));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  void ended.then(
    () => life.stop.aborted || life.terminal.say('the server of the dashboard’s sources has ended'),
  );
  life.onClose(async () => {
    if (child.pid !== undefined && child.exitCode === null) signalProcess(-child.pid, 'SIGTERM');
    await ended;
  });
}

async function restart({ terminal }: Life, settings: Settings, name: string): Promise<void> {
  const url = `${urlOf(settings, 'ORCHESTRATOR_PORT')}/processes/${name}/restart`;
  const answer = await request(url, { method: 'POST' });
  terminal.say(answer?.status === 202 ? `restarting ${name}` : `${name} is built, but does not restart`);
}
