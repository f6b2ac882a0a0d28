import type { KeyHolder } from '@watertight/store';
import { expect, test } from 'vitest';
import { createKeys } from './keys.ts';

function setUp() {
  let nowMs = 0;
  const asked: string[] = [];
  const holder: KeyHolder = { keyId: 'key_1', companyId: 'demo', scopes: ['messages:read'] };
  const findKey = async (key: string) => {
    asked.push(key);
    if (key === 'broken') throw new Error('away');
    return key === 'known' ? holder : null;
  };
  const keys = createKeys({ companies: { findKey } } as never, { now: () => new Date(nowMs) });
  return { keys, asked, holder, pass: (ms: number) => void (nowMs += ms) };
}

test('a key is looked up once in five seconds, whoever asks', async () => {
  const { keys, asked, holder, pass } = setUp();
  expect(await Promise.all([keys.holderOf('known'), keys.holderOf('known')])).toEqual([holder, holder]);
  pass(4999);
  await keys.holderOf('known');
  expect(asked).toHaveLength(1);
  pass(1);
  await keys.holderOf('known');
  expect(asked).toHaveLength(2);
});

test('what is forgotten is looked up again', async () => {
  const { keys, asked } = setUp();
  await keys.holderOf('known');
  keys.forget();
  await keys.holderOf('known');
  expect(asked).toHaveLength(2);
});

test('a look-up that failed is not remembered', async () => {
  const { keys, asked } = setUp();
  await expect(keys.holderOf('broken')).rejects.toThrow('away');
  await expect(keys.holderOf('broken')).rejects.toThrow('away');
  expect(asked).toHaveLength(2);
});

test('ten thousand are remembered and no more', async () => {
  const { keys, asked } = setUp();
  for (let n = 0; n <= 10_000; n++) await keys.holderOf(`unknown-${n}`);
  asked.length = 0;
  await keys.holderOf('unknown-10000');
  await keys.holderOf('unknown-0');
  expect(asked).toEqual(['unknown-0']);
});

test('what is longer than any key is not looked up', async () => {
  const { keys, asked } = setUp();
  expect(await keys.holderOf('x'.repeat(201))).toBeNull();
  expect(asked).toEqual([]);
});
