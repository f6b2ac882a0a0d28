import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { spawn } from 'node:child_process';
import { endProcess, findPrometheus, processId } from '@watertight/embedded';
import type { Constellation } from '../constellation.ts';
import { freePorts } from '@watertight/e2e';
import { ready } from '../processes.ts';

/** A real Prometheus that watches a system with the rules that we ship. */
export interface Prometheus {
  /** Names of the alerts whose expression is true, whether or not it has been for long enough to tell somebody. */
  alerts(): Promise<ReadonlySet<string>>;
  stop(): Promise<void>;
}

/** The rules that we ship. */
export const RULES = resolve(import.meta.dirname, '../../../../deploy/observability/prometheus/alerts.yml');
const ASK_MS = 2000;
const STEPS = [
  ['SIGTERM', 10_000],
  ['SIGKILL', 5000],
] as const;

/** Scrapes and evaluates every second, fifteen times as often as usual: it is the system that is measured. */
export async function startPrometheus(
  constellation: Constellation,
  signal: AbortSignal,
): Promise<Prometheus> {
  const { prometheus: program } = await findPrometheus({ install: true, signal });
  const dir = join(constellation.home, 'prometheus');
  mkdirSync(dir);
  writeFileSync(join(dir, 'prometheus.yml'), JSON.stringify(configuration(constellation), null, 2)); // JSON is YAML
  const [port] = await freePorts(1);
  const url = `http://127.0.0.1:${port}`;
  const child = spawn(
    program,
    [
      `--config.file=${join(dir, 'prometheus.yml')}`,
      `--storage.tsdb.path=${join(dir, 'data')}`,
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    { stdio: 'ignore', detached: true },
  );
  const identity = child.pid === undefined ? null : processId(child.pid);
  if (identity === null) throw new Error('Prometheus could not be started');
  const stop = async () => void (await endProcess(identity, STEPS));
  try {
    await ready(`${url}/-/ready`, signal);
  } catch (error) {
    await stop();
    throw error;
  }
  return { alerts: () => trueAlerts(url), stop };
}

const PROCESSES = ['api', 'wwebjs', 'meta', 'webhook', 'orchestrator'] as const;

function configuration({ ports }: Constellation) {
  return {
    global: { scrape_interval: '1s', scrape_timeout: '1s', evaluation_interval: '1s' },
    rule_files: [RULES],
    scrape_configs: [
      {
        job_name: 'watertight',
        honor_labels: true,
        static_configs: PROCESSES.map((name) => ({
          targets: [`127.0.0.1:${ports[name]}`],
          labels: { process_name: name },
        })),
      },
    ],
  };
}

interface Answer {
  data: { alerts: { labels: { alertname: string } }[] };
}

/** https://prometheus.io/docs/prometheus/latest/querying/api/#alerts: pending and firing ones */
async function trueAlerts(url: string): Promise<ReadonlySet<string>> {
  const response = await fetch(`${url}/api/v1/alerts`, { signal: AbortSignal.timeout(ASK_MS) });
  const { data } = (await response.json()) as Answer;
  return new Set(data.alerts.map(({ labels }) => labels.alertname));
}
