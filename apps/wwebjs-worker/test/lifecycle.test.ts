import { createServer, type Server } from 'node:net';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createStreamSealer, silentLog, type ResultOf } from '@watertight/core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { endOrphansIn, OWNER_VARIABLE, processesOn } from '../src/cleanup.ts';
import { profileOf } from '../src/credentials.ts';
import { createRecycling } from '../src/recycle.ts';
import type { SessionDeps } from '../src/session.ts';
import { createSnapshots } from '../src/snapshots.ts';
import { STATES } from '../src/states.ts';
import { memorySnapshots } from './memory-snapshots.ts';
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
let sessionDir: string;
const opened: OpenedSession[] = [];

beforeAll(async () => {
  [sim, sessionDir] = [await startSim(), await makeFolder()];
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((session) => session.close()));
});
afterAll(async () => {
  await sim?.stop();
  await removeFolder(sessionDir);
});

const deps = (overrides: Partial<SessionDeps> = {}) => sessionDeps(sim, sessionDir, overrides);
function begin(overrides: Partial<SessionDeps> = {}): OpenedSession {
  const session = open(deps(overrides));
  opened.push(session);
  return session;
}
async function paired(number = newNumber(), overrides: Partial<SessionDeps> = {}): Promise<OpenedSession> {
  const session = await openPaired(sim, deps(overrides), number);
  opened.push(session);
  return session;
}
const pairingCode = (session: OpenedSession, phoneNumber: string) =>
  session.perform!({ name: 'pairing-code', phoneNumber }, AbortSignal.timeout(15_000)) as Promise<
    ResultOf<'pairing-code'>
  >;
const browserOf = (session: OpenedSession) => processesOn(profileOf(sessionDir, session.phone.phoneId).dir);

test('a phone is paired by a code that its owner types, and asking again is refused by the state', async () => {
  const number = newNumber();
  const session = begin();
  expect(await pairingCode(session, number)).toMatchObject({ kind: 'refused', code: 'PHONE_NOT_READY' });
  await until('a QR code', () => session.status() === 'qr');
  const answer = await pairingCode(session, `+${number}`);
  if (answer.kind !== 'done') throw new Error(`${answer.kind}: ${answer.detail}`);
  const { code, expiresAt } = answer.value;
  expect(code).toMatch(/^[A-Z0-9]{8}$/);
  expect(new Date(expiresAt).getTime()).toBeGreaterThan(Date.now() + 60_000);
  await sim.call('POST', '/sim/scan', { code, phoneNumber: number });
  await ready(session);
  expect(await pairingCode(session, number)).toMatchObject({ kind: 'refused', code: 'PHONE_NOT_READY' });
});

test('QR codes that nobody scans end: the browser is closed, and the phone says how to go on', async () => {
  await sim.call('PUT', '/sim/behaviour', { qrLifetimeMs: 500 });
  const session = begin({ qrTimeoutMs: 1000 });
  const { code, reason } = await until('failed', () =>
    session.statuses.find(({ status }) => status === 'failed'),
  );
  expect([code, reason]).toEqual(['QR_TIMEOUT', 'Nobody scanned the QR code; start the phone again.']);
  await until('no browser', async () => (await browserOf(session)).length === 0);
  expect(session.statuses.filter(({ status }) => status === 'starting')).toHaveLength(1);
  await sim.call('PUT', '/sim/behaviour', { qrLifetimeMs: 20_000 });
});

test('a session that another browser keeps taking back stops fighting, with a word for it', async () => {
  const number = newNumber();
  const session = await paired(number);
  const isConflict = () =>
    session.statuses.some(({ status, code }) => status === 'failed' && code === 'CONFLICT');
  await until(
    'it gives up',
    async () => {
      if (!isConflict()) await sim.faults(number, { conflict: true });
      await new Promise((resolve) => setTimeout(resolve, 400));
      return isConflict();
    },
    40_000,
  );
  await until('no browser', async () => (await browserOf(session)).length === 0);
});

