import { allOf } from './all-of.ts';
import { banner } from './banner.ts';
import { watchApps } from './dev.ts';
import { openHome, takeHome } from './home.ts';
import { live, untilAborted, type Life } from './life.ts';
import { buildApps, chromium, migrated } from './prepare.ts';
import { pairWebPhone } from './sandbox/pair.ts';
import { seed } from './sandbox/seed.ts';
import { readSecrets } from './secrets.ts';
import { readSettings, urlOf, type Settings } from './settings.ts';
import { keepStoresAlive, openStores } from './stores.ts';
import { orchestratorEnv, type SystemParts } from './system/environment.ts';
import { createOrchestrator, endLeftovers } from './system/orchestrator.ts';
import { checkPorts } from './system/ports.ts';
import { untilReady } from './system/ready.ts';
import { keepOrchestrator, orDies } from './system/supervise.ts';
import { Refusal } from './refusal.ts';

const flags = new Set(process.argv.slice(2));

async function main(life: Life): Promise<number> {
  const unknown = [...flags].filter((flag) => !['--live', '--dev', '--single'].includes(flag));
  if (unknown.length > 0)
    throw new Refusal(`npm start knows --live, --dev and --single, not ${unknown.join(' ')}.`);
  const settings = readSettings(process.env, {
    live: flags.has('--live'),
    ...(flags.has('--single') && { single: true }),
  });
  const parts = await prepare(life, settings);
  const { home, stores } = parts;
  const orchestrator = createOrchestrator(home, orchestratorEnv(parts, process.env));

  life.onClose(async () => {
    life.terminal.say('stopping: the processes finish what they have begun (Ctrl-C again to hurry)');
    const killed = await orchestrator.stop(life.hurry);
    life.terminal.say(killed > 0 ? `stopped; ${killed} processes had to be killed` : 'stopped');
  });
  orchestrator.start();
  await orDies(orchestrator, makeReady(life, parts));
  if (flags.has('--dev')) watchApps(life, settings);

  const guards = [keepOrchestrator(life, orchestrator), keepStoresAlive(stores, life)];
  await Promise.race([untilAborted(life.stop), ...guards.map(orForever)]);
  return 0;
}

/** Only a fault ends the wait: that one of the guards has nothing to guard is none. */
const orForever = (guard: Promise<void>): Promise<never> =>
  new Promise((_, reject) => {
    guard.catch(reject);
  });

/** Everything that the system stands on. */
async function prepare(life: Life, settings: Settings) {
  const { terminal } = life;
  const home = openHome(process.env);
  life.onClose(takeHome(home));
  if (await endLeftovers(home, life.hurry)) terminal.say('ended processes that an earlier run left behind');
  await checkPorts(settings);
  const secrets = readSecrets(home.secrets, process.env);
  const [stores, chromePath] = await allOf([
    openStores(life, home, process.env).then(async (opened) => {
      await migrated(life, opened.databaseUrl);
      return opened;
    }),
    chromium(life),
    buildApps(life, { home, simulators: settings.sandbox }),
  ]);
  return {
    home,
    settings,
    secrets,
    stores,
    chromePath,
    databaseUrl: stores.databaseUrl,
    redisUrl: stores.redisUrl,
  };
}

/** From the orchestrator's start to the moment when the two curl lines work. */
async function makeReady(life: Life, parts: SystemParts): Promise<void> {
  const { settings, secrets, home } = parts;
  const { terminal, stop: signal } = life;
  await terminal.step('Starting the processes', async (say) => {
    const missing = await untilReady(settings, { say, signal });
    if (missing)
      throw new Refusal(`The system does not become ready: ${missing}. The logs are in ${home.logs}.`);
    return { value: undefined, end: 'all are running' };
  });
  if (settings.sandbox) await prepareSandbox(life, parts);
  const apiUrl = urlOf(settings, 'API_PORT');
  const { sandbox } = settings;
  terminal.print(banner({ apiUrl, apiKey: secrets.ADMIN_API_KEY, homeDir: home.dir, sandbox }));
}

async function prepareSandbox(
  { terminal, stop: signal }: Life,
  { settings, secrets }: SystemParts,
): Promise<void> {
  const apiUrl = urlOf(settings, 'API_PORT');
  await terminal.step('Sandbox', async () => {
    const { made } = await seed({ apiUrl, secrets, signal });
    return { value: undefined, end: made.length > 0 ? `made ${made.join(', ')}` : 'is there already' };
  });
  if (!settings.waWebSim) return;
  const simUrl = `http://127.0.0.1:${settings.ports.WA_WEB_SIM_PORT}`;
  await terminal.step('Pairing phone 0 with the simulator', async () => {
    const fault = await pairWebPhone({ apiUrl, simUrl, key: secrets.ADMIN_API_KEY, signal });
    return { value: undefined, end: fault ? `WARNING: not ready, ${fault}; everything else runs` : 'ready' };
  });
}

await live(main);
