import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { webMessageKey } from '@watertight/core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
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
  root,
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

async function paired(number = newNumber(), deps = sessionDeps(sim, sessionDir)): Promise<OpenedSession> {
  const session = await openPaired(sim, deps, number);
  opened.push(session);
  return session;
}

const browserOf = (session: OpenedSession) => processesOn(profileOf(sessionDir, session.phone.phoneId).dir);

async function signalBrowser(session: OpenedSession, signal: NodeJS.Signals): Promise<void> {
  for (const pid of await browserOf(session)) process.kill(pid, signal);
}

async function backAgain(session: OpenedSession, timeoutMs = 20_000): Promise<number> {
  const startedAt = performance.now();
  await until('disconnected', () => session.status() !== 'ready', timeoutMs);
  await ready(session, timeoutMs);
  expect((await session.text(textMessage())).kind).toBe('sent');
  return performance.now() - startedAt;
}

test('a killed browser is replaced, without a QR code, within seconds', async () => {
  const session = await paired();
  await signalBrowser(session, 'SIGKILL');
  expect(await backAgain(session)).toBeLessThan(10_000);
  expect(session.statuses).toContainEqual({
    status: 'disconnected',
    code: 'BROWSER_ENDED',
    reason: 'The browser ended.',
  });
  expect(session.qrs).toHaveLength(1);
});

test('a crashed page is replaced, and another session sends meanwhile as if nothing had happened', async () => {
  const [number, other] = [newNumber(), await paired()];
  const session = await paired(number);
  await sim.faults(number, { crashPage: true });
  await until('disconnected', () => session.status() === 'disconnected');
  const outcomes = await Promise.all([1, 2, 3].map(() => other.text(textMessage())));
  expect(outcomes.map(({ kind }) => kind)).toEqual(['sent', 'sent', 'sent']);
  await ready(session);
  expect((await session.text(textMessage())).kind).toBe('sent');
  expect(other.statuses.at(-1)?.status).toBe('ready');
  expect(other.statuses.filter(({ status }) => status === 'ready')).toHaveLength(1);
});

test('a send whose browser is killed is unknown, and a lookup afterwards finds it', async () => {
  const number = newNumber();
  const session = await paired(number);
  await sim.faults(number, { deaf: true });
  const message = textMessage();
  const sending = session.text(message);
  await until('WhatsApp has it', async () =>
    (await sim.ledger(number)).some(({ key }) => key === webMessageKey(message.id)),
  );
  await signalBrowser(session, 'SIGKILL');
  expect((await sending).kind).toBe('unknown');
  await sim.faults(number, null);
  await ready(session);
  const evidence = await session.lookup(message.id, message.chatId, AbortSignal.timeout(5000));
  expect(evidence.kind).toBe('present');
});

test('a page that hangs is replaced', async () => {
  const number = newNumber();
  const session = await paired(number);
  await sim.faults(number, { hangMs: 60_000 });
  await backAgain(session, 40_000);
  expect(session.statuses).toContainEqual({
    status: 'disconnected',
    code: 'PAGE_HUNG',
    reason: 'The page does not answer.',
  });
});

test('a page that is busy for a moment is let be', async () => {
  const number = newNumber();
  const session = await paired(number);
  await sim.faults(number, { hangMs: 4000 });
  expect((await session.text(textMessage())).kind).toBe('sent');
  expect(session.status()).toBe('ready');
});

test('a frozen browser is closed within eight seconds, and nothing of it stays', async () => {
  const session = await paired();
  await signalBrowser(session, 'SIGSTOP');
  const startedAt = performance.now();
  await session.close();
  expect(performance.now() - startedAt).toBeLessThan(8000);
  expect(await browserOf(session)).toEqual([]);
});

test.each([0, 50, 300, 1000])(
  'a session closed %i ms after it was opened leaves no browser',
  async (delayMs) => {
    const session = open(sessionDeps(sim, sessionDir));
    await new Promise((resolve) => setTimeout(resolve, delayMs));
    await Promise.all([session.close(), session.close()]);
    expect(await browserOf(session)).toEqual([]);
    expect(await session.text(textMessage())).toMatchObject({ kind: 'later', scope: 'phone' });
  },
);

test('a send under way ends as unknown when the process is in a hurry', async () => {
  const hurry = new AbortController();
  const number = newNumber();
  const session = await paired(number, sessionDeps(sim, sessionDir, { hurry: hurry.signal }));
  await sim.faults(number, { deaf: true });
  const sending = session.text(textMessage());
  await until('WhatsApp has it', async () => (await sim.ledger(number)).length > 0);
  hurry.abort(new Error('The process stops'));
  expect((await sending).kind).toBe('unknown');
  expect((await session.text(textMessage())).kind).toBe('later');
  await sim.faults(number, null);
});

test('a message that nobody acknowledges is unknown, and its lookup cannot say', async () => {
  const number = newNumber();
  const session = await paired(number);
  await session.text(textMessage());
  await sim.faults(number, { mute: true });
  const message = textMessage();
  expect((await session.text(message)).kind).toBe('unknown');
  const evidence = await session.lookup(message.id, message.chatId, AbortSignal.timeout(5000));
  expect(evidence.kind).toBe('unknowable');
  await sim.faults(number, null);
});

test('a browser that cannot start is tried again, and the reason is told', async () => {
  const deps = sessionDeps(sim, sessionDir);
  const session = open({ ...deps, browser: { ...deps.browser, executablePath: '/bin/false' } });
  opened.push(session);
  await until(
    'a second try',
    () => session.statuses.filter(({ status }) => status === 'starting').length > 1,
  );
  expect(session.statuses).toContainEqual({
    status: 'disconnected',
    code: 'BROWSER_FAILED',
    reason: expect.stringContaining('Chromium cannot be started'),
  });
});

test('a page that cannot be loaded is told as such', async () => {
  const deps = sessionDeps(sim, sessionDir);
  const session = open({ ...deps, browser: { ...deps.browser, sandboxUrl: 'https://127.0.0.1:1' } });
  opened.push(session);
  const { reason } = await until('a reason', () => session.statuses.find(({ reason }) => reason));
  expect(reason).toContain('web.whatsapp.com cannot be loaded (net::ERR_');
});

test('a sandbox phone without a sandbox fails with a sentence, and starts no browser', async () => {
  const deps = sessionDeps(sim, sessionDir);
  const session = open({ ...deps, browser: { ...deps.browser, sandboxUrl: null } });
  opened.push(session);
  const { reason } = await until('failed', () => session.statuses.find(({ status }) => status === 'failed'));
  expect(reason).toContain('SANDBOX_WA_WEB_URL');
  expect(await browserOf(session)).toEqual([]);
});

test('a killed worker takes its browser with it, and the next one is ready without a QR code', async () => {
  const phone = newPhone();
  const before = await openPaired(sim, sessionDeps(sim, sessionDir), newNumber(), phone);
  await before.close();
  const holder = join(import.meta.dirname, 'fixtures/holder.ts');
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', holder, sim.secureUrl, sessionDir, phone.phoneId],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let said = '';
  child.stdout.on('data', (chunk) => (said += String(chunk)));
  await until('the worker has sent', () => said.includes('sent'));
  child.kill('SIGKILL');
  await once(child, 'exit');
  const { dir } = profileOf(sessionDir, phone.phoneId);
  await until('the browser is gone', async () => (await processesOn(dir)).length === 0, 3000);
  const session = open(sessionDeps(sim, sessionDir), phone);
  opened.push(session);
  await ready(session);
  expect(session.qrs).toEqual([]);
});
