import type { Log } from '@watertight/core';
import { describe, expect, test } from 'vitest';
import { countLines, createLogger } from './log.ts';
import { Secret } from './secret.ts';

function listen(level?: string) {
  const lines: string[] = [];
  const options = {
    process: 'api',
    instanceId: 'api-1',
    stream: { write: (line: string) => void lines.push(line) },
  };
  const log: Log = createLogger(level === undefined ? options : { ...options, level });
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') as Record<string, unknown> };
}

const SENSITIVE = [
  'authorization',
  'Authorization',
  'apiKey',
  'x-api-key',
  'api_key',
  'key',
  'token',
  'accessToken',
  'access_token',
  'verifyToken',
  'appSecret',
  'text',
  'body',
  'content',
  'qr',
  'phoneNumber',
  'phone_number',
  'chatId',
  'chat_id',
  'password',
];

test('lines that say that something is wrong are counted, of children too', () => {
  const { lines, onLine } = countLines();
  const stream = { write: () => undefined };
  const log = createLogger({ process: 'api', instanceId: 'api-1', level: 'warn', stream, onLine });
  log.info('not written');
  log.warn('a');
  log.child({ requestId: '1' }).error({ err: new Error('b') }, 'b');
  log.error('c');
  expect(lines).toEqual({ warn: 1, error: 2, fatal: 0 });
});

describe('the log', () => {
  test('is one JSON line with level, time, process, instance, fields and message', () => {
    const { log, last } = listen();
    log.info({ durationMs: 3, at: new Date(0) }, 'message.send');
    expect(last()).toEqual({
      level: 'info',
      time: expect.stringMatching(/^\d{4}-.+Z$/),
      process: 'api',
      instanceId: 'api-1',
      durationMs: 3,
      at: '1970-01-01T00:00:00.000Z',
      msg: 'message.send',
    });
  });

  test('leaves out what is below its level', () => {
    const { log, lines } = listen('warn');
    log.info({}, 'quiet');
    log.warn({}, 'loud');
    expect(lines).toHaveLength(1);
  });

  test.each(SENSITIVE)('never holds the value of %s, at any level, in lists and in children', (key) => {
    const { log, lines } = listen();
    const field = { [key]: 'hunter2' };
    log.info(field, 'flat');
    log.info({ a: field, list: [field, { b: field }] }, 'nested');
    log.info({ a: { b: { c: { d: { e: { f: field } } } } } }, 'deep');
    log.child(field).child({ request: field }).warn({ x: field }, 'child');
    expect(lines).toHaveLength(4);
    expect(lines.join('')).not.toContain('hunter2');
    expect(lines[0]).toContain('[redacted]');
  });

  test('keeps the harmless neighbours of what it masks', () => {
    const { log, last } = listen();
    log.info({ messageId: 'msg_1', from: 'qr', to: 'ready', monkey: 'see', token: null }, 'x');
    expect(last()).toMatchObject({ messageId: 'msg_1', from: 'qr', to: 'ready', monkey: 'see', token: null });
  });

  test('masks numbers under from and to, and WhatsApp ids and URL passwords within any text', () => {
    const { log, lines } = listen();
    log.info({ from: '60123456789', to: '+60123456789', id: 'true_60123456789@c.us_3EB0' }, 'x');
    const error = new Error('cannot reach redis://user:hunter2@host for 1203630123456789@g.us');
    log.error({ err: error, url: 'postgres://user:hunter2@host/db' }, 'y');
    expect(lines.join('')).not.toMatch(/hunter2|60123456789|1203630123456789/);
    expect(lines.join('')).toContain('redis://[secret]@host');
  });

  test('shows a Secret as [secret] under any key', () => {
    const { log, lines, last } = listen();
    const value = new Secret('hunter2');
    log.info({ value, list: [value], nested: { value } }, 'x');
    expect(last()).toMatchObject({ value: '[secret]', list: ['[secret]'], nested: { value: '[secret]' } });
    expect(lines.join('')).not.toContain('hunter2');
  });

  test('tells an error with type, message, stack, code and causes, and not the rows it carries', () => {
    const { log, lines, last } = listen();
    const cause = Object.assign(new TypeError('inner'), { code: 'ECONNREFUSED', address: 'there' });
    const error = Object.assign(new Error('outer', { cause }), {
      code: '23505',
      detail: 'hunter2',
      row: ['hunter2'],
    });
    log.error({ err: error }, 'x');
    expect(last().err).toMatchObject({
      type: 'Error',
      message: 'outer',
      stack: expect.stringContaining('log.test.ts'),
      code: '23505',
      cause: { type: 'TypeError', message: 'inner', code: 'ECONNREFUSED' },
    });
    expect(lines.join('')).not.toContain('hunter2');
  });

  test('tells the parts of an aggregate error, whose own message is empty', () => {
    const { log, last } = listen();
    log.error({ err: new AggregateError([new Error('first'), new Error('second')]) }, 'x');
    expect(last().err).toMatchObject({ errors: [{ message: 'first' }, { message: 'second' }] });
  });

  test('survives a thrown string, a cycle and an object of a class', () => {
    const { log, last } = listen();
    const cycle: Record<string, unknown> = {};
    cycle.self = cycle;
    log.error({ err: 'auth timeout', cycle, map: new Map(), bytes: Buffer.alloc(3), big: 1n }, 'x');
    expect(last()).toMatchObject({ err: 'auth timeout', map: '[Map]', bytes: '[3 bytes]', big: '1' });
  });
});
