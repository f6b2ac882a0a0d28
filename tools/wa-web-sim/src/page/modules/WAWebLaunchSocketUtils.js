define('WAWebLaunchSocketUtils', (require) => ({
  refreshQR: () => require('WAWebCmd').Cmd.refreshQR(),
}));
