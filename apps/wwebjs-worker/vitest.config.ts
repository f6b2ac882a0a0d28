import { projectConfig } from '../../vitest.shared.ts';
import { isLibraryRejection } from './src/errors.ts';

// One browser at a time: Chromium needs the processor for itself to keep its times.
export default projectConfig('wwebjs-worker', {
  fileParallelism: false,
  testTimeout: 60_000,
  // As the process does: whatsapp-web.js abandons promises, and the sessions are watched otherwise.
  onUnhandledError: (error: unknown) => (isLibraryRejection(error) ? false : undefined),
});
