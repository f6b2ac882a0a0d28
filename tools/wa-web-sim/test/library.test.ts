import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Client, Message } from 'whatsapp-web.js';
import { startWaWebSim, type WaWebSim } from '../src/index.ts';
import { ackOf, type Driver, eventually, makeProfile, startDriver } from './browser.ts';
import { controlOf } from './control-client.ts';

const FRIEND = '4917011111111';
const CHAT = `${FRIEND}@c.us`;
const SEND = { sendSeen: false };

let sim: WaWebSim;
let control: ReturnType<typeof controlOf>;
let profile: Awaited<ReturnType<typeof makeProfile>>;
let phone: string;
let phones = 0;
const drivers: Driver[] = [];

function launch(options: Record<string, unknown> = {}): Driver {
  const driver = startDriver(sim, profile.path, options);
  drivers.push(driver);
  return driver;
}

async function pair(): Promise<Driver> {
  const driver = launch();
  const ready = driver.next('ready');
  const [qr] = await driver.next('qr');
  expect((await control.scan(String(qr), phone)).status).toBe(200);
  await ready;
  return driver;
}

let common: { driver: Driver; phone: string; end(): Promise<void> } | undefined;

/** A paired browser that tests share which leave it as they found it. */
async function shared(): Promise<Driver> {
  if (!common) {
    const own = await makeProfile();
    const driver = startDriver(sim, own.path);
    const ready = driver.next('ready');
    const [qr] = await driver.next('qr');
    await control.scan(String(qr), phone);
    await ready;
    const end = () => driver.kill().then(() => own.remove());
    common = { driver, phone, end };
  }
  phone = common.phone;
  return common.driver;
}

async function restart(driver: Driver): Promise<Driver> {
  await driver.client.destroy();
  const again = launch();
  await again.next('ready');
  return again;
}

async function isConnected(client: Client): Promise<boolean> {
  return String(await client.getState()) === 'CONNECTED';
}

/** From here on the page mints this key for every message. */
function steerKeys(driver: Driver, key: string): Promise<void> {
  return driver.client.pupPage!.evaluate((minted) => {
    // The page's require is not Node's.
    const page = globalThis as unknown as { require(name: string): { newId(): Promise<string> } };
    page.require('WAWebMsgKey').newId = async () => minted;
  }, key);
}

beforeAll(async () => {
  sim = await startWaWebSim();
  control = controlOf(sim);
});

afterAll(async () => {
  await common?.end();
  await sim.stop();
});

beforeEach(async () => {
  profile = await makeProfile();
  phone = `49151000000${10 + phones++}`;
});

afterEach(async () => {
  await Promise.all(drivers.splice(0).map((driver) => driver.kill()));
  await profile.remove();
  await control.call('DELETE', '/sim/behaviour');
  await control.call('DELETE', '/sim/ledger');
});

