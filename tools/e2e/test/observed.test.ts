import { once } from 'node:events';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newEnvironment, npmStart, type Environment, type Started, type System } from '@watertight/e2e';
import { eventually, startCollector, type CollectedSpan, type Collector } from '@watertight/testkit';

// A system that tells all that it can: every trace, to a collector of ours, and every line of its logs.
const WEB = 0;
const META = 1;
const TRACE = '4bf92f3577b34da6a3ce929d0e0e47';
const CALLER = '00f067aa0ba902b7';

let environment: Environment;
let started: Started;
let system: System;
let collector: Collector;
let shop: Awaited<ReturnType<typeof customer>>;

beforeAll(async () => {
  collector = await startCollector();
  environment = {
    ...(await newEnvironment()),
    LOG_LEVEL: 'debug',
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
  };
  started = npmStart(environment);
  await started.ready;
  system = started.system;
  shop = await customer();
  await system.post('/api/v2/webhooks/demo', { url: shop.url, events: ['*'] });
}, 300_000);

afterAll(async () => {
  await started?.interrupt().catch(() => started.kill());
  collector?.close();
  shop?.close();
  rmSync(environment.WATERTIGHT_HOME ?? '', { recursive: true, force: true });
}, 90_000);

interface Told {
  traceparent: string | undefined;
  type: string;
  messageId: string | undefined;
}

