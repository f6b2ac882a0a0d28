import { expect, it } from 'vitest';
import type { ClaimedMessage } from '@watertight/core';
import { createUnderway } from './underway.ts';

const message = (id: string) => ({ id }) as ClaimedMessage;
const turn = () => new Promise((resolve) => setImmediate(resolve));

it('sends the next one while the one before is being written, and never two at once', async () => {
  const log: string[] = [];
  const ends = new Map<string, { send(): void; write(): void }>();
  const underway = createUnderway(
    1,
    async ({ message: { id } }, sent) => {
      log.push(`send ${id}`);
      await new Promise<void>((send) => ends.set(id, { send, write: () => undefined }));
      sent();
      await new Promise<void>((write) => ends.set(id, { send: () => undefined, write }));
    },
    () => log.push('left'),
  );
  for (const id of ['a', 'b', 'c']) underway.add(message(id));
  await turn();
  expect(log).toEqual(['send a']);
  ends.get('a')!.send();
  await turn();
  expect(log).toEqual(['send a', 'send b']);
  expect(underway.size).toBe(3);
  ends.get('a')!.write();
  await turn();
  expect(log, 'the writing of one makes no second room').toEqual(['send a', 'send b', 'left']);
  expect(underway.size).toBe(2);
});

it('makes room once for a send that fails without a word', async () => {
  const begun: string[] = [];
  const underway = createUnderway(
    1,
    async ({ message: { id } }, sent) => {
      begun.push(id);
      if (id === 'a') sent();
      await turn();
    },
    () => undefined,
  );
  for (const id of ['a', 'b', 'c']) underway.add(message(id));
  await underway.until(0, Infinity);
  expect(begun).toEqual(['a', 'b', 'c']);
});
