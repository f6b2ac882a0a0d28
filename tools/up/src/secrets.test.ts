import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSecrets } from './secrets.ts';

let dir: string;
let path: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'watertight-secrets-'));
  path = join(dir, 'secrets.json');
});
afterEach(() => rmSync(dir, { recursive: true }));

test('secrets are made once, kept for the owner’s eyes, and good for the apps', () => {
  const made = readSecrets(path, {});
  expect(readSecrets(path, {})).toEqual(made);
  expect(statSync(path).mode & 0o777).toBe(0o600);
  expect(made.ADMIN_API_KEY).toMatch(/^[\x21-\x7e]{16,256}$/);
  expect(Buffer.from(made.ENCRYPTION_KEY, 'base64')).toHaveLength(32);
});

test('what the environment sets wins, and is not written down', () => {
  const made = readSecrets(path, {});
  expect(readSecrets(path, { ADMIN_API_KEY: 'mine', META_APP_SECRET: ' ' })).toEqual({
    ...made,
    ADMIN_API_KEY: 'mine',
  });
  expect(readSecrets(path, {})).toEqual(made);
});

test('a secret that an older version did not make is added, the others stay', () => {
  writeFileSync(path, JSON.stringify({ ENCRYPTION_KEY: 'kept' }));
  const secrets = readSecrets(path, {});
  expect(secrets.ENCRYPTION_KEY).toBe('kept');
  expect(readSecrets(path, {})).toEqual(secrets);
});

test('a spoilt file is refused: new keys would make everything unreadable', () => {
  writeFileSync(path, '{"ENCRYPTION_KEY": "ke');
  expect(() => readSecrets(path, {})).toThrow('secrets.json is no JSON');
});
