import { describe, expect, it } from 'vitest';
import { FAULTS, readOptions, UsageError } from '../src/index.ts';
import { createRandom } from '../src/seed.ts';

const names = (args: string[]) => {
  const options = readOptions(args);
  return options === 'help' ? [] : options.faults.map(({ name }) => name);
};

describe('the command line', () => {
  it('means every fault once when it is empty', () => {
    expect(readOptions([])).toMatchObject({ rounds: 1, rate: 20, strict: false, json: null });
    expect(names([])).toEqual(FAULTS.map(({ name }) => name));
  });

  it('leaves the long faults out when it is to be short', () => {
    expect(names(['--short'])).toEqual(FAULTS.filter(({ isLong }) => !isLong).map(({ name }) => name));
  });

  it('takes the named faults alone', () => {
    expect(names(['--only', 'kill-meta,redis-kill'])).toEqual(['kill-meta', 'redis-kill']);
  });

  it.each([
    ['an unknown fault', ['--only', 'kill-everything']],
    ['a rate that is no load any more', ['--rate', '100000']],
    ['half a round', ['--rounds', '0.5']],
    ['an unknown option', ['--forever']],
  ])('refuses %s', (_, args) => {
    expect(() => readOptions(args)).toThrow(UsageError);
  });
});

describe('the seed', () => {
  it('draws the same order and moments again, and another seed others', () => {
    const drawn = (seed: number) => {
      const random = createRandom(seed);
      return [random.shuffle(FAULTS.map(({ name }) => name)), random.between(0, 1000)];
    };
    expect(drawn(7)).toEqual(drawn(7));
    expect(drawn(7)).not.toEqual(drawn(8));
  });

  it('loses and doubles nothing when it shuffles', () => {
    expect(createRandom(1).shuffle([1, 2, 3, 4, 5]).sort()).toEqual([1, 2, 3, 4, 5]);
  });
});
