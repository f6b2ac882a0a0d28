/**
 * How many messages a second one Graph client carries to a server that takes 300 ms for each:
 * `node --import tsx apps/meta-worker/test/pool-rate.ts [messages a second] [seconds]`. The simulator runs in a
 * process of its own, on the same machine.
 */
import { setMaxListeners } from 'node:events';
import { createGraph } from '../src/graph.ts';
import { startSimulator } from './simulator.ts';

const LATENCY_MS = 300;
const TICK_MS = 10;
const [rate = 1000, seconds = 10] = process.argv.slice(2).map(Number);

const simulator = await startSimulator();
await simulator.control('PUT', '/sim/behaviour', { latencyMs: LATENCY_MS, statuses: false });
const graph = createGraph({ liveUrl: simulator.url, sandboxUrl: null, version: 'v26.0' });
const server = graph.serverFor('live');
if (!server) throw new Error('There is no server.');

const signal = new AbortController().signal;
setMaxListeners(0, signal);
const tookMs: number[] = [];
const ends = new Map<string, number>();

async function send(n: number): Promise<void> {
  const startedAt = performance.now();
  const body = JSON.stringify({
    messaging_product: 'whatsapp',
    to: `+6010${String(n).padStart(7, '0')}`,
    type: 'text',
    text: { body: 'Selamat pagi' },
  });
  const end = await server!.call({
    method: 'POST',
    path: '1001/messages',
    accessToken: 'token',
    body,
    signal,
  });
  const how = end.kind === 'answered' ? String(end.status) : end.kind;
  ends.set(how, (ends.get(how) ?? 0) + 1);
  tookMs.push(performance.now() - startedAt);
}

const total = rate * seconds;
const begunAt = performance.now();
const cpuBefore = process.cpuUsage();
const underway: Promise<void>[] = [];
while (underway.length < total) {
  const due = Math.min(total, Math.floor(((performance.now() - begunAt) / 1000) * rate));
  while (underway.length < due) underway.push(send(underway.length));
  await new Promise((resolve) => setTimeout(resolve, TICK_MS));
}
await Promise.all(underway);
const lastedMs = performance.now() - begunAt;
const { user, system } = process.cpuUsage(cpuBefore);
tookMs.sort((a, b) => a - b);
const quantile = (q: number) => Math.round(tookMs[Math.floor(q * (tookMs.length - 1))] ?? NaN);
const figures = {
  asked: `${rate}/s for ${seconds} s`,
  carriedPerSecond: Math.round((total / lastedMs) * 1000),
  ends: Object.fromEntries(ends),
  p50Ms: quantile(0.5),
  p99Ms: quantile(0.99),
  cpuMsPerMessage: Number(((user + system) / 1000 / total).toFixed(3)),
};
process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
await graph.close();
await simulator.stop();
