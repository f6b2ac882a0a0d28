import { expect, it } from 'vitest';
import { createLedger } from './ledger.ts';

const arrival = (key: string, to = '1@c.us') => ({
  key,
  phone: '49151',
  to,
  type: 'chat',
  text: `text ${key}`,
});

it('counts a repeated key instead of adding it', () => {
  const ledger = createLedger();
  ledger.record(arrival('A'));
  const { entry, repeated } = ledger.record(arrival('A'));

  expect(repeated).toBe(true);
  expect(entry.times).toBe(2);
  expect(ledger.size()).toBe(1);
});

it('takes the same key in another chat for another message', () => {
  const ledger = createLedger();
  ledger.record(arrival('A'));

  expect(ledger.record(arrival('A', '2@c.us')).repeated).toBe(false);
});

it('forgets the oldest at its bound and says how many', () => {
  const ledger = createLedger(2);
  for (const key of ['A', 'B', 'C']) ledger.record(arrival(key));

  expect(ledger.find({}).map(({ key }) => key)).toEqual(['B', 'C']);
  expect(ledger.dropped()).toBe(1);
});

it('finds by minted key, serialized key, bare number, text and position', () => {
  const ledger = createLedger();
  ledger.record(arrival('A'));
  ledger.record(arrival('B', '2@c.us'));
  const keysFor = (filter: Parameters<typeof ledger.find>[0]) => ledger.find(filter).map(({ key }) => key);

  expect(keysFor({ key: 'A' })).toEqual(['A']);
  expect(keysFor({ key: 'true_2@c.us_B' })).toEqual(['B']);
  expect(keysFor({ to: '2' })).toEqual(['B']);
  expect(keysFor({ text: 'text A' })).toEqual(['A']);
  expect(keysFor({ after: 1 })).toEqual(['B']);
  expect(keysFor({ limit: 1 })).toEqual(['A']);
});
