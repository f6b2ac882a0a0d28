import { expect, test } from 'vitest';
import { CHANNELS, chartOf, STATES } from './series.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 26, 10, minute)).toISOString();
const count = (minute: number, more: object) => ({
  at: at(minute),
  connectionType: 'meta' as const,
  direction: 'outbound' as const,
  status: 'read' as const,
  count: 1,
  ...more,
});

test('each minute has a place, also those without messages and the present one', () => {
  const { data } = chartOf({ from: at(0), to: at(3), counts: [count(1, { count: 5 })] }, CHANNELS);
  expect(data[0].map((x) => x % 3600)).toEqual([0, 60, 120, 180]);
  expect(data[2]).toEqual([0, 5, 0, 0]);
});

test('channels are told apart, and what comes in from what goes out', () => {
  const counts = [
    count(0, { count: 2 }),
    count(0, { connectionType: 'wwebjs', count: 3 }),
    count(0, { direction: 'inbound', status: 'received', count: 4 }),
  ];
  expect(chartOf({ from: at(0), to: at(0), counts }, CHANNELS).data.slice(1)).toEqual([[3], [2], [4]]);
});

test('states of one minute add up by what they mean', () => {
  const counts = [
    count(0, { status: 'read' }),
    count(0, { status: 'delivered', count: 2 }),
    count(0, { status: 'queued' }),
    count(0, { status: 'failed', count: 7 }),
  ];
  expect(chartOf({ from: at(0), to: at(0), counts }, STATES).data.slice(1)).toEqual([[3], [0], [1], [7]]);
});

test('what lies outside is not counted', () => {
  const { data } = chartOf({ from: at(5), to: at(6), counts: [count(1, {}), count(9, {})] }, CHANNELS);
  expect(data[2]).toEqual([0, 0]);
});
