import { startConstellation, type Constellation } from './constellation.ts';
import type { Fault } from './faults/index.ts';
import { judge } from './judge.ts';
import { createLedger } from './ledger.ts';
import type { Options } from './options.ts';
import { report, type Finding, type Report } from './report.ts';
import { createRandom } from './seed.ts';
import { settledViews } from './settle.ts';
import { runTrial, type Laboratory, type Trial } from './trial.ts';

/** Longer than the minute for which evidence from the Cloud API is waited for, and its message sent again. */
const SETTLED_WITHIN_MS = 90_000;
/** A round that hangs ends, whatever it waits for. */
const FAULT_MAX_MS = 240_000;

export interface RunOptions extends Pick<Options, 'rounds' | 'seed' | 'faults' | 'rate' | 'apps' | 'keep'> {
  signal: AbortSignal;
  say(line: string): void;
}

/** What the apps are told so that each channel has two workers, and nobody but they themselves ends a frozen one. */
const PEERS = {
  META_INSTANCES: '2',
  WWEBJS_INSTANCES: '2',
  ORCHESTRATOR_HUNG_MS: '60000',
  ORCHESTRATOR_SPINNING_MS: '60000',
};

interface Found {
  findings: Finding[];
  aborted: string | null;
  /** Logs and data of a system in which something was wrong. */
  home: string | null;
}

/**
 * Starts a system, lets each fault strike it once in every round, judges, and ends the system again; then the same
 * for the faults that need two workers of each channel, on a system that has them.
 */
export async function run(options: RunOptions): Promise<Report> {
  const { rounds, faults } = options;
  const limitMs = rounds * (SETTLED_WITHIN_MS + faults.length * FAULT_MAX_MS);
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(limitMs)]);
  const startedAt = new Date();
  const found: Found[] = [];
  for (const hasPeers of [false, true]) {
    const group = faults.filter((fault) => (fault.hasPeers ?? false) === hasPeers);
    if (group.length === 0 || found.some(({ aborted }) => aborted)) continue;
    found.push(await strikeAll({ ...options, faults: group, signal }, hasPeers ? PEERS : {}));
  }
  const aborted = found.map((one) => one.aborted).find(Boolean) ?? null;
  const home = found.map((one) => one.home).find(Boolean);
  const findings = found.flatMap((one) => one.findings);
  const result = report(findings, { ...options, startedAt, endedAt: new Date(), aborted });
  return home ? { ...result, home } : result;
}

async function strikeAll(options: RunOptions, env: Record<string, string>): Promise<Found> {
  const { apps, signal, say } = options;
  const constellation = await startConstellation({ apps, signal, env }, say);
  let isClean = false;
  try {
    const { findings, aborted } = await allRounds(constellation, options);
    const at = new Date();
    isClean = report(findings, { ...options, startedAt: at, endedAt: at, aborted }).ok;
    return { findings, aborted, home: isClean ? null : constellation.home };
  } finally {
    await constellation.stop(options.keep || !isClean);
  }
}

async function allRounds(
  constellation: Constellation,
  { rounds, seed, faults, rate, signal, say }: RunOptions,
): Promise<{ findings: Finding[]; aborted: string | null }> {
  const random = createRandom(seed);
  const ledger = createLedger(constellation.system);
  const lab: Laboratory = { constellation, ledger, random, rate, signal };
  const findings: Finding[] = [];
  let aborted: string | null = null;
  for (let round = 1; round <= rounds && aborted === null; round++) {
    const trials: Trial[] = [];
    for (const fault of random.shuffle(faults)) {
      say(`round ${round} of ${rounds}: ${fault.name}`);
      const trial = await attempt(lab, fault, `${fault.name}-${round}`);
      if (typeof trial === 'string') aborted = `${fault.name}, round ${round}: ${trial}`;
      else trials.push(trial);
      if (aborted) break;
    }
    say(`round ${round} of ${rounds}: waiting until nothing is under way or awaits evidence`);
    findings.push(...(await judged(lab, trials, round)));
  }
  return { findings, aborted };
}

/** Why it could not be carried through, when it could not: what was found before is still worth telling. */
export async function attempt(lab: Laboratory, fault: Fault, name: string): Promise<Trial | string> {
  try {
    return await runTrial(lab, fault, name);
  } catch (error) {
    lab.signal.throwIfAborted();
    return error instanceof Error ? error.message : String(error);
  }
}

/** Waits until nothing more is owed on any message of these trials, and holds them against the ledgers. */
export async function judged({ constellation, ledger, signal }: Laboratory, trials: Trial[], round: number) {
  const sent = trials.flatMap((trial) => trial.sent);
  const views = await settledViews(constellation.system, sent, { timeoutMs: SETTLED_WITHIN_MS, signal });
  await ledger.refresh();
  const all = [...ledger.arrivals.wwebjs, ...ledger.arrivals.meta];
  return trials.map((trial): Finding => {
    const arrivals = all.filter(({ text }) => text.startsWith(`${trial.name} `));
    return { trial, round, verdict: judge(trial.sent, arrivals, views, trial.inDoubt) };
  });
}
