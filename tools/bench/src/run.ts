import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { until } from '@watertight/chaos';
import { CEILINGS } from './ceilings/ceilings.ts';
import { clear } from './company.ts';
import { createElsewhere } from './metering.ts';
import type { Options } from './options.ts';
import { hotspots, type CpuProfile } from './profile.ts';
import { judged, type Report, type ScenarioReport } from './report.ts';
import type { Figure, Scenario } from './scenario.ts';
import { createStatements } from './statements.ts';
import { APPS, startBench, type AppName, type Bench } from './system.ts';
import { peakMbOf, processors } from './usage.ts';

const GB = 2 ** 30;
const HOTSPOTS = 25;
const PROFILE_WITHIN_MS = 20_000;

interface RunOptions extends Pick<Options, 'scenarios' | 'seconds' | 'profileDir' | 'apps'> {
  signal: AbortSignal;
  say(line: string): void;
}

/** Measures scenarios and the ceilings that they are held against; ends all that it started. */
export async function run(options: RunOptions): Promise<Report> {
  const { scenarios, seconds, profileDir, say } = options;
  if (profileDir) mkdirSync(profileDir, { recursive: true });
  say('starting PostgreSQL and Redis');
  const bench = await startBench(options);
  try {
    const measured: Omit<ScenarioReport, 'elsewhere'>[] = [];
    const busy: number[] = [];
    for (const scenario of scenarios) {
      const { report, elsewhere } = await measure(bench, scenario, options);
      measured.push(report);
      busy.push(elsewhere);
    }
    const ceilings = [
      ...measured.flatMap((one) => one.ceilings ?? []),
      ...(await measureCeilings(bench, measured, options)),
    ];
    return {
      at: new Date().toISOString(),
      machine: machine(),
      seconds,
      ceilings,
      scenarios: measured.map((one, index) => ({
        ...one,
        figures: one.figures.map((figure) => judged(figure, ceilings)),
        elsewhere: busy[index] ?? 0,
      })),
    };
  } finally {
    await bench.stop();
  }
}

async function measure(bench: Bench, scenario: Scenario, { seconds, say, profileDir }: RunOptions) {
  const { name, apps } = scenario;
  say(`${name}: starting ${apps.join(', ')}`);
  await bench.run([]);
  await clear(bench);
  await bench.run(apps);
  say(`${name}: measuring`);
  const looking = profileDir === null ? undefined : profiler(bench, apps, profileDir, name);
  const elsewhere = createElsewhere(bench);
  const moments = {
    begun() {
      elsewhere.start();
      looking?.start();
    },
    ended() {
      looking?.end();
      elsewhere.end();
    },
  };
  const measured = await scenario.run(bench, { seconds, say, ...moments });
  for (const line of (await looking?.written()) ?? []) say(line);
  return { report: { ...measured, name, peakMb: peaks(bench) }, elsewhere: elsewhere.share() };
}

const peaks = (bench: Bench): Record<string, number> =>
  Object.fromEntries([...bench.pids()].map(([name, pid]) => [name, peakMbOf(pid) ?? 0]));

/** Only the ceilings that a figure is held against. */
async function measureCeilings(
  bench: Bench,
  measured: readonly { figures: Figure[] }[],
  { seconds, say }: RunOptions,
): Promise<Figure[]> {
  const named = new Set(measured.flatMap(({ figures }) => figures.map(({ ceiling }) => ceiling)));
  const figures: Figure[] = [];
  for (const ceiling of CEILINGS) {
    if (!named.has(ceiling.name)) continue;
    say(`ceiling: ${ceiling.name}`);
    await bench.run([]);
    figures.push(await ceiling.measure(bench, seconds));
  }
  return figures;
}

function profiler(bench: Bench, apps: readonly AppName[], dir: string, scenario: string) {
  const signal = () => {
    for (const app of apps) process.kill(bench.pids().get(app) as number, 'SIGUSR2');
  };
  const statements = createStatements(bench);
  return {
    start() {
      signal();
      statements.start();
    },
    end() {
      signal();
      statements.end();
    },
    /** When all are written: the busiest functions of each. */
    async written(): Promise<string[]> {
      const lines: string[] = [];
      for (const app of apps) {
        const profile = await readProfile(bench.profileOf(app) as string, bench.signal);
        renameSync(bench.profileOf(app) as string, join(dir, `${scenario}.${app}.cpuprofile`));
        const spots = hotspots(profile, HOTSPOTS);
        lines.push(`busiest functions of ${APPS[app]} in ${scenario}:`);
        for (const { name, share } of spots)
          lines.push(`  ${(share * 100).toFixed(1).padStart(5)}%  ${name}`);
      }
      lines.push(`costliest statements of PostgreSQL in ${scenario}:`, ...(await statements.lines()));
      writeFileSync(join(dir, `${scenario}.txt`), `${lines.join('\n')}\n`);
      return lines;
    },
  };
}

async function readProfile(file: string, signal: AbortSignal): Promise<CpuProfile> {
  let profile: CpuProfile | undefined;
  const whole = () => {
    profile = JSON.parse(readFileSync(file, 'utf8')) as CpuProfile;
    return true;
  };
  await until(`${file} is written`, PROFILE_WITHIN_MS, whole, { signal });
  return profile as CpuProfile;
}

const machine = (): Report['machine'] => ({
  processors: processors(),
  model: cpus()[0]?.model ?? 'unknown',
  memoryGb: Math.round(totalmem() / GB),
  node: process.versions.node,
});
