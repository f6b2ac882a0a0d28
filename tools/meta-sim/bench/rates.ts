/**
 * How many sends a second the simulator takes, with all three statuses told, and how many webhooks a second
 * it posts when each goes alone; and what each costs it in processor time, which holds on a busy machine too
 * (Linux alone). `node --import tsx tools/meta-sim/bench/rates.ts [main.ts of another version]`
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { Agent, createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

const SENDS = 40_000;
const CONNECTIONS = 64;
const WEBHOOKS = 5000;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });

let posts = 0;
let updates = 0;
const receiver = createServer((incoming, response) => {
  let raw = '';
  incoming.setEncoding('latin1');
  incoming.on('data', (chunk: string) => (raw += chunk));
  incoming.on('end', () => {
    posts += 1;
    updates += raw.split('"timestamp"').length - 1;
    response.end();
  });
});
await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;

const main = process.argv[2] ?? join(import.meta.dirname, '../src/main.ts');
const child = spawn(process.execPath, ['--import', 'tsx', main], {
  env: { ...process.env, META_SIM_PORT: '0', META_SIM_WEBHOOK_URL: webhookUrl },
  stdio: ['ignore', 'pipe', 'inherit'],
});
try {
  const url = await addressOf(child);
  const started = cpuMicros();
  const sendsPerSecond = await sends(url);
  const sent = cpuMicros();
  const webhooksPerSecond = await webhooks(url);
  const cpuMicrosPerSend = Math.round((sent - started) / SENDS);
  const cpuMicrosPerWebhook = Math.round((cpuMicros() - sent) / WEBHOOKS);
  const result = { main, sendsPerSecond, webhooksPerSecond, cpuMicrosPerSend, cpuMicrosPerWebhook };
  process.stdout.write(`${JSON.stringify(result)}\n`);
} finally {
  child.kill('SIGTERM');
  agent.destroy();
  receiver.closeAllConnections();
  receiver.close();
}

/** Processor time of the simulator so far; the kernel counts it in hundredths of a second. */
function cpuMicros(): number {
  const stat = readFileSync(`/proc/${child.pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return (Number(fields[11]) + Number(fields[12])) * 10_000;
}

/** From the first send until the last status was told. */
async function sends(url: string): Promise<number> {
  const text = { body: 'A message of usual length, as it is sent a thousand times a day.' };
  const from = performance.now();
  await everyOne(SENDS, (index) =>
    post(`${url}/v23.0/106540352242922/messages`, {
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: `4915${String(index).padStart(8, '0')}`,
      type: 'text',
      text,
      biz_opaque_callback_data: `message-${index}`,
    }),
  );
  const seconds = (performance.now() - from) / 1000;
  await until(() => updates >= SENDS * 3);
  return Math.round(SENDS / seconds);
}

async function webhooks(url: string): Promise<number> {
  await post(`${url}/sim/behaviour`, { statuses: false, batchSize: 1, coalesceMs: 0 }, 'PUT');
  const before = posts;
  const from = performance.now();
  await everyOne(WEBHOOKS, () =>
    post(`${url}/sim/inbound`, { phoneNumberId: '106540352242922', from: '4915112345678', text: 'hello' }),
  );
  await until(() => posts - before >= WEBHOOKS);
  return Math.round(WEBHOOKS / ((performance.now() - from) / 1000));
}

async function everyOne(count: number, run: (index: number) => Promise<void>): Promise<void> {
  let next = 0;
  const worker = async () => {
    while (next < count) await run((next += 1));
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, worker));
}

function post(url: string, body: object, method = 'POST'): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(body));
  const headers = {
    'content-type': 'application/json',
    'content-length': bytes.length,
    authorization: 'Bearer a-token',
  };
  return new Promise((resolve, reject) => {
    const call = request(url, { method, agent, headers, timeout: 30_000 }, (response) => {
      response.resume();
      response.on('end', () =>
        response.statusCode! < 300 ? resolve() : reject(new Error(`HTTP ${response.statusCode}`)),
      );
    });
    call.on('error', reject);
    call.on('timeout', () => call.destroy(new Error('no answer in time')));
    call.end(bytes);
  });
}

async function until(condition: () => boolean): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error('The webhooks did not come in time.');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

async function addressOf(simulator: ChildProcess): Promise<string> {
  let said = '';
  for await (const chunk of simulator.stdout!.iterator({ destroyOnReturn: false })) {
    said += String(chunk);
    const url = /on (http:\/\/\S+)\. /.exec(said)?.[1];
    if (url) return url;
  }
  throw new Error(`The simulator did not start: ${said}`);
}
