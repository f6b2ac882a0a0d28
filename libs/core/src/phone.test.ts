import { expect, test } from 'vitest';
import { messagingLimitOf } from './phone.ts';

test.each([
  ['TIER_50', 50],
  ['TIER_250', 250],
  ['TIER_1K', 1000],
  ['TIER_2K', 2000],
  ['TIER_10K', 10_000],
  ['TIER_100K', 100_000],
  ['TIER_1M', 1_000_000],
  ['TIER_UNLIMITED', null],
  ['TIER_NOT_SET', null],
  ['', null],
  [null, null],
])('a messaging limit of %s allows %s people', (tier, people) => expect(messagingLimitOf(tier)).toBe(people));
