import {
  CodedError,
  newId,
  systemClock,
  type ClaimedMessage,
  type JournalEntry,
  type MetaCredentials,
  type Phone,
} from '@watertight/core';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { createMetaChannel } from '../src/channel.ts';
import { createGraph, type Graph } from '../src/graph.ts';
import { createUploads } from '../src/uploads.ts';
import { memoryUploads, noMedia } from './uploads.ts';
import { startSimulator, type Simulator } from './simulator.ts';

let simulator: Simulator;
let graph: Graph;
beforeAll(async () => {
  simulator = await startSimulator();
  graph = graphWithin(10_000);
});
afterEach(() => simulator.control('DELETE', '/sim/behaviour'));
afterAll(async () => {
  await graph?.close();
  await simulator?.stop();
});

const graphWithin = (timeoutMs: number): Graph =>
  createGraph({ liveUrl: 'http://127.0.0.1:9', sandboxUrl: simulator.url, version: 'v26.0', timeoutMs });

const TOKEN = 'EAAG-the-token';
const CREDENTIALS: MetaCredentials = {
  phoneNumberId: '1001',
  wabaId: '9001',
  accessToken: TOKEN,
  appSecret: null,
  verifyToken: null,
};
const phone = (fields: Partial<Phone> = {}): Phone => ({
  phoneId: 'ph_1',
  companyId: 'demo',
  phoneIndex: 1,
  name: null,
  connectionType: 'meta',
  processName: 'meta',
  mode: 'sandbox',
  phoneNumberId: '1001',
  wabaId: '9001',
  limits: null,
  fallback: null,
  desiredState: 'start',
  createdAt: new Date(),
  ...fields,
});
const text = (fields: Partial<ClaimedMessage> = {}): ClaimedMessage => ({
  id: newId('msg'),
  attempt: 1,
  companyId: 'demo',
  phoneIndex: 1,
  chatId: '60123456789',
  type: 'text',
  content: { text: 'Selamat pagi 👋' },
  quotedProviderMessageId: null,
  mentions: null,
  onUncertain: 'hold',
  createdAt: new Date(),
  expiresAt: null,
  ...fields,
});

function setup(
  read: () => Promise<MetaCredentials | null> = async () => CREDENTIALS,
  through: Graph = graph,
) {
  const lines: unknown[][] = [];
  const keep = (...line: unknown[]) => void lines.push(line);
  const log = { debug: keep, info: keep, warn: keep, error: keep, child: () => log };
  const meters = { sent: vi.fn(), webhook: vi.fn(), journalLag: vi.fn() };
  const channel = createMetaChannel({
    graph: through,
    credentials: { of: read },
    uploads: createUploads({ records: memoryUploads(), openMedia: noMedia, clock: systemClock, log }),
    clock: systemClock,
    log,
    meters,
  });
  const signal = new AbortController().signal;
  return {
    send: (message: ClaimedMessage, to = phone()) => channel.send(to, message, signal),
    probe: (of = phone()) => channel.probe(of, signal),
    receive: (entry: JournalEntry) => channel.receive(entry),
    lines,
    meters,
  };
}

const fault = (kind: string, fields: object = {}) =>
  simulator.control('PUT', '/sim/behaviour', { faults: [{ kind, ...fields }] });

test('a text reaches the ledger once, under our id, and is sent under its id there', async () => {
  const message = text();
  const { send, lines, meters } = setup();
  const outcome = await send(message);
  const ledger = await simulator.ledger(message.id);
  expect(ledger).toMatchObject([
    { to: '60123456789', text: 'Selamat pagi 👋', opaque: message.id, times: 1 },
  ]);
  expect(outcome).toEqual({ kind: 'sent', providerMessageId: ledger[0]?.id });
  expect(meters.sent).toHaveBeenCalledWith(
    expect.objectContaining({ phoneId: 'ph_1', mode: 'sandbox' }),
    message,
    'sent',
    expect.any(Number),
  );
  expect(lines).toEqual([
    [expect.objectContaining({ messageId: message.id, phoneId: 'ph_1', outcome: 'sent' }), 'message.send'],
  ]);
});

test('neither text, number nor token is logged, whatever comes of the send', async () => {
  const { send, lines } = setup();
  for (const kind of ['error', 'reset-after', 'http500']) {
    await fault(kind, kind === 'error' ? { code: 190 } : {});
    await send(text());
  }
  expect(lines).toHaveLength(3);
  expect(JSON.stringify(lines)).not.toMatch(/Selamat|60123456789|EAAG/);
});

