import { EnvError } from '@watertight/service';
import { expect, test } from 'vitest';
import { readWwebjsEnv, sessionDirOf } from './env.ts';

const needed = {
  DATABASE_URL: 'postgres://u:p@localhost/db',
  REDIS_URL: 'redis://localhost',
  ENCRYPTION_KEY: Buffer.alloc(32).toString('base64'),
};

function faultsOf(source: object): readonly string[] {
  try {
    readWwebjsEnv({ ...needed, ...source });
    return [];
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
}

test('the defaults are those of the contract', () => {
  const env = readWwebjsEnv(needed);
  expect(env).toMatchObject({
    WWEBJS_PORT: 3001,
    WWEBJS_MEMORY_MB: 4096,
    WWEBJS_MAX_SESSIONS: 20,
    WWEBJS_BROWSER_ARGS: [],
    SANDBOX: false,
  });
  expect(sessionDirOf(env)).toBe('.watertight/sessions');
});

test('sessions are kept where they are told to be, else in the home of all', () => {
  expect(sessionDirOf(readWwebjsEnv({ ...needed, WATERTIGHT_HOME: '/data' }))).toBe('/data/sessions');
  expect(sessionDirOf(readWwebjsEnv({ ...needed, WWEBJS_SESSION_DIR: '/profiles' }))).toBe('/profiles');
});

test('all faults are told together', () => {
  const faults = faultsOf({
    WWEBJS_BROWSER_ARGS: '--one --two',
    WWEBJS_MAX_SESSIONS: '0',
    SANDBOX_WA_WEB_URL: 'http://plain',
  });
  expect(faults).toHaveLength(3);
});

test('extra arguments are arguments, and leave the profiles alone', () => {
  expect(faultsOf({ WWEBJS_BROWSER_ARGS: '["--host-resolver-rules=MAP a:443 b:1"]' })).toEqual([]);
  expect(faultsOf({ WWEBJS_BROWSER_ARGS: '["https://example.com"]' })[0]).toContain('begins with --');
  expect(faultsOf({ WWEBJS_BROWSER_ARGS: '["--user-data-dir=/tmp"]' })[0]).toContain(
    'every phone has its own',
  );
});
