import { join } from 'node:path';
import { expect, test } from 'vitest';
import { errorsDocument } from './errors-document.ts';
import {
  meaningOfCode,
  meaningOfHttpStatus,
  MEANINGS,
  messageErrorOf,
  outcomeOfAnswer,
  readFault,
  stopIn,
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
  message: [1, 131000, 130472, 131049, 132015, 132069, 134101],
  chat: [131056, 131208],
  phone: [
    ...[0, 2, 4, 17, 32, 102, 190, 341, 613, 80007, 80008, 130429, 131016, 131037, 131045, 131048, 131057],
    ...[133004, 133010],
  ],
  account: [368, 131031, 131042],
};
const FAULTS = [0, 102, 190, 131037, 131045, 133010, ...LATER.account];
/** With the code of ours, where it says more than that it was refused. */
const FINAL: Readonly<Record<string, number[]>> = {
  RECIPIENT_INVALID: [130497, 131020, 131021, 131026, 131030, 131041, 131050, 131062, 131207],
  OUTSIDE_WINDOW: [131047],
  EXPIRED: [131043],
  UNSUPPORTED_ON_CHANNEL: [131051],
  MEDIA_UNREACHABLE: [131052],
  MEDIA_TYPE_INVALID: [131053],
  PROVIDER_REFUSED: [
    ...[3, 10, 33, 100, ...range(200, 299)],
    ...[131001, 131002, 131005, 131006, 131008, 131009, 131055, 131058],
    ...range(131200, 131299).filter((code) => code !== 131207 && code !== 131208),
    ...range(132000, 132099).filter((code) => code !== 132015 && code !== 132069),
    ...range(133000, 133016).filter((code) => code !== 133004 && code !== 133010),
    ...[134011, 134100, 134102, 135000, 136025],
    ...range(138000, 138099),
    ...range(139000, 139199),
    ...[200005, 200006, 200007, 1752041, 2494100],
    ...range(2388000, 2388299),
    ...range(2593000, 2593199),
  ],
};
const ALL_FINAL = Object.values(FINAL).flat();

/** What Meta's pages list, each with a meaning of its own or in a range: none may be left to its HTTP status. */
const DOCUMENTED = [
  ...[0, 1, 2, 3, 4, 10, 33, 100, 190, 200, 299, 368, 80007, 130429, 130472, 130497, 131000, 131005, 131008],
  ...[131009, 131016, 131021, 131026, 131031, 131037, 131042, 131045, 131047, 131048, 131049, 131050, 131051],
  ...[131052, 131053, 131055, 131056, 131057, 132000, 132001, 132005, 132007, 132012, 132015, 132016, 132068],
  ...[132069, 133000, 133004, 133005, 133006, 133008, 133009, 133010, 133015, 133016, 134011, 134100, 134101],
  ...[134102, 135000, 136025, 131020, 131041, 131201, 131202, 131204, 131207, 131208, 131209, 131210, 131211],
  ...[
    131212, 138000, 138001, 138006, 138009, 138021, 139000, 139100, 200005, 200006, 200007, 1752041, 2388001,
  ],
  ...[2388012, 2388019, 2388040, 2388047, 2388072, 2388073, 2388091, 2388093, 2388103, 2388293, 2388299],
  ...[2494100, 2593079, 2593085, 2593107, 2593108],
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

test.each(Object.entries(FINAL))(
  'a final code is refused as %s, whatever the HTTP status says',
  (code, codes) => {
    const outcomes = codes.flatMap((final) => [of(400, final), of(500, final), of(429, final)]);
    const others = outcomes.filter(
      (outcome) => outcome.kind !== 'refused' || !outcome.permanent || outcome.code !== code,
    );
    expect(others).toEqual([]);
  },
);

test('the table holds the codes of these tests and no others, and all that Meta lists', () => {
  const inTable = new Set(
    MEANINGS.flatMap(({ codes }) =>
      codes.flatMap((code) => (typeof code === 'number' ? [code] : range(code[0], code[1]))),
    ),
  );
  expect(inTable).toEqual(new Set([...Object.values(LATER).flat(), ...ALL_FINAL]));
  expect(DOCUMENTED.filter((code) => !inTable.has(code))).toEqual([]);
});

test('no code stands in a row that another one hides', () => {
  const singles = MEANINGS.flatMap(({ codes }) => codes.filter((code) => typeof code === 'number'));
  expect(new Set(singles).size).toBe(singles.length);
  const shown = MEANINGS.map(({ codes, meaning }) => {
    const first = codes[0];
    return meaningOfCode(typeof first === 'number' ? first : (first?.[1] ?? NaN)) === meaning;
  });
  expect(shown).not.toContain(false);
});

test('the page of the documentation is the table', async () => {
  const page = join(import.meta.dirname, '../../../docs/cloud-api-errors.md');
  await expect(errorsDocument()).toMatchFileSnapshot(page);
});

test.each([0, 102, 190])('code %i stops the phone with a sentence', (code) => {
  expect(of(401, code)).toMatchObject({
    code: 'TOKEN_REFUSED',
    phoneFault: `Meta refused the access token (code ${code}): why`,
  });
  expect(pauseSeconds(code, 5)).toBe(60);
});

test('a blocked account stops all of its phones, asked again after ten minutes and at most an hour', () => {
  for (const code of LATER.account) {
    expect(of(400, code)).toMatchObject({ scope: 'account', code: 'ACCOUNT_BLOCKED' });
    expect([1, 2, 9].map((attempt) => pauseSeconds(code, attempt))).toEqual([600, 1200, 3600]);
  }
});

test('only what somebody has to mend stops a phone', () => {
  const all = [...Object.values(LATER).flat(), ...ALL_FINAL];
  expect(new Set(all.filter((code) => 'phoneFault' in of(400, code)))).toEqual(new Set(FAULTS));
});

test('the pair limit waits 4, 16, 64 seconds and so on', () => {
  expect([1, 2, 3, 4].map((attempt) => pauseSeconds(131056, attempt))).toEqual([4, 16, 64, 256]);
});

test('a paused template is no missing one', () => {
  expect(of(400, 132015)).toMatchObject({ scope: 'message', code: 'TEMPLATE_PAUSED' });
  expect(pauseSeconds(132015, 1)).toBe(15 * 60);
  expect(of(400, 132001).kind).toBe('refused');
});

test('a recipient that cannot be reached is told from a refused message', () => {
  expect([131026, 131047, 131051].map((code) => of(400, code))).toMatchObject([
    { code: 'RECIPIENT_INVALID' },
    { code: 'OUTSIDE_WINDOW' },
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

test('a failed status stops what an answer with the same code stops, and nothing else', () => {
  const codes = [...Object.values(LATER).flat(), ...ALL_FINAL, 424242];
  for (const code of codes) {
    const outcome = of(400, code);
    const stop = stopIn([{ code, title: 'why' }]);
    if (outcome.kind !== 'later' || !outcome.phoneFault) {
      expect([code, stop]).toEqual([code, null]);
      continue;
    }
    expect(FAULTS).toContain(code);
    expect([code, stop]).toEqual([
      code,
      {
        scope: outcome.scope,
        pauseMs: outcome.retryAt.getTime() - NOW.getTime(),
        sentence: outcome.phoneFault,
        reason: outcome.phoneReason,
        isUnseen: outcome.faultIsUnseen ?? false,
      },
    ]);
  }
  expect([stopIn(undefined), stopIn([]), stopIn([{ title: 'no code' }])]).toEqual([null, null, null]);
});
