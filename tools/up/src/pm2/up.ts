import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { openHome, takeHome, type Home } from '../home.ts';
import type { Life } from '../life.ts';
import { buildApps, chromium, migrated } from '../prepare.ts';
import { Refusal } from '../refusal.ts';
import { readSecrets } from '../secrets.ts';
import { reachable, readSettings, urlOf, type Settings } from '../settings.ts';
import { openStores, type Stores } from '../stores.ts';
import { appEnv } from '../system/environment.ts';
import { request } from '../system/http.ts';
import { checkPorts } from '../system/ports.ts';
import { endLeftovers } from './leftovers.ts';
import { openPm2, type Pm2, type Pm2Process } from './pm2.ts';
import { appsOf, fileOf, NAMESPACE, STORES, type AppSpec, type Profile } from './profile.ts';

const READY_WITHIN_MS = 120_000;
const POLL_MS = 250;
const LOOK_MS = 3000;
const TAIL_LINES = 12;
/** sysexits.h EX_CONFIG. */
const CONFIGURATION_EXIT = 78;

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
  const env = await prepare(life, { home, settings, pm2, running });
  const apps = appsOf(profile, env);
  await replace(life, { pm2, profile, apps, running, env, settings });
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

/** Everything that the processes stand on; answers their environment. */
async function prepare(life: Life, standing: Standing): Promise<NodeJS.ProcessEnv> {
  const { home, settings } = standing;
  const secrets = readSecrets(home.secrets, process.env);
  const stores = await openStores(life, home, process.env);
  await keepStores(life, standing, stores);
  const chromePath = await chromium(life);
  await buildApps(life, { home, simulators: false });
  await migrated(life, stores.databaseUrl);
  const { databaseUrl, redisUrl } = stores;
  return appEnv({ home, settings, secrets, databaseUrl, redisUrl, chromePath }, process.env);
}

/** Stores of ours outlive this command as a process of PM2's; those of others need none. */
async function keepStores({ terminal }: Life, { pm2, running }: Standing, stores: Stores): Promise<void> {
  const present = running.filter(({ name }) => name === STORES);
  if (stores.embedded.length === 0) return pm2.remove(present);
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

/** @throws Refusal with the last words of what is not ready in time, or has refused to start */
async function untilReady({ stop: signal }: Life, { pm2, settings }: Change, apps: AppSpec[]): Promise<void> {
  const untilMs = performance.now() + READY_WITHIN_MS;
  let lookMs = performance.now() + LOOK_MS;
  for (let missing = apps; ; await sleep(POLL_MS, undefined, { signal })) {
    const ready = await Promise.all(missing.map((app) => isReady(app, settings, signal)));
    missing = missing.filter((_, index) => !ready[index]);
    if (missing.length === 0) return;
    const refused = performance.now() > lookMs ? await refusedOf(pm2, missing) : undefined;
    if (performance.now() > lookMs) lookMs = performance.now() + LOOK_MS;
    const late = performance.now() > untilMs ? missing[0] : undefined;
    if (refused) throw new Refusal(`${refused.name} refuses to start; it says:\n${tailOf(refused.out_file)}`);
    if (late)
      throw new Refusal(`${late.name} does not become ready; its log ends with:\n${tailOf(late.out_file)}`);
  }
}

const refusedOf = async (pm2: Pm2, apps: AppSpec[]): Promise<AppSpec | undefined> => {
  const processes = await pm2.list();
  return apps.find(({ name }) =>
    processes.some((one) => one.name === name && one.pid === 0 && one.exitCode === CONFIGURATION_EXIT),
  );
};

/** Ready on all of its ports. */
async function isReady({ env }: AppSpec, { host }: Settings, signal: AbortSignal): Promise<boolean> {
  const ports = Object.entries(env).flatMap(([name, value]) => (name.endsWith('_PORT') ? [value] : []));
  const answers = await Promise.all(
    ports.map((port) =>
      request(`http://${reachable(host)}:${port}/health/ready`, { deadlineMs: LOOK_MS, signal }),
    ),
  );
  return answers.every((answer) => answer?.status === 200);
}

function tailOf(file: string): string {
  return readFileSync(file, 'utf8').trim().split('\n').slice(-TAIL_LINES).join('\n');
}

function report({
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
  const other = profile === 'single' ? 'pm2:multiprocess' : 'pm2:single';
  return [
    '',
    `Watertight runs under PM2: ${apps.map(({ name }) => name).join(', ')}.`,
    '',
    `  API             ${urlOf(settings, 'API_PORT')}/docs`,
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
