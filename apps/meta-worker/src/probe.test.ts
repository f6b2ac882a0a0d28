import { expect, test } from 'vitest';
import { judgeProbe } from './probe.ts';

const answered = (status: number, body: object | string) =>
  judgeProbe({ kind: 'answered', status, body: typeof body === 'string' ? body : JSON.stringify(body) });
const refused = (status: number, code: number) => answered(status, { error: { code, message: 'No.' } });

test('a number that answers is ready, with its digits', () => {
  expect(answered(200, { display_phone_number: '+60 12-345 6789' })).toEqual({
    status: 'ready',
    me: '60123456789',
  });
  expect(answered(200, {})).toEqual({ status: 'ready' });
});

test.each([0, 102, 190])('code %i is a refused token', (code) => {
  expect(refused(401, code)).toEqual({
    status: 'failed',
    reason: `Meta refused the access token (code ${code}): No.`,
  });
});

test.each([10, 200, 299])('code %i is a token without the right', (code) => {
  expect(refused(403, code)).toMatchObject({
    status: 'failed',
    reason: expect.stringContaining(`(code ${code})`),
  });
});

test('a server at fault, or none, is a lost connection with its reason', () => {
  expect(refused(500, 1)).toMatchObject({ status: 'disconnected', reason: expect.stringContaining('500') });
  expect(answered(503, '<html>')).toMatchObject({ status: 'disconnected' });
  expect(judgeProbe({ kind: 'not-sent', reason: 'connect ECONNREFUSED' })).toEqual({
    status: 'disconnected',
    reason: 'Meta could not be reached: connect ECONNREFUSED.',
  });
  expect(judgeProbe({ kind: 'unknown', reason: 'no answer within 20 s' })).toMatchObject({
    status: 'disconnected',
  });
});

test.each([
  [400, 130429],
  [400, 100],
  [404, 2500],
])('HTTP %i with code %i shows that Meta answers and takes the token', (status, code) => {
  expect(refused(status, code)).toEqual({ status: 'ready' });
});
