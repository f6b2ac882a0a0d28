/** What a `.cpuprofile` of V8 holds, as far as it is read here. */
export interface CpuProfile {
  nodes: {
    id: number;
    callFrame: { functionName: string; url: string; lineNumber: number };
  }[];
  samples: number[];
  timeDeltas: number[];
}

export interface Hotspot {
  /** Function and file; lines of a bundle are those of the bundle. */
  name: string;
  /** Of the time in which the process did anything, in the function itself and not below it. */
  share: number;
}

const IDLE = new Set(['(idle)', '(program)']);

/** The functions in which a process spent most of its time, the busiest first. */
export function hotspots({ nodes, samples, timeDeltas }: CpuProfile, count: number): Hotspot[] {
  const names = new Map(nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]));
  const spent = new Map<string, number>();
  samples.forEach((id, index) => {
    const name = names.get(id) ?? '?';
    if (!IDLE.has(name)) spent.set(name, (spent.get(name) ?? 0) + (timeDeltas[index] ?? 0));
  });
  const total = [...spent.values()].reduce((sum, time) => sum + time, 0);
  return [...spent]
    .sort(([, a], [, b]) => b - a)
    .slice(0, count)
    .map(([name, time]) => ({ name, share: time / total }));
}

function nameOf({ functionName, url, lineNumber }: CpuProfile['nodes'][number]['callFrame']): string {
  const name = functionName === '' ? '(anonymous)' : functionName;
  const short = url.replace(/^.*\/node_modules\//, '').replace(/^.*\/dist\/apps\//, '');
  return short === '' ? name : `${name} ${short}:${lineNumber + 1}`;
}
