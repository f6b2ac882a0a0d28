import { projectConfig } from '../../vitest.shared.ts';

export default projectConfig('embedded', { testTimeout: 60_000 });
