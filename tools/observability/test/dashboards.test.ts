import {
  DASHBOARDS,
  DASHBOARDS_DIR,
  documentedMetrics,
  GRAFANA_DIR,
  metricsNamedIn,
  POSTGRES,
  PROMETHEUS,
  promtool,
  SCHEMA_VERSION,
  toGrafana,
} from '@watertight/observability';
import { ROOT } from '@watertight/lint-rules';
import { testDatabase, type TestDatabase } from '@watertight/testkit';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';

const INSTALL_MS = 300_000;

interface Provisioned {
  uid: string;
  title: string;
  schemaVersion: number;
  templating: { list: { name: string; options: { value: string }[] }[] };
  panels: {
    id: number;
    type: string;
    title: string;
    gridPos: { x: number; y: number; w: number; h: number };
    targets?: { refId: string; datasource: object; expr?: string; rawSql?: string }[];
  }[];
}

const files = readdirSync(DASHBOARDS_DIR).sort();
const provisioned = files.map(
  (file) => JSON.parse(readFileSync(join(DASHBOARDS_DIR, file), 'utf8')) as Provisioned,
);
const targets = provisioned.flatMap((dashboard) =>
  dashboard.panels.flatMap((panel) =>
    (panel.targets ?? []).map((target) => ({ where: `${dashboard.title}, ${panel.title}`, ...target })),
  ),
);
const expressions = targets.flatMap(({ where, expr }) => (expr === undefined ? [] : [{ where, expr }]));
const statements = targets.flatMap(({ where, rawSql }) => (rawSql === undefined ? [] : [{ where, rawSql }]));

describe('the dashboards', () => {
  it('are what their descriptions make of them (else: npm run dashboards)', () => {
    expect(files).toEqual(DASHBOARDS.map(({ uid }) => `${uid}.json`).sort());
    for (const dashboard of DASHBOARDS)
      expect(readFileSync(join(DASHBOARDS_DIR, `${dashboard.uid}.json`), 'utf8')).toBe(toGrafana(dashboard));
  });

  it('have ids of their own, and panels that do not lie on each other', () => {
    expect(new Set(provisioned.map(({ uid }) => uid)).size).toBe(files.length);
    for (const { title, schemaVersion, panels } of provisioned) {
      expect(schemaVersion).toBe(SCHEMA_VERSION);
      expect(new Set(panels.map(({ id }) => id)).size, title).toBe(panels.length);
      const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
        Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)} ${y + Math.floor(cell / w)}`),
      );
      expect(new Set(cells).size, title).toBe(cells.length);
      for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
    }
  });

  it('ask datasources that are provisioned', () => {
    const file = join(GRAFANA_DIR, 'provisioning/datasources/watertight.yml');
    const { datasources } = parse(readFileSync(file, 'utf8')) as {
      datasources: { uid: string; type: string }[];
    };
    expect(datasources.map(({ type, uid }) => ({ type, uid }))).toEqual([PROMETHEUS, POSTGRES]);
    for (const { where, datasource, rawSql } of targets)
      expect(datasource, where).toEqual(rawSql === undefined ? PROMETHEUS : POSTGRES);
  });

  it(
    'hold expressions that Prometheus understands',
    async () => {
      const dir = mkdtempSync(join(tmpdir(), 'watertight-dashboards-'));
      const rules = expressions.map(({ expr }, index) => ({
        record: `dashboard:${index}`,
        expr: forPrometheus(expr),
      }));
      writeFileSync(join(dir, 'rules.yml'), stringify({ groups: [{ name: 'dashboards', rules }] }));
      try {
        expect(rules.length).toBeGreaterThan(50);
        expect(await promtool(['check', 'rules', 'rules.yml'], dir)).toContain(`${rules.length} rules found`);
      } finally {
        rmSync(dir, { recursive: true });
      }
    },
    INSTALL_MS,
  );

  it('name metrics that are documented', () => {
    const known = documentedMetrics().map(({ name }) => name);
    for (const { where, expr } of expressions)
      for (const metric of metricsNamedIn(expr)) expect(known, where).toContain(metric);
  });

  it('ask with variables that they have', () => {
    for (const { title, panels, templating } of provisioned) {
      const names = templating.list.map(({ name }) => name);
      const used = JSON.stringify(panels).matchAll(/\$(?!__)(\w+)/g);
      for (const [, name] of used) expect(names, title).toContain(name);
    }
  });
});

describe('what dashboards, runbook and faults ask the database', () => {
  let database: TestDatabase;
  let client: pg.Client;
  beforeAll(async () => {
    database = await testDatabase();
    client = new pg.Client(database.url);
    await client.connect();
  });
  afterAll(async () => {
    await client?.end();
    await database?.drop();
  });

  it('is what the role of the dashboards may read, and this role may read no secret and no text', async () => {
    await client.query(readFileSync(join(GRAFANA_DIR, 'role.sql'), 'utf8'));
    await client.query('SET ROLE watertight_dashboards');
    expect(statements.length).toBeGreaterThan(10);
    for (const { where, rawSql } of statements)
      await expect(client.query(forPostgres(rawSql)), where).resolves.toBeDefined();
    for (const secret of [
      'access_token_sealed FROM phone_configs',
      'content FROM messages',
      'chat_id FROM messages',
      'me FROM phone_status',
      'key_hash FROM api_keys',
    ])
      await expect(client.query(`SELECT ${secret}`), secret).rejects.toThrow('permission denied');
  });

  it('is SQL that the schema has everything for', async () => {
    await client.query('RESET ROLE');
    const pages = ['docs/runbook.md', 'docs/faults.md', 'docs/operations.md'];
    const asked = pages.flatMap((page) => [
      ...readFileSync(join(ROOT, page), 'utf8').matchAll(/`(SELECT [^`]+)`/g),
    ]);
    expect(asked.length).toBeGreaterThan(5);
    for (const [, sql = ''] of asked) await expect(client.query(sql), sql).resolves.toBeDefined();
  });
});

/** Grafana puts in what it knows of the time range, and what the reader chose. */
const forPrometheus = (expr: string): string =>
  expr.replaceAll('$__rate_interval', '5m').replaceAll('$channel', 'meta');

const forPostgres = (sql: string): string =>
  sql.replaceAll(/\$__timeFilter\(([^)]+)\)/g, "$1 BETWEEN now() - interval '1 hour' AND now()");
