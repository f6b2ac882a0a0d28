import { describe, expect, it } from 'vitest';
import { MUTANTS, type Mutant } from '@watertight/testkit/memory-store';
import { firstSeedThatShows } from './survey.ts';

const MAX_RUNS = 2500;

describe('the simulation notices when', () => {
  for (const [mutant, mistake] of Object.entries(MUTANTS)) {
    it(mistake, { timeout: 60_000 }, async () => {
      expect(await firstSeedThatShows('meta', mutant as Mutant, MAX_RUNS)).toBeTypeOf('number');
    });
  }
});
