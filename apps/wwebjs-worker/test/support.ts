import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { Readable } from 'node:stream';
import {
  createStreamSealer,
  newId,
  sha256Hex,
  silentLog,
  systemClock,
  type ClaimedMessage,
  type MediaRef,
  type Phone,
  type PhoneStatus,
  type Session,
  type SessionReports,
  type StatusDetail,
} from '@watertight/core';
import { findBrowser } from '../src/browser.ts';
import { createWebChannel } from '../src/channel.ts';
import type { FileKeeper } from '../src/fetch-file.ts';
import type { RawEntry, RawMessage } from '../src/raw.ts';
import { createSlots } from '../src/slots.ts';
import { createRecycling } from '../src/recycle.ts';
import type { SessionDeps } from '../src/session.ts';
import { createSnapshots } from '../src/snapshots.ts';
import { memorySnapshots } from './memory-snapshots.ts';

export const root = resolve(import.meta.dirname, '../../..');

/** Waits for a condition; throws when it has not come true in time. */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  timeoutMs = 20_000,
): Promise<NonNullable<T>> {
  const end = Date.now() + timeoutMs;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > end) throw new Error(`Not within ${timeoutMs} ms: ${what}`);
    await new Promise((wake) => setTimeout(wake, 20));
  }
}

export interface LedgerMessage {
  seq: number;
  key: string;
  phone: string;
  to: string;
  type: string;
  text: string;
  times: number;
  /** What its kind has besides, in the simulator's words. */
  [more: string]: unknown;
}

/** The simulator of WhatsApp Web, in a process of its own. */
export interface Sim {
  secureUrl: string;
  call<T>(method: string, path: string, body?: object): Promise<T>;
  scan(qr: string, phoneNumber: string, owner?: { business?: boolean }): Promise<unknown>;
  ledger(phone: string): Promise<LedgerMessage[]>;
  faults(phone: string, faults: object | null): Promise<unknown>;
  stop(): Promise<void>;
}

