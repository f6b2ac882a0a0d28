import { join } from 'node:path';
import type { Home } from '../home.ts';
import { ROOT } from '../root.ts';
import type { Secrets } from '../secrets.ts';
import { urlOf, type Settings } from '../settings.ts';

/** A process that the orchestrator runs beside the apps, as it stands in ORCHESTRATOR_EXTRA. */
export interface ExtraProcess {
  name: string;
  /** For node. */
  args: string[];
  env: Record<string, string>;
  healthUrl: string;
}

const mainOf = (project: string): string => join(ROOT, 'dist/apps', project, 'main.js');
/** Simulators stay on this machine, wherever the apps listen. */
const HOST = '127.0.0.1';

/** The simulators that this system runs itself. */
export function simulators({
  settings,
  secrets,
  home,
}: {
  settings: Settings;
  secrets: Secrets;
  home: Home;
}): ExtraProcess[] {
  return [
    ...(settings.metaSim ? [metaSim(settings, secrets)] : []),
    ...(settings.waWebSim ? [waWebSim(settings, home)] : []),
  ];
}

function metaSim(settings: Settings, secrets: Secrets): ExtraProcess {
  const port = settings.ports.META_SIM_PORT;
  return {
    name: 'meta-sim',
    args: [mainOf('meta-sim')],
    env: {
      HOST,
      META_SIM_PORT: String(port),
      META_SIM_WEBHOOK_URL: `${urlOf(settings, 'META_PORT')}/api/meta/webhook`,
      META_SIM_APP_SECRET: secrets.META_APP_SECRET,
      META_SIM_VERIFY_TOKEN: secrets.META_VERIFY_TOKEN,
    },
    healthUrl: `http://${HOST}:${port}/health`,
  };
}

function waWebSim(settings: Settings, home: Home): ExtraProcess {
  const port = settings.ports.WA_WEB_SIM_PORT;
  return {
    name: 'wa-web-sim',
    args: [mainOf('wa-web-sim')],
    env: { HOST, WA_WEB_SIM_PORT: String(port), WA_WEB_SIM_STATE: home.waWebSimState },
    healthUrl: `http://${HOST}:${port}/health`,
  };
}
