import { openHome, takeHome } from '../home.ts';
import type { Life } from '../life.ts';
import { endLeftovers } from './leftovers.ts';
import { openPm2, type Pm2 } from './pm2.ts';
import { NAMESPACE, STORES } from './profile.ts';

/** Ends everything of ours that PM2 runs, the stores last, and PM2 itself where nobody else needs it. */
export async function down(life: Life): Promise<number> {
  const { terminal } = life;
  const home = openHome(process.env);
  const pm2 = openPm2(life, home);
  life.onClose(takeHome(home));
  if (!(await pm2.isRunning())) {
    const ended = await endLeftovers(pm2.home);
    terminal.say(
      ended > 0 ? `ended ${ended} processes of a PM2 that is gone` : `PM2 does not run on ${pm2.home}`,
    );
    return 0;
  }
  const ours = (await pm2.list()).filter(({ namespace }) => namespace === NAMESPACE);
  const isStores = ({ name }: { name: string }) => name === STORES;
  await terminal.step('Stopping', async () => {
    await pm2.remove(ours.filter((one) => !isStores(one)));
    await pm2.remove(ours.filter(isStores));
    return { value: undefined, end: ours.map(({ name }) => name).join(', ') || 'nothing ran' };
  });
  await killIfUnused(pm2);
  return 0;
}

async function killIfUnused(pm2: Pm2): Promise<void> {
  if (pm2.isOwn || (await pm2.list()).length === 0) await pm2.kill();
}