describe('unmodified whatsapp-web.js on the simulated page', () => {
  it('pairs by the exact QR string and becomes ready as that phone', async () => {
    const driver = await pair();

    expect(driver.seen.slice(0, 3)).toEqual(['qr', 'authenticated', 'ready']);
    expect(await driver.client.getState()).toBe('CONNECTED');
    expect(driver.client.info.wid._serialized).toBe(`${phone}@c.us`);
    expect(await control.devices(phone)).toMatchObject([{ connected: true }]);
  });

  it('pairs by a code that the owner types', async () => {
    const driver = launch({
      pairWithPhoneNumber: { phoneNumber: phone, showNotification: true, intervalMs: 60_000 },
    });
    const ready = driver.next('ready');
    const [code] = await driver.next('code');

    expect(code).toMatch(/^[0-9A-Z]{8}$/);
    expect((await control.call('POST', '/sim/scan', { code, phoneNumber: phone })).status).toBe(200);
    await ready;
  });

  it('shows a new QR when the last one has expired, and the old one is worth nothing', async () => {
    await control.behave({ qrLifetimeMs: 1_500 });
    const driver = launch();
    const [first] = await driver.next('qr');
    const [second] = await driver.next('qr');

    expect((await control.scan(String(first), phone)).status).toBe(404);
    expect((await control.scan(String(second), phone)).status).toBe(200);
  });

  it('takes a text through acks 1, 2 and 3 and writes it into the ledger once', async () => {
    const { client, next } = await shared();
    const acks: number[] = [];
    client.on('message_ack', (_message, ack) => acks.push(ack));
    const read = next('message_ack', (_message: Message, ack: number) => ack === 3);
    const sent = await client.sendMessage(CHAT, 'good morning', SEND);
    await read;

    expect(acks).toEqual([1, 2, 3]);
    const [entry, ...others] = await control.ledger({ phone });
    expect(others).toEqual([]);
    expect(entry).toMatchObject({ to: CHAT, type: 'chat', text: 'good morning', times: 1, key: sent.id.id });
    expect(entry?.acks.map(({ ack }) => ack)).toEqual([1, 2, 3]);
  });

  it('sends to a group under a key that names the writer', async () => {
    const { client } = await shared();
    const group = '120363000000000001@g.us';
    const sent = await client.sendMessage(group, 'hello all', SEND);

    expect(sent.id._serialized).toBe(`true_${group}_${sent.id.id}_${phone}@c.us`);
    await eventually(
      async () => (await control.ledger({ phone, to: group, key: sent.id._serialized })).length === 1,
    );
    expect((await client.getChatById(group)).isGroup).toBe(true);
  });

  it('gives inbound texts as message events, from users and from groups', async () => {
    const { client, next } = await pair();
    const group = '120363000000000002';
    const direct = next('message', ({ body }: Message) => body === 'are you there?');
    const inGroup = next('message', ({ body }: Message) => body === 'all of you?');
    await control.inbound({ phone, from: FRIEND, text: 'are you there?' });
    await control.inbound({ phone, from: FRIEND, text: 'all of you?', group });

    expect((await direct)[0]).toMatchObject({ from: CHAT, fromMe: false, type: 'chat' });
    expect((await inGroup)[0]).toMatchObject({ from: `${group}@g.us`, author: CHAT });
    const chat = await client.getChatById(CHAT);
    expect((await chat.fetchMessages({ limit: 10 })).map(({ body }) => body)).toEqual(['are you there?']);
    expect(chat.unreadCount).toBe(1);
  });

  it('knows which numbers are on WhatsApp and refuses to open a chat with the others', async () => {
    await control.behave({ notOnWhatsApp: ['4917099999999'] });
    const { client } = await shared();

    expect(await client.getNumberId(FRIEND)).toMatchObject({ _serialized: CHAT });
    expect(await client.isRegisteredUser('4917099999999@c.us')).toBe(false);
    await expect(client.sendMessage('4917099999999@c.us', 'anybody?', SEND)).rejects.toThrow(
      'No LID for user',
    );
    expect(await control.ledger({ phone })).toEqual([]);
  });

  it('restores the session from the profile without a QR and still finds what it sent', async () => {
    const first = await pair();
    const sent = await first.client.sendMessage(CHAT, 'before the restart', SEND);
    await eventually(async () => (await control.ledger({ phone }))[0]?.acks.length === 3);
    const { client, seen } = await restart(first);

    expect(seen).not.toContain('qr');
    const found = await client.getMessageById(sent.id._serialized);
    expect(found).toMatchObject({ body: 'before the restart', ack: 3, fromMe: true });
    expect(await client.getMessageById(`true_${CHAT}_NEVERSENT`)).toBeNull();
  });

  it('reads back more of a conversation than the page loads at its start', async () => {
    const first = await pair();
    const last = first.next('message', ({ body }: Message) => body === 'line 219');
    for (let line = 0; line < 220; line++)
      await control.inbound({ phone, from: FRIEND, text: `line ${line}` });
    await last;
    const { client } = await restart(first);
    const messages = await (await client.getChatById(CHAT)).fetchMessages({ limit: 210 });

    expect(messages).toHaveLength(210);
    expect(new Set(messages.map(({ body }) => body)).size).toBe(210);
  });

  it('keeps a pairing when the browser is killed right after', async () => {
    const first = await pair();
    await first.kill();
    const again = launch();
    await again.next('ready');

    expect(again.seen).not.toContain('qr');
  });

  it('counts the same key sent twice, and keeps one message with one set of acks', async () => {
    const driver = await pair();
    await steerKeys(driver, '3EB0AAAAAAAAAAAAAAAAAA');
    const read = driver.next('message_ack', ackOf(`true_${CHAT}_3EB0AAAAAAAAAAAAAAAAAA`, 3));
    await driver.client.sendMessage(CHAT, 'once', SEND);
    await read;
    await driver.client.sendMessage(CHAT, 'once', { ...SEND, waitUntilMsgSent: true });

    const entries = await control.ledger({ phone });
    expect(entries).toMatchObject([{ key: '3EB0AAAAAAAAAAAAAAAAAA', times: 2 }]);
    expect(entries[0]?.acks.map(({ ack }) => ack)).toEqual([1, 2, 3]);
    const chat = await driver.client.getChatById(CHAT);
    expect(await chat.fetchMessages({ limit: 10 })).toHaveLength(1);
  });

  it('counts the same key sent again after a restart', async () => {
    const key = '3EB0BBBBBBBBBBBBBBBBBB';
    const first = await pair();
    await steerKeys(first, key);
    await first.client.sendMessage(CHAT, 'again', { ...SEND, waitUntilMsgSent: true });
    const second = await restart(first);
    await steerKeys(second, key);
    await second.client.sendMessage(CHAT, 'again', { ...SEND, waitUntilMsgSent: true });

    expect(await control.ledger({ phone })).toMatchObject([{ key, times: 2 }]);
  });

  it('keeps what arrives while the browser is away and delivers it afterwards', async () => {
    const first = await pair();
    await first.client.destroy();
    await eventually(async () => (await control.devices(phone))[0]?.connected === false);
    const { body } = await control.inbound({ phone, from: FRIEND, text: 'while you were out' });
    expect(body.connected).toBe(0);
    const second = launch();
    const [message] = await second.next('message');

    expect((message as Message).id._serialized).toBe(body.id);
    await eventually(async () => (await control.devices(phone))[0]?.waiting === 0);
  });

  it('is logged out when the phone unlinks it, and shows a QR again', async () => {
    const driver = await pair();
    const [device] = await control.devices(phone);
    const disconnected = driver.next('disconnected');
    const qr = driver.next('qr');
    expect((await control.call('DELETE', `/sim/devices/${device?.id}`)).status).toBe(200);

    expect((await disconnected)[0]).toBe('LOGOUT');
    await qr;
    expect(await control.devices(phone)).toEqual([]);
  });

  it('forgets the phone at logout, so that the next start asks for a QR', async () => {
    const driver = await pair();
    await driver.client.logout();
    expect(await control.devices(phone)).toEqual([]);
    const again = launch();
    await again.next('qr');
  });
});

