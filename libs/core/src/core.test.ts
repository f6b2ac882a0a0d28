import { createCipheriv } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  canFollow,
  CHANNELS,
  CONNECTION_TYPES,
  createCipher,
  ERRORS,
  isFinal,
  isSlug,
  MESSAGE_STATUSES,
  idsFrom,
  newId,
  parseChatId,
  RECEIPT_STATUSES,
  TRANSITIONS,
  ulid,
  webMessageKey,
} from './index.ts';

describe('parseChatId', () => {
  it.each([
    ['60123456789', '60123456789'],
    ['+60123456789', '60123456789'],
    ['60123456789@c.us', '60123456789'],
    [' 60123456789 ', '60123456789'],
    ['120363041234567890@g.us', '120363041234567890@g.us'],
    ['60123456789-1400000000@g.us', '60123456789-1400000000@g.us'],
    ['Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzZD@g.us', 'Y2FwaV9ncm91cDoxNzA1NTU1MDEzOToxMjAzZD@g.us'],
  ])('reads %s as %s', (text, chatId) => expect(parseChatId(text)).toBe(chatId));

  it.each([
    '',
    'hello',
    '12a45678',
    '123',
    '+',
    '60123456789@x.us',
    '601 234 567',
    '6012345678\n@g.us',
    '@g.us',
  ])('refuses %j', (text) => expect(parseChatId(text)).toBeNull());
});

describe('ids', () => {
  it('sort by the time they were made', () => {
    expect(ulid(1000) < ulid(1001)).toBe(true);
    expect(ulid(1_700_000_000_000) < ulid(1_900_000_000_000)).toBe(true);
    expect(ulid(1_469_918_176_385).slice(0, 10), 'the example of the specification').toBe('01ARYZ6S41');
    expect(ulid(2 ** 48 - 1).slice(0, 10)).toBe('7ZZZZZZZZZ');
    expect(ulid(0).slice(0, 10)).toBe('0000000000');
    const at = 1_700_000_000_000;
    expect(idsFrom('msg', at) < `msg_${ulid(at)}`).toBe(true);
    expect(idsFrom('msg', at) > `msg_${ulid(at - 1)}`).toBe(true);
  });
  it('are 26 characters behind their kind, and never repeat', () => {
    const ids = new Set(Array.from({ length: 1000 }, () => newId('msg')));
    expect(ids.size).toBe(1000);
    for (const id of ids) expect(id).toMatch(/^msg_[0-9A-HJKMNP-TV-Z]{26}$/);
  });
  it('mint the same WhatsApp Web key for the same message, and another for another', () => {
    expect(webMessageKey('msg_1')).toBe(webMessageKey('msg_1'));
    expect(webMessageKey('msg_1')).not.toBe(webMessageKey('msg_2'));
    expect(webMessageKey('msg_1')).toMatch(/^3EB0[0-9A-F]{18}$/);
  });
  it('take slugs for companies and nothing else', () => {
    expect(['demo', 'a', 'acme-2'].every(isSlug)).toBe(true);
    expect(['', '-a', 'a-', 'A', 'a_b', 'a/b', 'x'.repeat(64)].some(isSlug)).toBe(false);
  });
});

describe('the transition table', () => {
  it('lets no status of a sent message go back', () => {
    const order = ['sent', 'delivered', 'read', 'played'] as const;
    order.forEach((later, i) =>
      order.slice(0, i + 1).forEach((earlier) => expect(canFollow(later, earlier)).toBe(false)),
    );
    for (const later of order) expect(canFollow(later, 'queued')).toBe(false);
  });
  it('never leaves a message that was played or received', () => {
    for (const end of ['played', 'received'] as const) expect(TRANSITIONS[end]).toEqual([]);
  });
  it('lets a message that was cancelled or expired only turn out to have been sent', () => {
    for (const end of ['cancelled', 'expired'] as const)
      expect(TRANSITIONS[end]).toEqual(['sent', 'delivered', 'read', 'played']);
  });
  it('gives every status that is not final a way to a final one', () => {
    const reaches = (from: (typeof MESSAGE_STATUSES)[number]) => TRANSITIONS[from].some(isFinal);
    for (const status of MESSAGE_STATUSES) if (!isFinal(status)) expect(reaches(status), status).toBe(true);
  });
  it('lets every receipt follow a message that is being sent', () => {
    for (const receipt of RECEIPT_STATUSES) expect(canFollow('sending', receipt)).toBe(true);
  });
});

describe('the cipher', () => {
  const cipher = createCipher(Buffer.alloc(32, 7));
  it('opens what it sealed, and seals the same text differently each time', () => {
    expect(cipher.open(cipher.seal('secret ✓', 'phone:1'), 'phone:1')).toBe('secret ✓');
    expect(cipher.seal('a', 'c')).not.toBe(cipher.seal('a', 'c'));
  });
  it('refuses another context, another key and a changed byte', () => {
    const sealed = cipher.seal('secret', 'phone:1');
    expect(() => cipher.open(sealed, 'phone:2')).toThrow();
    expect(() => createCipher(Buffer.alloc(32, 8)).open(sealed, 'phone:1')).toThrow();
    expect(() => cipher.open(`${sealed.slice(0, -4)}AAA=`, 'phone:1')).toThrow();
    expect(() => createCipher(Buffer.alloc(16))).toThrow('32 bytes');
  });
  it('opens with any key of the ring, seals with the current one, and wraps anew what another one holds', () => {
    const [old, fresh] = [Buffer.alloc(32, 7), Buffer.alloc(32, 9)];
    const both = createCipher({ current: fresh, others: [old] });
    const sealed = cipher.seal('secret', 'phone:1');
    expect(both.open(sealed, 'phone:1')).toBe('secret');
    expect(() => createCipher(fresh).open(both.seal('x', 'c'), 'c')).not.toThrow();
    const moved = both.reseal(sealed, 'phone:1') ?? '';
    expect(createCipher(fresh).open(moved, 'phone:1')).toBe('secret');
    expect(moved.split('.')[2]).toBe(sealed.split('.')[2]);
    expect(both.reseal(moved, 'phone:1')).toBeNull();
    expect(() => both.reseal(sealed, 'phone:2')).toThrow();
  });
  it('opens what was sealed before there were envelopes', () => {
    const first =
      'v1.AAAAAAAAAAAAAAAA.' +
      (() => {
        const seal = createCipheriv('aes-256-gcm', Buffer.alloc(32, 7), Buffer.alloc(12));
        seal.setAAD(Buffer.from('phone:1'));
        const body = Buffer.concat([seal.update('old'), seal.final()]);
        return `${seal.getAuthTag().toString('base64')}.${body.toString('base64')}`;
      })();
    expect(cipher.open(first, 'phone:1')).toBe('old');
    const ring = createCipher({ current: Buffer.alloc(32, 9), others: [Buffer.alloc(32, 7)] });
    expect(ring.open(ring.reseal(first, 'phone:1') ?? '', 'phone:1')).toBe('old');
  });
});

describe('catalogues', () => {
  it('every connection type has a channel that says what it can do', () => {
    for (const type of CONNECTION_TYPES) expect(CHANNELS[type].connectionType).toBe(type);
  });
  it('every error has a status, a title and a remedy in whole sentences', () => {
    for (const [code, { status, title, remedy }] of Object.entries(ERRORS)) {
      expect(code).toMatch(/^[A-Z][A-Z_]+$/);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title.length).toBeGreaterThan(8);
      expect(remedy).toMatch(/\.$/);
    }
  });
});
