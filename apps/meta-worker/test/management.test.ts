import { createCoordination, type Coordination } from '@watertight/coordination';
import { silentLog, type ActionName, type ActionOf } from '@watertight/core';
import { createPhoneCalls, type PhoneCalls } from '@watertight/delivery';
import { keepMedia, openMedia } from '@watertight/media';
import { openStore, type PhoneWithState, type Store } from '@watertight/store';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { startSimulator, type Simulator } from './simulator.ts';
import { openTestStores, type TestStores } from './stores.ts';
import { startWorker, type WorkerProcess } from './worker-process.ts';

const APP_SECRET = "the phone's own app secret";
const TOKEN = 'EAAG-the-token';
const NUMBER = '100200300';
const ACCOUNT = { companyId: 'demo', wabaId: '900800700' };
const DEADLINE = { timeout: 30_000, interval: 50 };
const DAY_SECONDS = 24 * 3600;
// The smallest PNG there is.
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

let stores: TestStores;
let simulator: Simulator;
let worker: WorkerProcess;
let store: Store;
let coordination: Coordination;
let calls: PhoneCalls;
let phoneId: string;
let mediaDir: string;

const BODY = { type: 'BODY', text: 'Your order is on its way.' };

beforeAll(async () => {
  mediaDir = await mkdtemp(join(tmpdir(), 'watertight-meta-media-'));
  [stores, simulator] = await Promise.all([openTestStores(), startSimulator({ META_SIM_OPEN: '0' })]);
  const encryptionKey = randomBytes(32);
  store = openStore({ databaseUrl: stores.databaseUrl, encryptionKey, log: silentLog });
  coordination = createCoordination({ redisUrl: stores.redisUrl, prefix: stores.prefix, log: silentLog });
  calls = createPhoneCalls({ coordination });
  await store.companies.create({ id: 'demo', name: 'Demo' });
  const meta = {
    ...{ phoneNumberId: NUMBER, wabaId: ACCOUNT.wabaId, accessToken: TOKEN },
    ...{ appSecret: APP_SECRET, verifyToken: 'verify' },
  };
  phoneId = (await store.phones.create('demo', { connectionType: 'meta', mode: 'sandbox', meta })).phoneId;
  const settings = {
    wabaId: ACCOUNT.wabaId,
    accessToken: TOKEN,
    appSecret: APP_SECRET,
    verifyToken: 'verify',
  };
  await simulator.control('PUT', `/sim/phones/${NUMBER}`, settings);
  const tokenExpiresAt = Math.floor(Date.now() / 1000) + 3 * DAY_SECONDS;
  await simulator.control('PUT', '/sim/behaviour', { tokenExpiresAt, templateReviewMs: 50 });
  const seed = { wabaId: ACCOUNT.wabaId, name: 'seeded', language: 'en_US', category: 'UTILITY' };
  await simulator.control('POST', '/sim/templates', { ...seed, components: [BODY] });
  worker = await startWorker({
    DATABASE_URL: stores.workerUrl,
    REDIS_URL: stores.redisUrl,
    REDIS_PREFIX: stores.prefix,
    ENCRYPTION_KEY: encryptionKey.toString('base64'),
    SANDBOX: '1',
    SANDBOX_GRAPH_URL: simulator.url,
    META_GRAPH_URL: 'http://127.0.0.1:9',
    MEDIA_DIR: mediaDir,
  });
  const webhookUrl = `${worker.url}/api/meta/webhook`;
  await simulator.control('PUT', `/sim/phones/${NUMBER}`, { ...settings, webhookUrl });
});

afterAll(async () => {
  await worker?.stop();
  await simulator?.stop();
  await coordination?.close();
  await store?.close();
  await stores?.close();
  await rm(mediaDir, { recursive: true, force: true });
});

const phoneBecomes = (wanted: object) =>
  vi.waitFor(async () => {
    const phone = (await store.phones.byId(phoneId)) as PhoneWithState;
    expect(phone.state).toMatchObject(wanted);
    return phone;
  }, DEADLINE);

async function perform<Name extends ActionName>(action: ActionOf<Name>) {
  const phone = (await store.phones.byId(phoneId)) as PhoneWithState;
  return calls.perform(phone, action, 20_000);
}

const templateBecomes = (templateId: string, wanted: object) =>
  vi.waitFor(async () => {
    const template = await store.templates.get(ACCOUNT, templateId);
    expect(template).toMatchObject(wanted);
  }, DEADLINE);

