import { randomBytes } from 'node:crypto';
import { Type } from 'typebox';
import { describe, expect, expectTypeOf, test } from 'vitest';
import { type Secret } from '../secret.ts';
import { describeEnv } from './describe.ts';
import { CommaList, JsonStrings, SecretString, UrlString } from './fields.ts';
import { encryptionEnv, encryptionKeyBytes, processEnv, storeEnv } from './groups.ts';
import { EnvError, readEnv, type EnvRule } from './read.ts';

const schema = Type.Object({
  COUNT: Type.Integer({ minimum: 1, maximum: 9, default: 3, description: 'How many' }),
  ON: Type.Boolean({ default: false }),
  MODE: Type.Union([Type.Literal('fast'), Type.Literal('slow')], { default: 'slow' }),
  URL: UrlString(['https:'], { default: 'https://example.org' }),
  NAME: Type.Optional(Type.String()),
  HOSTS: CommaList(),
  ARGS: JsonStrings(),
  PASSWORD: SecretString({ expects: 'a password' }),
});
const required = { PASSWORD: 'hunter2' };

function faultsOf(read: () => unknown): readonly string[] {
  try {
    read();
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
  return [];
}

describe('readEnv', () => {
  test('turns strings into the types of the schema', () => {
    const env = readEnv(schema, {
      ...required,
      COUNT: ' 7 ',
      ON: '1',
      MODE: 'fast',
      URL: 'https://host:1/x',
      NAME: 'n',
      HOSTS: 'a, 10.0.0.0/8 ,,b',
      ARGS: '["--x=a b", "--y"]',
    });
    expect(env).toMatchObject({ COUNT: 7, ON: true, MODE: 'fast', URL: 'https://host:1/x', NAME: 'n' });
    expect(env.HOSTS).toEqual(['a', '10.0.0.0/8', 'b']);
    expect(env.ARGS).toEqual(['--x=a b', '--y']);
    expectTypeOf(env.COUNT).toEqualTypeOf<number>();
    expectTypeOf(env.MODE).toEqualTypeOf<'fast' | 'slow'>();
    expectTypeOf(env.PASSWORD).toEqualTypeOf<Secret>();
  });

  test('takes an empty string for unset, and the default for what is unset', () => {
    const env = readEnv(schema, { ...required, COUNT: '', NAME: '  ' });
    expect(env).toMatchObject({ COUNT: 3, ON: false, MODE: 'slow', HOSTS: [], ARGS: [] });
    expect('NAME' in env).toBe(false);
  });

  test('wraps a secret and never shows a faulty one', () => {
    expect(readEnv(schema, required).PASSWORD.reveal()).toBe('hunter2');
    const faults = faultsOf(() => readEnv(Type.Object(encryptionEnv), { ENCRYPTION_KEY: 'hunter2' }));
    expect(faults).toEqual([
      'ENCRYPTION_KEY is not valid: it should be 32 bytes in base64 (openssl rand -base64 32).',
    ]);
  });

  test('reports every fault at once, in sentences that name the variable and what it should be', () => {
    const source = { COUNT: '10', ON: 'maybe', MODE: 'x', URL: 'http://a', ARGS: '{"a"' };
    expect(faultsOf(() => readEnv(schema, source))).toEqual([
      'COUNT is "10": it should be a whole number from 1 to 9.',
      'ON is "maybe": it should be 1 or 0.',
      'MODE is "x": it should be one of fast, slow.',
      'URL is "http://a": it should be a URL that starts with https://.',
      'ARGS is "{\\"a\\"": it should be a JSON array of strings.',
      'PASSWORD is not set: it should be a password.',
    ]);
  });

  test.each(['1.5', '0x10', '1e3', 'seven', '99999999999999999999'])(
    'refuses %s as a whole number',
    (COUNT) => {
      expect(faultsOf(() => readEnv(schema, { ...required, COUNT }))).toHaveLength(1);
    },
  );

  test('adds what the rules say, and skips a rule whose variable is faulty already', () => {
    const rules: EnvRule<{ COUNT: number; ON: boolean }>[] = [
      (env) => (env.COUNT > 2 ? 'COUNT must not exceed 2 here.' : undefined),
      (env) => (env.ON ? undefined : 'ON must be 1.'),
    ];
    expect(faultsOf(() => readEnv(schema, required, rules))).toEqual([
      'COUNT must not exceed 2 here.',
      'ON must be 1.',
    ]);
    expect(faultsOf(() => readEnv(schema, { ...required, COUNT: 'x' }, rules))).toEqual([
      'COUNT is "x": it should be a whole number from 1 to 9.',
      'ON must be 1.',
    ]);
  });

  test('lets a fault of a rule itself through', () => {
    const broken = () => {
      throw new TypeError('rule is broken');
    };
    expect(() => readEnv(schema, required, [broken])).toThrow('rule is broken');
  });
});

describe('the ready-made groups', () => {
  const all = Type.Object({ ...storeEnv, ...encryptionEnv, ...processEnv('META_PORT', 3002, 1024) });
  const key = randomBytes(32);
  const source = {
    DATABASE_URL: 'postgres://user:pass@localhost:5432/watertight',
    REDIS_URL: 'redis://localhost',
    ENCRYPTION_KEY: key.toString('base64'),
  };

  test('read with their defaults', () => {
    const env = readEnv(all, source);
    expect(env).toMatchObject({
      REDIS_PREFIX: 'watertight',
      HOST: '127.0.0.1',
      META_PORT: 3002,
      META_MEMORY_MB: 1024,
      LOG_LEVEL: 'info',
      WATERTIGHT_RESTARTS: 0,
    });
    expect(encryptionKeyBytes(env.ENCRYPTION_KEY).equals(key)).toBe(true);
    expectTypeOf(env.META_PORT).toEqualTypeOf<number>();
    expectTypeOf(env.META_MEMORY_MB).toEqualTypeOf<number | undefined>();
  });

  test('generate one instance id for the life of the process, beginning with its name', () => {
    const { INSTANCE_ID } = readEnv(all, source);
    expect(INSTANCE_ID).toMatch(/^meta-.+-[0-9a-f]{8}$/);
    expect(readEnv(all, source).INSTANCE_ID).toBe(INSTANCE_ID);
    expect(readEnv(all, { ...source, INSTANCE_ID: 'mine' }).INSTANCE_ID).toBe('mine');
  });

  test.each([
    ['DATABASE_URL', 'mysql://localhost/x'],
    ['DATABASE_URL', 'localhost:5432'],
    ['REDIS_URL', 'http://localhost'],
    ['ENCRYPTION_KEY', randomBytes(31).toString('base64')],
    ['ENCRYPTION_KEY', randomBytes(33).toString('base64')],
    ['META_PORT', '65536'],
    ['META_PORT', '-1'],
    ['META_MEMORY_MB', '1'],
    ['LOG_LEVEL', 'loud'],
    ['INSTANCE_ID', 'a b'],
    ['WATERTIGHT_RESTARTS', '-1'],
    ['REDIS_PREFIX', 'a b'],
  ])('refuse %s=%s', (name, value) => {
    const faults = faultsOf(() => readEnv(all, { ...source, [name]: value }));
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatch(new RegExp(`^${name} is .+: it should be .+\\.$`));
  });

  test('port 0 is allowed, for a free one', () => {
    expect(readEnv(all, { ...source, META_PORT: '0' }).META_PORT).toBe(0);
  });
});

test('describeEnv tells each variable with default, need and description', () => {
  const rows = describeEnv(Type.Object({ ...schema.properties, ...processEnv('API_PORT', 3000) }));
  const row = (name: string) => rows.find((one) => one.name === name);
  expect(row('COUNT')).toEqual({
    name: 'COUNT',
    default: '3',
    generated: false,
    required: false,
    secret: false,
    description: 'How many',
  });
  expect(row('ON')?.default).toBe('0');
  expect(row('HOSTS')?.default).toBeNull();
  expect(row('NAME')).toMatchObject({ default: null, required: false });
  expect(row('PASSWORD')).toMatchObject({ default: null, required: true, secret: true });
  expect(row('INSTANCE_ID')).toMatchObject({ default: null, generated: true, required: false });
  expect(row('API_PORT')?.default).toBe('3000');
});
