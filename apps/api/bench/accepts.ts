/**
 * How many sends a second one API process accepts, with and without a rate limit:
 *   node --import tsx apps/api/bench/accepts.ts [requests] [connections]
 * The limit is set so high that nothing is refused: what is measured is what counting costs.
 */
import { request as open, Agent } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startApi } from '../test/support/api.ts';

const [REQUESTS = 20_000, CONNECTIONS = 64] = process.argv.slice(2).map(Number);
const ROUNDS = 5;
const HIGH = 1_000_000;

interface Target {
  name: string;
  send(chat: number): Promise<number>;
  close(): Promise<void>;
}

async function target(name: string, requestsPerSecond: number): Promise<Target> {
  const api = await startApi({ limits: { requestsPerSecond } });
  const company = await api.company();
  await api.phone(company);
  const key = await api.key(company);
  await api.app.listen({ host: '127.0.0.1', port: 0 });
  const { port } = api.app.server.address() as AddressInfo;
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const body = JSON.stringify({ message: 'hello' });
  const headers = { 'x-api-key': key, 'content-type': 'application/json', 'content-length': body.length };
  return {
    name,
    send: (chat) =>
      new Promise((resolve, reject) => {
        const path = `/api/v2/messages/text/${company}/${60_100_000_000 + (chat % 1000)}`;
        const call = open({ host: '127.0.0.1', port, agent, method: 'POST', path, headers }, (response) => {
          response.resume().once('end', () => resolve(response.statusCode ?? 0));
        });
        call.once('error', reject).end(body);
      }),
    async close() {
      agent.destroy();
      await api.close();
    },
  };
}

/** Requests a second. */
async function measure({ send }: Target): Promise<number> {
  let next = 0;
  const one = async () => {
    while (next < REQUESTS) {
      const status = await send(next++);
      if (status !== 202) throw new Error(`answered ${status}`);
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: CONNECTIONS }, one));
  return REQUESTS / ((performance.now() - startedAt) / 1000);
}

const targets = [await target('no limit', 0), await target('limit', HIGH)];
const results = new Map<string, number[]>(targets.map(({ name }) => [name, []]));
for (const each of targets) await measure(each); // to warm up
for (let round = 0; round < ROUNDS; round++)
  for (const each of targets) results.get(each.name)?.push(await measure(each));
for (const each of targets) await each.close();

const median = (numbers: number[]): number =>
  numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? 0;
const [without = 0, within = 0] = targets.map(({ name }) => median(results.get(name) ?? []));
process.stdout.write(
  `${Math.round(without)} accepts/s without a limit, ${Math.round(within)} with one: ratio ${(within / without).toFixed(3)} (median of ${ROUNDS} rounds of ${REQUESTS}, client and stores on the same machine)\n`,
);
process.exit(0);
