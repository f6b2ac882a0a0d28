import type { Scenario } from '../scenario.ts';
import { accept } from './accept.ts';
import { batch } from './batch.ts';

/** In the order in which they run. */
export const SCENARIOS: readonly Scenario[] = [accept, batch];
