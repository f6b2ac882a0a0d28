import type { Mode } from '@watertight/e2e';
import { table } from '../table.ts';
import { percent } from './bars.ts';
import type { LoopCost } from './cost.ts';
import type { RecoveryReport, RecoveryRow } from './run.ts';

/** The report as people read it. */
export function renderRecovery(report: RecoveryReport): string {
  const { seed, rate, processors, seconds, rows, cost } = report;
  const modes = [...new Set(rows.map(({ mode }) => mode))];
  return [
    `seed ${seed}, ${rate} messages/s on each channel, ${processors} processors, ${seconds} s`,
    ...modes.flatMap((mode) => ['', TITLE[mode], '', ...noticing(rows.filter((row) => row.mode === mode))]),
    ...(modes.length > 1 ? ['', 'What was down, and for how long, seconds', '', ...sideBySide(rows)] : []),
    ...(cost ? ['', costLine(cost)] : []),
    '',
    ...report.missedBars.map((line) => `bar missed: ${line}`),
    ...(report.aborted ? [`ENDED EARLY: ${report.aborted}`] : []),
    report.ok
      ? 'Nothing lost, nothing silently doubled, nothing out of order.'
      : 'BROKEN: something was lost, silently doubled or out of order, or it ended early.',
    ...(report.home ? [`Logs and data: ${report.home}`] : []),
  ].join('\n');
}

const TITLE: Readonly<Record<Mode, string>> = {
  multi: 'A process for each role',
  single: 'All roles in one process',
};

const NOTICING = [
  ...['fault', 'health tells it, s', 'alert', 'true after, s', 'sending again, s', 'API silent, s'],
  ...['accepted', 'delivered', 'lost', 'doubled', 'disorder'],
];

const noticing = (rows: readonly RecoveryRow[]): string[] =>
  table([
    NOTICING,
    ...rows.map((row) => [
      row.fault,
      seconds(row.toldSeconds),
      row.alert?.name ?? '—',
      row.alert ? seconds(row.alert.seconds) : '—',
      seconds(row.backSeconds),
      seconds(row.silentSeconds.api),
      ...[row.accepted, row.delivered, row.lost, row.duplicated, row.outOfOrder].map(String),
    ]),
  ]);

const PARTS = [
  ['API', 'api'],
  ['Meta', 'meta'],
  ['WhatsApp Web', 'wwebjs'],
] as const;

/** Every fault that struck both, with what of each was silent, bulkheads first. */
function sideBySide(rows: readonly RecoveryRow[]): string[] {
  const of = (fault: string, mode: Mode) => rows.find((row) => row.fault === fault && row.mode === mode);
  const names = [...new Set(rows.map(({ fault }) => fault))];
  return table([
    ['fault', ...PARTS.flatMap(([title]) => [`${title}: apart`, 'in one'])],
    ...names.flatMap((fault) => {
      const [apart, one] = [of(fault, 'multi'), of(fault, 'single')];
      if (!apart || !one) return [];
      const cells = PARTS.flatMap(([, part]) => [apart, one].map((row) => seconds(row.silentSeconds[part])));
      return [[fault, ...cells]];
    }),
  ]);
}

const costLine = ({ calm, loop, crashes, accepted, arrived, duplicated }: LoopCost): string =>
  `The WhatsApp Web worker crashed ${crashes} times in a row: Meta carried ${Math.round(loop)}/s instead of ` +
  `${Math.round(calm)}/s (${percent(1 - loop / calm)} less); ${arrived} of ${accepted} arrived, ${duplicated} twice.`;

const seconds = (value: number | null): string => (value === null ? 'never' : value.toFixed(1));
