import { projectConfig } from '../../vitest.shared.ts';

// One system for all files, which are played one after another.
export default projectConfig('e2e-dashboard', {
  maxWorkers: 1,
  fileParallelism: false,
  testTimeout: 180_000,
  globalSetup: ['src/setup.ts'],
});
