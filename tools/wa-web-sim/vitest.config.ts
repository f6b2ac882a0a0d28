import { projectConfig } from '../../vitest.shared.ts';

export default projectConfig('wa-web-sim', {
  // The library reads every answer of the page's host in a listener that nobody awaits; a page that loads itself anew
  // meanwhile takes the answer away.
  // After a logout the library injects itself anew and waits for nobody; a browser that is closed meanwhile leaves
  // this rejection behind, which no caller can catch.
  onUnhandledError: (error: { name?: string; message?: string }) =>
    error.name === 'TargetCloseError' || error.message?.startsWith('Could not load response body')
      ? false
      : undefined,
});
