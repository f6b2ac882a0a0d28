import type { Activity } from './data.ts';

/** What a chart draws: x values in seconds, then one row of counts for each series. */
export interface Chart {
  labels: string[];
  data: [x: number[], ...counts: number[][]];
}

type Count = Activity['counts'][number];

const MINUTE_MS = 60_000;

export const CHANNELS: { label: string; has(count: Count): boolean }[] = [
  {
    label: 'WhatsApp Web, out',
    has: ({ connectionType, direction }) => connectionType === 'wwebjs' && direction === 'outbound',
  },
  {
    label: 'Cloud API, out',
    has: ({ connectionType, direction }) => connectionType === 'meta' && direction === 'outbound',
  },
  { label: 'Received', has: ({ direction }) => direction === 'inbound' },
];

const WAITING = ['scheduled', 'queued', 'sending'];
const ARRIVED = ['delivered', 'read', 'played'];
const LOST = ['failed', 'expired', 'cancelled', 'unconfirmed'];

export const STATES: typeof CHANNELS = [
  { label: 'Delivered or read', has: ({ status }) => ARRIVED.includes(status) },
  { label: 'Sent', has: ({ status }) => status === 'sent' },
  { label: 'Waiting', has: ({ status }) => WAITING.includes(status) },
  {
    label: 'Failed or uncertain',
    has: ({ direction, status }) => direction === 'outbound' && LOST.includes(status),
  },
];

/** The counts of each minute from the first to the present one; a minute without messages counts nothing. */
export function chartOf({ from, to, counts }: Activity, series: typeof CHANNELS): Chart {
  const first = Math.floor(Date.parse(from) / MINUTE_MS);
  const length = Math.max(1, Math.floor(Date.parse(to) / MINUTE_MS) - first + 1);
  const minutes = Array.from({ length }, (_, n) => (first + n) * 60);
  const rows = series.map(() => new Array<number>(length).fill(0));
  for (const count of counts) {
    const n = Math.floor(Date.parse(count.at) / MINUTE_MS) - first;
    if (n < 0 || n >= length) continue;
    for (const [index, { has }] of series.entries()) if (has(count)) rows[index]![n]! += count.count;
  }
  return { labels: series.map(({ label }) => label), data: [minutes, ...rows] };
}
