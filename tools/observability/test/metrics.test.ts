import { LABELS } from '@watertight/health';
import {
  documentedMetrics,
  metricsIn,
  readAlerts,
  seriesIn,
  startPrometheus,
  startSystem,
  type Prometheus,
  type System,
} from '@watertight/observability';
import { eventually } from '@watertight/testkit';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** Of a process that has done little; each route that is used adds some sixteen. */
const MOST_SERIES = 500;
const NODES_OWN = /^(nodejs|process)_/;
/** Of Node's own metrics, and of histograms. */
const OTHER_LABELS = ['le', 'quantile', 'type', 'space', 'version', 'major', 'minor', 'patch', 'kind'];

let system: System;
let scraped: Record<string, string>;
beforeAll(async () => {
  system = await startSystem();
  await system.send();
  scraped = await system.scrape();
}, 200_000);
afterAll(() => system?.close());

const documented = documentedMetrics();

/** The metrics of our own, each with the processes that tell it. */
function told(): Map<string, { type: string; by: string[]; labels: Set<string> }> {
  const all = new Map<string, { type: string; by: string[]; labels: Set<string> }>();
  for (const [process, text] of Object.entries(scraped)) {
    for (const [name, type] of metricsIn(text)) {
      if (NODES_OWN.test(name)) continue;
      const metric = all.get(name) ?? { type, by: [], labels: new Set() };
      metric.by.push(process);
      all.set(name, metric);
    }
    for (const { metric, labels } of seriesIn(text))
      for (const label of Object.keys(labels)) all.get(metric)?.labels.add(label);
  }
  return all;
}

describe('what processes tell at /metrics', () => {
  it('has labels of the list alone, and no value that grows with companies, phones or messages', () => {
    for (const [process, text] of Object.entries(scraped)) {
      for (const { metric, labels } of seriesIn(text)) {
        for (const [label, value] of Object.entries(labels)) {
          expect([...LABELS, ...OTHER_LABELS], `${process}: ${metric}`).toContain(label);
          // As many as there are instances; their ids are made of random letters and digits.
          if (label === 'instance_id') continue;
          expect(value, `${process}: ${metric}`).not.toMatch(/\d{6}|demo|@|(msg|ph|evt|wh)_|^[0-9A-Z]{26}$/);
        }
      }
    }
  });

  it('is not more than a few hundred series for each process', () => {
    for (const [process, text] of Object.entries(scraped)) {
      expect(seriesIn(text).length, process).toBeGreaterThan(50);
      expect(seriesIn(text).length, process).toBeLessThan(MOST_SERIES);
    }
  });

  it('counts the message that was sent, on its way through', () => {
    expect(scraped.api).toContain(
      'watertight_messages_accepted_total{channel="meta",class="sandbox",process_name="api"} 1',
    );
    expect(scraped.meta).toContain(
      'watertight_sends_total{channel="meta",class="sandbox",outcome="sent",process_name="meta"} 1',
    );
    for (const name of ['api', 'meta', 'webhook', 'wwebjs'])
      expect(scraped.orchestrator).toMatch(
        new RegExp(`watertight_process_up{process_name="${name}",instance_id="[^"]+"} 1`),
      );
  });
});

describe('docs/metrics.md', () => {
  it('has a row for each metric, and for nothing else, with its type and who tells it', () => {
    const rows = documented.map(({ name, type, toldBy }) => ({ name, type, by: [...toldBy].sort() }));
    const code = [...told()].map(([name, { type, by }]) => ({ name, type, by: [...by].sort() }));
    const byName = (a: { name: string }, b: { name: string }) => (a.name < b.name ? -1 : 1);
    expect(rows.sort(byName)).toEqual(code.sort(byName));
  });

  it('names the labels of each, as far as there are series', () => {
    const metrics = told();
    for (const { name, labels, meaning } of documented) {
      const seen = [...(metrics.get(name)?.labels ?? [])].filter((label) => label !== 'le');
      if (seen.length > 0)
        expect([...new Set([...labels, 'process_name'])].sort(), name).toEqual(seen.sort());
      for (const label of labels) expect(LABELS, name).toContain(label);
      expect(meaning.length, name).toBeGreaterThan(8);
    }
  });
});

describe('a real Prometheus', () => {
  let prometheus: Prometheus;
  beforeAll(async () => {
    prometheus = await startPrometheus(system.ports);
  }, 300_000);
  afterAll(() => prometheus?.close());

  it('finds every process by the example of a configuration, and evaluates every alert; none fires', async () => {
    const names = Object.keys(system.ports).sort();
    await eventually(
      async () => {
        const up = await prometheus.query('up{job="watertight"} == 1');
        expect(up.map(({ metric }) => metric.process_name).sort()).toEqual(names);
        const { groups } = await prometheus.get<{ groups: { rules: { name: string; health: string }[] }[] }>(
          '/rules',
        );
        const rules = groups.flatMap((group) => group.rules);
        expect(rules.filter(({ health }) => health !== 'ok')).toEqual([]);
        expect(rules.map(({ name }) => name).sort()).toEqual(
          readAlerts()
            .map(({ alert }) => alert)
            .sort(),
        );
      },
      { timeoutMs: 60_000, intervalMs: 500 },
    );
    const { alerts } = await prometheus.get<{ alerts: { labels: Record<string, string>; state: string }[] }>(
      '/alerts',
    );
    expect(alerts.filter(({ state }) => state === 'firing').map(({ labels }) => labels)).toEqual([]);
  });

  it('matches the series that alerts compare, and keeps who is told of apart from who tells', async () => {
    const memory =
      'process_resident_memory_bytes / on (instance, process_name) watertight_memory_limit_bytes';
    await eventually(
      async () => {
        expect((await prometheus.query(memory)).length).toBe(4); // the orchestrator has no limit
        const ages = 'min by (process_name) (watertight_process_heartbeat_age_seconds) < 30';
        const told = (await prometheus.query(ages)).map(({ metric }) => metric.process_name);
        expect(told.sort()).toEqual(Object.keys(system.ports).sort());
        const checks = await prometheus.query(
          'min by (process_name) (watertight_check_up{check="database"}) == 1',
        );
        expect(checks.length).toBe(4);
      },
      { timeoutMs: 30_000, intervalMs: 500 },
    );
  });
});