test('a browser past a limit gives way when it is idle, on the same profile, and messages wait for it', async () => {
  let memoryMb = 0;
  const session = await paired(newNumber(), {
    recycling: createRecycling({ memoryMb: 400, ageMs: 0 }),
    memoryOf: () => memoryMb,
  });
  const before = await browserOf(session);
  memoryMb = 500;
  await until('it begins anew', () => session.statuses.some(({ code }) => code === 'RECYCLED'), 30_000);
  memoryMb = 0;
  const outcomes: string[] = [];
  await until('a new browser', async () => {
    outcomes.push((await session.text(textMessage())).kind);
    const now = await browserOf(session);
    return session.status() === 'ready' && now.length > 0 && !now.some((pid) => before.includes(pid));
  });
  expect(outcomes.filter((kind) => kind !== 'later' && kind !== 'sent')).toEqual([]);
  expect((await session.text(textMessage())).kind).toBe('sent');
  expect(session.qrs).toHaveLength(1);
  expect(session.statuses.map(({ status }) => status)).not.toContain('disconnected');
});

test('two sessions past their memory begin anew one after the other', async () => {
  const recycling = createRecycling({ memoryMb: 1, ageMs: 0 });
  const memory = new Map<string, number>();
  const heavy = { recycling, memoryOf: (dir: string) => memory.get(dir) ?? 0 };
  const sessions = [await paired(newNumber(), heavy), await paired(newNumber(), heavy)];
  for (const { phone } of sessions) memory.set(profileOf(sessionDir, phone.phoneId).dir, 500);
  const begun = () => sessions.map(({ statuses }) => statuses.some(({ code }) => code === 'RECYCLED'));
  await until('the first', () => begun().includes(true), 30_000);
  const first = sessions[begun().indexOf(true)] as OpenedSession;
  const other = sessions.find((session) => session !== first) as OpenedSession;
  memory.set(profileOf(sessionDir, first.phone.phoneId).dir, 0);
  await until('the other', () => begun().every(Boolean), 30_000);
  memory.clear();
  expect(first.statuses.at(-1)?.status).toBe('ready');
  await ready(other);
});

test('a page that never comes is given up at its deadline, and no process of it stays', async () => {
  const silent: Server = createServer(() => undefined);
  silent.listen(0, '127.0.0.1');
  await once(silent, 'listening');
  const { port } = silent.address() as { port: number };
  const base = deps();
  const session = begin({
    browser: { ...base.browser, sandboxUrl: `https://127.0.0.1:${port}` },
    states: { ...STATES, starting: { ...STATES.starting, deadlineMs: 3000 } },
  });
  const ended = await until('given up', () =>
    session.statuses.find(({ status }) => status === 'disconnected'),
  );
  expect(ended).toMatchObject({ code: 'PHASE_TIMEOUT' });
  await session.close();
  expect(await browserOf(session)).toEqual([]);
  silent.close();
});

const sends = (session: OpenedSession) =>
  until('it sends', async () => (await session.text(textMessage())).kind === 'sent', 60_000);

