import { expect, test } from 'vitest';
import {
  meaningOfCode,
  meaningOfHttpStatus,
  MEANINGS,
  messageErrorOf,
  outcomeOfAnswer,
  readFault,
} from './errors.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const range = (first: number, last: number) => Array.from({ length: last - first + 1 }, (_, i) => first + i);
const of = (status: number, code: number | null, attempt = 1) =>
  outcomeOfAnswer(status, code === null ? null : { code, detail: 'why' }, attempt, NOW);
const pauseSeconds = (code: number, attempt: number) => {
  const outcome = of(400, code, attempt);
  return outcome.kind === 'later' ? (outcome.retryAt.getTime() - NOW.getTime()) / 1000 : null;
};

/** Meta's codes by what follows from them, written out apart from the table that is tested. */
const LATER = {
  message: [1, 131000, 130472, 131049, 132015],
  chat: [131056],
  phone: [0, 2, 4, 102, 190, 80007, 130429, 131016, 131048, 131057, 133004],
};
const FINAL = [
  ...[3, 10, 33, 100, 368, 131008, 131009, 131021, 131026, 131030, 131031, 131042, 131047],
  ...range(131051, 131053),
  ...range(200, 299),
  ...range(132000, 132099).filter((code) => code !== 132015),
];

test.each(Object.entries(LATER).flatMap(([scope, codes]) => codes.map((code) => [code, scope] as const)))(
  'code %i is tried again later and makes the %s wait',
  (code, scope) => {
    const outcome = of(400, code);
    expect(outcome).toMatchObject({ kind: 'later', scope, providerCode: String(code), detail: 'why' });
    expect(pauseSeconds(code, 1)).toBeGreaterThan(0);
    expect(pauseSeconds(code, 100)).toBeLessThanOrEqual(86_400);
  },
);

test('every final code is refused for good, whatever the HTTP status says', () => {
  const outcomes = FINAL.flatMap((code) => [of(400, code), of(500, code), of(429, code)]);
  expect(outcomes.filter((outcome) => outcome.kind !== 'refused' || !outcome.permanent)).toEqual([]);
});

test('the table holds the codes of these tests and no others', () => {
  const inTable = MEANINGS.flatMap(({ codes }) =>
    codes.flatMap((code) => (typeof code === 'number' ? [code] : range(code[0], code[1]))),
  );
  expect(new Set(inTable)).toEqual(new Set([...Object.values(LATER).flat(), ...FINAL]));
});

test.each([0, 102, 190])('code %i stops the phone with a sentence', (code) => {
  expect(of(401, code)).toMatchObject({
    code: 'TOKEN_REFUSED',
    phoneFault: `Meta refused the access token (code ${code}): why`,
  });
  expect(pauseSeconds(code, 5)).toBe(60);
});

test('no other code stops the phone', () => {
  const others = [...LATER.message, ...LATER.chat, ...LATER.phone, ...FINAL].filter(
    (code) => code !== 0 && code !== 102 && code !== 190,
  );
  expect(others.filter((code) => 'phoneFault' in of(400, code))).toEqual([]);
});

test('the pair limit waits 4, 16, 64 seconds and so on', () => {
  expect([1, 2, 3, 4].map((attempt) => pauseSeconds(131056, attempt))).toEqual([4, 16, 64, 256]);
});

test('a paused template is no missing one', () => {
  expect(pauseSeconds(132015, 1)).toBe(3 * 3600);
  expect(of(400, 132001).kind).toBe('refused');
});

test('a recipient that cannot be reached is told from a refused message', () => {
  expect([131026, 131047, 131051].map((code) => of(400, code))).toMatchObject([
    { code: 'RECIPIENT_INVALID' },
    { code: 'PROVIDER_REFUSED' },
    { code: 'UNSUPPORTED_ON_CHANNEL' },
  ]);
});

test('the HTTP status decides only where no known code stands', () => {
  const kinds = (code: number | null) =>
    [429, 500, 503, 302, 400, 404].map((status) => of(status, code).kind);
  const expected = ['later', 'later', 'later', 'later', 'refused', 'refused'];
  expect(kinds(null)).toEqual(expected);
  expect(kinds(987_654)).toEqual(expected);
  expect(meaningOfCode(987_654)).toBeNull();
});

test('a gateway fault makes the phone wait, an inner fault only the message', () => {
  expect([502, 503, 504, 429].map(meaningOfHttpStatus)).toMatchObject(Array(4).fill({ scope: 'phone' }));
  expect(meaningOfHttpStatus(500)).toMatchObject({ scope: 'message' });
});

test("Graph's details are preferred to its message, and both are cut", () => {
  const error = { code: 100, message: 'm'.repeat(900), error_data: { details: 'the parameter to' } };
  expect(readFault(error)).toEqual({ code: 100, detail: 'the parameter to' });
  expect(readFault({ code: 100, message: error.message })?.detail).toHaveLength(500);
});

test.each([null, 'no', {}, { code: 'x' }, { code: 1.5 }, { message: 'no code' }])(
  '%j holds no code',
  (error) => expect(readFault(error)).toBeNull(),
);

test('a failed status is retryable exactly when its code is', () => {
  expect(messageErrorOf([{ code: 131026, title: 'Message undeliverable' }])).toEqual({
    code: 'RECIPIENT_INVALID',
    detail: 'Message undeliverable',
    retryable: false,
    providerCode: '131026',
  });
  expect(messageErrorOf([{ code: 131049, title: 'no' }])).toMatchObject({ retryable: true });
  expect(messageErrorOf([{ code: 999_999 }])).toMatchObject({ code: 'PROVIDER_REFUSED', retryable: false });
  expect(messageErrorOf(undefined)).toMatchObject({ code: 'PROVIDER_REFUSED', retryable: false });
});
