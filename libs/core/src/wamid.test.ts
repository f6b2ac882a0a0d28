import { expect, test } from 'vitest';
import { newId } from './ids.ts';
import { messageIdOfWamid, wamidOf } from './wamid.ts';

test('a message has one id for clients of the Cloud API, and it leads back to ours', () => {
  const id = newId('msg');
  expect(wamidOf(id)).toMatch(/^wamid\.[0-9A-Z]{26}$/);
  expect(wamidOf(wamidOf(id))).toBe(wamidOf(id));
  expect(messageIdOfWamid(wamidOf(id))).toBe(id);
  expect(messageIdOfWamid(id)).toBe(id);
});

test.each(['wamid.HBgLMTY1MDM4Nzk0MzkVAgARGBI1RjQyNUE3NEYxMzAzMzQ5MkEA', 'test', '', 'evt_0000000000000001'])(
  '%j is none of ours, and stays as it is',
  (text) => {
    expect(messageIdOfWamid(text)).toBeNull();
    expect(wamidOf(text)).toBe(text);
  },
);
