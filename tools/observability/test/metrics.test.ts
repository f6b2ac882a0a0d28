import { LABELS } from '@watertight/health';
import { documentedMetrics, metricsIn, seriesIn, startSystem, type System } from '@watertight/observability';
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
    expect(scraped.api).toContain('watertight_messages_accepted_total{channel="meta",process_name="api"} 1');
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
