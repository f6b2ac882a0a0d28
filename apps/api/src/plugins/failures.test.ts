import { expect, test } from 'vitest';
import { createFailures, networkOf } from './failures.ts';

test('an address that failed too often is barred until its minute is over, and no other', () => {
  let now = 0;
  const failures = createFailures(2, () => now);
  failures.count('10.0.0.1');
  expect(failures.barredSeconds('10.0.0.1')).toBe(0);
  now = 15_000;
  failures.count('10.0.0.1');
  expect([failures.barredSeconds('10.0.0.1'), failures.barredSeconds('10.0.0.2')]).toEqual([45, 0]);
  now = 60_000;
  expect(failures.barredSeconds('10.0.0.1')).toBe(0);
});

test('no limit bars nobody', () => {
  const failures = createFailures(0, () => 0);
  for (let n = 0; n < 10; n++) failures.count('10.0.0.1');
  expect(failures.barredSeconds('10.0.0.1')).toBe(0);
});

test.each([
  ['10.0.0.1', '10.0.0.1'],
  ['::ffff:10.0.0.1', '10.0.0.1'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8::6', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network);
});
