import { eventually } from '@watertight/testkit';
import { describe, expect, it } from 'vitest';
import { bothChannels, clean } from '../both-channels.ts';
import { META, WEB, type World } from '../world.ts';

const bothReady = (world: World) =>
  eventually(
    async () => {
      const statuses = await Promise.all([WEB, META].map((phone) => world.system.phoneStatus(phone)));
      expect(statuses).toEqual(['ready', 'ready']);
    },
    { timeoutMs: 30_000 },
  );

async function processNamed(world: World, name: string) {
  const { processes } = await world.system.get<{
    processes: { processName: string; status: string; restarts: number }[];
  }>('/health/all');
  const found = processes.find((process) => process.processName === name);
  if (!found) throw new Error(`${name} is not listed`);
  return found;
}

/** Kills of a process that leaves the others running. */
export const killsOfProcesses = (world: World) =>
  describe('a process that is killed while both channels send', () => {
    it.each([
      ['WhatsApp Web worker', 'wwebjs', META],
      ['Meta worker', 'meta', WEB],
    ])(
      'the %s: the other channel goes on, and nothing is lost, doubled or out of order',
      async (_, victim, other) => {
        const { load, judged } = bothChannels(world, `kill-${victim}`, 150);
        await load.more(40);
        await world.system.kill(victim);
        const killedAt = Date.now();
        // The other channel sends what is accepted after the kill, while this one is still away.
        await eventually(async () => {
          const arrived = (await world.ledgerOf(other)).filter(
            (entry) => Date.parse(entry.at) > killedAt + 1000 && entry.text.startsWith(`kill-${victim}`),
          );
          expect(arrived.length).toBeGreaterThan(10);
        });
        expect((await world.system.get<{ status: string }>('/health/all')).status).toMatch(/ok|degraded/);
        await load.more(80);
        expect(await judged(90_000)).toEqual({ web: clean, meta: clean });
        await bothReady(world);
      },
      180_000,
    );

    it('the API: the workers send what was accepted, and it is back by itself', async () => {
      const { load, judged } = bothChannels(world, 'kill-api', 100);
      await load.more(80);
      await world.system.kill('api');
      await load.more(80, 60_000);
      expect(await judged(30_000)).toEqual({ web: clean, meta: clean });
      expect(load.refused.length).toBeGreaterThan(0);
    }, 120_000);

    it('shows in the health of the whole within ten seconds, and its restart afterwards', async () => {
      const before = await processNamed(world, 'meta');
      await world.system.kill('meta');
      await eventually(
        async () => {
          const after = await processNamed(world, 'meta');
          expect(after.status).toBe('healthy');
          expect(after.restarts).toBeGreaterThan(before.restarts);
        },
        { timeoutMs: 20_000 },
      );
    }, 40_000);
  });

/** The kill of the one process: there is no bulkhead, everything is away until it is back. */
export const killOfTheProcess = (world: World) =>
  describe('the one process that is killed while both channels send', () => {
    it('takes everything with it and is back by itself, and nothing is lost, doubled or out of order', async () => {
      const { load, judged } = bothChannels(world, 'kill-single', 100);
      await load.more(60);
      const before = await processNamed(world, 'webhook');
      const refusedBefore = load.refused.length;
      await world.system.kill('meta');
      await load.more(80, 60_000);
      expect(load.refused.length).toBeGreaterThan(refusedBefore);
      expect(await judged(90_000)).toEqual({ web: clean, meta: clean });
      await bothReady(world);
      await eventually(
        async () => {
          for (const role of ['api', 'wwebjs', 'meta', 'webhook'])
            expect(await processNamed(world, role)).toMatchObject({
              status: 'healthy',
              restarts: before.restarts + 1,
            });
        },
        { timeoutMs: 20_000 },
      );
    }, 180_000);
  });