async function png(): Promise<string> {
  const files = await openMedia({ dir: mediaDir });
  const kept = { companyId: 'demo', source: PNG, origin: 'upload', maxBytes: 1000 } as const;
  return (await keepMedia(store.media, files, kept)).mediaId;
}

test('a number that works tells what Meta says of it, and that its token ends soon', async () => {
  const { state } = await phoneBecomes({ status: 'ready', reasonCode: 'TOKEN_EXPIRES' });
  expect(state.provider).toMatchObject({
    numberStatus: 'CONNECTED',
    qualityRating: 'GREEN',
    nameStatus: 'APPROVED',
    messagingLimit: expect.any(Number),
    tokenExpiresAt: expect.any(String),
  });
  const told = () => worker.lines.filter((line) => line.includes('TOKEN_EXPIRES'));
  await vi.waitFor(() => expect(told()).toHaveLength(1), DEADLINE);
});

describe('templates', () => {
  test('of an account are here as soon as its phone is ready', async () => {
    await vi.waitFor(async () => {
      const { data } = await store.templates.list(ACCOUNT, {}, { limit: 10 });
      expect(data).toMatchObject([{ name: 'seeded', status: 'APPROVED', components: [BODY] }]);
    }, DEADLINE);
  });

  test('are made with a file, judged by Meta, paused, rated, changed and removed, and each is known here', async () => {
    // Meta's times are whole seconds: two equal verdicts within one are one verdict that was told twice.
    await simulator.control('PUT', '/sim/behaviour', { templateReviewMs: 1100 });
    const components = [{ type: 'HEADER', format: 'IMAGE', mediaId: await png() }, BODY];
    const template = { name: 'shipped', language: 'en_US', category: 'UTILITY', components } as const;
    const made = await perform({ name: 'template.create', template: { ...template, components } });
    expect(made).toMatchObject({ kind: 'done', value: { name: 'shipped' } });
    const { templateId } = (made as { value: { templateId: string } }).value;
    await templateBecomes(templateId, { status: 'APPROVED' });
    const header = (await store.templates.get(ACCOUNT, templateId))?.components[0];
    expect(JSON.stringify(header)).toMatch(/header_handle/);

    const again = await perform({ name: 'template.create', template: { ...template, components: [BODY] } });
    expect(again).toMatchObject({ kind: 'refused', code: 'TEMPLATE_EXISTS', providerCode: '100' });

    const decide = (decision: object) => simulator.control('PUT', `/sim/templates/${templateId}`, decision);
    await decide({ status: 'PAUSED' });
    await templateBecomes(templateId, { status: 'PAUSED' });
    await decide({ quality: 'RED' });
    await templateBecomes(templateId, { status: 'PAUSED', quality: 'RED' });
    await decide({ status: 'REJECTED', reason: 'INVALID_FORMAT' });
    await templateBecomes(templateId, { status: 'REJECTED', rejectedReason: 'INVALID_FORMAT' });

    const change = { components: [{ ...BODY, text: 'It is on its way.' }] };
    expect(await perform({ name: 'template.edit', templateId, change })).toMatchObject({ kind: 'done' });
    await templateBecomes(templateId, { status: 'APPROVED', components: change.components });

    expect(await perform({ name: 'template.delete', templateName: 'shipped' })).toEqual({
      kind: 'done',
      value: { removed: 1 },
    });
    expect(await store.templates.get(ACCOUNT, templateId)).toBeNull();
    expect(await perform({ name: 'template.delete', templateName: 'shipped' })).toMatchObject({
      kind: 'refused',
    });
  });

  test('that were made elsewhere come with the next sync', async () => {
    const seed = { wabaId: ACCOUNT.wabaId, name: 'elsewhere', language: 'de', category: 'UTILITY' };
    await simulator.control('POST', '/sim/templates', { ...seed, components: [BODY] });
    expect(await perform({ name: 'template.sync' })).toEqual({ kind: 'done', value: { templates: 2 } });
    expect(await store.templates.find(ACCOUNT, 'elsewhere', 'de')).toMatchObject({ status: 'APPROVED' });
  });
});

