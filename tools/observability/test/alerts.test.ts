import { describe, expect, it } from 'vitest';
import { promtool, PROMETHEUS_DIR, readAlerts, readAlertTests } from '@watertight/observability';

/** The first run on a machine downloads the programs. */
const INSTALL_MS = 300_000;

const alerts = readAlerts();

describe('alerts.yml', () => {
  it(
    'is what Prometheus takes for rules, and so is the example of a configuration',
    async () => {
      expect(await promtool(['check', 'rules', 'alerts.yml'], PROMETHEUS_DIR)).toContain(
        `${alerts.length} rules found`,
      );
      expect(await promtool(['check', 'config', 'prometheus.yml'], PROMETHEUS_DIR)).toContain('is valid');
    },
    INSTALL_MS,
  );

  it(
    'fires when it should and only then: every unit test passes',
    async () => {
      expect(await promtool(['test', 'rules', 'alerts.test.yml'], PROMETHEUS_DIR)).toContain('SUCCESS');
    },
    INSTALL_MS,
  );

  it('says of each alert how grave it is, what it is, and where to read on', () => {
    for (const { alert, labels, annotations } of alerts) {
      expect(alert).toMatch(/^Watertight[A-Z]\w+$/);
      expect(Object.keys(labels), alert).toEqual(['severity']);
      expect(['critical', 'warning'], alert).toContain(labels.severity);
      expect(Object.keys(annotations), alert).toEqual(['summary', 'description', 'runbook_url']);
      expect(annotations.runbook_url).toBe(`docs/runbook.md#${alert.toLowerCase()}`);
    }
    expect(new Set(alerts.map(({ alert }) => alert)).size).toBe(alerts.length);
  });

  it('has for each alert a test in which it fires and one in which it does not', () => {
    const tests = readAlertTests().flatMap((test) => test.alert_rule_test);
    const tested = (fires: boolean) =>
      tests
        .filter(({ exp_alerts }) => (exp_alerts ?? []).length > 0 === fires)
        .map(({ alertname }) => alertname);
    const names = alerts.map(({ alert }) => alert);
    for (const fires of [true, false])
      expect(names.filter((name) => !tested(fires).includes(name))).toEqual([]);
    expect(tests.filter(({ alertname }) => !names.includes(alertname))).toEqual([]);
  });
});
