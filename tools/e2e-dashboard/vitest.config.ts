import { projectConfig } from '../../vitest.shared.ts';

// One system and one browser for all stories.
export default projectConfig('e2e-dashboard', { maxWorkers: 1, fileParallelism: false });
