import { readdirSync, readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';

/** The kernel counts processor time in hundredths of a second (USER_HZ, the same on all Linux systems). */
const TICK_MS = 10;

interface Stat {
  parent: number;
  /** Its own and that of its children that ended. */
  cpuMs: number;
}

/** What `/proc/<pid>/stat` says (proc(5)). */
export function readStat(text: string): Stat {
  const fields = text
    .slice(text.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const [utime = 0, stime = 0, cutime = 0, cstime = 0] = fields.slice(11, 15);
  return { parent: fields[1] ?? 0, cpuMs: (utime + stime + cutime + cstime) * TICK_MS };
}

/** Processor time, milliseconds, of some processes, each with all its descendants. */
export function cpuMsOf(pids: ReadonlyMap<string, number>): Map<string, number> {
  const stats = allStats();
  const children = new Map<number, number[]>();
  for (const [pid, { parent }] of stats) children.set(parent, [...(children.get(parent) ?? []), pid]);
  const sum = (pid: number): number =>
    (stats.get(pid)?.cpuMs ?? 0) + (children.get(pid) ?? []).reduce((total, child) => total + sum(child), 0);
  return new Map([...pids].map(([name, pid]) => [name, sum(pid)]));
}

/** Processor time, milliseconds, of these processes and all their descendants together, each counted once. */
export function cpuMsTogether(pids: Iterable<number>): number {
  const stats = allStats();
  const counted = new Set(pids);
  for (let grew = true; grew;) {
    const more = [...stats].filter(([pid, { parent }]) => counted.has(parent) && !counted.has(pid));
    for (const [pid] of more) counted.add(pid);
    grew = more.length > 0;
  }
  return [...counted].reduce((sum, pid) => sum + (stats.get(pid)?.cpuMs ?? 0), 0);
}

function allStats(): Map<number, Stat> {
  const pids = readdirSync('/proc').filter((name) => /^[0-9]+$/.test(name));
  return new Map(
    pids.flatMap((pid): [number, Stat][] => {
      const text = readIfThere(`/proc/${pid}/stat`);
      return text === null ? [] : [[Number(pid), readStat(text)]];
    }),
  );
}

/** The most memory that a process ever had, MiB; null when it is gone. */
export function peakMbOf(pid: number): number | null {
  const status = readIfThere(`/proc/${pid}/status`);
  const kib = status === null ? undefined : /^VmHWM:\s+([0-9]+) kB$/m.exec(status)?.[1];
  return kib === undefined ? null : Math.round(Number(kib) / 1024);
}

/** Processor time, milliseconds, that all processors of the machine spent on anything at all. */
export function machineBusyMs(): number {
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = readFileSync(
    '/proc/stat',
    'utf8',
  )
    .slice('cpu'.length)
    .split('\n', 1)[0]!
    .trim()
    .split(/\s+/)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * TICK_MS;
}

export const processors = (): number => availableParallelism();

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH'].includes((error as NodeJS.ErrnoException).code ?? '')) return null;
    throw error;
  }
}
