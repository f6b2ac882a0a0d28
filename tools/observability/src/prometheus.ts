import { findPrometheus } from '@watertight/embedded';
import { eventually, freePort } from '@watertight/testkit';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROMETHEUS_DIR } from './rules.ts';

/** The ports of the example's configuration. */
const DEFAULT_PORTS = { api: 3000, wwebjs: 3001, meta: 3002, webhook: 3003, orchestrator: 3004 };

/** A real Prometheus with the example's configuration and the alerts. */
export interface Prometheus {
  /** The data of an answer of its HTTP API, `/rules`. */
  get<T>(path: string): Promise<T>;
  /** The series that an expression has now. */
  query(expression: string): Promise<{ metric: Record<string, string>; value: [number, string] }[]>;
  close(): Promise<void>;
}

/** Scrapes these ports in place of the default ones, every second. */
export async function startPrometheus(ports: Record<string, number>): Promise<Prometheus> {
  const { prometheus } = await findPrometheus({ install: true, progress: console.log });
  const dir = mkdtempSync(join(tmpdir(), 'watertight-prometheus-'));
  const port = await freePort();
  let config = readFileSync(join(PROMETHEUS_DIR, 'prometheus.yml'), 'utf8')
    .replaceAll(/(scrape|evaluation)_interval: 15s/g, '$1_interval: 1s')
    .replace('scrape_timeout: 5s', 'scrape_timeout: 1s')
    .replace('alerts.yml', join(PROMETHEUS_DIR, 'alerts.yml'));
  for (const [name, usual] of Object.entries(DEFAULT_PORTS))
    config = config.replace(`127.0.0.1:${usual}'`, `127.0.0.1:${ports[name]}'`);
  writeFileSync(join(dir, 'prometheus.yml'), config);
  const child = spawn(
    prometheus,
    [
      `--config.file=${dir}/prometheus.yml`,
      `--storage.tsdb.path=${dir}/data`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore', cwd: dir },
  );
  const get = async <T>(path: string): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}/api/v1${path}`, {
      signal: AbortSignal.timeout(5000),
    });
    if (!response.ok) throw new Error(`Prometheus answers ${response.status}: ${await response.text()}`);
    return ((await response.json()) as { data: T }).data;
  };
  const close = async () => {
    if (child.exitCode === null && child.signalCode === null && child.kill('SIGKILL'))
      await once(child, 'exit');
    rmSync(dir, { recursive: true, force: true });
  };
  try {
    await eventually(() => get<object>('/status/buildinfo'), { timeoutMs: 60_000, intervalMs: 100 });
  } catch (error) {
    await close();
    throw error;
  }
  return {
    get,
    async query(expression) {
      const path = `/query?query=${encodeURIComponent(expression)}`;
      return (await get<{ result: { metric: Record<string, string>; value: [number, string] }[] }>(path))
        .result;
    },
    close,
  };
}
