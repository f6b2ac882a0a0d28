import { expect, test } from 'vitest';
import { explainLost, explainPairingCode, explainStart, isLibraryRejection } from './errors.ts';

test.each([
  'auth timeout',
  'ready timeout',
  new Error('Execution context was destroyed, most likely because of a navigation.'),
  new Error('Protocol error (Runtime.callFunctionOn): Target closed'),
  new Error('Protocol error: Connection closed.'),
  new Error('Attempted to use detached Frame 4711.'),
  new Error('Navigating frame was detached'),
])('survives what whatsapp-web.js abandons: %s', (error) => {
  expect(isLibraryRejection(error)).toBe(true);
});

test('survives its work on a browser that it has given up itself', () => {
  const error = new TypeError("Cannot read properties of null (reading 'evaluate')");
  error.stack = `${error.message}\n    at Client.inject (/x/node_modules/whatsapp-web.js/src/Client.js:126:19)`;
  expect(isLibraryRejection(error)).toBe(true);
});

test.each([
  new Error('boom'),
  new TypeError("Cannot read properties of undefined (reading 'phoneId')"),
  new Error('connect ECONNREFUSED 127.0.0.1:5432'),
  undefined,
  'timeout',
])('every other rejection stays fatal: %s', (error) => {
  expect(isLibraryRejection(error)).toBe(false);
});

test('a start that failed is told in a sentence, and the network is not the browser', () => {
  expect(explainStart(new Error('net::ERR_NAME_NOT_RESOLVED at https://web.whatsapp.com/'), true)).toEqual({
    kind: 'unreachable',
    code: 'UNREACHABLE',
    reason: 'web.whatsapp.com cannot be loaded (net::ERR_NAME_NOT_RESOLVED).',
  });
  expect(explainStart('auth timeout', true).reason).toContain('did not become WhatsApp Web');
  expect(explainStart(new Error('Failed to launch the browser process: Code: 21'), false)).toEqual({
    kind: 'crashed',
    code: 'BROWSER_FAILED',
    reason: 'Chromium cannot be started: Failed to launch the browser process: Code: 21',
  });
  expect(explainStart(null, true).kind).toBe('crashed');
});

test('states that the library gives up at are told in a sentence', () => {
  expect(explainLost('TOS_BLOCK')).toMatchObject({ kind: 'refused', code: 'BANNED' });
  expect(explainLost('PROXYBLOCK')).toMatchObject({ kind: 'refused', code: 'ADDRESS_REFUSED' });
  expect(explainLost('DEPRECATED_VERSION')).toMatchObject({ kind: 'crashed', code: 'VERSION_REFUSED' });
  expect(explainLost('SOMETHING').reason).toBe('The page gave up (SOMETHING).');
});

test('a pairing code that is refused for its frequency is told apart from a number that is refused', () => {
  expect(explainPairingCode(new Error('IQErrorRateOverlimit: rate-overlimit'))).toMatchObject({
    kind: 'rate-limited',
  });
  expect(explainPairingCode('bad-request')).toMatchObject({ kind: 'refused' });
});
