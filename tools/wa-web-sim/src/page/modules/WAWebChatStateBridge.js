define('WAWebChatStateBridge', () => ({
  async sendChatStateComposing() {},
  async sendChatStateRecording() {},
  async sendChatStatePaused() {},
}));
