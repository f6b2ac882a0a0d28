import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startMetaSim, type MetaSim } from '../src/index.ts';
import { control, PHONE, send, text } from './client.ts';
import { Receiver } from './receiver.ts';

const OTHER = '111';
let sim: MetaSim;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start();
  sim = await startMetaSim({ webhookUrl: receiver.url, behaviour: { delays: { sentMs: 0 } } });
});
beforeEach(() => {
  sim.behaviour.reset();
  sim.ledger.clear();
  receiver.statuses.length = 0;
});
afterAll(async () => {
  await sim.stop();
  await receiver.stop();
});

const behave = (body: object) => control(sim, 'PUT', '/behaviour', body);
let users = 0;
/** A number that nobody wrote to before. */
const somebody = () => `4915${String((users += 1)).padStart(8, '0')}`;
/** The statuses that came of this recipient; those of other tests may still be on their way. */
const toldOf = (recipient: string) => receiver.statuses.filter((status) => status.recipient_id === recipient);
const template = (to: string) => ({
  messaging_product: 'whatsapp',
  to,
  type: 'template',
  template: { name: 'hello_world', language: { code: 'en_US' } },
});

async function codes(count: number, body: () => object, phone = PHONE): Promise<(number | undefined)[]> {
  const answers: (number | undefined)[] = [];
  for (let sent = 0; sent < count; sent += 1) {
    const { answer } = await send(sim, body(), { phone });
    answers.push(answer.error?.code);
  }
  return answers;
}

test('without a switch nothing is limited', async () => {
  const to = somebody();
  expect(new Set(await codes(60, () => text('x', { to })))).toEqual(new Set([undefined]));
});

test('a number that sends more than its throughput gets 130429, and goes on a moment later', async () => {
  await behave({ limits: { throughput: 10 } });
  const answers = (
    await Promise.all(Array.from({ length: 60 }, () => codes(1, () => text('x', { to: somebody() }))))
  ).flat();
  expect(answers.filter((code) => code === undefined).length).toBeGreaterThanOrEqual(10);
  expect(answers).toContain(130429);
  expect(sim.ledger.summary().messages).toBe(answers.filter((code) => code === undefined).length);
  expect(await codes(1, () => text('x', { to: somebody() }), OTHER)).toEqual([undefined]);
  await expect.poll(() => codes(1, () => text('x', { to: somebody() }))).toEqual([undefined]);
});

test('what comes in counts for the throughput too', async () => {
  await behave({ limits: { throughput: 1 } });
  const inbound = () =>
    control(sim, 'POST', '/inbound', { phoneNumberId: '222', from: somebody(), text: 'x' });
  await Promise.all(Array.from({ length: 20 }, inbound));
  expect(await codes(1, () => text('x', { to: somebody() }), '222')).toEqual([130429]);
});

test('a burst to one recipient is borrowed, and paid back by silence', async () => {
  await behave({ limits: { pairIntervalMs: 400, pairBurst: 3 } });
  const to = somebody();
  expect(await codes(5, () => text('x', { to }))).toEqual([undefined, undefined, undefined, 131056, 131056]);
  expect(await codes(1, () => text('x', { to: somebody() }))).toEqual([undefined]);
  const from = performance.now();
  await expect
    .poll(() => codes(1, () => text('x', { to })), { interval: 20, timeout: 3000 })
    .toEqual([undefined]);
  expect(performance.now() - from).toBeGreaterThan(700);
});

describe('outside of 24 hours', () => {
  test('everything but a template is accepted and then fails with 131047', async () => {
    await behave({ limits: { window: true } });
    const to = somebody();
    expect(await codes(1, () => text('late', { to }))).toEqual([undefined]);
    await receiver.until(() => toldOf(to).length === 1);
    expect(toldOf(to)).toMatchObject([{ status: 'failed', errors: [{ code: 131047 }] }]);
    expect(await codes(1, () => template(to))).toEqual([undefined]);
    await receiver.until(() => toldOf(to).length === 4);
  });

  test('it is refused at once when it shall be', async () => {
    await behave({ limits: { window: true, told: 'at-once' } });
    const to = somebody();
    expect(await codes(1, () => text('late', { to }))).toEqual([131047]);
    await control(sim, 'POST', '/inbound', { phoneNumberId: PHONE, from: to, text: 'hi' });
    expect(await codes(1, () => text('in time', { to }))).toEqual([undefined]);
    const last = { phoneNumberId: PHONE, from: to, secondsAgo: 86_401 };
    expect((await control(sim, 'PUT', '/inbox', last)).status).toBe(204);
    expect(await codes(1, () => text('late', { to }))).toEqual([131047]);
  });

  test('a business account opens conversations with so many users a day', async () => {
    await behave({ limits: { uniqueUsers: 2, told: 'at-once' } });
    const [a, b, c] = [somebody(), somebody(), somebody()];
    for (const to of [a, b, a]) expect(await codes(1, () => template(to))).toEqual([undefined]);
    expect(await codes(1, () => template(c))).toEqual([131048]);
    await control(sim, 'POST', '/inbound', { phoneNumberId: PHONE, from: c, text: 'hi' });
    expect(await codes(1, () => template(c))).toEqual([undefined]);
  });
});