describe('what can be made to go wrong', () => {
  it('a refused send ends with ack -1 and leaves no trace in the ledger', async () => {
    const { client, next } = await shared();
    await control.behave({ faults: { [phone]: { refuse: true } } });
    const refused = next('message_ack', (_message: Message, ack: number) => ack === -1);
    await client.sendMessage(CHAT, 'no', { ...SEND, waitUntilMsgSent: true });
    await refused;

    expect(await control.ledger({ phone })).toEqual([]);
  });

  it('a dropped socket shows in getState, and a message sent meanwhile goes out when it is back', async () => {
    const { client } = await shared();
    await client.getChatById(CHAT);
    await control.behave({ faults: { [phone]: { dropSocket: true } } });
    await eventually(async () => !(await isConnected(client)));
    const sent = await client.sendMessage(CHAT, 'into the dark', SEND);
    expect(sent.ack).toBe(0);
    await control.behave({ faults: { [phone]: null } });

    await eventually(() => isConnected(client));
    await eventually(async () => (await control.ledger({ phone, text: 'into the dark' })).length === 1);
  });

  it('a mute server takes nothing until the page reconnects', async () => {
    const { client } = await shared();
    await client.getChatById(CHAT);
    await control.behave({ faults: { [phone]: { mute: true } } });
    const sent = await client.sendMessage(CHAT, 'unheard', SEND);
    await control.behave({ faults: { [phone]: { mute: false, dropSocketOnce: true } } });

    await eventually(async () => (await control.ledger({ phone }))[0]?.acks.length === 3);
    expect((await control.ledger({ phone }))[0]).toMatchObject({ key: sent.id.id, times: 1 });
  });

  it('a deaf session misses messages without a sign and gets them when it hears again', async () => {
    const { client, next } = await shared();
    await control.behave({ faults: { [phone]: { deaf: true } } });
    const message = next('message');
    const { body } = await control.inbound({ phone, from: FRIEND, text: 'hello?' });
    expect(body.connected).toBe(0);
    expect(await client.getState()).toBe('CONNECTED');
    await control.behave({ faults: { [phone]: null } });

    await message;
  });

  it('a slow server takes a send after its time', async () => {
    const { client } = await shared();
    await control.behave({ faults: { [phone]: { slowMs: 400 } } });
    const began = Date.now();
    await client.sendMessage(CHAT, 'patience', { ...SEND, waitUntilMsgSent: true });

    expect(Date.now() - began).toBeGreaterThanOrEqual(400);
  });

  it('a crashed page is reported by the browser and works again after a reload', async () => {
    const { client, next } = await pair();
    const crashed = new Promise((resolve) => client.pupPage!.once('error', resolve));
    await control.behave({ faults: { [phone]: { crashPage: true } } });
    expect(String(await crashed)).toContain('Page crashed');
    const ready = next('ready');
    await client.pupPage!.reload();
    await ready;

    expect((await client.sendMessage(CHAT, 'risen', SEND)).body).toBe('risen');
  });

  it('a conflict ends the client, as the library does by itself', async () => {
    const { client, next } = await pair();
    const disconnected = next('disconnected');
    await control.behave({ faults: { [phone]: { conflict: true } } });

    expect((await disconnected)[0]).toBe('CONFLICT');
    await eventually(async () => client.pupBrowser?.connected === false);
  });
});

describe('a restart of the simulator', () => {
  it('is survived by a paired browser when there is a state file', async () => {
    const state = await makeProfile();
    const statePath = `${state.path}/sim.json`;
    const options = { statePath, port: 0 };
    const before = await startWaWebSim(options);
    const driver = startDriver(before, profile.path);
    drivers.push(driver);
    const [qr] = await driver.next('qr');
    const ready = driver.next('ready');
    await controlOf(before).scan(String(qr), phone);
    await ready;
    const sent = await driver.client.sendMessage(CHAT, 'old times', { ...SEND, waitUntilMsgSent: true });
    await before.stop();
    await eventually(async () => !(await isConnected(driver.client)));

    const after = await startWaWebSim({ ...options, port: before.port });
    try {
      await eventually(() => isConnected(driver.client));
      expect(after.spki).toBe(before.spki);
      await driver.client.pupPage!.reload();
      await driver.next('ready');
      expect((await driver.client.getMessageById(sent.id._serialized))?.body).toBe('old times');
    } finally {
      await driver.kill();
      await after.stop();
      await state.remove();
    }
  });
});
