import { readFile } from 'node:fs/promises';
import { childrenOf, listProcesses, type Listed } from '../processes.ts';

/** Chromium's processes of a system, by where their profiles lie. */
export interface Census {
  /** Chromium processes that belong to no browser of the worker. */
  orphans: Listed[];
  /** Browsers, each the root of its processes, by phone id. */
  browsers: Map<string, Listed>;
  /** The worker with all that it started: proportional set size, MiB. */
  memoryMb: number;
}

const PROFILE = /--user-data-dir=\S*session-(ph_[0-9A-Z]+)/;

/** Looks at the worker's processes and at whatever else has a profile below `home`. */
export async function takeCensus(workerPid: number, home: string): Promise<Census> {
  const below = await childrenOf(workerPid);
  const own = new Set(below.map(({ pid }) => pid));
  const ofHome = (await listProcesses()).filter(
    ({ args }) => args.includes(home) && args.includes('--user-data-dir='),
  );
  const browsers = new Map<string, Listed>();
  for (const one of below) {
    const phoneId = PROFILE.exec(one.args)?.[1];
    if (phoneId !== undefined && !one.args.includes('--type=')) browsers.set(phoneId, one);
  }
  const sizes = await Promise.all([workerPid, ...own].map(pssMb));
  return {
    browsers,
    orphans: ofHome.filter(({ pid }) => !own.has(pid)),
    memoryMb: sizes.reduce((sum, mb) => sum + mb, 0),
  };
}

/** 0 for a process that has ended meanwhile. */
async function pssMb(pid: number): Promise<number> {
  try {
    const rollup = await readFile(`/proc/${pid}/smaps_rollup`, 'utf8');
    return Number(/^Pss:\s+(\d+) kB/m.exec(rollup)?.[1] ?? 0) / 1024;
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) return 0;
    throw error;
  }
}
