import { projectConfig } from '../../vitest.shared.ts';

export default projectConfig('testkit', { testTimeout: 60_000 });
