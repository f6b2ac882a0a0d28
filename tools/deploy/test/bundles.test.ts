import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { IMAGES } from '@watertight/deploy';
import { ROOT } from '@watertight/lint-rules';
import { emptyDatabase } from '@watertight/testkit';
import { importsOf, install, lockOf, manifestOf } from '../src/bundle.ts';

const empty = mkdtempSync(join(tmpdir(), 'watertight-bundles-'));
afterAll(() => rmSync(empty, { recursive: true }));

const INSTALLS_MS = 180_000;

/** Runs an installed bundle as an image does: from its own folder, with nothing of this repository above it. */
function start(name: string, env: Record<string, string>): { status: number | null; said: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--enable-source-maps', 'main.js'], {
    ...{ cwd: join(empty, name), encoding: 'utf8', timeout: 30_000 },
    env: { PATH: process.env.PATH, HOME: empty, ...env },
  });
  return { status, said: `${stdout}${stderr}` };
}

describe.each(IMAGES)('the bundle of $name', ({ name }) => {
  it('names every package that it imports', () => {
    const named = Object.keys(manifestOf(name).dependencies ?? {});
    expect(importsOf(name).filter((one) => !named.includes(one))).toEqual([]);
  });

  it('has a lock file in which every package has its hash', () => {
    const entries = Object.entries(lockOf(name).packages).filter(([place]) => place !== '');
    expect(entries.length).toBeGreaterThan(5);
    for (const [place, { integrity }] of entries) expect(integrity, place).toMatch(/^sha512-/);
  });
});

it(
  'an app starts where only its production install is, and says what it misses',
  { timeout: INSTALLS_MS },
  () => {
    install('webhook-worker', join(empty, 'webhook-worker'));
    const { status, said } = start('webhook-worker', {});
    expect(said).toContain('DATABASE_URL is not set');
    expect(status).toBe(78);
  },
);

it('the migration job does its work there, and twice is once', { timeout: INSTALLS_MS }, async () => {
  const database = await emptyDatabase();
  install('migrate', join(empty, 'migrate'));
  cpSync(join(ROOT, 'prisma/migrations'), join(empty, 'migrate/migrations'), { recursive: true });
  try {
    const first = start('migrate', { DATABASE_URL: database.url });
    expect(first.said).toMatch(/\d+ migrations applied/);
    expect(first.status).toBe(0);
    expect(start('migrate', { DATABASE_URL: database.url }).said).toContain(
      'all migrations are applied already',
    );
    const client = new pg.Client(database.url);
    await client.connect();
    const { rows } = await client.query<{ there: boolean }>(
      "SELECT to_regclass('messages') IS NOT NULL AS there",
    );
    await client.end();
    expect(rows).toEqual([{ there: true }]);
  } finally {
    await database.drop();
  }
});

it('the migration job refuses what it cannot work with, in a sentence', () => {
  expect(start('migrate', {})).toMatchObject({ status: 78 });
  const away = start('migrate', { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' });
  expect(away.status).toBe(1);
  expect(away.said).not.toContain('    at ');
});
