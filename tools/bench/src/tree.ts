import { readFile } from 'node:fs/promises';
import { childrenOf } from '@watertight/chaos';

const CHROMIUM = /--user-data-dir=|--type=/;

/** Proportional set size, MiB, of the Chromium processes below a process: what they share counts once. */
export async function chromiumMbBelow(pid: number): Promise<number> {
  const below = (await childrenOf(pid)).filter(({ args }) => CHROMIUM.test(args));
  const sizes = await Promise.all(below.map((one) => pssMb(one.pid)));
  return sizes.reduce((sum, mb) => sum + mb, 0);
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
