import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startMetaSim, type LedgerPage, type LedgerSummary, type MetaSim } from '../src/index.ts';
import { control, PHONE, send, sendForId, text } from './client.ts';
import { Receiver } from './receiver.ts';

let sim: MetaSim;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await Receiver.start();
  sim = await startMetaSim({ webhookUrl: receiver.url, behaviour: { statuses: false } });
});
beforeEach(() => {
  sim.ledger.clear();
  sim.behaviour.reset();
});
afterAll(async () => {
  await sim.stop();
  await receiver.stop();
});

const ledger = async (query = '') => (await control<LedgerPage>(sim, 'GET', `/ledger${query}`)).answer;
const behave = (body: unknown) => control(sim, 'PUT', '/behaviour', body);

describe('the ledger', () => {
  test('holds who was sent what, by which phone, under which ids', async () => {
    const id = await sendForId(sim, text('hello', { biz_opaque_callback_data: 'our-1' }));
    const { entries } = await ledger();
    expect(entries).toEqual([
      {
        seq: expect.any(Number) as number,
        id,
        phoneNumberId: PHONE,
        to: '16505551234',
        type: 'text',
        text: 'hello',
        caption: null,
        opaque: 'our-1',
        at: expect.stringMatching(/^\d{4}-.*Z$/) as string,
        times: 1,
      },
    ]);
  });

  test('shows the whole body to who asks for it, and the newest bodies alone when there are too many', async () => {
    const link = 'https://files.example/a.jpg';
    const image = {
      messaging_product: 'whatsapp',
      to: '16505551234',
      type: 'image',
      image: { link, caption: 'Look' },
    };
    await send(sim, image);
    const { entries } = await ledger('?bodies=1');
    expect(entries).toMatchObject([{ type: 'image', text: null, caption: 'Look', body: image }]);
    expect((await ledger('?bodies=0')).entries[0]).not.toHaveProperty('body');
    const small = await startMetaSim({
      ledgerBodyBytes: 250,
      ledgerCapacity: 3,
      behaviour: { statuses: false },
    });
    try {
      for (const body of ['1', '2', '3', '4', '5']) await send(small, text(body));
      const kept = small.ledger.find({ bodies: true }).entries;
      expect(kept.map(({ text: shown, body }) => [shown, body])).toEqual([
        ['3', null],
        ['4', text('4')],
        ['5', text('5')],
      ]);
    } finally {
      await small.stop();
    }
  });

  test('counts sends that repeat the same callback data', async () => {
    for (const opaque of ['a', 'b', 'a', 'a'])
      await send(sim, text('x', { biz_opaque_callback_data: opaque }));
    await send(sim, text('no callback data'));
    await send(sim, text('no callback data'));
    const { entries } = await ledger('?opaque=a');
    expect(entries.map(({ times }) => times)).toEqual([3, 3, 3]);
    expect((await ledger('?opaque=b')).entries[0]!.times).toBe(1);
    const { answer } = await control<LedgerSummary>(sim, 'GET', '/ledger/summary');
    expect(answer).toEqual({ messages: 6, duplicatesByOpaque: 2, dropped: 0 });
  });

  test('finds by recipient however it is written, by wamid, and page by page', async () => {
    const first = await sendForId(sim, text('1', { to: '491511111111' }));
    for (const body of ['2', '3']) await send(sim, text(body, { to: '+49 152 2222222' }));
    expect((await ledger(`?id=${encodeURIComponent(first)}`)).entries.map((e) => e.text)).toEqual(['1']);
    expect((await ledger('?to=%2B491522222222')).entries.map((e) => e.text)).toEqual(['2', '3']);
    const page = await ledger('?limit=2');
    expect(page.entries.map((e) => e.text)).toEqual(['1', '2']);
    const rest = await ledger(`?after=${page.nextAfter}&limit=2`);
    expect(rest).toMatchObject({ entries: [{ text: '3' }], nextAfter: null });
  });

  test('keeps the newest when it is full, counts the dropped and forgets their callback data', async () => {
    const small = await startMetaSim({ ledgerCapacity: 3, behaviour: { statuses: false } });
    try {
      for (const opaque of ['a', 'a', 'b', 'c', 'd'])
        await send(small, text(opaque, { biz_opaque_callback_data: opaque }));
      expect(small.ledger.find().entries.map((e) => e.opaque)).toEqual(['b', 'c', 'd']);
      expect(small.ledger.find({ opaque: 'a' }).entries).toEqual([]);
      expect(small.ledger.summary()).toEqual({ messages: 5, duplicatesByOpaque: 1, dropped: 2 });
    } finally {
      await small.stop();
    }
  });

  test('starts anew after a clear, with seq going on', async () => {
    await send(sim, text('before'));
    const last = (await ledger()).entries[0]!.seq;
    expect((await control(sim, 'DELETE', '/ledger')).status).toBe(204);
    expect(await ledger()).toEqual({ entries: [], nextAfter: null });
    await send(sim, text('after'));
    expect((await ledger(`?after=${last}`)).entries).toMatchObject([{ seq: last + 1, text: 'after' }]);
  });
});