test('a page that crashes again and again while it starts becomes ready all the same', async () => {
  const phone = newPhone();
  const number = newNumber();
  await (await openPaired(sim, deps(), number, phone)).close();
  const session = open(deps(), phone);
  opened.push(session);
  for (let round = 0; round < 3; round++) {
    await until('starting', async () => (await browserOf(session)).length > 3);
    await sim.faults(number, { crashPage: true });
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  await sends(session);
  expect(session.qrs).toEqual([]);
});

test.each([0, 30, 150, 400])(
  'a page that loads itself anew %i ms after it came, while the library is put into it, becomes ready all the same',
  async (reloadAfterMs) => {
    const phone = newPhone();
    await (await openPaired(sim, deps(), newNumber(), phone)).close();
    await sim.call('PUT', '/sim/behaviour', { start: { reloads: 2, reloadAfterMs } });
    const session = open(
      deps({ states: { ...STATES, starting: { ...STATES.starting, deadlineMs: 15_000 } } }),
      phone,
    );
    opened.push(session);
    await ready(session, 60_000);
    await sends(session);
    expect(session.qrs).toEqual([]);
    await sim.call('PUT', '/sim/behaviour', { start: { reloads: 0 } });
  },
);

test.each(['UNPAIRED', 'UNPAIRED_IDLE'])('a passing %s costs no login', async (state) => {
  const number = newNumber();
  const session = await paired(number);
  await sim.faults(number, { passState: { state, ms: 1500 } });
  await until('it was seen', () => session.statuses.some(({ code }) => code === 'UNPAIRED'));
  await sends(session);
  expect(session.qrs).toHaveLength(1);
});

test('a number that WhatsApp blocks rests as failed, with a word for it and without a browser', async () => {
  const number = newNumber();
  const session = await paired(number);
  await sim.faults(number, { blocked: 'TOS_BLOCK' });
  const isBanned = (each: OpenedSession) =>
    until('failed', () => each.statuses.some(({ status, code }) => status === 'failed' && code === 'BANNED'));
  await isBanned(session);
  await until('no browser', async () => (await browserOf(session)).length === 0);
  await session.close();
  const again = open(deps(), session.phone);
  opened.push(again);
  await isBanned(again);
  expect(again.qrs).toEqual([]);
});

test('a pairing code that WhatsApp refuses for its frequency is told as such, and QR codes go on', async () => {
  const number = newNumber();
  await sim.faults(number, { pairingFails: true });
  const session = begin();
  await until('a QR code', () => session.status() === 'qr');
  expect(await pairingCode(session, number)).toMatchObject({ kind: 'refused', code: 'RATE_LIMITED' });
  expect(session.status()).toBe('qr');
});

test('at the start of a worker the browsers of dead workers are ended, and those of living ones are not', async () => {
  const folder = await makeFolder();
  const standIn = (name: string, owner: number) =>
    spawn(
      process.execPath,
      ['-e', 'setInterval(() => 0, 1000)', '--', `--user-data-dir=${folder}/session-${name}`],
      {
        stdio: 'ignore',
        env: { ...process.env, [OWNER_VARIABLE]: String(owner) },
      },
    );
  const dead = spawn(process.execPath, ['-e', '0']);
  await once(dead, 'exit');
  const [orphan, other] = [standIn('a', dead.pid ?? 0), standIn('b', process.pid)];
  await Promise.all([once(orphan, 'spawn'), once(other, 'spawn')]);
  const gone = once(orphan, 'exit');
  await until('both run', async () => (await processesOn(`${folder}/session-b`)).length === 1);
  expect(await endOrphansIn(folder)).toBe(1);
  await gone;
  expect(await processesOn(`${folder}/session-b`)).toEqual([other.pid]);
  other.kill('SIGKILL');
  await once(other, 'exit');
  await removeFolder(folder);
});

test('a login of 50 MB is taken from a living browser in a moment, which the page does not notice', async () => {
  const session = await paired();
  const { dir } = profileOf(sessionDir, session.phone.phoneId);
  const blobs = join(dir, 'Default/IndexedDB/https_web.whatsapp.com_0.indexeddb.blob/1/00');
  await mkdir(blobs, { recursive: true });
  for (let n = 0; n < 25; n++) await writeFile(join(blobs, String(n)), Buffer.alloc(2 * 2 ** 20, n));
  let frozenMs = Infinity;
  const snapshots = createSnapshots({
    snapshots: memorySnapshots(),
    sealer: createStreamSealer(Buffer.alloc(32)),
    log: silentLog,
    meters: { ...quietMeters, frozen: (durationMs) => void (frozenMs = durationMs) },
  });
  const profile = profileOf(sessionDir, session.phone.phoneId);
  const staged = await snapshots.stage(profile, 'frozen');
  expect(staged.sizeBytes).toBeGreaterThan(50 * 2 ** 20);
  process.stdout.write(`a browser was held still for ${Math.round(frozenMs)} ms to take 50 MB\n`);
  expect(frozenMs).toBeLessThan(2000);
  await snapshots.discard(staged);
  await expect(stat(staged.folder)).rejects.toThrow('ENOENT');
  expect((await session.text(textMessage())).kind).toBe('sent');
  expect(session.status()).toBe('ready');
});
