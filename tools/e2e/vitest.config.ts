import { projectConfig } from '../../vitest.shared.ts';

/** Each file runs a whole system: one after the other. */
export default projectConfig('e2e', { maxWorkers: 1 });
