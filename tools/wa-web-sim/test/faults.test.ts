import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import wwebjs, { type Message } from 'whatsapp-web.js';
import { startWaWebSim, type WaWebSim } from '../src/index.ts';
import { type Driver, eventually, makeProfile, startDriver } from './browser.ts';
import { type Control, controlOf } from './control-client.ts';
import { CHAT, FRIEND, pairedSession, SEND, type Session } from './session.ts';

const { MessageMedia } = wwebjs;

describe('a paired phone', () => {
  let session: Session;
  const fault = (faults: Record<string, unknown>) =>
    session.control.behave({ faults: { [session.phone]: faults } });
  const held = Symbol('held');
  const within = <T>(ms: number, work: Promise<T>) =>
    Promise.race([work, new Promise<symbol>((resolve) => setTimeout(() => resolve(held), ms))]);

  beforeAll(async () => {
    session = await pairedSession({ takeoverOnConflict: true, takeoverTimeoutMs: 50 });
  }, 30_000);
  afterEach(() => session.control.call('DELETE', '/sim/behaviour'));
  afterAll(() => session.end());

  it('takes its session back from another browser when the library is told to', async () => {
    const states: string[] = [];
    session.client.on('change_state', (state) => states.push(String(state)));
    await fault({ conflict: true });
    await eventually(async () => states.at(-1) === 'CONNECTED');
    expect(states).toContain('CONFLICT');
    expect((await session.client.sendMessage(CHAT, 'mine again', SEND)).body).toBe('mine again');
  });

  it('sends without finding what it sent', async () => {
    await fault({ sendUndefined: true });
    expect(await session.client.sendMessage(CHAT, 'into the blue', SEND)).toBeUndefined();
    await eventually(async () => (await session.control.ledger({ text: 'into the blue' })).length === 1);
  });

  it('hangs in a send, or in marking as read before it', async () => {
    await fault({ sendHangs: true });
    expect(await within(300, session.client.sendMessage(CHAT, 'stuck', SEND))).toBe(held);
    await fault({ sendHangs: false, seenHangs: true });
    expect(await within(300, session.client.sendMessage(CHAT, 'stuck too'))).toBe(held);
    expect(await session.client.sendMessage(CHAT, 'not stuck', SEND)).toBeDefined();
    expect(await session.control.ledger({ text: 'stuck' })).toEqual([]);
  });

  it('is ready a second time', async () => {
    const again = session.driver.next('ready');
    await fault({ readyAgain: true });
    await again;
  });

  it('gets media that nobody has any more', async () => {
    const data = Buffer.from('gone').toString('base64');
    const arrived = session.driver.next('message', ({ hasMedia }: Message) => hasMedia);
    await session.control.inbound({
      phone: session.phone,
      from: FRIEND,
      media: { data, mimetype: 'image/png' },
    });
    const message = (await arrived)[0] as Message;
    await fault({ mediaExpired: true });
    expect(await message.downloadMedia()).toBeUndefined();
  });

  it('takes its time over an upload', async () => {
    await fault({ uploadMs: 300 });
    const began = Date.now();
    await session.client.sendMessage(CHAT, new MessageMedia('text/plain', 'aGk='), SEND);
    expect(Date.now() - began).toBeGreaterThanOrEqual(300);
  });

  it('keeps more and more memory', async () => {
    const held = () =>
      session.client.pupPage!.evaluate(
        () => (performance as unknown as { memory: { usedJSHeapSize: number } }).memory.usedJSHeapSize,
      );
    const before = await held();
    await fault({ leakMb: 64 });
    await eventually(async () => (await held()) - before > 50 * 1024 * 1024);
  });

  it('loads its page anew and is ready again', async () => {
    const ready = session.driver.next('ready');
    await fault({ reload: true });
    await ready;
  });

  it('comes up slowly', async () => {
    await fault({ start: { answerMs: 200, bootMs: 200, syncMs: 200 } });
    const began = Date.now();
    await session.restart();
    expect(Date.now() - began).toBeGreaterThanOrEqual(600);
  });

  it('loads its page anew while the library is injecting itself, and is ready in the end', async () => {
    await fault({ start: { reloads: 1, reloadAfterMs: 30 } });
    await session.client.destroy();
    const driver = session.start();
    await eventually(async () => driver.client.pupPage?.url().includes('web.whatsapp.com') ?? false);
    await eventually(async () => (await session.control.devices(session.phone))[0]?.connected === true);
    if (!driver.seen.includes('ready')) {
      // The library may have lost its way, which is what this fault is for; another start finds it.
      await driver.kill();
      await session.start().next('ready');
    }
    expect(await session.client.getState()).toBe('CONNECTED');
  });

  it('never syncs, and the library never becomes ready', async () => {
    await fault({ start: { neverSyncs: true } });
    await session.client.destroy();
    const driver = session.start();
    await eventually(async () => (await session.control.devices(session.phone))[0]?.connected === true);
    await eventually(async () => String(await driver.client.getState().catch(() => '')) === 'CONNECTED');
    expect(await driver.next('ready', undefined, 1_500).catch(() => 'nothing')).toBe('nothing');
    await fault({ start: { neverSyncs: false } });
    await driver.client.destroy();
    await session.start().next('ready');
  });

  it('names its message keys otherwise, and the library loses their text', async () => {
    await session.control.behave({ idField: '$1' });
    await session.restart();
    const arrived = session.driver.next('message');
    await session.control.inbound({ phone: session.phone, from: FRIEND, text: 'who?' });
    const { id, from } = (await arrived)[0] as Message;
    expect(id).toMatchObject({ $1: expect.stringMatching(/^false_/), remote: CHAT });
    expect(id._serialized).toBeUndefined();
    expect(from).toBe(CHAT);
    expect(await session.client.sendMessage(CHAT, 'me', SEND)).toBeUndefined();
    await eventually(async () => (await session.control.ledger({ text: 'me' })).length === 1);
    await session.control.behave({ idField: '_serialized' });
    await session.restart();
  });

  it.each([
    [
      'passes through a state that the library takes for the end',
      { passState: { state: 'UNPAIRED', ms: 100 } },
      'UNPAIRED',
    ],
    ['is passed over while idle', { passState: { state: 'UNPAIRED_IDLE', ms: 100 } }, 'UNPAIRED_IDLE'],
    ['is banned', { blocked: 'TOS_BLOCK' }, 'TOS_BLOCK'],
  ])('%s', async (_name, faults, reason) => {
    const disconnected = session.driver.next('disconnected');
    await fault(faults);
    expect((await disconnected)[0]).toBe(reason);
    await eventually(async () => session.client.pupBrowser?.connected === false);
    await session.control.call('DELETE', '/sim/behaviour');
    await session.start().next('ready');
  });
});