/** A customer's server. */
async function customer() {
  const told: Told[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString()) as {
        type: string;
        data: { message?: { id: string } };
      };
      const { traceparent } = request.headers as Record<string, string>;
      told.push({ traceparent, type: body.type, messageId: body.data.message?.id });
      response.writeHead(200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/events`,
    told,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** What was told of a message, when it has come so far. */
const toldOf = (messageId: string, type: string) =>
  eventually(() => shop.told.find((one) => one.messageId === messageId && one.type === type) ?? null, {
    timeoutMs: 30_000,
    label: `${type} of ${messageId}`,
  });

/** The spans of a trace once they satisfy `check`. */
const traceWith = (traceId: string, names: string[]) =>
  eventually(
    () => {
      const spans = collector.spans.filter((span) => span.traceId === traceId);
      const missing = names.filter((name) => !spans.some((span) => pathOf(spans, span) === name));
      if (missing.length > 0)
        throw new Error(`missing ${missing.join(', ')} of ${spans.map((s) => pathOf(spans, s)).join(' | ')}`);
      return spans;
    },
    { timeoutMs: 30_000, label: `the trace ${traceId}` },
  );

/** `api/http.request > api/message.accept`: the span with those that it hangs on. */
function pathOf(spans: CollectedSpan[], span: CollectedSpan): string {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  const own = `${span.service}/${span.name}`;
  return parent ? `${pathOf(spans, parent)} > ${own}` : own;
}

const logLines = (name: string): Record<string, unknown>[] => {
  const folder = join(environment.WATERTIGHT_HOME ?? '', 'logs');
  return readdirSync(folder)
    .filter((file) => file.startsWith(name) && file.includes('.log'))
    .flatMap((file) => readFileSync(join(folder, file), 'utf8').split('\n'))
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);
};

const lineOf = (name: string, wanted: Record<string, unknown>) =>
  eventually(
    () =>
      logLines(name).find((line) => Object.entries(wanted).every(([key, value]) => line[key] === value)) ??
      null,
    { timeoutMs: 10_000, label: `${name}'s line ${JSON.stringify(wanted)}` },
  );

describe.each([
  ['WhatsApp Web', WEB, 'wwebjs', 'page.call'],
  ['Cloud API', META, 'meta', 'graph.call'],
])('a message through %s', (_channel, phoneIndex, worker, call) => {
  const traceId = `${TRACE}0${phoneIndex}`;
  let messageId: string;

  it('is one trace from the request over its queue to the provider and to the customer', async () => {
    const traceparent = `00-${traceId}-${CALLER}-01`;
    const requestId = `order-${phoneIndex}`;
    const path = '/api/v2/messages/text/demo/60123456789';
    const headers = { traceparent, 'x-request-id': requestId };
    const response = await system.request('POST', path, { message: 'traced', phoneIndex }, headers);
    expect(response.headers.get('x-request-id')).toBe(requestId);
    messageId = ((await response.json()) as { id: string }).id;
    const read = await toldOf(messageId, 'message.read');
    expect(read.traceparent).toMatch(new RegExp(`^00-${traceId}-[0-9a-f]{16}-01$`));

    const accept = 'api/http.request > api/message.accept';
    const spans = await traceWith(traceId, [
      'api/http.request',
      accept,
      `${accept} > api/message.commit`,
      `${accept} > ${worker}/message.claim`,
      `${accept} > ${worker}/message.send`,
      `${accept} > ${worker}/message.send > ${worker}/${call}`,
      `${accept} > ${worker}/message.settle`,
      `${accept} > ${worker}/message.receipt`,
      `${accept} > webhook/webhook.fan-out`,
      `${accept} > webhook/webhook.fan-out > webhook/webhook.deliver`,
    ]);
    // The first hangs on the caller's, and the customer is given the one that told him.
    expect(spans.find(({ name }) => name === 'http.request')?.parentSpanId).toBe(CALLER);
    const delivered = spans.filter(({ name }) => name === 'webhook.deliver').map(({ spanId }) => spanId);
    expect(delivered).toContain(read.traceparent?.split('-')[2]);
    const send = spans.find(({ name }) => name === 'message.send');
    expect(send?.attributes).toMatchObject({ 'message.id': messageId, 'message.outcome': 'sent' });
    const child = spans.find(({ name }) => name === call);
    expect(child && send && child.startedAt >= send.startedAt && child.endedAt <= send.endedAt).toBe(true);
  }, 60_000);

  it('has its request, its id and its trace in the line of each process', async () => {
    const requestId = `order-${phoneIndex}`;
    await lineOf('api', { msg: 'http.request', requestId, traceId, status: 202 });
    await lineOf(worker, { msg: 'message.send', messageId, requestId, traceId, outcome: 'sent' });
    await lineOf('webhook', { msg: 'webhook.deliver', messageId, traceId, eventType: 'message.sent' });
  });
});

describe('what comes in', () => {
  it('by the Cloud API is one trace from Meta’s webhook to the customer’s', async () => {
    const before = shop.told.length;
    await system.simulate('metaSim', '/sim/inbound', {
      ...{ phoneNumberId: '100000000000001', from: '60155500001', text: 'inbound by Meta' },
    });
    const traceId = await tracedArrival(before);
    const came = 'meta/http.request > meta/inbound.observe';
    await traceWith(traceId, [came, `${came} > webhook/webhook.fan-out > webhook/webhook.deliver`]);
    await lineOf('meta', { msg: 'http.request', traceId, result: 'committed' });
    await lineOf('webhook', { msg: 'webhook.deliver', traceId, eventType: 'message.received' });
  }, 60_000);

  it('by WhatsApp Web is one trace from the page to the customer’s webhook', async () => {
    const before = shop.told.length;
    await system.simulate('waWebSim', '/sim/inbound', {
      ...{ phone: '60111000000', from: '60155500002', text: 'inbound by Web' },
    });
    const traceId = await tracedArrival(before);
    const came = 'wwebjs/session.inbound > wwebjs/inbound.observe';
    await traceWith(traceId, [came, `${came} > webhook/webhook.fan-out > webhook/webhook.deliver`]);
  }, 60_000);

  const tracedArrival = async (before: number): Promise<string> => {
    const told = await eventually(
      () => shop.told.slice(before).find(({ type }) => type === 'message.received') ?? null,
      { timeoutMs: 30_000 },
    );
    const [, traceId] = told.traceparent?.split('-') ?? [];
    return traceId ?? '';
  };
});

describe('what must not be said', () => {
  const TEXT = 'verschwiegen-7f3a';
  const NUMBER = '60188877766';
  const TOKEN = 'EAAG-never-log-this-token';
  const PASSWORD = 'correct-horse-battery-991';
  const PIN = '482913';
  /** Changes what later requests of this test need, or the system for good. */
  const SPARED =
    /logout|^delete \/api\/v2\/companies\/\{companyId\}$|phones\/\{phoneIndex\}$|\/(stop|restart)$/;

  it('is in no log and no trace, whatever is asked of whichever route and channel, at debug', async () => {
    const made = await system.post<{ key: string }>('/api/v2/companies/demo/api-keys', {
      ...{ name: 'watched', scopes: ['messages:send', 'messages:read'] },
    });
    const sent = await Promise.all([WEB, META].flatMap((phoneIndex) => sends(phoneIndex, made.key)));
    await everyRoute(made.key);
    await system.simulate('metaSim', '/sim/inbound', {
      ...{ phoneNumberId: '100000000000001', from: NUMBER, text: TEXT },
    });
    await system.simulate('waWebSim', '/sim/inbound', { phone: '60111000000', from: NUMBER, text: TEXT });
    await system.request('GET', '/api/v2/messages/demo', undefined, { authorization: `Bearer ${TOKEN}` });
    // A word of each is in the logs by then.
    for (const id of sent.flatMap((one) => one ?? []))
      await lineOf('w', { msg: 'webhook.deliver', messageId: id });

    const folder = join(environment.WATERTIGHT_HOME ?? '', 'logs');
    const logs = readdirSync(folder).filter((file) => file.includes('.log') && !file.includes('sim'));
    expect(logs.length).toBeGreaterThanOrEqual(5);
    const secrets = [TEXT, NUMBER, TOKEN, PASSWORD, PIN, made.key, environment.ADMIN_API_KEY ?? ''];
    for (const secret of secrets) {
      for (const file of logs)
        expect(readFileSync(join(folder, file), 'utf8').includes(secret), `${file} holds ${secret}`).toBe(
          false,
        );
      expect(collector.raw().includes(secret), `a trace holds ${secret}`).toBe(false);
    }
  }, 240_000);

  /** One of each kind that the channel takes; answers the ids of those that were accepted. */
  function sends(phoneIndex: number, key: string): Promise<string | null>[] {
    const person = { name: TEXT, phones: [NUMBER] };
    const bodies: [type: string, body: object][] = [
      ['text', { message: TEXT, metadata: { note: TEXT } }],
      ['location', { latitude: 3.1, longitude: 101.6, name: TEXT, address: TEXT }],
      ['contact', { contacts: [person] }],
      ['poll', { question: TEXT, options: [TEXT, 'other'], maxSelections: 1 }],
      ['image', { media: { data: PNG, mimeType: 'image/png', filename: `${TEXT}.png` }, caption: TEXT }],
      ['document', { media: { url: `http://${PASSWORD}@127.0.0.1:9/${TEXT}` }, caption: TEXT }],
    ];
    return bodies.map(async ([type, body]) => {
      const path = `/api/v2/messages/${type}/demo/${NUMBER}`;
      const headers = { authorization: `Bearer ${key}`, 'idempotency-key': `${TEXT}-${type}-${phoneIndex}` };
      const response = await system.request('POST', path, { ...body, phoneIndex }, headers);
      return response.status === 202 ? ((await response.json()) as { id: string }).id : null;
    });
  }

  /** Each operation of the document with a body that holds one of everything, and with the admin's key. */
  async function everyRoute(key: string): Promise<void> {
    const { paths } = await system.get<{ paths: Record<string, Record<string, unknown>> }>('/openapi.json');
    const operations = Object.entries(paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => ({ path, method })),
    );
    expect(operations.length).toBeGreaterThan(80);
    for (const { path, method } of operations) {
      if (SPARED.test(`${method} ${path}`) || path === '/ws') continue;
      const url = path.replace(/\{(\w+)\}/g, (_, name: string) => PLACES[name] ?? NUMBER);
      const body = method === 'get' || method === 'delete' ? undefined : everything(key);
      await system
        .request(method.toUpperCase(), `${url}?q=${TEXT}`, body)
        .then((response) => response.text());
      await system.request(method.toUpperCase(), url, body).then((response) => response.text());
    }
  }

  const PLACES: Record<string, string> = {
    companyId: 'demo',
    phoneIndex: '1',
    type: 'text',
    version: 'v26.0',
  };
  const PNG =
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

  const everything = (key: string) => ({
    ...{
      message: TEXT,
      text: TEXT,
      caption: TEXT,
      name: TEXT,
      about: TEXT,
      code: PIN,
      pin: PIN,
      apiKey: key,
    },
    ...{ chatId: NUMBER, phoneNumber: NUMBER, to: NUMBER, from: NUMBER, participants: [NUMBER] },
    ...{ accessToken: TOKEN, password: PASSWORD, email: `${TEXT}@example.com`, secret: `whsec_${PASSWORD}` },
    ...{ meta: { phoneNumberId: '1', accessToken: TOKEN }, url: `https://u:${PASSWORD}@example.com/${TEXT}` },
    messages: [{ type: 'text', chatId: NUMBER, message: TEXT }],
    contacts: [{ name: TEXT, phoneNumber: NUMBER }],
    messaging_product: 'whatsapp',
    type: 'text',
  });
});
