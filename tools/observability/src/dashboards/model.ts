/** What a dashboard is, in the words that matter; `toGrafana` makes of it what Grafana reads. */
export interface Dashboard {
  uid: string;
  title: string;
  description: string;
  variables?: Variable[];
  rows: { title: string; panels: Panel[] }[];
}

/** A choice of the reader, `$name` in expressions. */
export interface Variable {
  name: string;
  label: string;
  values: string[];
}

export interface Panel {
  title: string;
  kind: 'lines' | 'number' | 'table';
  /** As Grafana spells units: `s`, `bytes`, `percentunit`, `short`, `reqps`. */
  unit?: string;
  /** Of 24; 8 by default. */
  width?: number;
  queries: Query[];
}

export type Query =
  | { expr: string; legend?: string }
  /** `series`: the columns time, metric and value. */
  | { sql: string; series?: boolean };

export const PROMETHEUS = { type: 'prometheus', uid: 'watertight-prometheus' } as const;
export const POSTGRES = { type: 'grafana-postgresql-datasource', uid: 'watertight-postgres' } as const;

/** That of Grafana 11. */
export const SCHEMA_VERSION = 39;

const COLUMNS = 24;
const WIDTH = 8;
const HEIGHTS = { lines: 8, number: 4, table: 9 } as const;
const TYPES = { lines: 'timeseries', number: 'stat', table: 'table' } as const;

/** The dashboard as JSON that Grafana provisions; the same description makes the same text. */
export function toGrafana(dashboard: Dashboard): string {
  const { uid, title, description, variables = [] } = dashboard;
  const json = {
    uid: `watertight-${uid}`,
    title: `Watertight: ${title}`,
    description,
    tags: ['watertight'],
    schemaVersion: SCHEMA_VERSION,
    version: 1,
    editable: true,
    graphTooltip: 1,
    refresh: '30s',
    time: { from: 'now-3h', to: 'now' },
    timezone: 'browser',
    annotations: { list: [] },
    links: [
      { type: 'dashboards', title: 'Watertight', tags: ['watertight'], asDropdown: true, keepTime: true },
    ],
    templating: { list: variables.map(variableOf) },
    panels: panelsOf(dashboard),
  };
  return `${JSON.stringify(json, null, 2)}\n`;
}

const variableOf = ({ name, label, values }: Variable) => ({
  name,
  label,
  type: 'custom',
  query: values.join(','),
  current: { selected: true, text: values[0], value: values[0] },
  options: values.map((value, index) => ({ selected: index === 0, text: value, value })),
  multi: false,
  includeAll: false,
});

function panelsOf({ rows }: Dashboard): object[] {
  const panels: object[] = [];
  let y = 0;
  for (const row of rows) {
    panels.push({
      id: panels.length + 1,
      type: 'row',
      title: row.title,
      collapsed: false,
      gridPos: { x: 0, y, w: COLUMNS, h: 1 },
      panels: [],
    });
    y += 1;
    let x = 0;
    let lineHeight = 0;
    for (const panel of row.panels) {
      const w = panel.width ?? WIDTH;
      const h = HEIGHTS[panel.kind];
      if (x + w > COLUMNS) {
        x = 0;
        y += lineHeight;
        lineHeight = 0;
      }
      panels.push(panelOf(panel, panels.length + 1, { x, y, w, h }));
      x += w;
      lineHeight = Math.max(lineHeight, h);
    }
    y += lineHeight;
  }
  return panels;
}

function panelOf(panel: Panel, id: number, gridPos: object): object {
  const [first] = panel.queries;
  return {
    id,
    type: TYPES[panel.kind],
    title: panel.title,
    gridPos,
    datasource: first && 'sql' in first ? POSTGRES : PROMETHEUS,
    fieldConfig: {
      defaults: { unit: panel.unit ?? 'short', min: panel.kind === 'lines' ? 0 : undefined },
      overrides: [],
    },
    options:
      panel.kind === 'number'
        ? { reduceOptions: { calcs: ['lastNotNull'] }, textMode: 'value_and_name' }
        : {},
    targets: panel.queries.map((query, index) =>
      targetOf(query, panel.kind, String.fromCharCode(65 + index)),
    ),
  };
}

function targetOf(query: Query, kind: Panel['kind'], refId: string): object {
  if ('sql' in query)
    return {
      refId,
      datasource: POSTGRES,
      rawQuery: true,
      editorMode: 'code',
      format: query.series ? 'time_series' : 'table',
      rawSql: query.sql,
    };
  const { expr, legend } = query;
  return {
    refId,
    datasource: PROMETHEUS,
    expr,
    instant: kind === 'number',
    legendFormat: legend ?? '__auto',
  };
}
