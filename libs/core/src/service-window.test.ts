import { expect, test } from 'vitest';
import { isHeldToWindow, windowClosed, windowOpenedAt, type WindowQuestion } from './index.ts';

const NOW = new Date('2026-11-26T12:00:00Z');
const hoursAgo = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);
const held = (phone: Partial<WindowQuestion['phone']>, more: Partial<WindowQuestion> = {}) =>
  isHeldToWindow(
    {
      phone: {
        connectionType: 'meta',
        mode: 'live',
        limits: null,
        state: { heardSince: hoursAgo(24) },
        ...phone,
      },
      type: 'text',
      chatId: '60123456789',
      ...more,
    },
    NOW,
  );

test('a live Cloud API phone that has been heard for a day holds its messages to the window', () => {
  expect(held({})).toBe(true);
  expect(held({ state: { heardSince: hoursAgo(23.9) } })).toBe(false);
  expect(held({ state: { heardSince: null } })).toBe(false);
  expect(held({ connectionType: 'wwebjs' })).toBe(false);
});

test('templates, groups and what is to be sent nevertheless go at any time', () => {
  expect(held({}, { type: 'template' })).toBe(false);
  expect(held({}, { chatId: 'Y2Fw@g.us' })).toBe(false);
  expect(held({}, { ignoreWindow: true })).toBe(false);
  expect(held({}, { type: 'reaction', chatId: 'US.134' })).toBe(true);
});

test('the sandbox has no window unless it is asked for, and limits turn it off', () => {
  expect(held({ mode: 'sandbox' })).toBe(false);
  expect(held({ mode: 'sandbox', limits: { serviceWindow: true }, state: { heardSince: null } })).toBe(true);
  expect(held({ limits: { serviceWindow: false } })).toBe(false);
  expect(held({ limits: { enabled: false } })).toBe(false);
  expect(held({ limits: { enabled: false, serviceWindow: true } })).toBe(true);
});

test('a person who writes opens a day, where the channel knows one', () => {
  expect(windowOpenedAt({ connectionType: 'meta' }, hoursAgo(24))).toEqual(NOW);
  expect(windowOpenedAt({ connectionType: 'wwebjs' }, NOW)).toBeNull();
});

test('a refusal says when the window closed, and what can be done', () => {
  expect(windowClosed(NOW)).toMatch(/closed at 2026-11-26T12:00:00.000Z: only a template/);
  expect(windowClosed(null)).toMatch(/has not written/);
});
