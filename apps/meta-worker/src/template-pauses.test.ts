import type { ClaimedMessage, Outcome } from '@watertight/core';
import { expect, test } from 'vitest';
import { createTemplatePauses } from './template-pauses.ts';

const NOW = Date.parse('2026-11-26T12:00:00Z');
const MINUTE_MS = 60_000;
const template = (name: string, language = 'en'): ClaimedMessage => ({
  id: 'msg_1',
  attempt: 1,
  companyId: 'demo',
  phoneIndex: 0,
  chatId: '60123456789',
  type: 'template',
  content: { name, language, components: [] },
  quotedProviderMessageId: null,
  mentions: null,
  onUncertain: 'hold',
  createdAt: new Date(NOW),
  expiresAt: null,
});
const paused: Outcome = {
  kind: 'later',
  retryAt: new Date(NOW + 15 * MINUTE_MS),
  scope: 'message',
  code: 'TEMPLATE_PAUSED',
  detail: 'Template is paused',
  providerCode: '132015',
};

function setup() {
  const clock = { ms: NOW, now: () => new Date(clock.ms) };
  return { pauses: createTemplatePauses(clock), clock };
}

test('what one message met, the others of its template wait for without asking', () => {
  const { pauses } = setup();
  expect(pauses.of('ph_1', template('offer'))).toBeNull();
  pauses.learn('ph_1', template('offer'), paused);
  expect(pauses.of('ph_1', template('offer'))).toEqual(paused);
});

test('other phones, names, languages and kinds go on', () => {
  const { pauses } = setup();
  pauses.learn('ph_1', template('offer'), paused);
  expect(pauses.of('ph_2', template('offer'))).toBeNull();
  expect(pauses.of('ph_1', template('news'))).toBeNull();
  expect(pauses.of('ph_1', template('offer', 'de'))).toBeNull();
  const text: ClaimedMessage = { ...template('offer'), type: 'text', content: { text: 'offer' } };
  expect(pauses.of('ph_1', text)).toBeNull();
});

test('after five minutes one asks again, and a success frees them all', () => {
  const { pauses, clock } = setup();
  pauses.learn('ph_1', template('offer'), paused);
  clock.ms += 5 * MINUTE_MS;
  expect(pauses.of('ph_1', template('offer'))).toBeNull();
  pauses.learn('ph_1', template('offer'), paused);
  expect(pauses.of('ph_1', template('offer'))).toMatchObject({ code: 'TEMPLATE_PAUSED' });
  pauses.learn('ph_1', template('offer'), { kind: 'sent', providerMessageId: 'wamid.1' });
  expect(pauses.of('ph_1', template('offer'))).toBeNull();
});

test('another refusal is no pause', () => {
  const { pauses } = setup();
  pauses.learn('ph_1', template('offer'), { ...paused, code: 'RATE_LIMITED' });
  expect(pauses.of('ph_1', template('offer'))).toBeNull();
});