describe('faults', () => {
  const once = (rule: object) => behave({ faults: [{ count: 1, ...rule }] });

  test.each([
    [{ kind: 'http500' }, 500, 1],
    [{ kind: 'http503' }, 503, 2],
    [{ kind: 'http429' }, 429, 130429],
    [{ kind: 'error', code: 131056 }, 400, 131056],
    [{ kind: 'error', code: 80007, status: 403 }, 403, 80007],
  ])('%j answers its error once, reaches nobody, and then is used up', async (rule, status, code) => {
    await once(rule);
    const refused = await send(sim, text('x'));
    expect(refused).toMatchObject({ status, answer: { error: { code } } });
    expect(sim.ledger.summary().messages).toBe(0);
    expect((await send(sim, text('x'))).status).toBe(200);
  });

  test('a reset before accepting leaves nothing in the ledger', async () => {
    await once({ kind: 'reset-before' });
    await expect(send(sim, text('x'))).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(sim.ledger.summary().messages).toBe(0);
  });

  test('a reset after accepting leaves the message in the ledger, and its statuses come', async () => {
    receiver.statuses.length = 0;
    await behave({ statuses: true, faults: [{ kind: 'reset-after', count: 1 }] });
    const body = text('x', { biz_opaque_callback_data: 'uncertain' });
    await expect(send(sim, body)).rejects.toMatchObject({ cause: { code: 'ECONNRESET' } });
    expect(sim.ledger.find({ opaque: 'uncertain' }).entries).toHaveLength(1);
    await receiver.until(() => receiver.statuses.length === 3);
    expect(new Set(receiver.statuses.map((s) => s.biz_opaque_callback_data))).toEqual(new Set(['uncertain']));
  });

  test('a slow send is accepted at once and answered later', async () => {
    await once({ kind: 'slow', delayMs: 60_000 });
    const aborter = new AbortController();
    const hanging = fetch(`${sim.url}/v23.0/${PHONE}/messages`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: 'Bearer t' },
      body: JSON.stringify(text('slow')),
      signal: aborter.signal,
    });
    await expect.poll(() => sim.ledger.summary().messages).toBe(1);
    aborter.abort();
    await expect(hanging).rejects.toThrow();
  });

  test('latency holds every answer back', async () => {
    await behave({ latencyMs: 100 });
    const from = performance.now();
    expect((await send(sim, text('x'))).status).toBe(200);
    expect(performance.now() - from).toBeGreaterThanOrEqual(95);
  });

  test('a failed status comes instead of the others, with its code', async () => {
    receiver.statuses.length = 0;
    await behave({ statuses: true, faults: [{ kind: 'failed-status', code: 131047, count: 1 }] });
    const failing = await sendForId(sim, text('x'));
    const fine = await sendForId(sim, text('x'));
    await receiver.until(() => receiver.statusesOf(fine).length === 3);
    expect(receiver.statusesOf(failing)).toEqual(['failed']);
    const failed = receiver.statuses.find(({ id }) => id === failing);
    expect(failed!.errors).toMatchObject([{ code: 131047, title: 'Re-engagement message' }]);
  });

  test('a rule hits only the phone and the recipient that it names', async () => {
    await behave({ faults: [{ kind: 'http500', match: { phoneNumberId: '111', to: '+49 151 1111111' } }] });
    const status = async (phone: string, to: string) =>
      (await send(sim, text('x', { to }), { phone })).status;
    expect(await status('111', '491511111111')).toBe(500);
    expect(await status('222', '491511111111')).toBe(200);
    expect(await status('111', '491522222222')).toBe(200);
  });

  test('a rule of probability 0 never fires', async () => {
    await behave({ faults: [{ kind: 'http500', probability: 0 }] });
    expect((await send(sim, text('x'))).status).toBe(200);
  });
});

