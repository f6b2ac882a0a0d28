define('WAWebPresenceChatAction', () => ({
  async sendPresenceAvailable() {},
  async sendPresenceUnavailable() {},
}));
