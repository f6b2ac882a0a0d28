import type { PhoneReason, PhoneStatus } from '@watertight/core';

/** What may follow a status, how long it may last, and what then. */
export interface StateRule {
  next: readonly PhoneStatus[];
  /** Null for a resting state: it lasts until something happens, and `leaves` says what. */
  deadlineMs: number | null;
  /** Where it goes when its deadline passes. */
  exit: PhoneStatus | null;
  /** How it is left, for people. */
  leaves: string;
}

const MINUTE_MS = 60_000;

/**
 * The life of a session. What is wanted (`start`, `stop`) is the phone's desired state and stands in the database;
 * this is how it is doing. No state lasts longer than its deadline; those without one rest.
 */
export const STATES: Readonly<Record<PhoneStatus, StateRule>> = {
  stopped: {
    next: ['starting'],
    deadlineMs: null,
    exit: null,
    leaves: 'somebody starts it',
  },
  starting: {
    next: ['qr', 'pairing', 'authenticated', 'ready', 'disconnected', 'failed', 'stopped'],
    deadlineMs: MINUTE_MS,
    exit: 'disconnected',
    leaves: 'the page shows what it knows',
  },
  qr: {
    next: ['pairing', 'authenticated', 'ready', 'starting', 'disconnected', 'failed', 'stopped'],
    deadlineMs: 2 * MINUTE_MS, // begins anew with each code
    exit: 'disconnected',
    leaves: 'a code is scanned or typed; nobody does for WWEBJS_QR_TIMEOUT_MINUTES: failed',
  },
  pairing: {
    next: ['qr', 'authenticated', 'ready', 'disconnected', 'failed', 'stopped'],
    deadlineMs: 3 * MINUTE_MS,
    exit: 'disconnected',
    leaves: 'phone and page have agreed, or not',
  },
  authenticated: {
    next: ['qr', 'ready', 'disconnected', 'failed', 'stopped'],
    deadlineMs: MINUTE_MS,
    exit: 'disconnected',
    leaves: 'the page has synced',
  },
  ready: {
    next: ['starting', 'disconnected', 'failed', 'stopped'],
    deadlineMs: null,
    exit: null,
    leaves: 'a probe, the page or the browser tells that it is over',
  },
  disconnected: {
    next: ['ready', 'starting', 'qr', 'authenticated', 'failed', 'stopped'],
    deadlineMs: 5 * MINUTE_MS,
    exit: 'starting',
    leaves: 'the socket comes back, or a new browser begins',
  },
  failed: {
    next: ['starting', 'stopped'],
    deadlineMs: null,
    exit: null,
    leaves: 'its pause is over (see its reason), or somebody starts it again',
  },
};

/** Whether a status may follow; the same again is no step. */
export const mayFollow = (from: PhoneStatus, to: PhoneStatus): boolean =>
  from === to || STATES[from].next.includes(to);

/** How `failed` goes on by itself, by its reason; null: only when somebody starts the phone again. */
const RETRIES_MS: Partial<Record<PhoneReason, number | null>> = {
  CRASH_LOOP: 5 * MINUTE_MS,
  CONFLICT: 5 * MINUTE_MS,
  ADDRESS_REFUSED: 10 * MINUTE_MS,
  BANNED: 60 * MINUTE_MS,
  QR_TIMEOUT: null,
  NO_SANDBOX: null,
};

export const retryMsOf = (code: PhoneReason): number | null => RETRIES_MS[code] ?? null;
