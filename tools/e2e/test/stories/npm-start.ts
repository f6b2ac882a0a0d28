import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { isAlive, newEnvironment, npmStart } from '@watertight/e2e';
import { describe, expect, it } from 'vitest';
import { META, WEB, type World } from '../world.ts';

/** Starts that are refused, interrupted and killed; last, since they end the system. */
export const startAndStop = (world: World) =>
  describe('npm start', () => {
    it('refuses a second run on the same home, and a port that is taken, in one sentence each', async () => {
      const second = npmStart(world.environment, world.mode);
      expect(await second.exited).not.toBe(0);
      expect(second.output()).toMatch(/already/i);
      const server = createServer().listen(0, '127.0.0.1');
      await new Promise((done) => server.once('listening', done));
      const port = (server.address() as { port: number }).port;
      const other = await newEnvironment();
      const blocked = npmStart({ ...other, API_PORT: String(port) }, world.mode);
      expect(await blocked.exited).not.toBe(0);
      expect(blocked.output()).toContain('API_PORT');
      server.close();
      rmSync(other.WATERTIGHT_HOME ?? '', { recursive: true, force: true });
    }, 60_000);

    it('ends everything that it started when it is interrupted, and starts again with all data and no new pairing', async () => {
      const { id } = await world.system.send(META, '60123456789', 'survives a restart');
      await world.becomes(id, 'read');
      const pids = await runningPids();
      expect(pids).toHaveLength(processesOf(world).length + 2); // and the simulators
      // npm passes the signal on as its own end.
      expect([0, null]).toContain(await world.started.interrupt());
      expect(pids.filter(isAlive)).toEqual([]);
      expect(chromiumOf(world.environment.WATERTIGHT_HOME ?? '')).toEqual([]);

      const before = Date.now();
      await world.start();
      expect(Date.now() - before).toBeLessThan(60_000);
      expect(world.started.output()).not.toMatch(/WARNING/);
      expect((await world.system.message(id)).status).toBe('read');
      for (const phoneIndex of [WEB, META])
        await world.becomes(
          (await world.system.send(phoneIndex, '60123456789', `again ${phoneIndex}`)).id,
          'read',
        );
    }, 180_000);

    it('comes back after it was killed outright, ends what that left behind, and loses nothing', async () => {
      const pids = await runningPids();
      const { id } = await world.system.send(WEB, '60123456789', 'before the kill');
      await world.started.kill();
      await world.start();
      expect(pids.filter(isAlive)).toEqual([]);
      await world.becomes(id, 'read', 30_000);
      expect(
        (await world.system.webLedger()).filter((entry) => entry.text === 'before the kill').length,
      ).toBeLessThanOrEqual(1);
    }, 180_000);

    it('keeps one log file for each process, without texts, numbers or keys in it', () => {
      const folder = join(world.environment.WATERTIGHT_HOME ?? '', 'logs');
      const files = readdirSync(folder).filter((name) => name.endsWith('.log'));
      const named = files.map((file) => file.replace(/(-\d+)?\.log$/, ''));
      const ours = named.filter((name) => !name.endsWith('-sim') && name !== 'build');
      expect([...new Set(ours)].sort()).toEqual([...processesOf(world), 'orchestrator'].sort());
      for (const file of files.filter((name) => !name.includes('sim'))) {
        const text = readFileSync(join(folder, file), 'utf8');
        for (const secret of [
          '60123456789',
          'survives a restart',
          'sandbox-token',
          world.environment.ADMIN_API_KEY ?? '',
        ]) {
          expect(text.includes(secret), `${file} holds ${secret}`).toBe(false);
        }
      }
    });

    async function runningPids(): Promise<number[]> {
      const response = await fetch(`${world.system.at.orchestrator}/processes`);
      const { processes } = (await response.json()) as { processes: { pid: number | null }[] };
      return processes.flatMap(({ pid }) => (pid ? [pid] : []));
    }
  });

/** What the orchestrator runs of ours. */
const processesOf = ({ mode }: World): string[] =>
  mode === 'single' ? ['single'] : ['api', 'wwebjs', 'meta', 'webhook'];

/** Browsers on profiles of this home. */
function chromiumOf(home: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(`--user-data-dir=${home}`);
      } catch {
        return false; // it ended while we looked
      }
    });
}