test('a number is taken out of use, refused with a wrong PIN, and taken into use again', async () => {
  await simulator.control('PUT', `/sim/phones/${NUMBER}/state`, { pin: '123456' });
  expect(await perform({ name: 'number.deregister' })).toMatchObject({ kind: 'done' });
  await store.phones.checkSoon(phoneId);
  await phoneBecomes({ status: 'failed', reasonCode: 'NOT_REGISTERED' });
  expect(await perform({ name: 'number.register', pin: '111111' })).toMatchObject({
    kind: 'refused',
    code: 'REFUSED_BY_WHATSAPP',
    providerCode: '133005',
  });
  expect(await perform({ name: 'number.register', pin: '123456' })).toMatchObject({ kind: 'done' });
  await store.phones.checkSoon(phoneId);
  await phoneBecomes({ status: 'ready' });
  expect(await perform({ name: 'number.set-pin', pin: '654321' })).toMatchObject({ kind: 'done' });
  const { pin } = (await simulator.control('GET', `/sim/phones/${NUMBER}/state`)) as { pin: string };
  expect(pin).toBe('654321');
});

test('the business profile is changed, with a picture, and read', async () => {
  const change = {
    about: 'Open from nine to five',
    email: 'shop@example.com',
    websites: ['https://shop.example/'],
  };
  const changed = await perform({ name: 'profile.update', ...change, pictureMediaId: await png() });
  expect(changed).toMatchObject({ kind: 'done', value: change });
  expect(await perform({ name: 'profile.read' })).toEqual(changed);
});

test('webhooks are sent to an address that knows the verify token, and to no other', async () => {
  expect(await perform({ name: 'subscription.set', scope: 'account' })).toMatchObject({ kind: 'done' });
  const callbackUrl = `${worker.url}/api/meta/webhook`;
  const set = await perform({ name: 'subscription.set', scope: 'phone', callbackUrl });
  expect(set).toMatchObject({ kind: 'done', value: { callbackUrls: { phone: callbackUrl } } });
  const wrong = { callbackUrl, verifyToken: 'not-the-token' };
  expect(await perform({ name: 'subscription.set', scope: 'phone', ...wrong })).toMatchObject({
    kind: 'refused',
  });
  expect(await perform({ name: 'subscription.remove', scope: 'phone' })).toMatchObject({ kind: 'done' });
  expect(await perform({ name: 'subscription.read' })).toMatchObject({
    value: { wabaId: ACCOUNT.wabaId, callbackUrls: { phone: null } },
  });
});

test('what was received is marked as read, with typing; who wrote can be blocked', async () => {
  const chatId = '60123456789';
  const sent = { phoneNumberId: NUMBER, from: chatId, text: 'hi' };
  const { id } = (await simulator.control('POST', '/sim/inbound', sent)) as { id: string };
  const message = await vi.waitFor(async () => {
    const last = await store.chats.lastInbound('demo', 0, chatId);
    expect(last?.providerMessageId).toBe(id);
    return { chatId, providerMessageId: id, fromMe: false, at: new Date().toISOString() };
  }, DEADLINE);
  expect(await perform({ name: 'chat.read', chatId, message })).toEqual({ kind: 'done', value: null });
  expect(await perform({ name: 'chat.typing', chatId, state: 'typing', message })).toMatchObject({
    kind: 'done',
  });
  const unknown = { ...message, providerMessageId: 'wamid.unknown' };
  expect(await perform({ name: 'chat.read', chatId, message: unknown })).toMatchObject({ kind: 'refused' });
  expect(await perform({ name: 'contact.block', chatId, blocked: true })).toMatchObject({ kind: 'done' });
  expect(await perform({ name: 'contact.block', chatId, blocked: false })).toMatchObject({ kind: 'done' });
});

test('what Meta does to a number is told as word and sentence, at once where a webhook says it', async () => {
  const becomes = (state: object) => simulator.control('PUT', `/sim/phones/${NUMBER}/state`, state);
  await becomes({ messagingLimit: 'TIER_10K' });
  await phoneBecomes({
    provider: expect.objectContaining({ messagingLimit: 10_000, messagingTier: 'TIER_10K' }),
  });
  for (const [status, word, is] of [
    ['FLAGGED', 'FLAGGED', 'ready'],
    ['RESTRICTED', 'RESTRICTED', 'ready'],
    ['BANNED', 'BANNED', 'failed'],
  ]) {
    await becomes({ status });
    await store.phones.checkSoon(phoneId);
    await phoneBecomes({ status: is, reasonCode: word, reason: expect.any(String) });
  }
});

test('neither token, PIN nor code was logged', () => {
  const lines = worker.lines.join('\n');
  expect(lines).toContain('phone.action');
  for (const secret of [TOKEN, '123456', '654321', '111111', 'not-the-token'])
    expect(lines).not.toContain(`"${secret}`);
  expect(lines).not.toContain(TOKEN);
});
