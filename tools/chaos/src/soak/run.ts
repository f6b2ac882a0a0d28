import { setTimeout as pause } from 'node:timers/promises';
import { Load } from '@watertight/e2e';
import { PHONE_INDEX } from '../channels.ts';
import { startConstellation, type Constellation } from '../constellation.ts';
import { judge } from '../judge.ts';
import { createLedger } from '../ledger.ts';
import { createMemoryProbe, type MemoryProbe } from '../memory/probe.ts';
import { createRandom, type Random } from '../seed.ts';
import { settledViews } from '../settle.ts';
import { until } from '../until.ts';
import { takeCensus, type Census } from './browsers.ts';
import { startCustomer } from './customer.ts';
import { watchHeaps } from './heaps.ts';
import { startInbound, storedInbound, type Inbound } from './inbound.ts';
import type { SoakOptions } from './options.ts';
import { allReady, connectPhones, notReady, type WebPhone } from './phones.ts';
import { reportSoak, type SoakReport, type Strike } from './report.ts';

export interface SoakRun extends SoakOptions {
  signal: AbortSignal;
  say(line: string): void;
}

const CHATS = 3;
const META_CHATS = 8;
/** Whose heaps are looked at. */
const PROCESSES = ['api', 'wwebjs', 'meta', 'webhook', 'orchestrator'];
const WARM_MS = 20_000;
/** Chromium gives memory back with a delay. */
const CALM_MS = 30_000;
const SETTLED_WITHIN_MS = 120_000;
const HEARD_WITHIN_MS = 60_000;
/** What the worker and its browsers may take, for each phone and in all. */
const MEMORY_MB = (phones: number) => 2048 + 512 * phones;

/** Many phones on one worker, texts both ways, and every while a browser or a page that dies. */
export async function soak(options: SoakRun): Promise<SoakReport> {
  const { phones: count, say } = options;
  const limitMs = options.minutes * 60_000 + 15 * 60_000;
  const signal = AbortSignal.any([options.signal, AbortSignal.timeout(limitMs)]);
  const probe = createMemoryProbe();
  try {
    const env = {
      WWEBJS_MAX_SESSIONS: String(count),
      WWEBJS_MEMORY_MB: String(MEMORY_MB(count)),
      EGRESS_ALLOW_PRIVATE: '127.0.0.1',
      ...probe.env,
    };
    const constellation = await startConstellation({ apps: options.apps, signal, env }, say);
    let isClean = false;
    try {
      say(`connecting ${count} phones`);
      const phones = await connectPhones(constellation.system, count, signal);
      const result = await observed(constellation, phones, { ...options, signal, probe });
      isClean = result.ok;
      return isClean ? result : { ...result, home: constellation.home };
    } finally {
      await constellation.stop(options.keep || !isClean);
    }
  } finally {
    probe.remove();
  }
}

