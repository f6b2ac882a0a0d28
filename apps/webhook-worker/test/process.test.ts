import { eventually } from '@watertight/testkit';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startReceiver, type Receiver } from './receiver.ts';
import { openWorld, type World } from './world.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

let world: World;
let receiver: Receiver;
const workers: WorkerProcess[] = [];

beforeAll(async () => {
  [world, receiver] = await Promise.all([openWorld(), startReceiver()]);
});
afterAll(async () => {
  for (const worker of workers) await worker.end('SIGKILL');
  await receiver.close();
  await world.close();
});

async function worker(): Promise<WorkerProcess> {
  const started = await startWorker({
    DATABASE_URL: world.databaseUrl,
    REDIS_URL: world.redisUrl,
    REDIS_PREFIX: world.prefix,
    ENCRYPTION_KEY: world.key.toString('base64'),
    EGRESS_ALLOW_PRIVATE: '127.0.0.1',
  });
  workers.push(started);
  return started;
}

const idsOf = () => receiver.received.map(({ body }) => (body.data['message'] as { id: string }).id);

test('kill -9 in the middle delays by seconds and loses nothing; chats keep their order', async () => {
  await world.endpoint(receiver.url);
  const first = await worker();
  expect(await (await fetch(`${first.url}/health`)).json()).toMatchObject({ processName: 'webhook' });
  expect((await fetch(`${first.url}/health/ready`)).status).toBe(200);
  expect(await (await fetch(`${first.url}/metrics`)).text()).toContain('watertight_webhook_attempts_total');

  receiver.answer = () => ({ delayMs: 30 });
  const sent = new Map<string, string[]>();
  for (let i = 0; i < 120; i++) {
    const chat = `chat-${i % 6}`;
    sent.set(chat, [...(sent.get(chat) ?? []), await world.send(chat)]);
  }
  await eventually(() => expect(receiver.received.length).toBeGreaterThan(20), { timeoutMs: 15_000 });
  await first.end('SIGKILL');
  const killedAt = performance.now();
  const told = receiver.received.length;
  const second = await worker();
  await eventually(() => expect(receiver.received.length).toBeGreaterThan(told), { timeoutMs: 20_000 });
  expect(performance.now() - killedAt).toBeLessThan(20_000);
  await eventually(() => expect(new Set(idsOf()).size).toBe(120), { timeoutMs: 20_000 });

  for (const ids of sent.values()) {
    // What comes again begins again where it had not been written down: the first of each are in order.
    const firsts = [...new Set(idsOf().filter((id) => ids.includes(id)))];
    expect(firsts).toEqual(ids);
  }
  expect(receiver.received.length).toBeLessThan(120 + 40);
  expect(await second.end('SIGTERM')).toBe(0);
}, 120_000);

test('a receiver that was away gets everything when it is back, in order', async () => {
  const { port } = new URL(receiver.url);
  await receiver.close();
  await worker();
  const sent = [await world.send('away'), await world.send('away'), await world.send('away')];
  await eventually(
    async () =>
      expect(
        (await world.query(`SELECT 1 FROM webhook_deliveries WHERE attempts > 0 AND status = 'waiting'`))
          .length,
      ).toBeGreaterThan(0),
    { timeoutMs: 20_000 },
  );
  receiver = await startReceiver(Number(port));
  await eventually(() => expect([...new Set(idsOf())]).toEqual(sent), { timeoutMs: 40_000 });
}, 120_000);

test('the log names deliveries by their ids, and no URL, text or number', async () => {
  const lines = workers.flatMap((one) => one.lines);
  expect(lines.some((line) => line.includes('webhook.deliver'))).toBe(true);
  for (const line of lines.filter((one) => one.includes('webhook.deliver')))
    expect(line).not.toMatch(/127\.0\.0\.1|hello|chat-|whsec_/);
});
