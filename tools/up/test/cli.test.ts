import { appendFileSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@watertight/testkit';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { createProgram } from '../src/cli/program.ts';
import { span } from '../src/cli/status.ts';

let dir: string;
let server: Server;
let asked: string[];
let answers: Record<string, [status: number, body: object]>;

beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'watertight-cli-'));
  asked = [];
  answers = {};
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const what = `${request.method} ${request.url}`;
      asked.push(`${what} ${Buffer.concat(chunks).toString()}`.trim());
      const [status, body] = answers[what] ?? [404, { detail: 'There is no process "nobody".' }];
      response.writeHead(status).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(dir, { recursive: true });
});

const port = () => String((server.address() as AddressInfo).port);

function cli(args: string[], orchestratorPort = port()) {
  let out = '';
  let complaints = '';
  const ending = new AbortController();
  const status = createProgram({
    env: { ORCHESTRATOR_PORT: orchestratorPort, API_PORT: port(), LOG_DIR: dir },
    out: (text) => (out += text),
    complain: (text) => (complaints += text),
    signal: ending.signal,
  }).run(args);
  return { status, out: () => out, complaints: () => complaints, end: () => ending.abort() };
}

const PROCESS = {
  ...{ name: 'meta', instanceId: 'meta-1', pid: 4711, state: 'running', restarts: 2, port: 3002 },
  ...{ uptimeSeconds: 3723, memoryMb: 120.4, memoryLimitMb: 1024 },
  lastExit: { code: null, signal: 'SIGKILL', at: '2026-01-01T00:00:00.000Z' },
};

describe('status', () => {
  beforeEach(() => {
    answers['GET /processes'] = [200, { processes: [PROCESS] }];
  });

  it('shows processes, queues and stores in tables', async () => {
    const queue = { waiting: 7, active: 1, delayed: 0, failed: null, oldestSeconds: 90 };
    answers['GET /health/all'] = [
      200,
      { status: 'degraded', queues: { meta: queue }, database: { status: 'up' }, redis: { status: 'down' } },
    ];
    const { status, out } = cli(['status']);
    expect(await status).toBe(0);
    for (const word of ['meta-1', 'running', '4711', '1h 2m', '120 of 1024 MB', 'SIGKILL', '1m 30s', '–'])
      expect(out()).toContain(word);
    expect(out()).toContain('the whole: degraded, database: up, Redis: down');
  });
  it('says so when the API is away, and tells what the orchestrator knows', async () => {
    answers['GET /health/all'] = [500, { detail: 'no' }];
    const { status, out } = cli(['status']);
    expect(await status).toBe(0);
    expect(out()).toContain('meta-1');
    expect(out()).toContain('The API does not answer.');
  });
  it('is JSON for programs', async () => {
    const { status, out } = cli(['status', '--json']);
    await status;
    expect(JSON.parse(out())).toEqual({ processes: [PROCESS], health: null });
  });
});

describe('commands', () => {
  it.each([
    [['restart', 'meta'], 'POST /processes/meta/restart', { restarting: ['meta-1'] }, 'restarting meta-1\n'],
    [['drain', 'meta-1'], 'POST /processes/meta-1/drain', { draining: ['meta-1'] }, 'draining meta-1\n'],
    [['resume', 'meta-1'], 'POST /processes/meta-1/resume', { resuming: ['meta-1'] }, 'resuming meta-1\n'],
    [
      ['scale', 'meta', '2'],
      'POST /processes/meta/scale',
      { starting: ['meta-2'], stopping: [] },
      'starting meta-2\n',
    ],
  ])('%j asks the orchestrator and says what it began', async (args, path, body, said) => {
    answers[path] = [202, body];
    const { status, out } = cli(args);
    expect([await status, out()]).toEqual([0, said]);
    expect(asked).toEqual([args[0] === 'scale' ? `${path} {"instances":2}` : path]);
  });
  it('what is refused is one sentence and status 1, what is misspelled is status 2', async () => {
    const refused = cli(['restart', 'nobody']);
    expect([await refused.status, refused.complaints()]).toEqual([1, 'There is no process "nobody".\n']);
    const wrong = cli(['scale', 'meta', 'many']);
    expect([await wrong.status, wrong.complaints()]).toEqual([
      2,
      expect.stringContaining('should be a whole number'),
    ]);
  });
  it('an orchestrator that is not there is named with what to look at', async () => {
    const { status, complaints } = cli(['restart', 'meta'], '1');
    expect(await status).toBe(1);
    expect(complaints()).toContain('does not answer: does Watertight run there?');
  });
});

const line = (second: number, level: string, instanceId: string, more: object) =>
  `${JSON.stringify({ level, time: `2026-01-01T00:00:0${second}.000Z`, process: 'x', instanceId, ...more })}\n`;

