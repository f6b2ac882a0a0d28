import { addColumnEverywhere } from '@watertight/testkit';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { demoStore, text } from './open.ts';

// A version that runs while its successor migrates has statements prepared for tables as they were.

let demo: Awaited<ReturnType<typeof demoStore>>;
beforeEach(async () => (demo = await demoStore()));
afterEach(() => demo.close());

const HIM = { phoneNumber: '60123456789' };
/** Each on as many connections as there are. */
const manyTimes = <T>(work: (n: number) => Promise<T>): Promise<PromiseSettledResult<T>[]> =>
  Promise.allSettled(Array.from({ length: 30 }, (_, n) => work(n)));
const kinds = (results: PromiseSettledResult<unknown>[]) => [...new Set(results.map(({ status }) => status))];

it('a column that is added while the version before runs fails no statement', async () => {
  const { store, phoneId } = demo;
  const message = text(phoneId);
  await store.messages.accept(message);
  const read = () => store.messages.get('demo', message.id);
  const list = () => store.messages.list('demo', {}, { limit: 5 });
  expect(kinds([...(await manyTimes(read)), ...(await manyTimes(list))])).toEqual(['fulfilled']);
  await addColumnEverywhere(demo.url);
  expect(kinds([...(await manyTimes(read)), ...(await manyTimes(list))])).toEqual(['fulfilled']);
});

it('a transaction that comes upon such a statement can be tried again, and its connection is not used again', async () => {
  const { store } = demo;
  const write = (n: number) => store.contacts.upsert('demo', { ...HIM, name: `Jo ${n}` });
  expect(kinds(await manyTimes(write))).toEqual(['fulfilled']);
  await addColumnEverywhere(demo.url);
  const results = await manyTimes(write);
  for (const result of results)
    if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'STORE_UNAVAILABLE' });
  for (let n = 0; n < 30; n++) await write(n).catch(() => undefined); // what is left of old connections
  expect(kinds(await manyTimes(write))).toEqual(['fulfilled']);
});