test('a phone can have limits of its own', async () => {
  await behave({ phoneLimits: { [OTHER]: { window: true, told: 'at-once' } } });
  expect(await codes(1, () => text('x', { to: somebody() }), OTHER)).toEqual([131047]);
  expect(await codes(1, () => text('x', { to: somebody() }))).toEqual([undefined]);
});

test('a revoked token is refused everywhere, until it is given back', async () => {
  await behave({ revokedTokens: ['a-token'] });
  expect(await codes(1, () => text('x'))).toEqual([190]);
  const headers = { authorization: 'Bearer a-token' };
  expect((await fetch(`${sim.url}/v23.0/${PHONE}`, { headers })).status).toBe(401);
  await behave({ revokedTokens: [] });
  expect(await codes(1, () => text('x'))).toEqual([undefined]);
});

test('answers take a random time around the median', async () => {
  await behave({ latency: { medianMs: 40, sigma: 0.5, maxMs: 200 } });
  const from = performance.now();
  await codes(10, () => text('x', { to: somebody() }));
  expect(performance.now() - from).toBeGreaterThan(150);
});

test('in a group everybody gets and reads the message by himself', async () => {
  await behave({ groups: { G1: ['491511111111', '491522222222'] }, delays: { deliveredMs: 1, readMs: 2 } });
  const { status } = await send(sim, text('all', { to: 'G1', recipient_type: 'group' }));
  expect(status).toBe(200);
  await receiver.until(() => toldOf('G1').length === 5);
  const seen = toldOf('G1').map((s) => [
    s.status,
    (s as unknown as Record<string, string>).recipient_participant_id,
  ]);
  expect(seen).toHaveLength(5);
  expect(seen).toEqual(
    expect.arrayContaining([
      ['sent', undefined],
      ['delivered', '491511111111'],
      ['delivered', '491522222222'],
      ['read', '491511111111'],
      ['read', '491522222222'],
    ]),
  );
  for (const told of toldOf('G1'))
    expect(told).toMatchObject({ recipient_id: 'G1', recipient_type: 'group' });
});

test('a reaction is sent and no more, a voice message is played in the end', async () => {
  await behave({ delays: { deliveredMs: 1, readMs: 2, playedMs: 30 } });
  const link = 'https://files.example/a.ogg';
  const [listener, reactor, reader] = [somebody(), somebody(), somebody()];
  await send(sim, {
    messaging_product: 'whatsapp',
    to: listener,
    type: 'audio',
    audio: { link, voice: true },
  });
  await receiver.until(() => toldOf(listener).length === 4);
  expect(toldOf(listener).at(-1)!.status).toBe('played');
  const reaction = { message_id: 'wamid.X', emoji: '👍' };
  await send(sim, { messaging_product: 'whatsapp', to: reactor, type: 'reaction', reaction });
  await send(sim, text('afterwards', { to: reader }));
  await receiver.until(() => toldOf(reader).length === 3);
  expect(toldOf(reactor).map(({ status }) => status)).toEqual(['sent']);
});

describe('faults of other calls', () => {
  const upload = () => {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('file', new Blob(['x'], { type: 'image/png' }), 'a.png');
    const headers = { authorization: 'Bearer a-token' };
    return fetch(`${sim.url}/v23.0/${PHONE}/media`, { method: 'POST', headers, body: form });
  };

  test('a rule for media hits uploads and leaves sends alone', async () => {
    await behave({ faults: [{ kind: 'http503', match: { call: 'media' }, count: 1 }] });
    expect((await send(sim, text('x'))).status).toBe(200);
    expect((await upload()).status).toBe(503);
    expect((await upload()).status).toBe(200);
  });

  test('an upload whose answer is lost is there all the same', async () => {
    sim.media.clear();
    await behave({ faults: [{ kind: 'reset-after', match: { call: 'media' }, count: 1 }] });
    await expect(upload()).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(sim.media.summary().files).toBe(1);
    await behave({ faults: [{ kind: 'reset-before', match: { call: 'any' }, count: 1 }] });
    await expect(upload()).rejects.toThrow();
    expect(sim.media.summary().files).toBe(1);
  });

  test('a download can fail, and be slow', async () => {
    const file = { phoneNumberId: PHONE, mimeType: 'image/png', data: 'AAAA' };
    const { answer } = await control<{ id: string }>(sim, 'POST', '/media', file);
    const url = sim.url + sim.media.pathOf(sim.media.find(answer.id)!);
    const fetched = () => fetch(url, { headers: { authorization: 'Bearer a-token' } });
    await behave({ faults: [{ kind: 'http500', match: { call: 'download' }, count: 1 }] });
    expect((await fetched()).status).toBe(500);
    await behave({ faults: [{ kind: 'slow', delayMs: 100, match: { call: 'download' } }] });
    const from = performance.now();
    expect((await fetched()).status).toBe(200);
    expect(performance.now() - from).toBeGreaterThanOrEqual(95);
  });
});
