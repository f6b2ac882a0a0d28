import { describe, expect, test } from 'vitest';
import type { LiveEvent } from '../../live/connection.ts';
import { filterOf, matches, NO_FILTER, parametersOf, preview, queryOf, type Message } from './filter.ts';
import { extend, hear, NO_ROWS, reveal } from './rows.ts';

const message = (id: string, more: Partial<Message> = {}): Message =>
  ({
    id,
    status: 'queued',
    direction: 'outbound',
    type: 'text',
    phoneIndex: 0,
    chatId: '60123456789',
    createdAt: `2026-11-26T10:00:0${id.length}.000Z`,
    content: { text: `Hello ${id}` },
    providerMessageId: null,
    idempotencyKey: null,
    ...more,
  }) as Message;
const event = (one: Message): LiveEvent =>
  ({ type: 'message.sent', data: { message: one } }) as unknown as LiveEvent;
const ids = (list: readonly Message[]) => list.map(({ id }) => id);

describe('events', () => {
  test('renew a message in its place, also when it no longer matches', () => {
    const filter = { ...NO_FILTER, status: 'failed' };
    const rows = {
      shown: [message('b', { status: 'failed' }), message('a', { status: 'failed' })],
      above: [],
    };
    const next = hear(
      rows,
      [event(message('b', { status: 'queued' })), event(message('b', { status: 'sent' }))],
      filter,
    );
    expect(next.shown.map(({ id, status }) => [id, status])).toEqual([
      ['b', 'sent'],
      ['a', 'failed'],
    ]);
  });

  test('put what is new above, the newest first, once, and show it when asked', () => {
    const rows = hear(
      { shown: [message('a')], above: [] },
      [event(message('b')), event(message('c')), event(message('b'))],
      NO_FILTER,
    );
    expect([ids(rows.shown), ids(rows.above)]).toEqual([['a'], ['c', 'b']]);
    expect(ids(reveal(rows).shown)).toEqual(['c', 'b', 'a']);
    expect(reveal(rows).above).toEqual([]);
  });

  test('leave the list as it is when nothing concerns it', () => {
    const rows = { shown: [message('a')], above: [] };
    const filter = { ...NO_FILTER, direction: 'inbound' };
    expect(hear(rows, [event(message('b'))], filter)).toBe(rows);
    expect(hear(rows, [], NO_FILTER)).toBe(rows);
  });

  test('of old messages beyond what was read are left to scrolling', () => {
    const rows = { shown: [message('aaaa')], above: [] };
    expect(hear(rows, [event(message('z'))], NO_FILTER)).toBe(rows);
  });

  test('two hundred of them over ten thousand rows take a few milliseconds', () => {
    const shown = Array.from({ length: 10_000 }, (_, n) =>
      message(`m${n}`, { createdAt: '2026-11-26T10:00:00.000Z' }),
    );
    const storm = Array.from({ length: 200 }, (_, n) => event(message(`m${n * 7}`, { status: 'sent' })));
    const from = performance.now();
    for (let n = 0; n < 10; n++) hear({ shown, above: [] }, storm, NO_FILTER);
    expect((performance.now() - from) / 10).toBeLessThan(16);
  });
});

test('a page that overlaps what is shown adds only what is new', () => {
  const rows = extend({ ...NO_ROWS, shown: [message('b'), message('a')] }, [message('a'), message('0')]);
  expect(ids(rows.shown)).toEqual(['b', 'a', '0']);
});

describe('a filter', () => {
  test('comes back from the address as it was', () => {
    const filter = { ...NO_FILTER, status: 'failed,unconfirmed', search: 'a b' };
    expect(filterOf(parametersOf(filter))).toEqual(filter);
    expect(queryOf(filter)).toEqual({ status: 'failed,unconfirmed', search: 'a b' });
  });

  test.each([
    [{ status: 'queued,sent' }, true],
    [{ status: 'failed' }, false],
    [{ phoneIndex: '0' }, true],
    [{ phoneIndex: '1' }, false],
    [{ chatId: '+60 123456789' }, true],
    [{ search: 'HELLO' }, true],
    [{ search: '+6012' }, true],
    [{ search: 'nothing of it' }, false],
    [{ type: 'image,text' }, true],
  ] as const)('%j decides as the API does: %s', (more, expected) => {
    expect(matches({ ...NO_FILTER, ...more }, message('a'))).toBe(expected);
  });
});

test('a message is told in one line, whatever its type', () => {
  expect(preview(message('a', { content: { text: 'two\nlines' } }))).toBe('two lines');
  expect(preview(message('a', { type: 'image', content: { caption: 'Tea' } }))).toBe('image: Tea');
  expect(preview(message('a', { type: 'sticker', content: {} }))).toBe('sticker');
});