describe('the control API', () => {
  test('keeps what a change of behaviour does not name, and can go back', async () => {
    await behave({ delays: { readMs: null }, batchSize: 7 });
    expect(sim.behaviour.current).toMatchObject({
      delays: { sentMs: 10, deliveredMs: 50, readMs: null },
      batchSize: 7,
      statuses: false,
    });
    await control(sim, 'DELETE', '/behaviour');
    expect(sim.behaviour.current).toMatchObject({ delays: { readMs: 150 }, batchSize: 100 });
  });

  test('registers phones, with defaults for what is not given', async () => {
    const phone = { wabaId: '42', accessToken: 'secret', displayPhoneNumber: '15550001' };
    const { status } = await control(sim, 'PUT', '/phones/4711', phone);
    expect(status).toBe(200);
    const { answer } = await control<{ phones: object[] }>(sim, 'GET', '/phones');
    expect(answer.phones).toEqual([
      {
        phoneNumberId: '4711',
        verifiedName: 'Simulated Business',
        webhookUrl: receiver.url,
        appSecret: 'meta-sim-app-secret',
        verifyToken: 'meta-sim-verify-token',
        ...phone,
      },
    ]);
  });

  const bad: [string, string, unknown, string][] = [
    ['PUT', '/behaviour', { latencyMs: 'soon' }, 'body/latencyMs must be integer.'],
    ['PUT', '/behaviour', { lateness: 1 }, 'body has no key lateness.'],
    ['PUT', '/behaviour', { faults: [{ kind: 'magic' }] }, 'body/faults/0/kind must be one of http500, '],
    ['PUT', '/behaviour', { faults: [{ kind: 'error' }] }, 'faults/0 is of kind error and needs a code.'],
    [
      'PUT',
      '/behaviour',
      { faults: [{ kind: 'http500', delayMs: 1 }] },
      'faults/0/delayMs belongs to the kind slow',
    ],
    ['PUT', '/phones/abc', {}, 'params/phoneNumberId must be 1 to 32 digits.'],
    ['PUT', '/phones/1', { webhookUrl: 'ftp://x' }, 'body/webhookUrl must be an http or https address.'],
    ['PUT', '/phones/1', { webhookUrl: 'http://[x' }, 'body/webhookUrl must be an http or https address.'],
    ['POST', '/inbound', { phoneNumberId: '1', from: 'me', text: 'x' }, 'body/from must be a phone number'],
    [
      'POST',
      '/inbound',
      { phoneNumberId: '1', from: '4915112345' },
      "body must have required property 'text'.",
    ],
    ['POST', '/webhook', {}, 'Give either value or body.'],
    ['POST', '/webhook', { body: 1, value: {} }, 'Give either value or body.'],
    ['POST', '/verify', { url: 'nowhere' }, 'body/url must be an http or https address.'],
    ['GET', '/ledger?limit=0', undefined, 'querystring/limit must be a number from 1 to 10000.'],
    ['GET', '/ledger?colour=red', undefined, 'querystring has no key colour.'],
  ];
  test.each(bad)('refuses %s %s %j with a sentence', async (method, path, body, sentence) => {
    const { status, answer } = await control(sim, method, path, body);
    expect(status).toBe(400);
    expect(answer.error).toContain(sentence);
  });

  test('refuses an inbound text for a phone that a closed simulator does not know', async () => {
    const closed = await startMetaSim({ open: false });
    try {
      const inbound = { phoneNumberId: '1', from: '4915112345', text: 'x' };
      const { status, answer } = await control(closed, 'POST', '/inbound', inbound);
      expect(status).toBe(400);
      expect(answer.error).toContain('is not registered');
    } finally {
      await closed.stop();
    }
  });

  test('is alive', async () => {
    expect((await fetch(`${sim.url}/health`)).status).toBe(200);
  });
});