test.each([
  ['http429', {}, { kind: 'later', scope: 'phone', code: 'RATE_LIMITED', providerCode: '130429' }],
  ['http503', {}, { kind: 'later', scope: 'phone', code: 'PROVIDER_UNAVAILABLE', providerCode: '2' }],
  ['http500', {}, { kind: 'later', scope: 'message', code: 'PROVIDER_UNAVAILABLE', providerCode: '1' }],
  ['error', { code: 131056 }, { kind: 'later', scope: 'chat', providerCode: '131056' }],
  ['error', { code: 131026 }, { kind: 'refused', permanent: true, code: 'RECIPIENT_INVALID' }],
])('the fault %s %j ends as %j, and nothing was sent', async (kind, fields, expected) => {
  await fault(kind, fields);
  const message = text();
  expect(await setup().send(message)).toMatchObject(expected);
  expect(await simulator.ledger(message.id)).toEqual([]);
});

test('a connection reset after Meta took the message leaves it unknown, and it is not sent again', async () => {
  await fault('reset-after', { count: 1 });
  const message = text();
  expect(await setup().send(message)).toMatchObject({ kind: 'unknown' });
  expect(await simulator.ledger(message.id)).toMatchObject([{ times: 1 }]);
});

test('an answer that does not come in time leaves it unknown', async () => {
  await fault('slow', { delayMs: 60_000 });
  const hasty = graphWithin(1000);
  const message = text();
  expect(await setup(undefined, hasty).send(message)).toMatchObject({ kind: 'unknown' });
  await hasty.close();
  expect(await simulator.ledger(message.id)).toMatchObject([{ times: 1 }]);
});

test('a refused token stops the phone with a sentence, for sends and for the probe', async () => {
  const { send, probe } = setup(async () => ({ ...CREDENTIALS, accessToken: 'revoked' }));
  const phoneFault = expect.stringMatching(/^Meta refused the access token \(code 190\): ./);
  expect(await send(text())).toMatchObject({
    kind: 'later',
    scope: 'phone',
    code: 'TOKEN_REFUSED',
    phoneFault,
  });
  expect(await probe()).toEqual({ status: 'failed', code: 'TOKEN_REFUSED', reason: phoneFault });
});

test('the probe of a phone that works is ready and knows its number', async () => {
  expect(await setup().probe()).toMatchObject({ status: 'ready', me: expect.stringMatching(/^\d{5,}$/) });
});

test('where Meta cannot be reached the phone is disconnected, and its messages wait', async () => {
  const { send, probe } = setup();
  const live = phone({ mode: 'live' });
  expect(await send(text(), live)).toMatchObject({
    kind: 'later',
    scope: 'phone',
    code: 'PROVIDER_UNAVAILABLE',
  });
  expect(await probe(live)).toMatchObject({
    status: 'disconnected',
    reason: expect.stringContaining('ECONNREFUSED'),
  });
});

test.each<[string, () => Promise<MetaCredentials | null>, string]>([
  ['no access token', async () => null, 'TOKEN_REFUSED'],
  ['a token sealed with another key', () => Promise.reject(new Error('bad tag')), 'INTERNAL'],
])('%s fails the phone with a sentence and loses no message', async (_what, read, code) => {
  const { send, probe } = setup(read);
  const outcome = await send(text());
  expect(outcome).toMatchObject({ kind: 'later', scope: 'phone', code, phoneFault: expect.any(String) });
  expect(await probe()).toMatchObject({
    status: 'failed',
    code: expect.any(String),
    reason: outcome.kind === 'later' ? outcome.phoneFault : '',
  });
});

test('while the database is away a message waits, and the phone is not at fault', async () => {
  const { send, probe } = setup(() => Promise.reject(new CodedError('STORE_UNAVAILABLE')));
  const outcome = await send(text());
  expect(outcome).toMatchObject({ kind: 'later', scope: 'phone', code: 'STORE_UNAVAILABLE' });
  expect(outcome).not.toHaveProperty('phoneFault');
  expect(await probe()).toMatchObject({ status: 'disconnected' });
});

test('without a sandbox a sandbox phone fails with a sentence and never reaches Meta', async () => {
  const live = { call: vi.fn(), download: vi.fn() };
  const noSandbox: Graph = {
    serverFor: (mode) => (mode === 'live' ? live : null),
    use: () => [],
    close: async () => undefined,
  };
  const { send, probe } = setup(undefined, noSandbox);
  expect(await send(text())).toMatchObject({ kind: 'later', code: 'SANDBOX_DISABLED' });
  const reason = expect.stringContaining('SANDBOX_GRAPH_URL');
  expect(await probe()).toMatchObject({ status: 'failed', reason });
  expect(live.call).not.toHaveBeenCalled();
});

test('how long a webhook waited in the journal is measured at its first reading', () => {
  const { receive, meters } = setup();
  const entry: JournalEntry = {
    journalId: '1',
    source: 'meta',
    phoneId: null,
    body: '{"entry":[]}',
    receivedAt: new Date(Date.now() - 1500),
    attempts: 0,
  };
  receive(entry);
  receive({ ...entry, attempts: 1 });
  expect(meters.journalLag).toHaveBeenCalledOnce();
  expect(meters.journalLag.mock.calls[0]?.[0]).toBeGreaterThanOrEqual(1500);
});