describe('logs', () => {
  beforeEach(() => {
    writeFileSync(
      join(dir, 'meta-1.log'),
      line(1, 'info', 'meta-1', { msg: 'message.send', messageId: 'msg_1' }) +
        line(3, 'error', 'meta-1', { msg: 'lease.lost' }),
    );
    writeFileSync(
      join(dir, 'meta-2.log'),
      line(2, 'info', 'meta-2', { msg: 'message.send', messageId: 'msg_2' }),
    );
    writeFileSync(join(dir, 'api-1.log'), line(0, 'info', 'api-1', { msg: 'http', status: 202 }));
  });

  it.each([
    [
      ['meta'],
      ['meta-1 message.send messageId=msg_1', 'meta-2 message.send messageId=msg_2', 'meta-1 lease.lost'],
    ],
    [['meta-2'], ['meta-2 message.send messageId=msg_2']],
    [['meta', '--errors'], ['meta-1 lease.lost']],
    [['--grep', 'msg_2'], ['meta-2 message.send messageId=msg_2']],
    [['-n', '1'], ['meta-1 lease.lost']],
  ])('%j shows lines of its files by time', async (args, wanted) => {
    const { status, out } = cli(['logs', ...args, '--no-follow']);
    expect(await status).toBe(0);
    const lines = out().trim().split('\n');
    expect(lines.map((text) => text.replace(/^[\d:.]+ \w+ +/, ''))).toEqual(wanted);
  });

  it('follows what is added, also over a rotation, until it is ended', async () => {
    const running = cli(['logs', 'meta-1', '--errors', '-n', '0']);
    appendFileSync(join(dir, 'meta-1.log'), line(4, 'info', 'meta-1', { msg: 'quiet' }));
    const late = line(4, 'error', 'meta-1', { msg: 'first' });
    appendFileSync(join(dir, 'meta-1.log'), late.slice(0, 20));
    await new Promise((resolve) => setTimeout(resolve, 700));
    appendFileSync(join(dir, 'meta-1.log'), late.slice(20));
    await eventually(() => expect(running.out()).toContain('meta-1 first'));
    renameSync(join(dir, 'meta-1.log'), join(dir, 'meta-1.log.1'));
    writeFileSync(join(dir, 'meta-1.log'), `not JSON\n${line(5, 'error', 'meta-1', { msg: 'second' })}`);
    await eventually(() => expect(running.out()).toContain('meta-1 second'));
    expect(running.out().split('\n').filter(Boolean)).toHaveLength(3);
    running.end();
    expect(await running.status).toBe(0);
  });

  it('loses nothing that was written just before a rotation, and hears of an instance that is new', async () => {
    const running = cli(['logs', 'meta', '-n', '0']);
    await new Promise((resolve) => setTimeout(resolve, 700));
    appendFileSync(join(dir, 'meta-1.log'), line(4, 'info', 'meta-1', { msg: 'before' }));
    renameSync(join(dir, 'meta-1.log'), join(dir, 'meta-1.log.1'));
    writeFileSync(join(dir, 'meta-1.log'), line(5, 'info', 'meta-1', { msg: 'after' }));
    writeFileSync(join(dir, 'meta-3.log'), line(6, 'info', 'meta-3', { msg: 'hello' }));
    await eventually(() => expect(running.out()).toContain('meta-3 hello'));
    expect(running.out().match(/meta-\d \w+/g)).toEqual(['meta-1 before', 'meta-1 after', 'meta-3 hello']);
    running.end();
    expect(await running.status).toBe(0);
  });

  it('puts what several instances say together in order, a stack behind the line that it belongs to', async () => {
    const running = cli(['logs', 'meta', '-n', '0']);
    await new Promise((resolve) => setTimeout(resolve, 700));
    appendFileSync(
      join(dir, 'meta-1.log'),
      `${line(7, 'error', 'meta-1', { msg: 'first' })}    at a stack\n${line(9, 'info', 'meta-1', { msg: 'third' })}`,
    );
    appendFileSync(join(dir, 'meta-2.log'), line(8, 'info', 'meta-2', { msg: 'second' }));
    await eventually(() => expect(running.out()).toContain('third'));
    expect(running.out().match(/first|at a stack|second|third/g)).toEqual([
      'first',
      'at a stack',
      'second',
      'third',
    ]);
    running.end();
    await running.status;
  });

  it('says which logs there are when one is not', async () => {
    const { status, complaints } = cli(['logs', 'nobody', '--no-follow']);
    expect(await status).toBe(1);
    expect(complaints()).toContain('there are api-1, meta-1, meta-2');
  });
});

test.each([
  [0, '0s'],
  [59, '59s'],
  [75, '1m 15s'],
  [90_061, '1d 1h'],
])('%d seconds are %s', (seconds, text) => expect(span(seconds)).toBe(text));
