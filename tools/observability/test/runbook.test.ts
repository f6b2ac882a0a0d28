import { anchorsOf, ROOT } from '@watertight/lint-rules';
import { amtool, documentedMetrics, metricsNamedIn, readAlerts } from '@watertight/observability';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';

const ALERTMANAGER_DIR = join(ROOT, 'deploy/observability/alertmanager');
const INSTALL_MS = 300_000;
const page = readFileSync(join(ROOT, 'docs/runbook.md'), 'utf8');
const alerts = readAlerts();
const names = alerts.map(({ alert }) => alert);

describe('docs/runbook.md', () => {
  it('has an entry for each alert, in the order of the rules, and for nothing else', () => {
    expect([...page.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading)).toEqual(names);
    for (const { annotations } of alerts) {
      const [file, anchor = ''] = (annotations.runbook_url ?? '').split('#');
      expect(file).toBe('docs/runbook.md');
      expect(anchorsOf(page)).toContain(anchor);
    }
  });

  it('says in each what one sees, what it means, what to do, and when it is over', () => {
    for (const entry of page.split(/^### /m).slice(1)) {
      const parts = [...entry.matchAll(/^- \*\*(.+?)\*\*: (.{20,})$/gm)].map(([, part]) => part);
      const wanted = ['What you see', 'What it means', 'What to do', 'When it is over'];
      const [name] = entry.split('\n');
      expect(
        wanted.filter((part) => !parts.includes(part) && part !== 'When it is over'),
        name,
      ).toEqual([]);
      expect(entry, name).toMatch(/^- \*\*When it is over\*\*: \S/m);
    }
  });
});

it('alerts rest on metrics that are documented', () => {
  const known = documentedMetrics().map(({ name }) => name);
  for (const { alert, expr } of alerts)
    for (const metric of metricsNamedIn(expr)) expect(known, alert).toContain(metric);
});

describe('the example of Alertmanager', () => {
  it(
    'is what Alertmanager takes, wakes somebody for what is critical, and nobody for the rest',
    async () => {
      const file = 'alertmanager.yml';
      expect(await amtool(['check-config', file], ALERTMANAGER_DIR)).toContain('SUCCESS');
      const receiver = async (labels: string) => {
        const args = ['config', 'routes', 'test', `--config.file=${file}`, ...labels.split(' ')];
        return (await amtool(args, ALERTMANAGER_DIR)).trim().split('\n');
      };
      // One of each route.
      await Promise.all(
        ['WatertightSendingStopped', 'WatertightProcessDown', 'WatertightBacklog'].map(async (name) => {
          const { severity } = alerts.find(({ alert }) => alert === name)?.labels ?? {};
          const wanted = severity === 'critical' ? 'on-call' : 'team';
          expect(await receiver(`alertname=${name} severity=${severity}`), name).toContain(wanted);
        }),
      );
    },
    INSTALL_MS,
  );

  it('names no alert that there is not, and holds no secret', () => {
    const text = readFileSync(join(ALERTMANAGER_DIR, 'alertmanager.yml'), 'utf8');
    const named = [...text.matchAll(/Watertight\w+/g)].map(([name]) => name);
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !names.includes(name))).toEqual([]);
    const secrets = Object.keys(flat(parse(text))).filter((path) =>
      /password|key|token|secret|url/i.test(path),
    );
    expect(secrets.filter((path) => !path.endsWith('_file'))).toEqual([]);
  });
});

/** The leaves of a value, by their paths. */
function flat(value: unknown, path = ''): Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return { [path]: value };
  return Object.assign(
    {},
    ...Object.entries(value).map(([key, inner]) => flat(inner, `${path}/${key}`)),
  ) as Record<string, unknown>;
}
