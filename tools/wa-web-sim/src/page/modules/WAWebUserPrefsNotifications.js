define('WAWebUserPrefsNotifications', () => {
  let offline = false;
  return {
    getGlobalOfflineNotifications: () => offline,
    async setGlobalOfflineNotifications(on) {
      offline = on;
    },
  };
});
