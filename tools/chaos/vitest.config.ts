import { projectConfig } from '../../vitest.shared.ts';

/** One test runs a whole system; nothing else of this project should fight it for the processor. */
export default projectConfig('chaos', { maxWorkers: 1 });
