import type { HappeningData, HappeningObservation } from '@watertight/core';
import type { PhoneWithState } from '@watertight/store';
import { beforeEach, expect, test } from 'vitest';
import { keepNews, type ToldNews } from './news.ts';

const at = new Date('2026-01-01T00:00:00Z');
const phone = { phoneId: 'ph_1', companyId: 'demo', state: { me: '60123456789' } } as PhoneWithState;
const word = { field: 'x', raw: {}, wabaId: '9001' };
const OF_TEMPLATE = { companyId: 'demo', wabaId: '9001', templateId: '7', at };

let heard: object[];
let facts: object[];
let checked: string[];
const store = {
  templates: { hear: (_tx: object, news: object[]) => Promise.resolve(void heard.push(...news)) },
  phones: {
    hearOfProvider: (_tx: object, news: object[]) => Promise.resolve(void facts.push(...news)),
    checkAccountSoon: (_tx: object, companyId: string, wabaId: string) =>
      Promise.resolve(void checked.push(`${companyId}/${wabaId}`)),
  },
};
beforeEach(() => void ([heard, facts, checked] = [[], [], []]));

const news = <Type extends keyof HappeningData>(type: Type, data: HappeningData[Type]): ToldNews => ({
  phone,
  observation: {
    kind: 'happening',
    phone: { wabaId: '9001' },
    type,
    key: 'k',
    data,
    at,
  } as HappeningObservation,
});
const keep = (...told: ToldNews[]) => keepNews(store as never, {} as never, told);
const template = (data: object) =>
  news('template.status', { ...word, templateId: '7', name: null, language: null, ...data } as never);
const quality = (data: object) =>
  news('phone.quality', { ...word, displayPhoneNumber: '+60 12-345 6789', ...data } as never);

test('a template follows what is told of it', async () => {
  await keep(
    template({ change: 'status', status: 'REJECTED', reason: 'PROMOTIONAL' }),
    template({ change: 'status', status: 'REINSTATED', reason: null }),
    template({ change: 'quality', quality: 'RED' }),
    template({ change: 'category', category: 'MARKETING' }),
    template({ change: 'components', components: {} }),
  );
  expect(heard).toEqual([
    { ...OF_TEMPLATE, status: 'REJECTED', rejectedReason: 'PROMOTIONAL' },
    { ...OF_TEMPLATE, status: 'APPROVED', rejectedReason: null },
    { ...OF_TEMPLATE, quality: 'RED' },
    { ...OF_TEMPLATE, category: 'MARKETING' },
    { ...OF_TEMPLATE, isPartial: true },
  ]);
  expect(checked).toEqual([]);
});

test.each([
  [
    { change: 'quality', event: 'UPGRADE', limit: 'TIER_10K' },
    { messagingTier: 'TIER_10K', messagingLimit: 10_000 },
  ],
  [{ change: 'quality', event: 'FLAGGED' }, { numberStatus: 'FLAGGED' }],
  [{ change: 'quality', event: 'UNFLAGGED' }, { numberStatus: 'CONNECTED' }],
  [{ change: 'quality', event: 'THROUGHPUT_UPGRADE' }, { throughput: 'HIGH' }],
  [
    { change: 'name', decision: 'APPROVED', requestedName: 'Shop' },
    { nameStatus: 'APPROVED', verifiedName: 'Shop' },
  ],
  [{ change: 'name', decision: 'REJECTED', requestedName: 'Shop' }, { nameStatus: 'DECLINED' }],
])('%j of a number is %j, and its account is asked for', async (data, expected) => {
  await keep(quality(data));
  expect(facts).toEqual([{ phoneId: 'ph_1', facts: expected }]);
  expect(checked).toEqual(['demo/9001']);
});

test('what is told of a number of the account that is not this one is written to no row', async () => {
  await keep(quality({ change: 'quality', event: 'FLAGGED', displayPhoneNumber: '+1 555 0100' }));
  expect(facts).toEqual([]);
  expect(checked).toEqual(['demo/9001']);
});

test('after news of an account its numbers are asked for, once', async () => {
  const restricted = news('account.updated', { ...word, event: 'ACCOUNT_RESTRICTION' });
  await keep(restricted, restricted, news('provider.event', { field: 'y', raw: {} }));
  expect(checked).toEqual(['demo/9001']);
});
