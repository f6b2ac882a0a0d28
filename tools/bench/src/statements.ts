import type { PostgresStore } from '@watertight/chaos';

/** With which a server counts what each statement took; not free, so for profiles alone. */
export const STATEMENT_SETTINGS = [
  'shared_preload_libraries=pg_stat_statements',
  'pg_stat_statements.track_planning=on',
  'pg_stat_statements.track_utility=on',
];
const MOST = 20;
const TEXT_CHARS = 90;

type Row = {
  calls: number;
  total: number;
  planning: number;
  mean: number;
  rows: number;
  pages: number;
  wal: number;
  query: string;
};

const COSTLIEST = `SELECT calls::int, total_exec_time + total_plan_time AS total, total_plan_time AS planning,
    (total_exec_time + total_plan_time) / calls AS mean, rows::int,
    (shared_blks_hit + shared_blks_read)::float8 / calls AS pages, wal_bytes::float8 / calls AS wal, query
  FROM pg_stat_statements WHERE query NOT LIKE '%pg_stat_statements%'
  ORDER BY 2 DESC LIMIT ${MOST}`;

/** What statements took between two moments, by the server's own count: the time of its clock, waiting included. */
export function createStatements({ postgres }: { postgres: Pick<PostgresStore, 'query'> }) {
  let begun: Promise<unknown> = Promise.resolve();
  let rows: Promise<Row[]> = Promise.resolve([]);
  return {
    start() {
      begun = postgres
        .query('CREATE EXTENSION IF NOT EXISTS pg_stat_statements')
        .then(() => postgres.query('SELECT 1 FROM pg_stat_statements_reset()'));
      begun.catch(() => undefined); // whoever asks for the lines hears of it
    },
    end() {
      rows = begun.then(() => postgres.query<Row>(COSTLIEST));
      rows.catch(() => undefined); // so does he of this
    },
    async lines(): Promise<string[]> {
      return (await rows).map(lineOf);
    },
  };
}

function lineOf({ calls, total, planning, mean, rows, pages, wal, query }: Row): string {
  const figures = [
    `${total.toFixed(0).padStart(6)} ms`,
    `${String(calls).padStart(6)} calls`,
    `${(mean * 1000).toFixed(0).padStart(6)} µs`,
    `${(rows / calls).toFixed(1).padStart(5)} rows`,
    `${pages.toFixed(0).padStart(5)} pages`,
    `${wal.toFixed(0).padStart(6)} B of log`,
    `planning ${planning.toFixed(0)} ms`,
  ];
  return `  ${figures.join('  ')}  ${query.replaceAll(/\s+/g, ' ').slice(0, TEXT_CHARS)}`;
}
