import { format, inspect } from 'node:util';
import { expect, test } from 'vitest';
import { Secret } from './secret.ts';

const secret = new Secret('hunter2');

test.each([
  ['String()', String(secret)],
  ['a template', `${secret}`],
  ['JSON', JSON.stringify({ secret })],
  ['inspect', inspect({ secret }, { showHidden: true, depth: 9 })],
  ['format', format('%s %o %j', secret, secret, secret)],
  ['a spread', inspect({ ...secret })],
])('a secret does not show itself in %s', (_where, text) => {
  expect(text).not.toContain('hunter2');
});

test('a secret prints as [secret] and reveals itself when asked', () => {
  expect(`${secret} ${JSON.stringify(secret)} ${inspect(secret)}`).toBe('[secret] "[secret]" [secret]');
  expect(secret.reveal()).toBe('hunter2');
});
