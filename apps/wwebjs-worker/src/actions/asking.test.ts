import { describe, expect, test } from 'vitest';
import { identityOf, judge } from './asking.ts';
import { codeOf } from './contacts.ts';

describe('what the page answers', () => {
  test('is refused only when it is certain that nothing was done', () => {
    expect(judge({ kind: 'fault', begun: false, detail: 'x' })).toMatchObject({ kind: 'refused' });
    expect(judge({ kind: 'fault', begun: true, detail: 'x' })).toMatchObject({ kind: 'unknown' });
    expect(judge({ kind: 'refused', why: 'not-admin' })).toMatchObject({
      kind: 'refused',
      code: 'FORBIDDEN_BY_WHATSAPP',
    });
  });

  test('a number of WhatsApp means what the action says, else what it usually does', () => {
    const declined = (status: number) => judge({ kind: 'declined', status }, { 404: 'GROUP_NOT_FOUND' });
    expect(declined(404)).toMatchObject({ code: 'GROUP_NOT_FOUND' });
    expect(declined(401)).toMatchObject({ code: 'FORBIDDEN_BY_WHATSAPP' });
    expect(declined(429)).toMatchObject({ code: 'RATE_LIMITED' });
    expect(declined(418)).toMatchObject({ code: 'PROVIDER_REFUSED' });
  });
});

test('a person is his number where it is known, else his LID', () => {
  expect(identityOf({ pn: '60123@c.us', lid: '99@lid' })).toEqual({
    chatId: '60123',
    phoneNumber: '60123',
    lid: '99@lid',
  });
  expect(identityOf({ pn: null, lid: '99@lid' })).toEqual({
    chatId: '99@lid',
    phoneNumber: null,
    lid: '99@lid',
  });
});

test.each(['Ab-12_x', 'https://chat.whatsapp.com/Ab-12_x', ' https://whatsapp.com/channel/Ab-12_x?x=1 '])(
  'the invitation %s is its code',
  (invite) => expect(codeOf(invite)).toBe('Ab-12_x'),
);
