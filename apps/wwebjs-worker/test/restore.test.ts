import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStreamSealer, silentLog, type Log, type Phone } from '@watertight/core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { processesOn } from '../src/cleanup.ts';
import { profileOf, type ProfileMark } from '../src/credentials.ts';
import type { SessionDeps } from '../src/session.ts';
import { createSnapshots } from '../src/snapshots.ts';
import { memorySnapshots, type MemorySnapshots } from './memory-snapshots.ts';
import {
  makeFolder,
  newNumber,
  newPhone,
  open,
  openPaired,
  quietMeters,
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
let store: MemorySnapshots;
let hosts: { one: string; two: string };
let phone: Phone;
const opened: OpenedSession[] = [];

beforeAll(async () => {
  sim = await startSim();
});
beforeEach(async () => {
  store = memorySnapshots();
  phone = newPhone();
  hosts = { one: await makeFolder(), two: await makeFolder() };
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((session) => session.close()));
  await Promise.all(Object.values(hosts).map(removeFolder));
});
afterAll(() => sim?.stop());

/** A host is a folder of profiles; what is kept outside is common to all. */
function on(host: keyof typeof hosts, overrides: Partial<SessionDeps> = {}): SessionDeps {
  const sealer = createStreamSealer(Buffer.alloc(32, 7));
  const snapshots = createSnapshots({ snapshots: store, sealer, log: silentLog, meters: quietMeters });
  return sessionDeps(sim, hosts[host], { snapshots, ...overrides });
}

function begin(host: keyof typeof hosts, epoch = 1, overrides: Partial<SessionDeps> = {}): OpenedSession {
  const session = open(on(host, overrides), phone, epoch);
  opened.push(session);
  return session;
}

async function pair(host: keyof typeof hosts, overrides: Partial<SessionDeps> = {}, number = newNumber()) {
  const session = await openPaired(sim, on(host, overrides), number, phone);
  opened.push(session);
  return session;
}

const versions = async (): Promise<number[]> =>
  (await store.list(phone.phoneId)).kept.map(({ version }) => version);
const keptAfter = (version: number) =>
  until('a newer version', async () => ((await versions())[0] ?? 0) > version);
const mark = (host: keyof typeof hosts): Promise<ProfileMark> => profileOf(hosts[host], phone.phoneId).mark();
const spoil = (version: number) => {
  const chunk = store.rows.get(version)?.chunks[0];
  if (chunk) chunk[chunk.length - 20]! ^= 1;
};

test('a phone that was paired on one host is ready on another without a QR code, and hears what came meanwhile', async () => {
  const number = newNumber();
  const first = await pair('one', {}, number);
  await first.close();
  await sim.call('POST', '/sim/inbound', { phone: number, from: '60177777777', text: 'While it moved' });
  const second = begin('two', 2);
  await ready(second);
  expect(second.qrs).toEqual([]);
  expect((await second.text(textMessage())).kind).toBe('sent');
  await until('the text', () => second.messages().some(({ body }) => body === 'While it moved'));
});

test('a login is kept within ten seconds of pairing, while the session goes on', async () => {
  const session = await pair('one');
  const pairedAt = performance.now();
  await keptAfter(0);
  expect(performance.now() - pairedAt).toBeLessThan(10_000);
  expect((await session.text(textMessage())).kind).toBe('sent');
  for (const pid of await processesOn(profileOf(hosts.one, phone.phoneId).dir)) process.kill(pid, 'SIGKILL');
  const elsewhere = begin('two', 2);
  await ready(elsewhere);
  expect(elsewhere.qrs).toEqual([]);
});

test('versions taken from a living browser while it sends open to a login, each of them', async () => {
  const session = await pair('one', { snapshotEveryMs: 200 });
  const outcomes: string[] = [];
  for (let n = 0; n < 40; n++) outcomes.push((await session.text(textMessage())).kind);
  expect(new Set(outcomes)).toEqual(new Set(['sent']));
  await keptAfter(0);
  await until('three versions', async () => {
    await session.text(textMessage());
    await profileOf(hosts.one, phone.phoneId).keepLastHeard(new Date());
    return (await versions()).length === 3;
  });
  await session.close();
  for (const version of await versions()) {
    await rm(hosts.two, { recursive: true, force: true });
    await mkdir(hosts.two);
    for (const other of await versions()) if (other !== version) store.rows.get(other)!.state = 'writing';
    const restored = open(on('two'), phone, 2);
    await ready(restored);
    expect(restored.qrs).toEqual([]);
    store.epoch = 99; // it keeps nothing
    await restored.close();
    store.epoch = 0;
    for (const row of store.rows.values()) row.state = 'kept';
  }
});

test('the profile of this host is used while nobody has kept a newer version, else the newest one', async () => {
  await (await pair('one')).close();
  const [first] = await versions();
  expect(await mark('one')).toMatchObject({ version: first, isUntouched: true });
  const again = begin('one', 2);
  await ready(again);
  await until('it is proven', async () => (await store.list(phone.phoneId)).kept[0]?.isProven);
  await again.close();
  const [second] = await versions();
  expect(second).toBeGreaterThan(first!);

  await begin('two', 3).close();
  const moved = begin('two', 4);
  await ready(moved);
  await moved.close();
  const [third] = await versions();
  expect(third).toBeGreaterThan(second!);

  const back = begin('one', 5);
  await ready(back);
  expect((await mark('one')).version).toBeGreaterThanOrEqual(third!);
  await until('only the profile', async () => (await readdir(hosts.one)).length === 1);
});

