import { webMessageKey } from '@watertight/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { processesOn } from '../src/cleanup.ts';
import { profileOf } from '../src/credentials.ts';
import {
  makeFolder,
  newNumber,
  newPhone,
  open,
  openPaired,
  ready,
  removeFolder,
  sessionDeps,
  startSim,
  textMessage,
  until,
  type OpenedSession,
  type Sim,
} from './support.ts';

let sim: Sim;
let sessionDir: string;
let session: OpenedSession;
const number = newNumber();

beforeAll(async () => {
  [sim, sessionDir] = [await startSim(), await makeFolder()];
  session = await openPaired(sim, sessionDeps(sim, sessionDir), number);
});

afterAll(async () => {
  await session?.close();
  await sim?.stop();
  await removeFolder(sessionDir);
});

test('a scanned QR code leads to ready, with the number of the phone', () => {
  expect(session.statuses.map(({ status }) => status).filter((status) => status !== 'pairing')).toEqual([
    'starting',
    'qr',
    'authenticated',
    'ready',
  ]);
  expect(session.statuses.at(-1)?.me).toBe(number);
});

test('a text reaches WhatsApp under the key minted from its message id, and its receipts follow', async () => {
  const message = textMessage();
  const outcome = await session.text(message);
  const key = webMessageKey(message.id);
  const id = `true_60123456789@c.us_${key}`;
  expect(outcome).toEqual({ kind: 'sent', providerMessageId: id });
  expect(await sim.ledger(number)).toContainEqual(
    expect.objectContaining({ key, to: '60123456789@c.us', text: 'Hello' }),
  );
  const statuses = () =>
    session.receipts.filter(({ providerMessageId }) => providerMessageId === id).map(({ status }) => status);
  await until('read', () => statuses().includes('read'));
  expect(statuses()).toEqual(['sent', 'delivered', 'read']);
});

test('a message that is sent twice is one message', async () => {
  const message = textMessage();
  const first = await session.text(message);
  const second = await session.text({ ...message, attempt: 2 });
  expect(second).toEqual(first);
  const found = (await sim.ledger(number)).filter(({ key }) => key === webMessageKey(message.id));
  expect(found).toHaveLength(1);
});

test('a group message is sent, found by its key, and answered to', async () => {
  const message = textMessage({ chatId: '120363041234567890@g.us' });
  const outcome = await session.text(message);
  expect(outcome.kind).toBe('sent');
  expect(await session.lookup(message.id, message.chatId, AbortSignal.timeout(5000))).toEqual({
    kind: 'present',
    providerMessageId: outcome.kind === 'sent' && outcome.providerMessageId,
  });
});

test('a lookup finds what was sent, and says absent of what never was', async () => {
  const message = textMessage();
  await session.text(message);
  const signal = AbortSignal.timeout(5000);
  expect((await session.lookup(message.id, message.chatId, signal)).kind).toBe('present');
  expect(await session.lookup('msg_never', message.chatId, signal)).toEqual({ kind: 'absent' });
  expect(await session.lookup('msg_never', '60199999999', signal)).toEqual({ kind: 'absent' });
});

test('a number without WhatsApp is refused for good, and nothing is sent', async () => {
  await sim.call('PUT', '/sim/behaviour', { notOnWhatsApp: ['60111111111'] });
  const outcome = await session.text(textMessage({ chatId: '60111111111' }));
  expect(outcome).toMatchObject({ kind: 'refused', code: 'RECIPIENT_INVALID', permanent: true });
  expect((await sim.ledger(number)).filter(({ to }) => to.startsWith('60111111111'))).toEqual([]);
});

test('a message that WhatsApp refuses may be sent again, under the same key', async () => {
  const message = textMessage();
  await sim.faults(number, { refuse: true });
  expect(await session.text(message)).toMatchObject({ kind: 'refused', permanent: false });
  await sim.faults(number, null);
  expect((await session.text({ ...message, attempt: 2 })).kind).toBe('sent');
  expect((await sim.ledger(number)).filter(({ key }) => key === webMessageKey(message.id))).toHaveLength(1);
});

test('a template is refused as not supported', async () => {
  const outcome = await session.text(textMessage({ type: 'template', content: {} }));
  expect(outcome).toMatchObject({ kind: 'refused', code: 'UNSUPPORTED_ON_CHANNEL', permanent: true });
});

