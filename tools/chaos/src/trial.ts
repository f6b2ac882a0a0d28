import { setTimeout as pause } from 'node:timers/promises';
import { Load, type Sent } from '@watertight/e2e';
import { CHANNELS, otherThan, PHONE_INDEX, type Channel } from './channels.ts';
import type { Constellation } from './constellation.ts';
import type { Fault } from './faults/index.ts';
import { ready } from './processes.ts';
import type { Ledger } from './ledger.ts';
import { latenciesMs, longestSilence, secondsUntilSending } from './measure.ts';
import type { Random } from './seed.ts';
import { until } from './until.ts';

/** One fault, once, under load: what was sent, and what was measured. */
export interface Trial {
  fault: Fault;
  /** Begins the texts of this trial's messages. */
  name: string;
  sent: readonly Sent[];
  inDoubt: readonly string[];
  /** Requests that the API did not take; each was repeated under its key. */
  refusals: number;
  /** Until the hit channel sent again; null when it did not in the time that it was given. */
  seconds: number | null;
  /** The longest pause between two arrivals on a hit channel, from the fault to the end of the load. */
  silenceSeconds: number;
  /** How long what has a `heal` lasted, milliseconds. */
  lastedMs: number;
  /** When it struck, and when the load ended; milliseconds since 1970. */
  struckAt: number;
  stoppedAt: number;
  /** From acceptance to ledger on the channel that was not hit, milliseconds; empty when both were. */
  before: number[];
  during: number[];
}

/** A system under test, and what all trials on it share. */
export interface Laboratory {
  constellation: Constellation;
  ledger: Ledger;
  random: Random;
  /** Messages a second on each channel. */
  rate: number;
  signal: AbortSignal;
}

const CHATS = 8;
const FLOWING_WITHIN_MS = 60_000;
const CALM_MS = [4000, 6000] as const;
const AFTER_MS = 1500;
/** The other channel is watched for at least so long, however soon the hit one is back: 100 samples at 20 a second. */
const WATCHED_MS = 5500;
const BACK_WITHIN_MS = 60_000;
/** What waits longer, as a chat that awaits evidence, arrives while the next trials run. */
const DRAIN_MS = 5000;
const POLL_MS = 50;

/** Load, calm, the fault, the way back, and a little more; then the load ends and what is under way arrives. */
export async function runTrial(lab: Laboratory, fault: Fault, name: string): Promise<Trial> {
  const { ledger, random, signal } = lab;
  const load = startLoad(lab, name);
  try {
    await flowing(lab, name);
    const calmFrom = Date.now();
    await pause(random.between(...CALM_MS), undefined, { signal });
    const { struckAt, healedAt } = await strike(lab, fault);
    const sinceMs = fault.since === 'fault' ? struckAt : healedAt;
    const back = await secondsUntilBack(lab, load, fault, { struckMs: struckAt, sinceMs });
    const watchedTo = Math.max(Date.now(), struckAt + WATCHED_MS);
    await pause(watchedTo - Date.now() + AFTER_MS, undefined, { signal });
    const stoppedAt = Date.now();
    const sent = await load.stop();
    await drained(lab, sent);
    const silenceSeconds = silence(lab, fault, name, [struckAt, stoppedAt]);
    const latencies = (fromMs: number, toMs: number) =>
      fault.hits === 'both'
        ? []
        : latenciesMs(ofChannel(sent, otherThan(fault.hits)), ledger.first, fromMs, toMs);
    return {
      fault,
      name,
      sent,
      inDoubt: load.inDoubt,
      refusals: load.refused.length,
      seconds: fault.since === 'silence' ? back && silenceSeconds : back,
      silenceSeconds,
      lastedMs: healedAt - struckAt,
      struckAt,
      stoppedAt,
      before: latencies(calmFrom, struckAt),
      during: latencies(struckAt, watchedTo),
    };
  } finally {
    await load.stop();
  }
}

