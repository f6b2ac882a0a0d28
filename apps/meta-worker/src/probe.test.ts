import { expect, test } from 'vitest';
import { judgeProbe, withToken } from './probe.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const DAY = 24 * 3_600_000;
const answered = (status: number, body: object | string) =>
  judgeProbe({ kind: 'answered', status, body: typeof body === 'string' ? body : JSON.stringify(body) }, NOW);
const refused = (status: number, code: number, more: object = {}) =>
  answered(status, { error: { code, message: 'No.', ...more } });

test('a number that answers is ready, with its digits and what Meta says of it', () => {
  const facts = {
    display_phone_number: '+60 12-345 6789',
    verified_name: 'Shop',
    name_status: 'APPROVED',
    quality_rating: 'GREEN',
    status: 'CONNECTED',
    code_verification_status: 'VERIFIED',
    throughput: { level: 'HIGH' },
    account_mode: 'LIVE',
    platform_type: 'CLOUD_API',
    is_official_business_account: true,
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
  };
  expect(answered(200, facts)).toEqual({
    status: 'ready',
    me: '60123456789',
    provider: {
      verifiedName: 'Shop',
      nameStatus: 'APPROVED',
      numberStatus: 'CONNECTED',
      qualityRating: 'GREEN',
      messagingLimit: 2000,
      messagingTier: 'TIER_2K',
      throughput: 'HIGH',
      codeVerificationStatus: 'VERIFIED',
      accountMode: 'LIVE',
      platformType: 'CLOUD_API',
      isOfficialBusinessAccount: true,
      tokenExpiresAt: null,
      checkedAt: NOW.toISOString(),
    },
  });
  const bare = answered(200, {});
  expect(bare).toMatchObject({ status: 'ready', provider: { verifiedName: null, messagingLimit: null } });
  expect(bare).not.toHaveProperty('reason');
  expect(answered(200, { messaging_limit_tier: 'TIER_250' }).provider?.messagingLimit).toBe(250);
});

test.each([
  ['CONNECTED', 'ready', undefined],
  ['SOMETHING_NEW', 'ready', undefined],
  ['FLAGGED', 'ready', 'FLAGGED'],
  ['RESTRICTED', 'ready', 'RESTRICTED'],
  ['RATE_LIMITED', 'ready', 'LIMIT_REACHED'],
  ['BANNED', 'failed', 'BANNED'],
  ['PENDING', 'failed', 'NOT_REGISTERED'],
  ['UNVERIFIED', 'failed', 'NOT_REGISTERED'],
  ['DISCONNECTED', 'failed', 'NOT_REGISTERED'],
  ['DELETED', 'failed', 'NUMBER_GONE'],
  ['MIGRATED', 'failed', 'NUMBER_GONE'],
])('a number that Meta calls %s is %s %s', (word, status, code) => {
  const result = answered(200, { status: word });
  expect([result.status, result.code, result.reason !== undefined]).toEqual([
    status,
    code,
    code !== undefined,
  ]);
  expect(result.provider?.numberStatus).toBe(word);
});

test.each([0, 102, 190])('code %i is a refused token', (code) => {
  expect(refused(401, code)).toEqual({
    status: 'failed',
    code: 'TOKEN_REFUSED',
    reason: `Meta refused the access token (code ${code}): No.`,
  });
});

test.each([
  [10, 403, {}, 'PERMISSION_MISSING'],
  [200, 403, {}, 'PERMISSION_MISSING'],
  [299, 403, {}, 'PERMISSION_MISSING'],
  [100, 400, { error_subcode: 33 }, 'PERMISSION_MISSING'],
  [368, 403, {}, 'BANNED'],
  [131031, 403, {}, 'BANNED'],
])('code %i, HTTP %i, %j fails the phone as %s', (code, status, more, word) => {
  const reason = expect.stringContaining(`(code ${code})`);
  expect(refused(status, code, more)).toEqual({ status: 'failed', code: word, reason });
});

test('a server at fault, or none, is a lost connection with its reason', () => {
  const lost = { status: 'disconnected', code: 'UNREACHABLE' };
  expect(refused(500, 1)).toMatchObject({ ...lost, reason: expect.stringContaining('500') });
  expect(answered(503, '<html>')).toMatchObject(lost);
  expect(judgeProbe({ kind: 'not-sent', reason: 'connect ECONNREFUSED' }, NOW)).toEqual({
    ...lost,
    reason: 'Meta could not be reached: connect ECONNREFUSED.',
  });
  expect(judgeProbe({ kind: 'unknown', reason: 'no answer within 20 s' }, NOW)).toMatchObject(lost);
});

test.each([
  [400, 130429],
  [400, 100],
  [404, 2500],
])('HTTP %i with code %i shows that Meta answers and takes the token', (status, code) => {
  expect(refused(status, code)).toEqual({ status: 'ready' });
});

test('a token that ends within a week is told of a phone that works, and of no other', () => {
  const token = (days: number) => ({ appId: '1', expiresAt: new Date(NOW.getTime() + days * DAY) });
  const ready = answered(200, { status: 'CONNECTED' });
  const soon = withToken(ready, token(6), NOW);
  expect(soon).toMatchObject({ status: 'ready', code: 'TOKEN_EXPIRES' });
  expect(soon.reason).toContain('2026-01-07');
  expect(withToken(ready, token(8), NOW)).toMatchObject({
    provider: { tokenExpiresAt: '2026-01-09T00:00:00.000Z' },
  });
  expect(withToken(ready, token(8), NOW).reason).toBeUndefined();
  expect(withToken(ready, { appId: '1', expiresAt: null }, NOW)).toEqual(ready);
  expect(withToken(ready, null, NOW)).toEqual(ready);
  expect(withToken(answered(200, { status: 'BANNED' }), token(1), NOW).code).toBe('BANNED');
});
