import { expect, test } from 'vitest';
import { judge, sendTimeoutMs, typingTimeMs } from './send.ts';
import { textMessage } from '../test/support.ts';

const now = new Date(1_790_000_000_000);
const placed = (ack: number) => judge({ kind: 'placed', id: 'true_1@c.us_K', ack, repeated: false }, now);

test('only the acknowledgement of the server makes a message sent', () => {
  expect(placed(1)).toEqual({ kind: 'sent', providerMessageId: 'true_1@c.us_K' });
  expect(placed(3).kind).toBe('sent');
  expect(placed(0).kind).toBe('unknown');
});

test('a refusal is certain and may pass', () => {
  expect(placed(-1)).toMatchObject({ kind: 'refused', code: 'PROVIDER_REFUSED', permanent: false });
});

test('a fault before the page was asked to send is certain, after it is unknown', () => {
  expect(judge({ kind: 'fault', begun: false, detail: 'x' }, now)).toMatchObject({
    kind: 'refused',
    permanent: false,
  });
  expect(judge({ kind: 'fault', begun: true, detail: 'x' }, now).kind).toBe('unknown');
});

test('a page without connection puts the whole phone off', () => {
  expect(judge({ kind: 'refused', why: 'not-connected' }, now)).toMatchObject({
    kind: 'later',
    scope: 'phone',
    retryAt: new Date(now.getTime() + 2000),
  });
});

test('a file has time by its size: 64 MiB have more than four minutes', () => {
  const media = { mediaId: 'med_1', mimeType: 'video/mp4', sizeBytes: 64 * 1024 * 1024, sha256: '' };
  expect(sendTimeoutMs(textMessage())).toBe(60_000);
  expect(sendTimeoutMs(textMessage({ type: 'video', content: { media } }))).toBeGreaterThan(5 * 60_000);
});

test('typing takes as long as a person would, up to the limit, and nothing without one', () => {
  expect(typingTimeMs('Hello')).toBe(0);
  expect(typingTimeMs('Hello', 3)).toBe(500);
  expect(typingTimeMs('x'.repeat(1000), 3)).toBe(3000);
  expect(typingTimeMs('x'.repeat(1000), 60)).toBe(5000);
});
