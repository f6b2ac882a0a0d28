import { live, type Life } from '../life.ts';
import { Refusal } from '../refusal.ts';
import { openHome } from '../home.ts';
import { down } from './down.ts';
import { openPm2 } from './pm2.ts';
import { isProfile, PROFILES } from './profile.ts';
import { up } from './up.ts';

/** `npm run pm2:multiprocess`, `pm2:single`, `pm2:stop`, and `npm run pm2 -- <command of PM2>`. */
async function main(life: Life): Promise<number> {
  const [command, ...rest] = process.argv.slice(2);
  const [profile = ''] = rest;
  if (command === 'up' && isProfile(profile)) return up(life, profile);
  if (command === 'down') return down(life);
  if (command === 'run') return openPm2(life, openHome(process.env)).run(rest.length > 0 ? rest : ['ls']);
  throw new Refusal(`It should be: up ${PROFILES.join('|')}, down, or run <command of PM2>.`);
}

await live(main);
