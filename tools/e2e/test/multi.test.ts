import { describe } from 'vitest';
import { documents, everyday, killsOfProcesses, operatorOfProcesses, startAndStop } from './stories/index.ts';
import { worldFor } from './world.ts';

describe('with each role in a process of its own', () => {
  const world = worldFor('multi');
  everyday(world);
  documents(world);
  operatorOfProcesses(world);
  killsOfProcesses(world);
  startAndStop(world);
});
