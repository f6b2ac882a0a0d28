import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findDashboard } from '../src/dashboard/files.ts';
import { startApi, type TestApi } from './support/api.ts';

const PAGE = '<!doctype html><title>Watertight</title>';
const SCRIPT = 'console.log("hello");\n'.repeat(50);

describe('with a built dashboard', () => {
  let api: TestApi;
  let dist: string;

  beforeAll(async () => {
    dist = await mkdtemp(join(tmpdir(), 'watertight-dist-'));
    await mkdir(join(dist, 'dashboard/assets'), { recursive: true });
    await writeFile(join(dist, 'dashboard/index.html'), PAGE);
    await writeFile(join(dist, 'dashboard/favicon.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
    await writeFile(join(dist, 'dashboard/assets/index-a1b2c3.js'), SCRIPT);
    await writeFile(join(dist, 'dashboard/assets/index-a1b2c3.js.br'), brotliCompressSync(SCRIPT));
    const dashboardDir = findDashboard(join(dist, 'api'));
    api = await startApi(dashboardDir === null ? {} : { dashboardDir });
  });
  afterAll(async () => {
    await api.close();
    await rm(dist, { recursive: true, force: true });
  });

  test.each(['/', '/sign-in', '/c/demo', '/c/demo/messages?status=failed'])(
    '%s is the page, for whoever asks, and asked for anew each time',
    async (url) => {
      const { statusCode, headers, body } = await api.app.inject(url);
      expect([statusCode, headers['content-type'], headers['cache-control'], body]).toEqual([
        200,
        'text/html; charset=utf-8',
        'no-cache',
        PAGE,
      ]);
    },
  );

  test('a page runs no script but files of this host, and stands in no frame', async () => {
    const { headers } = await api.app.inject('/');
    const policy = String(headers['content-security-policy']).split('; ');
    expect(policy).toEqual(
      expect.arrayContaining(["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"]),
    );
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'referrer-policy': 'no-referrer' });
  });

  test('a file with a hash in its name is kept for ever, and comes compressed to who takes that', async () => {
    const url = '/assets/index-a1b2c3.js';
    const plain = await api.app.inject({ url, headers: { 'accept-encoding': 'identity' } });
    expect([plain.statusCode, plain.body]).toEqual([200, SCRIPT]);
    expect(plain.headers).toMatchObject({
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    });
    const small = await api.app.inject({ url, headers: { 'accept-encoding': 'br' } });
    expect([small.headers['content-encoding'], small.headers['content-type']]).toEqual([
      'br',
      expect.stringContaining('javascript'),
    ]);
    const icon = await api.app.inject('/favicon.svg');
    expect([icon.statusCode, icon.headers['cache-control']]).toEqual([200, 'no-cache']);
  });

  test.each(['/assets/index-gone.js', '/api/v2/nothing', '/index.htm', '/assets/../../secrets', '/cc/demo'])(
    '%s is a 404 in the words of the API',
    async (url) => {
      const { statusCode, headers, body } = await api.app.inject(url);
      expect([statusCode, headers['content-type']]).toEqual([
        404,
        expect.stringContaining('application/problem+json'),
      ]);
      expect(JSON.parse(body)).toMatchObject({ code: 'NOT_FOUND' });
    },
  );
});

test('without a build the root says so in one sentence, and the API is there', async () => {
  expect(findDashboard(join(tmpdir(), 'nothing/api'))).toBeNull();
  const api = await startApi();
  const root = await api.app.inject('/');
  expect([root.statusCode, root.body]).toEqual([
    404,
    expect.stringMatching(/^The dashboard is not built: .+\n$/),
  ]);
  expect((await api.app.inject('/openapi.json')).statusCode).toBe(200);
  await api.close();
});