test('twenty sends at once each go out under the key of their own message', async () => {
  const messages = Array.from({ length: 20 }, () => textMessage());
  const outcomes = await Promise.all(messages.map((message) => session.text(message)));
  expect(outcomes.map((outcome) => outcome.kind === 'sent' && outcome.providerMessageId)).toEqual(
    messages.map(({ id }) => `true_60123456789@c.us_${webMessageKey(id)}`),
  );
});

test('an inbound text is reported with what is needed to read it', async () => {
  await sim.call('POST', '/sim/inbound', { phone: number, from: '60177777777', text: 'Hi', pushName: 'Ann' });
  const raw = await until('the text', () => session.messages().find(({ body }) => body === 'Hi'));
  expect(raw).toMatchObject({ chat: '60177777777@c.us', type: 'chat', notifyName: 'Ann', fromMe: false });
  await sim.call('POST', '/sim/inbound', {
    phone: number,
    from: '60177777777',
    text: 'To all',
    group: '120363041234567890',
  });
  const inGroup = await until('the text', () => session.messages().find(({ body }) => body === 'To all'));
  expect(inGroup).toMatchObject({ chat: '120363041234567890@g.us', author: '60177777777@c.us' });
});

test('while the socket is away nothing is sent; when it is back the session is ready again', async () => {
  await sim.faults(number, { dropSocket: true });
  await until('sends are put off', async () => (await session.text(textMessage())).kind === 'later');
  await until('disconnected', () => session.status() === 'disconnected');
  await sim.faults(number, null);
  await ready(session);
  expect((await session.text(textMessage())).kind).toBe('sent');
});

test('a session that another browser takes over takes itself back', async () => {
  await sim.faults(number, { conflict: true });
  await until('sends are put off', async () => (await session.text(textMessage())).kind === 'later');
  await until('it sends again', async () => (await session.text(textMessage())).kind === 'sent');
  await ready(session);
});

test('a closed session is ready again without a QR code, and hears what came meanwhile', async () => {
  const phone = newPhone();
  const owner = newNumber();
  const deps = sessionDeps(sim, sessionDir);
  const before = await openPaired(sim, deps, owner, phone);
  await before.close();
  await sim.call('POST', '/sim/inbound', { phone: owner, from: '60177777777', text: 'While you were away' });
  const after = open(deps, phone);
  await ready(after);
  await until('the text', () => after.messages().some(({ body }) => body === 'While you were away'));
  expect(after.qrs).toEqual([]);
  await after.close();
});

test('a phone that unlinks the device leads back to a QR code, and can be paired again', async () => {
  const owner = newNumber();
  const unlinked = await openPaired(sim, sessionDeps(sim, sessionDir), owner);
  const codes = unlinked.qrs.length;
  await sim.faults(owner, { logout: true });
  const qr = await until('a new QR code', () => unlinked.qrs[codes], 40_000);
  expect(unlinked.statuses).toContainEqual(
    expect.objectContaining({ status: 'disconnected', reason: expect.stringContaining('unlinked') }),
  );
  await sim.scan(qr, owner);
  await ready(unlinked);
  expect((await unlinked.text(textMessage())).kind).toBe('sent');
  await unlinked.close();
});

test('a page that synced before anybody listened becomes ready all the same', async () => {
  await sim.call('PUT', '/sim/behaviour', { earlyEvents: true });
  const phone = newPhone();
  const deps = sessionDeps(sim, sessionDir);
  const early = await openPaired(sim, deps, newNumber(), phone);
  await early.close();
  const again = open(deps, phone);
  await ready(again);
  expect((await again.text(textMessage())).kind).toBe('sent');
  await again.close();
  await sim.call('PUT', '/sim/behaviour', { earlyEvents: false });
});

test('logout unlinks the device and forgets the profile', async () => {
  const owner = newNumber();
  const leaving = await openPaired(sim, sessionDeps(sim, sessionDir), owner);
  await leaving.logout();
  const { devices } = await sim.call<{ devices: { phone: string }[] }>('GET', '/sim/devices');
  expect(devices.filter(({ phone }) => phone === owner)).toEqual([]);
  const profile = profileOf(sessionDir, leaving.phone.phoneId);
  expect(await processesOn(profile.dir)).toEqual([]);
  expect(await profile.lastHeard()).toBeNull();
});
