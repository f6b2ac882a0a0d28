import type { MetaCredentials } from '@watertight/core';
import { expect, test, vi } from 'vitest';
import { createCredentials } from './credentials.ts';

function setup() {
  const clock = { ms: 0, now: () => new Date(clock.ms) };
  let tell: (payload: { companyId: string; phoneId: string; statusOnly?: boolean }) => void = () => undefined;
  const unsubscribe = vi.fn();
  const phones = {
    metaCredentials: vi.fn(async (phoneId: string): Promise<MetaCredentials | null> => ({
      phoneNumberId: '1001',
      wabaId: null,
      accessToken: `token of ${phoneId}`,
      appSecret: null,
      verifyToken: null,
    })),
    metaAppSecrets: vi.fn(
      async (ids: string[]) => new Map(ids.filter((id) => id < '5').map((id) => [id, `s${id}`])),
    ),
    wabaAppSecrets: vi.fn(async (ids: string[]) =>
      ids
        .filter((id) => id < '5')
        .map((wabaId) => ({ wabaId, phoneId: 'ph_1', companyId: 'demo', appSecret: `w${wabaId}` })),
    ),
  };
  const subscribe = (_topic: string, handler: never) => {
    tell = handler;
    return unsubscribe;
  };
  const credentials = createCredentials({ phones, coordination: { subscribe }, clock });
  return {
    credentials,
    phones,
    clock,
    tell: (phoneId: string, statusOnly = false) => tell({ companyId: 'demo', phoneId, statusOnly }),
    unsubscribe,
  };
}

test('a hundred sends of one phone read its token once', async () => {
  const { credentials, phones } = setup();
  const read = await Promise.all(Array.from({ length: 100 }, () => credentials.of('ph_1')));
  expect(new Set(read.map((one) => one?.accessToken))).toEqual(new Set(['token of ph_1']));
  expect(phones.metaCredentials).toHaveBeenCalledTimes(1);
});

test('a changed phone is read again, and without a word after half a minute', async () => {
  const { credentials, phones, clock, tell } = setup();
  await credentials.of('ph_1');
  tell('ph_2');
  tell('ph_1', true);
  await credentials.of('ph_1');
  expect(phones.metaCredentials).toHaveBeenCalledTimes(1);
  tell('ph_1');
  await credentials.of('ph_1');
  expect(phones.metaCredentials).toHaveBeenCalledTimes(2);
  clock.ms += 30_000;
  await credentials.of('ph_1');
  expect(phones.metaCredentials).toHaveBeenCalledTimes(3);
});

test('a failed read is told and not remembered', async () => {
  const { credentials, phones } = setup();
  phones.metaCredentials.mockRejectedValueOnce(new Error('away'));
  await expect(credentials.of('ph_1')).rejects.toThrow('away');
  await expect(credentials.of('ph_1')).resolves.toMatchObject({ accessToken: 'token of ph_1' });
});

test('the app secrets of a webhook are read at once, also that there is none, until a phone changes', async () => {
  const { credentials, phones, tell } = setup();
  const expected = new Map([
    ['1', 's1'],
    ['2', 's2'],
  ]);
  expect(await credentials.appSecrets(['1', '2', '9'])).toEqual(expected);
  expect(await credentials.appSecrets(['1', '2', '9'])).toEqual(expected);
  expect(phones.metaAppSecrets.mock.calls).toEqual([[['1', '2', '9']]]);
  tell('ph_1');
  await credentials.appSecrets(['1']);
  expect(phones.metaAppSecrets).toHaveBeenLastCalledWith(['1']);
});

test('a read under way when a phone changes is not remembered', async () => {
  const { credentials, phones, tell } = setup();
  let finish: (found: Map<string, string>) => void = () => undefined;
  phones.metaAppSecrets.mockReturnValueOnce(new Promise((resolve) => (finish = resolve)));
  const old = credentials.appSecrets(['1']);
  await vi.waitFor(() => expect(phones.metaAppSecrets).toHaveBeenCalledTimes(1));
  tell('ph_1');
  finish(new Map([['1', 'old']]));
  expect(await old).toEqual(new Map([['1', 'old']]));
  expect(await credentials.appSecrets(['1'])).toEqual(new Map([['1', 's1']]));
});

test('a webhook that names ten thousand phones asks for a thousand', async () => {
  const { credentials, phones } = setup();
  await credentials.appSecrets(Array.from({ length: 10_000 }, (_, i) => String(i)));
  expect(phones.metaAppSecrets.mock.calls[0]?.[0]).toHaveLength(1000);
});

test('closing ends the subscription', () => {
  const { credentials, unsubscribe } = setup();
  credentials.close();
  expect(unsubscribe).toHaveBeenCalledOnce();
});

test('the secrets of business accounts are read together, and again when a phone changed', async () => {
  const { credentials, phones, tell } = setup();
  const secrets = async () => (await credentials.wabaSecrets(['1', '2', '9'])).map((one) => one.appSecret);
  expect(await secrets()).toEqual(['w1', 'w2']);
  expect(await secrets()).toEqual(['w1', 'w2']);
  expect(phones.wabaAppSecrets).toHaveBeenCalledTimes(1);
  tell('ph_1');
  await secrets();
  expect(phones.wabaAppSecrets).toHaveBeenCalledTimes(2);
});
