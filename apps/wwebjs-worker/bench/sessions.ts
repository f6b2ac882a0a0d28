/**
 * What a session costs beside bare whatsapp-web.js on the same page, in the same run: memory of its browser, CPU, and
 * time for a text. `npm run bench:sessions`, or `… -- 1 5` for so many sessions at once.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findBrowser, browserArgs } from '../src/browser.ts';
import { memoryOn, processesOn } from '../src/cleanup.ts';
import {
  makeFolder,
  newNumber,
  openPaired,
  removeFolder,
  sessionDeps,
  startSim,
  textMessage,
  until,
  type Sim,
} from '../test/support.ts';
import { openBare } from './bare.ts';

const TEXTS = 30;
const SETTLE_MS = 5000;
const TICKS_PER_SECOND = 100;

/** One paired session that can send a text and wait for WhatsApp's acknowledgement. */
interface Sender {
  profileDir: string;
  text(): Promise<unknown>;
  close(): Promise<unknown>;
}
type Way = 'bare whatsapp-web.js' | 'watertight';
type Open = (sim: Sim, folder: string) => Promise<Sender>;

const WAYS: Record<Way, Open> = {
  async 'bare whatsapp-web.js'(sim, folder) {
    const number = newNumber();
    const rules =
      browserArgs({ executablePath: '', extraArgs: [], sandboxUrl: sim.secureUrl }, 'sandbox') ?? [];
    const session = await openBare({
      folder,
      number,
      executablePath: findBrowser(process.env.CHROME_PATH),
      // Only what the simulator and the user root need: the rest is as the library leaves it.
      args: rules.filter((arg) => /^--(?:no-sandbox|host-resolver-rules|ignore-certificate)/.test(arg)),
      scan: (qr) => sim.scan(qr, number),
    });
    return {
      profileDir: session.profileDir,
      text: () => session.text('60123456789', 'Hello', { waits: true }),
      close: () => session.close(),
    };
  },
  async watertight(sim, folder) {
    const session = await openPaired(sim, sessionDeps(sim, folder), newNumber());
    return {
      profileDir: join(folder, `session-${session.phone.phoneId}`),
      text: () => session.text(textMessage()),
      close: () => session.close(),
    };
  },
};

interface Row {
  way: Way;
  sessions: number;
  processes: number;
  memoryMb: number;
  nodeMb: number;
  textMs: number;
  cpuMsPerText: number;
  idleCpuPercent: number;
}

async function cpuSeconds(dirs: string[]): Promise<number> {
  const pids = (await Promise.all(dirs.map((dir) => processesOn(dir)))).flat();
  const ticks = await Promise.all(
    [...pids, process.pid].map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''); // it ended meanwhile
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      return Number(fields[11] ?? 0) + Number(fields[12] ?? 0);
    }),
  );
  return ticks.reduce((sum, each) => sum + each, 0) / TICKS_PER_SECOND;
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const median = (values: number[]) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;

async function measure(way: Way, sessions: number): Promise<Row> {
  const [sim, folder] = [await startSim(), await makeFolder()];
  await sim.call('PUT', '/sim/behaviour', { autoRead: false });
  const nodeBefore = process.memoryUsage.rss();
  const senders: Sender[] = [];
  for (let n = 0; n < sessions; n++) senders.push(await WAYS[way](sim, folder));
  const dirs = senders.map(({ profileDir }) => profileDir);
  for (const sender of senders) await sender.text();
  await pause(SETTLE_MS);

  const idleBefore = await cpuSeconds(dirs);
  await pause(SETTLE_MS);
  const idleCpuPercent = ((await cpuSeconds(dirs)) - idleBefore) / (SETTLE_MS / 1000) / sessions;
  const [before, durations] = [await cpuSeconds(dirs), [] as number[]];
  for (let n = 0; n < TEXTS; n++) {
    for (const sender of senders) {
      const startedAt = performance.now();
      await sender.text();
      durations.push(performance.now() - startedAt);
    }
  }
  const cpu = (await cpuSeconds(dirs)) - before;
  const each = [...(await memoryOn(dirs)).values()];
  const processes = (await Promise.all(dirs.map((dir) => processesOn(dir)))).flat().length;
  const row: Row = {
    way,
    sessions,
    processes: Math.round(processes / sessions),
    memoryMb: Math.round(each.reduce((sum, mb) => sum + mb, 0) / sessions),
    nodeMb: Math.round((process.memoryUsage.rss() - nodeBefore) / 2 ** 20 / sessions),
    textMs: median(durations),
    cpuMsPerText: (cpu * 1000) / durations.length,
    idleCpuPercent: idleCpuPercent * 100,
  };
  await Promise.all(senders.map((sender) => sender.close()));
  await until('no browser', async () => (await Promise.all(dirs.map(processesOn))).flat().length === 0);
  await sim.stop();
  await removeFolder(folder);
  return row;
}

const show = (row: Row) =>
  `| ${row.sessions} | ${row.way} | ${row.processes} | ${row.memoryMb} | ${row.nodeMb} | ${row.textMs.toFixed(1)} | ${row.cpuMsPerText.toFixed(1)} | ${row.idleCpuPercent.toFixed(1)} |`;

const counts = process.argv.slice(2).map(Number).filter(Boolean);
process.stdout.write(
  '| sessions | what | processes each | browser MiB each (PSS) | worker MiB each | text, median ms | CPU ms a text | idle CPU % each |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n',
);
for (const sessions of counts.length > 0 ? counts : [1, 5, 20]) {
  for (const way of Object.keys(WAYS) as Way[])
    process.stdout.write(`${show(await measure(way, sessions))}\n`);
}
process.exit(0);