async function observed(
  constellation: Constellation,
  phones: readonly WebPhone[],
  options: SoakRun & { probe: MemoryProbe },
): Promise<SoakReport> {
  const { system } = constellation;
  const { signal, say, rate, metaRate } = options;
  const random = createRandom(options.seed);
  const ledger = createLedger(system);
  const load = new Load(system, {
    name: 'soak',
    phones: phones.map(({ phoneIndex }) => phoneIndex),
    chats: CHATS,
    everyMs: (1000 * CHATS * phones.length) / rate,
    random: random.next,
  });
  const metaLoad = new Load(system, {
    name: 'soak meta',
    phones: metaRate === 0 ? [] : [PHONE_INDEX.meta],
    chats: META_CHATS,
    everyMs: (1000 * META_CHATS) / metaRate,
    random: random.next,
  });
  const customer = await startCustomer(system);
  const inbound = startInbound(system, phones, { rate, random });
  const heaps = watchHeaps(PROCESSES, pidIn(constellation), options);
  const stopLoad = async () => {
    const all = [...(await load.stop()), ...(await metaLoad.stop())];
    await inbound.stop();
    return all;
  };
  try {
    await pause(WARM_MS, undefined, { signal });
    const before = await census(constellation);
    const strikes = await strikeOnAndOn(constellation, phones, { ...options, random });
    say('waiting until all phones are ready and everything is settled');
    await allReady(system, phones, signal).catch((error: unknown) => {
      signal.throwIfAborted();
      say(String(error));
    });
    const samples = await heaps.stop();
    const sent = await stopLoad();
    const views = await settledViews(system, sent, { timeoutMs: SETTLED_WITHIN_MS, signal });
    const stored = await heardAll(constellation, inbound, signal);
    await pause(CALM_MS, undefined, { signal });
    const after = await census(constellation);
    await ledger.refresh();
    return reportSoak({
      options,
      strikes,
      sent: load.accepted,
      first: ledger.first,
      verdict: judge(sent, [...ledger.arrivals.wwebjs, ...ledger.arrivals.meta], views, [
        ...load.inDoubt,
        ...metaLoad.inDoubt,
      ]),
      told: inbound.told,
      stored,
      notReady: await notReady(system, phones),
      before,
      after,
      samples,
      webhooks: customer.webhooks,
    });
  } finally {
    await heaps.stop().catch(() => undefined); // a fault of it was thrown above, or another one is on its way
    await stopLoad();
    await customer.stop();
  }
}

const pidIn =
  ({ system, orchestrator }: Constellation) =>
  async (name: string): Promise<number> =>
    name === 'orchestrator' ? orchestrator.pid : system.pidOf(name);

const census = async ({ system, home }: Constellation): Promise<Census> =>
  takeCensus(await system.pidOf('wwebjs'), home);

async function strikeOnAndOn(
  constellation: Constellation,
  phones: readonly WebPhone[],
  { minutes, everySeconds, random, signal, say }: SoakRun & { random: Random },
): Promise<Strike[]> {
  const strikes: Strike[] = [];
  const endsAt = performance.now() + minutes * 60_000;
  while (performance.now() < endsAt) {
    const phone = phones[Math.floor(random.next() * phones.length)]!;
    const kind = random.next() < 0.5 ? 'browser' : 'page';
    const at = Date.now();
    const hit = await (kind === 'browser' ? killBrowser : crashPage)(constellation, phone);
    strikes.push({ at, kind, phoneIndex: phone.phoneIndex, hit });
    say(`${kind} of phone ${phone.phoneIndex}${hit ? '' : ': there was none at the moment'}`);
    await pause(everySeconds * 1000, undefined, { signal });
  }
  return strikes;
}

/** False when it has no browser at the moment, since it was hit a moment ago. */
async function killBrowser(constellation: Constellation, { phoneIndex }: WebPhone): Promise<boolean> {
  const { phoneId } = await constellation.system.get<{ phoneId: string }>(
    `/api/v2/companies/demo/phones/${phoneIndex}`,
  );
  const { browsers } = await census(constellation);
  const browser = browsers.get(phoneId);
  if (browser) process.kill(browser.pid, 'SIGKILL');
  return browser !== undefined;
}

async function crashPage({ system }: Constellation, { number }: WebPhone): Promise<boolean> {
  await system.simulate('waWebSim', '/sim/behaviour', { faults: { [number]: { crashPage: true } } });
  return true;
}

/** What was told is stored a little later; what never comes is for the report. */
async function heardAll(
  { system }: Constellation,
  { told }: Inbound,
  signal: AbortSignal,
): Promise<Map<string, number>> {
  let stored = new Map<string, number>();
  const isHeard = async () => {
    stored = await storedInbound(system);
    return told.every(({ text }) => stored.has(text));
  };
  await until('all inbound texts are stored', HEARD_WITHIN_MS, isHeard, { pollMs: 1000, signal }).catch(() =>
    signal.throwIfAborted(),
  );
  return stored;
}
