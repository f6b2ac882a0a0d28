import type { Home } from '../home.ts';
import { urlOf, type Settings } from '../settings.ts';
import type { Pm2 } from './pm2.ts';
import type { AppSpec, Profile } from './profile.ts';

/** What is printed when everything is ready; no key, since what starts a production may keep what it prints. */
export function report({
  profile,
  apps,
  settings,
  home,
  pm2,
}: {
  profile: Profile;
  apps: AppSpec[];
  settings: Settings;
  home: Home;
  pm2: Pm2;
}): string {
  const key = process.env['ADMIN_API_KEY']?.trim() ? 'ADMIN_API_KEY of the environment' : home.secrets;
  const apiUrl = urlOf(settings, 'API_PORT');
  const other = profile === 'single' ? 'pm2:multiprocess' : 'pm2:single';
  return [
    '',
    `Watertight runs under PM2: ${apps.map(({ name }) => name).join(', ')}.`,
    '',
    `  Dashboard       ${apiUrl}/`,
    `  API reference   ${apiUrl}/docs`,
    `  API key         ${key}`,
    `  State and logs  ${home.dir}`,
    `  PM2_HOME        ${pm2.home}`,
    '',
    '  npm run pm2 -- ls                           processes; so for any command of PM2',
    '  npm run watertight -- logs [process]        logs, followed and filtered',
    `  npm run ${other.padEnd(34)}  the other profile in place of this one`,
    '  npm run pm2:stop                            drains and ends everything',
    '',
  ].join('\n');
}
