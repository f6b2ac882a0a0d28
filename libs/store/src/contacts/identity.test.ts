import { describe, expect, it } from 'vitest';
import { ContactBook, type ContactRecord } from './identity.ts';

const now = new Date('2026-06-01T00:00:00Z');
const record = (more: Partial<ContactRecord>): ContactRecord => ({
  id: 'con_1',
  companyId: 'demo',
  phoneNumber: null,
  lid: null,
  bsuid: null,
  username: null,
  name: null,
  nameIsGiven: false,
  pushName: null,
  isBusiness: false,
  acceptsMarketing: null,
  metadata: null,
  linkedAt: null,
  formerSpellings: [],
  createdAt: new Date('2026-01-01T00:00:00Z'),
  ...more,
});
const book = (...records: ContactRecord[]) => new ContactBook('demo', records, now);

describe('a person who was known by number and, apart, by LID', () => {
  const ann = () => record({ id: 'con_a', phoneNumber: '60111', name: 'Ann' });
  const hidden = () => record({ id: 'con_b', lid: '9@lid', pushName: 'annie', metadata: { tier: 1 } });

  it('becomes one contact that keeps what was known of both', () => {
    const [a, b] = [ann(), hidden()];
    const written = book(a, b);
    written.say({ phoneNumber: '60111', lid: '9@lid' });
    expect(a).toMatchObject({ phoneNumber: '60111', lid: '9@lid', name: 'Ann', pushName: 'annie' });
    expect(a).toMatchObject({ metadata: { tier: 1 }, linkedAt: now, formerSpellings: ['9@lid'] });
    expect([...written.removed]).toEqual([b]);
    expect([...written.changed]).toEqual([a]);
    expect([...written.linked]).toEqual([a]);
  });

  it('is found under both spellings afterwards', () => {
    const [a, b] = [ann(), hidden()];
    const written = book(a, b);
    written.say({ phoneNumber: '60111', lid: '9@lid' });
    expect(written.say({ phoneNumber: null, lid: '9@lid' })).toBe(a);
    expect(written.say({ phoneNumber: '60111', lid: null })).toBe(a);
  });
});

it('who was known by BSUID and, apart, by number is one contact, also when a LID comes to it', () => {
  const numbered = record({ id: 'con_a', phoneNumber: '60111', lid: '9@lid' });
  const hidden = record({ id: 'con_b', bsuid: 'MY.1', username: 'ann' });
  const written = book(numbered, hidden);
  expect(written.say({ phoneNumber: '60111', lid: null, bsuid: 'MY.1' })).toBe(numbered);
  expect(numbered).toMatchObject({ lid: '9@lid', bsuid: 'MY.1', username: 'ann' });
  expect(numbered.formerSpellings).toContain('MY.1');
  expect([...written.removed]).toEqual([hidden]);
});

it('a number whose BSUID is another one now has passed to another person', () => {
  const before = record({ id: 'con_a', phoneNumber: '60111', bsuid: 'MY.1' });
  const after = record({ id: 'con_b', bsuid: 'MY.2' });
  book(before, after).say({ phoneNumber: '60111', lid: null, bsuid: 'MY.2' });
  expect(before).toMatchObject({ phoneNumber: null, bsuid: 'MY.1' });
  expect(after).toMatchObject({ phoneNumber: '60111', bsuid: 'MY.2' });
});

it('a person who changes his number stays the same contact', () => {
  const person = record({ phoneNumber: '60111', lid: '9@lid' });
  const written = book(person);
  expect(written.say({ phoneNumber: '60222', lid: '9@lid' })).toBe(person);
  expect(person.phoneNumber).toBe('60222');
  expect(written.find({ phoneNumber: '60111', lid: null })).toBeUndefined();
});

it('a number that passes to another account leaves the one who had it', () => {
  const before = record({ id: 'con_a', phoneNumber: '60111', lid: '1@lid', name: 'Ann' });
  const after = record({ id: 'con_b', lid: '2@lid', name: 'Bob' });
  const written = book(before, after);
  written.say({ phoneNumber: '60111', lid: '2@lid' });
  expect(before).toMatchObject({ phoneNumber: null, lid: '1@lid', name: 'Ann' });
  expect(after).toMatchObject({ phoneNumber: '60111', lid: '2@lid', name: 'Bob' });
  expect(written.removed.size).toBe(0);
});

it('a name that the company gave is not replaced by one that a phone has, and a heard one is', () => {
  const person = record({ phoneNumber: '60111' });
  const written = book(person);
  const heard = (name: string) => written.say({ phoneNumber: '60111', lid: null, name });
  heard('From the phone');
  heard('From the phone again');
  expect(person.name).toBe('From the phone again');
  written.say({ phoneNumber: '60111', lid: null, name: 'Ours', given: true });
  heard('From the phone once more');
  expect(person.name).toBe('Ours');
});

it('what was known already changes nothing', () => {
  const person = record({ phoneNumber: '60111', pushName: 'Ann' });
  const written = book(person);
  written.say({ phoneNumber: '60111', lid: null, pushName: 'Ann' });
  written.say({ phoneNumber: '60111', lid: null, pushName: null });
  expect(written.changed.size).toBe(0);
});

it('two words of one batch on a new person make one contact', () => {
  const written = book();
  const first = written.say({ phoneNumber: '60111', lid: null, pushName: 'Ann' });
  expect(written.say({ phoneNumber: '60111', lid: '9@lid' })).toBe(first);
  expect([...written.changed]).toEqual([first]);
});
