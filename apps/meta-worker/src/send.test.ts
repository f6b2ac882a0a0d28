import { newId, type ClaimedMessage } from '@watertight/core';
import { expect, test } from 'vitest';
import type { GraphEnd } from './graph.ts';
import { compose, judge } from './send.ts';

const NOW = new Date('2026-11-23T12:00:00Z');
const message = (fields: Partial<ClaimedMessage> = {}): ClaimedMessage => ({
  id: newId('msg'),
  attempt: 1,
  companyId: 'demo',
  phoneIndex: 1,
  chatId: '60123456789',
  type: 'text',
  content: { text: 'Selamat pagi' },
  quotedProviderMessageId: null,
  mentions: null,
  onUncertain: 'hold',
  createdAt: NOW,
  expiresAt: null,
  ...fields,
});
const bodyOf = (fields: Partial<ClaimedMessage>) => {
  const composed = compose(message(fields));
  return composed.kind === 'body' ? (JSON.parse(composed.body) as Record<string, unknown>) : composed;
};
const answered = (status: number, body: unknown): GraphEnd => ({
  kind: 'answered',
  status,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});

test('a text carries our id, the number with its plus, and no preview', () => {
  const id = newId('msg');
  expect(bodyOf({ id })).toEqual({
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: '+60123456789',
    type: 'text',
    text: { body: 'Selamat pagi', preview_url: false },
    biz_opaque_callback_data: id,
  });
});

test('a quote becomes the context', () => {
  expect(bodyOf({ quotedProviderMessageId: 'wamid.0' })).toMatchObject({
    context: { message_id: 'wamid.0' },
  });
});

test('a person without a number is addressed by his user id', () => {
  const body = bodyOf({ chatId: 'US.13491208655302741918' });
  expect(body).toMatchObject({ recipient: 'US.13491208655302741918' });
  expect(body).not.toHaveProperty('to');
});

test.each<Partial<ClaimedMessage>>([
  { chatId: '120363022777196306@g.us' },
  { chatId: 'unknown' },
  { type: 'image', content: { media: { mediaId: 'med_1' } } },
])('%j is refused for good before anything is sent', (fields) => {
  expect(compose(message(fields))).toMatchObject({
    kind: 'refused',
    code: 'UNSUPPORTED_ON_CHANNEL',
    permanent: true,
  });
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
