import { ROOT } from '@watertight/lint-rules';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** The folder of everything that Prometheus reads. */
export const PROMETHEUS_DIR = join(ROOT, 'deploy/observability/prometheus');

/** One alert of alerts.yml. */
export interface Alert {
  alert: string;
  expr: string;
  for?: string;
  labels: Record<string, string>;
  annotations: Record<string, string>;
}

/** One test of alerts.test.yml, in promtool's format. */
export interface AlertTest {
  name: string;
  alert_rule_test: { eval_time: string; alertname: string; exp_alerts?: unknown[] }[];
}

export const readAlerts = (): Alert[] =>
  read<{ groups: { rules: Alert[] }[] }>('alerts.yml').groups.flatMap(({ rules }) => rules);

export const readAlertTests = (): AlertTest[] => read<{ tests: AlertTest[] }>('alerts.test.yml').tests;

const read = <T>(file: string): T => parse(readFileSync(join(PROMETHEUS_DIR, file), 'utf8')) as T;