test('a version that is damaged is passed over for the one before it, and neither is removed', async () => {
  const session = await pair('one');
  await keptAfter(0);
  await profileOf(hosts.one, phone.phoneId).keepLastHeard(new Date());
  await session.close();
  const [newest, older] = await versions();
  expect(older).toBeDefined();
  spoil(newest!);
  const restored = begin('two', 2);
  await ready(restored);
  expect(restored.qrs).toEqual([]);
  expect(await versions()).toEqual(expect.arrayContaining([newest, older]));
});

test('a version whose login WhatsApp does not know is passed over for the one before it', async () => {
  await (await pair('one')).close();
  const [good] = await versions();
  // A version of an empty profile: whole, sealed, and no login.
  const empty = await makeFolder();
  const folder = profileOf(empty, phone.phoneId);
  await mkdir(join(folder.dir, 'Default/IndexedDB'), { recursive: true });
  const service = on('one').snapshots;
  const lease = { phoneId: phone.phoneId, owner: 'test', epoch: 1 };
  const staged = await service.stage(folder, 'closed');
  const bad = await service.save(staged, lease, AbortSignal.timeout(5000));
  expect((await versions())[0]).toBe(bad);
  const restored = begin('two', 2);
  await ready(restored);
  expect(restored.qrs).toEqual([]);
  expect(await versions()).toEqual(expect.arrayContaining([good, bad]));
  await removeFolder(empty);
});

test('when no version can be used a QR code is asked for, all versions stay, and the next start asks at once', async () => {
  const session = await pair('one');
  await keptAfter(0);
  await profileOf(hosts.one, phone.phoneId).keepLastHeard(new Date());
  await session.close();
  const before = await versions();
  before.forEach(spoil);
  const blank = begin('two', 2);
  await until('a QR code', () => blank.qrs.length > 0);
  expect(await versions()).toEqual(before);
  await blank.close();
  expect(await mark('two')).toMatchObject({ version: before[0], isExhausted: true });
  const again = begin('two', 3);
  await sim.scan(await until('a QR code', () => again.qrs.at(-1)), newNumber());
  await ready(again);
  await until('the new login is kept', async () => ((await versions())[0] ?? 0) > before[0]!);
});

test('logging out forgets every version, and a profile that another host still has is not used again', async () => {
  const first = await pair('one');
  await first.close();
  const second = begin('two', 2);
  await ready(second);
  await second.logout();
  expect(await versions()).toEqual([]);
  const back = begin('one', 3);
  await until('a QR code', () => back.qrs.length > 0);
  expect(back.statuses.map(({ code }) => code)).not.toContain('LOGGED_OUT');
});

test('a phone that unlinks the device makes every version worth nothing', async () => {
  const number = newNumber();
  const session = await pair('one', {}, number);
  await keptAfter(0);
  await sim.faults(number, { logout: true });
  await until('unlinked', () => session.statuses.some(({ code }) => code === 'LOGGED_OUT'));
  await until('forgotten', async () => (await versions()).length === 0);
  await until('a QR code', () => session.status() === 'qr');
});

test('a stale owner keeps nothing, and its session closes all the same', async () => {
  const session = await pair('one');
  store.epoch = 2;
  await session.close();
  expect(await versions()).toEqual([]);
});

test('a login that cannot be read now is told, and waited for: no older one and no QR code takes its place', async () => {
  await (await pair('one')).close();
  const { read } = store;
  store.read = () => {
    throw new Error('The database is away');
  };
  const session = begin('two', 2);
  await until('told', () => session.statuses.some(({ code }) => code === 'LOGIN_UNAVAILABLE'));
  store.read = read;
  await ready(session);
  expect(session.qrs).toEqual([]);
});

test('a snapshot that cannot be written is told loudly, and the session goes on', async () => {
  const said: string[] = [];
  const error = (_: unknown, text?: string) => void said.push(String(text));
  const log: Log = { ...silentLog, error, child: () => log };
  store.append = () => Promise.reject(new Error('could not extend file: No space left on device'));
  const session = await pair('one', { log });
  await until('told', () => said.includes('snapshot.failed'));
  expect((await session.text(textMessage())).kind).toBe('sent');
  expect(session.status()).toBe('ready');
  const left = (await readdir(hosts.one)).filter((name) => name.includes('.snapshot-'));
  expect(left).toEqual([]);
});

test('what a crash left half done is ended: a profile that was set aside comes back, half a copy goes', async () => {
  await (await pair('one')).close();
  const profile = profileOf(hosts.one, phone.phoneId);
  const half = await profile.makeFolder('restore');
  await writeFile(join(half, 'half'), 'x');
  const full = await profile.makeFolder('restore');
  await profile.replaceBy(full);
  await rm(profile.dir, { recursive: true });
  for (const version of await versions()) store.rows.delete(version);
  const session = begin('one', 2);
  await ready(session);
  expect(session.qrs).toEqual([]);
  expect(await readdir(hosts.one)).toEqual([`session-${phone.phoneId}`]);
});

test('what is kept holds the login and nothing else, sealed', async () => {
  await (await pair('one')).close();
  const staged = await on('one').snapshots.stage(profileOf(hosts.one, phone.phoneId), 'closed');
  expect((await readdir(join(staged.folder, 'Default'))).sort()).toEqual(['IndexedDB', 'Local Storage']);
  const [version] = await versions();
  const sealed = Buffer.concat(store.rows.get(version!)!.chunks);
  expect(sealed.subarray(0, 4).toString()).toBe('WTS1');
  expect(sealed.length).toBeLessThan(200_000);
  const whole = await readFile(join(profileOf(hosts.one, phone.phoneId).dir, 'Default/Preferences'), 'utf8');
  expect(whole.length).toBeGreaterThan(0);
});
