import { projectConfig } from '../../vitest.shared.ts';

// One file at a time: the simulations take all the processor that they get, and fairness is measured in seconds.
export default projectConfig('delivery', { fileParallelism: false });