describe('a page that is being paired', () => {
  let sim: WaWebSim;
  let control: Control;
  const endings: (() => Promise<void>)[] = [];
  const phone = '4915300000099';

  async function launch(options: Record<string, unknown> = {}): Promise<Driver> {
    const profile = await makeProfile();
    const driver = startDriver(sim, profile.path, options);
    endings.push(async () => {
      await driver.kill();
      await profile.remove();
    });
    return driver;
  }

  beforeAll(async () => {
    sim = await startWaWebSim();
    control = controlOf(sim);
  });
  afterEach(async () => {
    await Promise.all(endings.splice(0).map((end) => end()));
    await control.call('DELETE', '/sim/behaviour');
  });
  afterAll(() => sim.stop());

  it('gets a new code in time, and old ones are worth nothing', async () => {
    await control.behave({ codeLifetimeMs: 60_000 });
    const driver = await launch({
      pairWithPhoneNumber: { phoneNumber: phone, showNotification: true, intervalMs: 400 },
    });
    const [first] = await driver.next('code');
    const [second] = await driver.next('code', (code: string) => code !== first);
    const enter = (code: unknown) => control.call('POST', '/sim/scan', { code, phoneNumber: phone });

    expect((await enter(first)).status).toBe(404);
    expect(second).toMatch(/^[0-9A-Z]{8}$/);
  });

  it('gets no code for a number that has no account, is none, or has had too many', async () => {
    await control.behave({ notOnWhatsApp: [phone], faults: { '4915300000098': { pairingFails: true } } });
    const driver = await launch();
    await driver.next('qr');
    for (const number of [phone, 'abc', '4915300000098'])
      await expect(driver.client.requestPairingCode(number)).rejects.toThrow();
    expect(await driver.client.requestPairingCode('4915300000097')).toMatch(/^[0-9A-Z]{8}$/);
  });

  it('shows no more QR codes after some, until somebody asks for them', async () => {
    await control.behave({ qrLifetimeMs: 300, qrRounds: 2 });
    const driver = await launch();
    await driver.next('qr');
    await eventually(async () => String(await driver.client.getState()) === 'UNPAIRED_IDLE');
    expect((await control.call<{ waiting: unknown[] }>('GET', '/sim/qr')).body.waiting).toEqual([]);
    const fresh = driver.next('qr');
    await driver.client.pupPage!.evaluate(() => {
      const page = globalThis as unknown as { require(name: string): { Cmd: { refreshQR(): void } } };
      page.require('WAWebCmd').Cmd.refreshQR();
    });
    await fresh;
  });

  it('that is never answered keeps the library waiting', async () => {
    await control.behave({ start: { hangs: true } });
    const driver = await launch();
    await eventually(async () => driver.client.pupPage !== null);
    expect(await driver.next('qr', undefined, 1_000).catch(() => 'nothing')).toBe('nothing');
  });
});
