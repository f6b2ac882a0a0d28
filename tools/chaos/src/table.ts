import type { Report, Row, Violation } from './report.ts';

const HEAD = [
  'fault',
  'accepted',
  'delivered',
  'lost',
  'doubled',
  'disorder',
  'failed',
  'unconfirmed (ended)',
  'sending again, s',
  'other p99 ms: calm',
  'during',
];
const SHOWN_VIOLATIONS = 20;

/** The report as people read it. */
export function render(report: Report): string {
  const { seed, rounds, rate, seconds, processors } = report;
  return [
    `seed ${seed}, ${rounds} round${rounds === 1 ? '' : 's'}, ${rate} messages/s on each channel, ${processors} processors, ${seconds} s`,
    '',
    ...table([HEAD, ...report.rows.map(cells)]),
    '',
    ...report.violations.slice(0, SHOWN_VIOLATIONS).map(violationLine),
    ...(report.violations.length > SHOWN_VIOLATIONS
      ? [`… and ${report.violations.length - SHOWN_VIOLATIONS} more; --json has all`]
      : []),
    ...report.missedBars.map(
      ({ fault, what, limit, got }) => `bar missed: ${fault}: ${what} ${got}, should be ${limit}`,
    ),
    ...(report.aborted ? [`ENDED EARLY: ${report.aborted}`] : []),
    isWhole(report)
      ? 'Nothing lost, nothing silently doubled, nothing out of order.'
      : 'BROKEN: something was lost, silently doubled or out of order.',
    ...(report.home ? [`Logs and data: ${report.home}`] : []),
  ].join('\n');
}

const isWhole = ({ rows }: Report): boolean =>
  rows.every(({ lost, duplicated, outOfOrder }) => lost + duplicated + outOfOrder === 0);

const cells = (row: Row): string[] => [
  row.fault,
  String(row.accepted),
  String(row.delivered),
  String(row.lost),
  row.resent > 0 ? `${row.duplicated} (+${row.resent} wished)` : String(row.duplicated),
  String(row.outOfOrder),
  String(row.failed),
  unconfirmedCell(row.unconfirmed),
  row.seconds === null ? 'never' : row.seconds.toFixed(1),
  millis(row.beforeP99Ms),
  `${millis(row.duringP99Ms)}${row.duringSamples > 0 && row.duringSamples < 100 ? '*' : ''}`,
];

function unconfirmedCell(endings: Record<string, number>): string {
  const entries = Object.entries(endings);
  if (entries.length === 0) return '0';
  const total = entries.reduce((sum, [, count]) => sum + count, 0);
  return `${total} (${entries.map(([status, count]) => `${status} ${count}`).join(', ')})`;
}

const millis = (value: number | null): string => (value === null ? '—' : String(Math.round(value)));

/** The first row is the head, and as long as every other one. The first column to the left, the others to the right. */
export function table(rows: string[][]): string[] {
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  const line = (row: string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[column]!) : cell.padStart(widths[column]!)))
      .join('  ');
  const [head, ...body] = rows;
  return [line(head!), widths.map((width) => '-'.repeat(width)).join('  '), ...body.map(line)];
}

const violationLine = ({ kind, fault, round, id, status, why }: Violation): string =>
  `${kind}: ${fault}, round ${round}: ${id ?? 'never answered'} (${status ?? 'unknown to the API'}): ${why}`;