function startLoad({ constellation, random, rate }: Laboratory, name: string): Load {
  const pool = random.shuffle(Array.from({ length: 1000 }, (_, n) => n));
  const chatIds = (phoneIndex: number) =>
    pool
      .slice(phoneIndex * CHATS, (phoneIndex + 1) * CHATS)
      .map((n) => `6012${phoneIndex}1${String(n).padStart(5, '0')}`);
  return new Load(constellation.system, {
    name,
    phones: CHANNELS.map((channel) => PHONE_INDEX[channel]),
    chats: chatIds,
    everyMs: (1000 * CHATS) / rate,
    more: () => ({ onUncertain: wish(random.next()) }),
    random: random.next,
  });
}

/** Most senders hold what is uncertain; some want it sent again, some want it to fail. */
const wish = (chance: number) => (chance < 0.8 ? 'hold' : chance < 0.9 ? 'resend' : 'fail');

function silence(
  { ledger }: Laboratory,
  fault: Fault,
  name: string,
  [fromMs, toMs]: readonly [number, number],
): number {
  const ofTrial = (channel: Channel) =>
    ledger.arrivals[channel].filter(({ text }) => text.startsWith(`${name} `)).map(({ at }) => at);
  return Math.max(...hitBy(fault).map((channel) => longestSilence(ofTrial(channel), fromMs, toMs)));
}

const hitBy = ({ hits }: Fault): readonly Channel[] => (hits === 'both' ? CHANNELS : [hits]);

/** A trial begins with everything running and both channels sending. */
async function flowing({ constellation, ledger, signal }: Laboratory, name: string): Promise<void> {
  await ready(`${constellation.system.at.orchestrator}/health/ready`, signal);
  const has = (channel: Channel) => ledger.arrivals[channel].some(({ text }) => text.startsWith(`${name} `));
  await until(
    'both channels send',
    FLOWING_WITHIN_MS,
    async () => {
      await ledger.refresh();
      return CHANNELS.every(has);
    },
    { pollMs: POLL_MS, signal },
  );
}

async function strike(
  { constellation, random, signal }: Laboratory,
  fault: Fault,
): Promise<{ struckAt: number; healedAt: number }> {
  const lastsMs = fault.lastsMs ? random.between(...fault.lastsMs) : 0;
  const calledAt = Date.now();
  await fault.inject(constellation);
  const struckAt = Date.now();
  if (!fault.heal) return { struckAt, healedAt: struckAt };
  try {
    await pause(Math.max(0, calledAt + lastsMs - Date.now()), undefined, { signal });
  } finally {
    await fault.heal(constellation);
  }
  return { struckAt, healedAt: Date.now() };
}

/** With both channels hit, the slower one counts. */
async function secondsUntilBack(
  { ledger, signal }: Laboratory,
  load: Load,
  fault: Fault,
  moments: { struckMs: number; sinceMs: number },
): Promise<number | null> {
  const measured = () =>
    hitBy(fault).map((channel) =>
      secondsUntilSending(ofChannel(load.accepted, channel), ledger.first, moments),
    );
  const isBack = async () => {
    await ledger.refresh();
    return !measured().includes(null);
  };
  try {
    await until('sending resumes', BACK_WITHIN_MS, isBack, { pollMs: POLL_MS, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (measured().includes(null)) return null;
    throw error;
  }
  return Math.max(...measured().map((seconds) => seconds ?? 0));
}

async function drained({ ledger, signal }: Laboratory, sent: readonly Sent[]): Promise<void> {
  const deadline = performance.now() + DRAIN_MS;
  do {
    await ledger.refresh();
    if (sent.every(({ text }) => ledger.first(text))) return;
    await pause(POLL_MS, undefined, { signal });
  } while (performance.now() < deadline);
}

const ofChannel = (sent: readonly Sent[], channel: Channel): Sent[] =>
  sent.filter(({ phoneIndex }) => phoneIndex === PHONE_INDEX[channel]);
