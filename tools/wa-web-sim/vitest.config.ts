import { projectConfig } from '../../vitest.shared.ts';

export default projectConfig('wa-web-sim', {
  // After a logout the library injects itself anew and waits for nobody; a browser that is closed meanwhile leaves
  // this rejection behind, which no caller can catch.
  onUnhandledError: (error: { name?: string }) => (error.name === 'TargetCloseError' ? false : undefined),
});
