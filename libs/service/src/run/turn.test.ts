import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import { standsBy, turnGiven, UnneededError } from './turn.ts';

const input = () => new PassThrough() as unknown as NodeJS.ReadStream & PassThrough;

test('only a supervisor makes a standby', () => {
  expect([{}, { WATERTIGHT_STANDBY: '0' }, { WATERTIGHT_STANDBY: '1' }].map((env) => standsBy(env))).toEqual([
    false,
    false,
    true,
  ]);
});

test('the first byte gives the turn, and the end of the input is nothing afterwards', async () => {
  const stdin = input();
  const turn = turnGiven(new AbortController().signal, stdin);
  stdin.write('turn\n');
  await turn;
  expect(stdin.destroyed).toBe(true);
});

test('without a supervisor it is not needed', async () => {
  const stdin = input();
  const turn = turnGiven(new AbortController().signal, stdin);
  stdin.end();
  stdin.resume();
  await expect(turn).rejects.toThrow(UnneededError);
});

test('a stop ends the waiting, also one that came before it', async () => {
  const stopping = new AbortController();
  const turn = turnGiven(stopping.signal, input());
  stopping.abort(new Error('stopping'));
  await expect(turn).rejects.toThrow('stopping');
  await expect(turnGiven(stopping.signal, input())).rejects.toThrow('stopping');
});
