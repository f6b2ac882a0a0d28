import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Life } from './life.ts';
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
  life.terminal.say(`watching ${projects.map(([folder]) => folder).join(', ')}`);
}

async function restart({ terminal }: Life, settings: Settings, name: string): Promise<void> {
  const url = `${urlOf(settings, 'ORCHESTRATOR_PORT')}/processes/${name}/restart`;
  const answer = await request(url, { method: 'POST' });
  terminal.say(answer?.status === 202 ? `restarting ${name}` : `${name} is built, but does not restart`);
}
