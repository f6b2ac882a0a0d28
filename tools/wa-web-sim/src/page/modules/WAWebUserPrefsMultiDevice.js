define('WAWebUserPrefsMultiDevice', (require) => ({
  getADVSecretKey: () => require('sim/keys').current?.advSecret,
}));
