import { EnvError } from '@watertight/service';
import { expect, test } from 'vitest';
import { readMetaEnv } from './env.ts';

const NEEDED = {
  DATABASE_URL: 'postgres://u:p@127.0.0.1/x',
  REDIS_URL: 'redis://127.0.0.1',
  ENCRYPTION_KEY: Buffer.alloc(32, 7).toString('base64'),
};

test('the defaults reach Meta itself, and no sandbox', () => {
  expect(readMetaEnv(NEEDED)).toMatchObject({
    META_PORT: 3002,
    META_MEMORY_MB: 1024,
    META_GRAPH_URL: 'https://graph.facebook.com',
    META_GRAPH_VERSION: 'v26.0',
    SANDBOX: false,
  });
});

test('all faults are told at once, without a secret', () => {
  const source = {
    META_GRAPH_URL: 'ftp://graph',
    META_GRAPH_VERSION: '26',
    SANDBOX_GRAPH_URL: 'nowhere',
    META_PORT: '70000',
    ENCRYPTION_KEY: 'hunter2',
  };
  const read = () => readMetaEnv(source);
  expect(read).toThrow(EnvError);
  const told = (() => {
    try {
      read();
    } catch (error) {
      return (error as EnvError).faults;
    }
    return [];
  })();
  for (const name of [...Object.keys(source), 'DATABASE_URL', 'REDIS_URL']) {
    expect(told.filter((fault) => fault.startsWith(`${name} `))).toHaveLength(1);
  }
  expect(told.join()).not.toContain('hunter2');
});
