import { rmSync } from 'node:fs';
import {
  newEnvironment,
  npmStart,
  type Environment,
  type Mode,
  type Started,
  type System,
} from '@watertight/e2e';
import { eventually } from '@watertight/testkit';
import { afterAll, beforeAll, expect } from 'vitest';

/** Indexes of the two sandbox phones. */
export const WEB = 0;
export const META = 1;
export const FINAL = ['sent', 'delivered', 'read', 'failed', 'unconfirmed', 'expired', 'cancelled'];

const START_MS = 300_000;
const STOP_MS = 90_000;

/** One system that many stories share, one after the other. */
export class World {
  readonly mode: Mode;
  readonly #newEnvironment: () => Promise<Environment>;
  #environment: Environment | undefined;
  #started: Started | undefined;

  constructor(mode: Mode, environment: () => Promise<Environment>) {
    this.mode = mode;
    this.#newEnvironment = environment;
  }

  get environment(): Environment {
    return there(this.#environment);
  }

  get started(): Started {
    return there(this.#started);
  }

  get system(): System {
    return this.started.system;
  }

  /** Types `npm start` on the same home, and waits until it is ready. */
  async start(): Promise<void> {
    this.#environment ??= await this.#newEnvironment();
    this.#started = npmStart(this.#environment, this.mode);
    await this.#started.ready;
  }

  async end(): Promise<void> {
    const started = this.#started;
    await started?.interrupt().catch(() => started.kill());
    if (this.#environment)
      rmSync(there(this.#environment['WATERTIGHT_HOME']), { recursive: true, force: true });
  }

  /** kill -9 of whatever plays a role; resolves when the API answers, which it goes on doing if it is another process. */
  async kill(role: string): Promise<void> {
    const killed = await this.system.kill(role);
    const isAnswering = async () => {
      expect(await this.system.pidOf('api')).not.toBe(killed);
      expect((await this.system.request('GET', '/health')).status).toBe(200);
    };
    await eventually(isAnswering, { timeoutMs: 60_000, intervalMs: 100 });
  }

  /** Waits until a message has the status. */
  becomes(id: string, status: string, timeoutMs = 15_000): Promise<void> {
    const isIt = async () => expect((await this.system.message(id)).status).toBe(status);
    return eventually(isIt, { timeoutMs, intervalMs: 50 });
  }

  /** What the other side of a phone has. */
  ledgerOf(phoneIndex: number) {
    return phoneIndex === WEB ? this.system.webLedger() : this.system.metaLedger();
  }
}

function there<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('The system was not started');
  return value;
}

/** A system for the stories of this file, in a home of its own: started before them, ended after them. */
export function worldFor(mode: Mode, environment = newEnvironment): World {
  const world = new World(mode, environment);
  beforeAll(() => world.start(), START_MS);
  afterAll(() => world.end(), STOP_MS);
  return world;
}
