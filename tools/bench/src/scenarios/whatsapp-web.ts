import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { until } from '@watertight/chaos';
import { TEXT } from '../company.ts';
import type { Scenario } from '../scenario.ts';
import type { Bench } from '../system.ts';
import { chromiumMbBelow } from '../tree.ts';
import { cpuMsOf } from '../usage.ts';

/** Ours and the bare library in turns, for the machine's speed changes by the minute. */
const ROUNDS = 4;
const CHATS = 50;
/** So many wait at the least while ours is measured. */
const WAITING = 300;
const BATCH = 100;
const POLL_MS = 20;
const PAIRED_WITHIN_MS = 60_000;
const DRAINED_WITHIN_MS = 60_000;
const CALM_MS = 3000;
const TOLERANCE = 0.05;
const COMPANY = 'bench-web';
const NUMBER = '60128888888';
const BARE = 'bare whatsapp-web.js';
const BARE_UNWAITED = 'bare whatsapp-web.js that does not wait for the server';
const BARE_MEMORY = "bare whatsapp-web.js' Chromium";

interface Stretch {
  sent: number;
  ms: number;
  /** Processor time, milliseconds, by process. */
  cpu: Map<string, number>;
}

/** One session of the worker beside one of the bare library, on the same page, with the same Chromium and arguments. */
export const whatsappWeb: Scenario = {
  name: 'whatsapp-web',
  about: 'texts through one WhatsApp Web session, in turns with the bare library on the same page',
  apps: ['wa-web-sim', 'api', 'wwebjs'],
  isLong: true,
  async run(bench, { seconds, say, begun, ended }) {
    await connect(bench);
    const folder = join(bench.home, 'bare');
    mkdirSync(folder, { recursive: true });
    const program = '../../../apps/wwebjs-worker/bench/bare-program.ts';
    const bare = await bench.startHelper('bare', program, '/health', [
      String(bench.ports['wa-web-sim']),
      folder,
    ]);
    const roundMs = Math.max(1000, (seconds * 1000) / ROUNDS);
    await ours(bench, roundMs);
    await alone(bench, bare, roundMs, true);

    const rounds: Record<'ours' | 'waited' | 'unwaited', Stretch>[] = [];
    begun();
    for (let round = 0; round < ROUNDS; round++) {
      rounds.push({
        ours: await ours(bench, roundMs),
        waited: await alone(bench, bare, roundMs, true),
        unwaited: await alone(bench, bare, roundMs, false),
      });
      say(`whatsapp-web: round ${round + 1}: ${shares(rounds.at(-1)!)}`);
    }
    ended();
    await pause(CALM_MS);
    const [oursMb, bareMb] = [await chromiumOf(bench, 'wwebjs'), await chromiumOf(bench, 'bare')];

    const all = sum(rounds.map((round) => round.ours));
    const waited = sum(rounds.map((round) => round.waited));
    const unwaited = sum(rounds.map((round) => round.unwaited));
    return {
      figures: [
        {
          ...{ name: 'texts of a WhatsApp Web session', unit: '/s', value: rate(all) },
          ...{ bar: rate(waited) * (1 - TOLERANCE), ceiling: BARE },
        },
        {
          ...{ name: 'memory of its Chromium (PSS)', unit: 'MB', value: oursMb },
          ...{ bar: bareMb * (1 + TOLERANCE), ceiling: BARE_MEMORY },
        },
        {
          name: 'texts beside a library that does not wait',
          unit: '/s',
          value: rate(all),
          ceiling: BARE_UNWAITED,
        },
      ],
      cpuMsPerMessage: { ...perText(all), bare: (waited.cpu.get('bare') ?? 0) / waited.sent },
      ceilings: [
        { name: BARE, unit: '/s', value: rate(waited) },
        { name: BARE_MEMORY, unit: 'MB', value: bareMb },
        { name: BARE_UNWAITED, unit: '/s', value: rate(unwaited) },
      ],
    };
  },
};

