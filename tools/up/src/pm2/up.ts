import { openHome, takeHome, type Home } from '../home.ts';
import type { Life } from '../life.ts';
import { buildApps, chromium, migrated } from '../prepare.ts';
import { Refusal } from '../refusal.ts';
import { readSecrets } from '../secrets.ts';
import { readSettings, type Settings } from '../settings.ts';
import { openStores } from '../stores.ts';
import { appEnv } from '../system/environment.ts';
import { checkPorts } from '../system/ports.ts';
import { endLeftovers } from './leftovers.ts';
import { openPm2, type Pm2, type Pm2Process } from './pm2.ts';
import { appsOf, fileOf, NAMESPACE, STORES, type AppSpec, type Profile } from './profile.ts';
import { tailOf, untilReady } from './ready.ts';
import { report } from './report.ts';

/**
 * Brings a profile up under PM2, whatever ran there before: prepares what `npm start` prepares, ends the other profile
 * in good order, replaces processes that run already one after the other, and waits until all are ready.
 */
export async function up(life: Life, profile: Profile): Promise<number> {
  const { terminal } = life;
  const home = openHome(process.env);
  life.onClose(takeHome(home));
  const settings = readSettings(process.env, {
    live: process.env['SANDBOX']?.trim() !== '1',
    single: profile === 'single',
  });
  const pm2 = openPm2(life, home);
  await endForgotten(life, pm2);
  const running = await ours(pm2);
  if (running.length === 0) await checkPorts(settings, ROLE_PORTS);
  const { env, hasOwnStores } = await prepare(life, { home, settings, pm2, running });
  const apps = appsOf(profile, env);
  await replace(life, { pm2, profile, apps, running, env, settings });
  // Until now something may have lived on them.
  if (!hasOwnStores) await pm2.remove(running.filter(({ name }) => name === STORES));
  terminal.print(report({ profile, apps, settings, home, pm2 }));
  return 0;
}

async function endForgotten({ terminal }: Life, pm2: Pm2): Promise<void> {
  if (await pm2.isRunning()) return;
  const ended = await endLeftovers(pm2.home);
  if (ended > 0) terminal.say(`ended ${ended} processes of a PM2 that is gone`);
}

const ROLE_PORTS = ['API_PORT', 'WWEBJS_PORT', 'META_PORT', 'WEBHOOK_PORT'] as const;

/** @throws Refusal when one of somebody else's processes has a name of ours: PM2 knows them by their names alone */
async function ours(pm2: Pm2): Promise<Pm2Process[]> {
  const all = await pm2.list();
  const names = new Set(
    [...appsOf('multiprocess', process.env), ...appsOf('single', process.env), { name: STORES }].map(
      ({ name }) => name,
    ),
  );
  const stranger = all.find(({ name, namespace }) => names.has(name) && namespace !== NAMESPACE);
  if (stranger)
    throw new Refusal(
      `PM2 on ${pm2.home} runs another process named ${stranger.name}: unset PM2_HOME, and Watertight gets a PM2 of its own.`,
    );
  return all.filter(({ namespace }) => namespace === NAMESPACE);
}

interface Standing {
  home: Home;
  settings: Settings;
  pm2: Pm2;
  running: Pm2Process[];
}

/** Everything that the processes stand on; answers their environment, and whether the stores are ours. */
async function prepare(
  life: Life,
  standing: Standing,
): Promise<{ env: NodeJS.ProcessEnv; hasOwnStores: boolean }> {
  const { home, settings } = standing;
  const secrets = readSecrets(home.secrets, process.env);
  const stores = await openStores(life, home, process.env);
  const hasOwnStores = stores.embedded.length > 0;
  if (hasOwnStores) await keepStores(life, standing);
  const chromePath = await chromium(life);
  await buildApps(life, { home, simulators: false });
  await migrated(life, stores.databaseUrl);
  const { databaseUrl, redisUrl } = stores;
  const parts = { home, settings, secrets, databaseUrl, redisUrl, chromePath };
  return { env: appEnv(parts, process.env), hasOwnStores };
}

/** Stores of ours outlive this command as a process of PM2's. */
async function keepStores({ terminal }: Life, { pm2, running }: Standing): Promise<void> {
  const present = running.filter(({ name }) => name === STORES);
  if (present.some(({ status }) => status === 'online')) return;
  await terminal.step('Handing the stores to PM2', async () => {
    await pm2.remove(present);
    await pm2.start(fileOf(STORES), [STORES], process.env);
    const started = (await pm2.list()).find(({ name }) => name === STORES);
    const words = () => appsOf(STORES, process.env).map(({ out_file }) => tailOf(out_file));
    if (started?.status !== 'online') throw new Refusal(`The stores do not start:\n${words().join('\n')}`);
    return { value: undefined, end: 'done' };
  });
}

interface Change {
  pm2: Pm2;
  profile: Profile;
  apps: AppSpec[];
  running: Pm2Process[];
  env: NodeJS.ProcessEnv;
  settings: Settings;
}

/** What is not in the profile ends first, all of it at once; what is takes turns, the API last. */
async function replace(life: Life, change: Change): Promise<void> {
  const { terminal } = life;
  const { pm2, apps, running, env, profile } = change;
  const wanted = new Set(apps.map(({ name }) => name));
  const surplus = running.filter(({ name }) => name !== STORES && !wanted.has(name));
  if (surplus.length > 0)
    await terminal.step(`Draining ${surplus.map(({ name }) => name).join(', ')}`, async () => {
      await pm2.remove(surplus);
      return { value: undefined, end: 'done' };
    });
  const isThere = ({ name }: AppSpec) => running.some((one) => one.name === name);
  const fresh = apps.filter((app) => !isThere(app));
  if (fresh.length > 0)
    await terminal.step(`Starting ${fresh.map(({ name }) => name).join(', ')}`, async () => {
      await pm2.start(
        fileOf(profile),
        fresh.map(({ name }) => name),
        env,
      );
      await untilReady(life, change, fresh);
      return { value: undefined, end: 'ready' };
    });
  for (const app of apps.filter(isThere).reverse())
    await terminal.step(`Replacing ${app.name}`, async () => {
      await pm2.remove(running.filter(({ name }) => name === app.name));
      await pm2.start(fileOf(profile), [app.name], env);
      await untilReady(life, change, [app]);
      return { value: undefined, end: 'ready' };
    });
}
