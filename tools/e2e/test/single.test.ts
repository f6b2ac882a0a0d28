import { describe } from 'vitest';
import { everyday, killOfTheProcess, operatorOfOneProcess, startAndStop } from './stories/index.ts';
import { worldFor } from './world.ts';

/**
 * The same stories. Those of one process that is scaled, restarted or killed while the others go on are none here:
 * there are no others. What is promised instead is that all of it comes back, and nothing is lost meanwhile.
 */
describe('with all roles in one process', () => {
  const world = worldFor('single');
  everyday(world);
  operatorOfOneProcess(world);
  killOfTheProcess(world);
  startAndStop(world);
});
