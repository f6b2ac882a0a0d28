import { expect, test } from 'vitest';
import type { GraphEnd } from './graph.ts';
import { judge, mayBeStale } from './send.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const answered = (status: number, body: unknown): GraphEnd => ({
  kind: 'answered',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

test('an accepted message is sent under the id that Meta gave', () => {
  const end = answered(200, { messaging_product: 'whatsapp', messages: [{ id: 'wamid.1' }] });
  expect(judge(end, 1, NOW)).toEqual({ kind: 'sent', providerMessageId: 'wamid.1' });
});

test.each(['', '{}', '<html>', '{"messages": []}', '{"messages": [{}]}', 'null'])(
  'a success without an id (%j) proves nothing',
  (body) => expect(judge(answered(200, body), 1, NOW)).toMatchObject({ kind: 'unknown' }),
);

test('an error counts even under a status of success', () => {
  expect(judge(answered(200, { error: { code: 131026 } }), 1, NOW)).toMatchObject({
    kind: 'refused',
    providerCode: '131026',
  });
});

test('an answer of a proxy is judged by its status', () => {
  expect(judge(answered(502, '<html>'), 1, NOW)).toMatchObject({ kind: 'later', scope: 'phone' });
  expect(judge(answered(404, '<html>'), 1, NOW)).toMatchObject({ kind: 'refused', permanent: true });
});

test('what was not sent is tried again soon, at most a quarter of a minute apart', () => {
  const pauses = [1, 2, 3, 10].map((attempt) => {
    const outcome = judge({ kind: 'not-sent', reason: 'connect ECONNREFUSED' }, attempt, NOW);
    expect(outcome).toMatchObject({ kind: 'later', scope: 'phone', code: 'PROVIDER_UNAVAILABLE' });
    return outcome.kind === 'later' ? outcome.retryAt.getTime() - NOW.getTime() : 0;
  });
  expect(pauses).toEqual([1000, 2000, 4000, 15_000]);
});

test('a send that began and had no answer is never called anything but unknown', () => {
  const outcome = judge({ kind: 'unknown', reason: 'other side closed' }, 1, NOW);
  expect(outcome).toEqual({ kind: 'unknown', detail: 'Sent to Meta, but other side closed.' });
});

test('only the codes that Meta answers for an unknown file speak of one', () => {
  const stale = [100, 131009, 131052, 131053, 131026, 190].map((code) =>
    mayBeStale(answered(400, { error: { code } })),
  );
  expect(stale).toEqual([true, true, true, true, false, false]);
  expect(mayBeStale({ kind: 'unknown', reason: 'reset' })).toBe(false);
  expect(mayBeStale(answered(200, { messages: [{ id: 'wamid.1' }] }))).toBe(false);
});
