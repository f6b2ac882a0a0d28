import { spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { ADMIN_KEY, freePorts, System } from '@watertight/e2e';
import { eventually } from '@watertight/testkit';
import { expect } from 'vitest';

const ROOT = resolve(import.meta.dirname, '../../..');
const READY_MS = 60_000;
const STOP_MS = 25_000;

/** Names of the folders in `apps`, and the variables of their ports. */
const PORTS = { api: 'API_PORT', 'meta-worker': 'META_PORT', 'webhook-worker': 'WEBHOOK_PORT' } as const;
export type App = keyof typeof PORTS;
export const APPS = Object.keys(PORTS) as App[];
const SIMULATOR = 'META_SIM_PORT';
const SECRET = 'secret-of-the-simulator';

export type Version = 'previous' | 'today';

/** A line that a process logged. */
interface Line {
  app: string;
  msg?: string;
  err?: { code?: string; message?: string };
}

/** Processes of two versions on the same stores, each app one process on a port that stays its own. */
export class Fleet {
  readonly system: System;
  readonly #previousDir: string;
  readonly #env: Record<string, string>;
  readonly #home: string;
  readonly #running = new Map<string, ChildProcess>();
  readonly #lines: Line[] = [];

  private constructor(previousDir: string, stores: Record<string, string>, ports: number[]) {
    this.#previousDir = previousDir;
    this.#home = mkdtempSync(join(tmpdir(), 'watertight-fleet-'));
    const named = Object.fromEntries(
      [...Object.values(PORTS), SIMULATOR].map((name, n) => [name, String(ports[n])]),
    );
    const at = (name: string) => `http://127.0.0.1:${named[name]}`;
    this.#env = {
      PATH: process.env['PATH'] ?? '',
      ...stores,
      ...named,
      ADMIN_API_KEY: ADMIN_KEY,
      ENCRYPTION_KEY: randomBytes(32).toString('base64'),
      WATERTIGHT_HOME: this.#home,
      DATABASE_TENANT_ROLE: 'watertight_tenant',
      EGRESS_ALLOW_PRIVATE: '127.0.0.1',
      META_APP_SECRET: SECRET,
      META_SIM_APP_SECRET: SECRET,
      META_SIM_WEBHOOK_URL: `${at(PORTS['meta-worker'])}/api/meta/webhook`,
      SANDBOX: '1',
      SANDBOX_GRAPH_URL: at(SIMULATOR),
    };
    const none = 'http://127.0.0.1:1';
    this.system = new System({
      ...{ api: at(PORTS.api), metaSim: at(SIMULATOR), adminKey: ADMIN_KEY },
      ...{ orchestrator: none, waWebSim: none },
    });
  }

  /** With the simulator of Meta, and nothing else yet. */
  static async open(previousDir: string, stores: Record<string, string>): Promise<Fleet> {
    const fleet = new Fleet(previousDir, stores, await freePorts(APPS.length + 1));
    fleet.#spawn('meta-sim', ['--import', 'tsx', 'tools/meta-sim/src/main.ts'], ROOT);
    await fleet.#answers(`${fleet.system.at.metaSim}/sim/ledger`, 'meta-sim');
    return fleet;
  }

  /** Starts an app in one version; what runs of it is told to end first. Resolves when it is ready. */
  async run(app: App, version: Version): Promise<void> {
    await this.#stop(app);
    if (version === 'previous') this.#spawn(app, [`dist/apps/${app}/main.js`], this.#previousDir);
    else this.#spawn(app, ['--import', 'tsx', `apps/${app}/src/main.ts`], ROOT);
    await this.#answers(`http://127.0.0.1:${this.#env[PORTS[app]]}/health/ready`, app);
  }

  /** What the database refused of a process, by its SQLSTATE: a table or column that is not there, a plan that is stale. */
  refusals(): string[] {
    return this.#lines
      .filter(({ err }) => err?.code !== undefined && /^[0-9][0-9A-Z]{4}$/.test(err.code))
      .map(({ app, msg, err }) => `${app}: ${msg}: ${err?.code} ${err?.message}`);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((app) => this.#stop(app)));
    rmSync(this.#home, { recursive: true, force: true });
  }

  #spawn(app: string, args: string[], cwd: string): void {
    const child = spawn(process.execPath, args, {
      cwd,
      env: this.#env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('{')) this.#lines.push({ ...(JSON.parse(line) as Line), app });
    });
    this.#running.set(app, child);
  }

  async #answers(url: string, app: string): Promise<void> {
    const child = this.#running.get(app);
    await eventually(
      async () => {
        if (child?.exitCode !== null) return true; // told below
        return (await fetch(url, { signal: AbortSignal.timeout(5000) })).ok;
      },
      { timeoutMs: READY_MS, intervalMs: 100, label: `${app} is ready` },
    );
    expect(child?.exitCode, `${app} goes on`).toBeNull();
  }

  async #stop(app: string): Promise<void> {
    const child = this.#running.get(app);
    this.#running.delete(app);
    if (!child || child.exitCode !== null) return;
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_MS);
    child.kill('SIGTERM');
    await once(child, 'exit');
    clearTimeout(killer);
  }
}