/** A company with one phone, paired and ready. Phones in the sandbox have no pace unless they are given one. */
async function connect({ system, signal }: Bench): Promise<void> {
  await system.post('/api/v2/companies', { id: COMPANY, name: COMPANY });
  const phone = { phoneIndex: 0, connectionType: 'wwebjs', mode: 'sandbox' };
  await system.post(`/api/v2/companies/${COMPANY}/phones`, phone);
  const scan = async () => {
    const { qr } = await system.get<{ qr: string }>(`/api/v2/bots/${COMPANY}/0/qr`);
    await system.simulate('waWebSim', '/sim/scan', { qr, phoneNumber: NUMBER });
    return true;
  };
  await until('the phone is paired', PAIRED_WITHIN_MS, scan, { pollMs: 200, signal });
  const isReady = async () =>
    (await system.get<{ status: string }>(`/api/v2/bots/${COMPANY}/0`)).status === 'ready';
  await until('the phone is ready', PAIRED_WITHIN_MS, isReady, { pollMs: 100, signal });
}

const PAST_ALL = 999_999_999;
/** Sent by any phone; one phone sends at a time. */
const arrived = async ({ system }: Bench): Promise<number> =>
  (await system.observe<{ total: number }>('waWebSim', `/sim/ledger?after=${PAST_ALL}`)).total;

let accepted = 0;

/** Texts that reach the simulator while enough of them wait; afterwards none is left. */
async function ours(bench: Bench, ms: number): Promise<Stretch> {
  const { system, signal } = bench;
  const start = await arrived(bench);
  let given = 0;
  const give = async () => {
    const messages = Array.from({ length: BATCH }, () => ({
      ...{ type: 'text', phoneIndex: 0, message: TEXT },
      chatId: `6014${String(accepted++ % CHATS).padStart(7, '0')}`,
    }));
    const path = `/api/v2/messages/batch/${COMPANY}`;
    const { data } = await system.post<{ data: { status: number }[] }>(path, { messages });
    if (data.some(({ status }) => status !== 202)) throw new Error('A text of the bench was refused');
    given += BATCH;
  };
  /** Fills up what waits; answers how many have arrived. */
  const step = async () => {
    signal.throwIfAborted();
    const sent = (await arrived(bench)) - start;
    if (given - sent < WAITING) await give();
    else await pause(POLL_MS);
    return sent;
  };
  while ((await step()) < CHATS);
  const before = cpuMsOf(bench.pids());
  const [from, startedMs] = [(await arrived(bench)) - start, performance.now()];
  while (performance.now() - startedMs < ms) await step();
  const [sent, tookMs] = [(await arrived(bench)) - start - from, performance.now() - startedMs];
  const cpu = since(before, cpuMsOf(bench.pids()));
  const isDrained = async () => (await arrived(bench)) - start >= given;
  await until('all texts have arrived', DRAINED_WITHIN_MS, isDrained, { pollMs: 50, signal });
  return { sent, ms: tookMs, cpu };
}

/** Texts of the bare library, one after the other. */
async function alone(bench: Bench, address: string, ms: number, waits: boolean): Promise<Stretch> {
  const before = cpuMsOf(bench.pids());
  const response = await fetch(`${address}/send?ms=${Math.round(ms)}&waits=${waits ? 1 : 0}`, {
    method: 'POST',
    signal: bench.signal,
  });
  const answer = (await response.json()) as { sent: number; ms: number; error?: string };
  if (!response.ok) throw new Error(`The bare library could not send: ${answer.error}`);
  return { ...answer, cpu: since(before, cpuMsOf(bench.pids())) };
}

const since = (before: ReadonlyMap<string, number>, after: ReadonlyMap<string, number>) =>
  new Map([...after].map(([name, ms]) => [name, ms - (before.get(name) ?? 0)]));

const sum = (stretches: readonly Stretch[]): Stretch => ({
  sent: stretches.reduce((total, { sent }) => total + sent, 0),
  ms: stretches.reduce((total, { ms }) => total + ms, 0),
  cpu: new Map(
    [...(stretches[0]?.cpu.keys() ?? [])].map((name) => [
      name,
      stretches.reduce((total, { cpu }) => total + (cpu.get(name) ?? 0), 0),
    ]),
  ),
});

const rate = ({ sent, ms }: Stretch): number => (sent * 1000) / ms;

const perText = ({ sent, cpu }: Stretch): Record<string, number> =>
  Object.fromEntries([...cpu].filter(([name]) => name !== 'bare').map(([name, ms]) => [name, ms / sent]));

const chromiumOf = (bench: Bench, name: string): Promise<number> =>
  chromiumMbBelow(bench.pids().get(name) as number);

const shares = ({ ours: own, waited, unwaited }: Record<'ours' | 'waited' | 'unwaited', Stretch>): string =>
  `${rate(own).toFixed(0)}/s, bare ${rate(waited).toFixed(0)}/s, not waiting ${rate(unwaited).toFixed(0)}/s`;
