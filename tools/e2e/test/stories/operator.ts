import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { judge, Load } from '@watertight/e2e';
import { eventually } from '@watertight/testkit';
import { describe, expect, it } from 'vitest';
import { META, type World } from '../world.ts';

/** What is asked with `npm run watertight`. */
const commandsOf =
  (world: World) =>
  async (...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(process.execPath, ['tools/up/watertight.mjs', ...args], {
      cwd: join(import.meta.dirname, '../../../..'),
      env: { PATH: process.env.PATH, ...world.environment },
      timeout: 30_000,
    });
    return stdout;
  };

/** Texts to the Cloud API phone that have to arrive whatever an operator does meanwhile. */
function steadyTexts(world: World, name: string) {
  const load = new Load(world.system, { phones: [META], chats: 4, everyMs: 100, name });
  return {
    more: (count: number) => load.more(count),
    /** Answers the last one's id, when all of them are read, once and in order. */
    async judged(): Promise<string> {
      const sent = await load.stop();
      for (const { id } of sent) await world.becomes(id, 'read', 60_000);
      const verdict = judge(sent, await world.system.metaLedger());
      expect(verdict).toMatchObject({ lost: [], duplicated: [], outOfOrder: [] });
      return sent.at(-1)?.id ?? '';
    },
  };
}

/** An operator of processes that can be scaled and restarted one by one. */
export const operatorOfProcesses = (world: World) =>
  describe('an operator', () => {
    it('scales a worker, restarts it while messages go out, and reads its log, by npm run watertight', async () => {
      const watertight = commandsOf(world);
      expect(await watertight('status')).toMatch(/meta-1 .*running/);
      const texts = steadyTexts(world, 'scaled');
      expect(await watertight('scale', 'meta', '2')).toBe('starting meta-2\n');
      await eventually(async () => expect(await world.system.pidOf('meta-2')).toBeGreaterThan(0), {
        timeoutMs: 20_000,
      });
      expect(await watertight('restart', 'meta')).toBe('restarting meta-1\nrestarting meta-2\n');
      await texts.more(60);
      expect(await watertight('scale', 'meta', '1')).toBe('stopping meta-2\n');
      await texts.more(20);
      const id = await texts.judged();
      const log = await watertight('logs', 'meta', '--grep', id, '--no-follow');
      expect(log).toContain(`messageId=${id}`);
    }, 180_000);
  });

/** An operator of one process: it is restarted as a whole. */
export const operatorOfOneProcess = (world: World) =>
  describe('an operator', () => {
    it('restarts the one process while messages go out, and reads its log, by npm run watertight', async () => {
      const watertight = commandsOf(world);
      const status = await watertight('status');
      expect(status).toMatch(/single-1 .*running/);
      expect(status).not.toContain('meta-1');
      const texts = steadyTexts(world, 'restarted');
      await texts.more(20);
      expect(await watertight('restart', 'single')).toBe('restarting single-1\n');
      await texts.more(40);
      const id = await texts.judged();
      const log = await watertight('logs', 'single', '--grep', id, '--no-follow');
      expect(log).toContain(`messageId=${id}`);
    }, 180_000);
  });