export async function startSim(): Promise<Sim> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tools/wa-web-sim/src/main.ts'], {
    cwd: root,
    env: { ...process.env, WA_WEB_SIM_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const url = await firstUrl(child);
  async function call<T>(method: string, path: string, body?: object): Promise<T> {
    const response = await fetch(url + path, {
      method,
      ...(body ? { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }
  return {
    secureUrl: url.replace('http:', 'https:'),
    call,
    scan: (qr, phoneNumber, owner = {}) => call('POST', '/sim/scan', { qr, phoneNumber, ...owner }),
    ledger: async (phone) =>
      (await call<{ messages: LedgerMessage[] }>('GET', `/sim/ledger?phone=${phone}`)).messages,
    faults: (phone, faults) => call('PUT', '/sim/behaviour', { faults: { [phone]: faults } }),
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function firstUrl(child: ChildProcess): Promise<string> {
  let output = '';
  child.stdout?.on('data', (chunk) => (output += String(chunk)));
  return until('the simulator prints its address', () => /http:\/\/[\d.]+:\d+/.exec(output)?.[0]);
}

export const makeFolder = (): Promise<string> => mkdtemp(join(tmpdir(), 'wwebjs-worker-'));
export const removeFolder = (dir: string): Promise<void> =>
  rm(dir, { recursive: true, force: true, maxRetries: 4 });

let numbers = 60_120_000_000 + (process.pid % 1000) * 1000;
/** A phone number that no other test has. */
export const newNumber = (): string => String(++numbers);

export const newPhone = (overrides: Partial<Phone> = {}): Phone => ({
  phoneId: newId('ph'),
  companyId: 'acme',
  phoneIndex: 0,
  name: null,
  connectionType: 'wwebjs',
  processName: 'wwebjs',
  mode: 'sandbox',
  phoneNumberId: '1',
  wabaId: null,
  limits: null,
  fallback: null,
  desiredState: 'start',
  createdAt: new Date(),
  ...overrides,
});

export const textMessage = (overrides: Partial<ClaimedMessage> = {}): ClaimedMessage => ({
  id: newId('msg'),
  attempt: 1,
  companyId: 'acme',
  phoneIndex: 0,
  chatId: '60123456789',
  type: 'text',
  content: { text: 'Hello' },
  quotedProviderMessageId: null,
  mentions: null,
  onUncertain: 'hold',
  createdAt: new Date(),
  expiresAt: null,
  ...overrides,
});

const storedFiles = new Map<string, { ref: MediaRef; bytes: Buffer }>();

/** Puts bytes where sessions look for the files of messages. */
export function storeFile(bytes: Buffer, mimeType: string, filename?: string): MediaRef {
  const mediaId = newId('med');
  const facts = { mediaId, mimeType, sizeBytes: bytes.length, sha256: sha256Hex(bytes) };
  const ref: MediaRef = { ...facts, ...(filename ? { filename } : {}) };
  storedFiles.set(mediaId, { ref, bytes });
  return ref;
}

export const forgetFile = (ref: MediaRef): boolean => storedFiles.delete(ref.mediaId);

export const quietMeters = {
  sent: () => undefined,
  status: () => undefined,
  failed: () => undefined,
  becameReady: () => undefined,
  browserMemory: () => undefined,
  frozen: () => undefined,
  snapshot: () => undefined,
  recycled: () => undefined,
};

export interface Recorded {
  statuses: ({ status: PhoneStatus } & StatusDetail)[];
  qrs: string[];
  receipts: Parameters<SessionReports['receipt']>[0][];
  inbound: RawEntry[];
}

export interface OpenedSession extends Session, Recorded {
  phone: Phone;
  status(): PhoneStatus | undefined;
  /** The messages among what it heard. */
  messages(): RawMessage[];
  /** Sends with a signal of its own. */
  text(message: ClaimedMessage): ReturnType<Session['send']>;
}

export function sessionDeps(sim: Sim, sessionDir: string, overrides: Partial<SessionDeps> = {}): SessionDeps {
  return {
    browser: {
      executablePath: findBrowser(process.env.CHROME_PATH),
      extraArgs: [],
      sandboxUrl: sim.secureUrl,
    },
    sessionDir,
    clock: systemClock,
    log: silentLog,
    meters: quietMeters,
    snapshots: createSnapshots({
      snapshots: memorySnapshots(),
      sealer: createStreamSealer(Buffer.alloc(32, 7)),
      log: silentLog,
      meters: quietMeters,
    }),
    snapshotEveryMs: 15 * 60_000,
    recycling: createRecycling({ memoryMb: 0, ageMs: 0 }),
    memoryOf: () => 0,
    qrTimeoutMs: 0,
    isHeadful: false,
    openMedia: async (_companyId, mediaId) => {
      const stored = storedFiles.get(mediaId);
      return stored ? { ref: stored.ref, stream: Readable.from([stored.bytes]) } : null;
    },
    files: memoryFiles(),
    downloads: createSlots(8),
    hurry: new AbortController().signal,
    ...overrides,
  };
}

/** Keeps the bytes of files, by media id. */
export function memoryFiles(): FileKeeper & { kept: Map<string, Buffer> } {
  const kept = new Map<string, Buffer>();
  return {
    kept,
    maxBytes: 20_000_000,
    async keep({ source, mimeType, filename }) {
      const chunks: Buffer[] = [];
      for await (const chunk of source) chunks.push(chunk as Buffer);
      const bytes = Buffer.concat(chunks);
      const mediaId = newId('med');
      kept.set(mediaId, bytes);
      return {
        mediaId,
        mimeType: mimeType ?? 'application/octet-stream',
        sizeBytes: bytes.length,
        sha256: sha256Hex(bytes),
        ...(filename ? { filename } : {}),
      };
    },
  };
}

/** Opens a session and writes down what it reports. */
export function open(deps: SessionDeps, phone: Phone = newPhone(), epoch = 1): OpenedSession {
  const recorded: Recorded = { statuses: [], qrs: [], receipts: [], inbound: [] };
  const reports: SessionReports = {
    status: (status, detail) => void recorded.statuses.push({ status, ...detail }),
    qr: (qr) => void recorded.qrs.push(qr),
    receipt: (receipt) => void recorded.receipts.push(receipt),
    inbound: async (raw) => recorded.inbound.push(structuredClone(raw) as RawEntry) > 0,
  };
  const session = createWebChannel(deps).open(phone, reports, {
    phoneId: phone.phoneId,
    owner: 'test',
    epoch,
  });
  return {
    ...session,
    ...recorded,
    phone,
    status: () => recorded.statuses.at(-1)?.status,
    messages: () => recorded.inbound.filter((raw): raw is RawMessage => raw.kind === undefined),
    text: (message) => session.send(message, AbortSignal.timeout(60_000)),
  };
}

/** Opens a session and pairs it with a number of the simulator. */
export async function openPaired(
  sim: Sim,
  deps: SessionDeps,
  number: string,
  phone?: Phone,
  owner: { business?: boolean } = {},
): Promise<OpenedSession> {
  const session = open(deps, phone);
  await sim.scan(await until('a QR code', () => session.qrs.at(-1)), number, owner);
  await ready(session);
  return session;
}

export const ready = (session: OpenedSession, timeoutMs = 20_000): Promise<true> =>
  until('the session is ready', () => session.status() === 'ready', timeoutMs) as Promise<true>;
