define('WAWebLoadNewsletterPreviewChatAction', (require) => ({
  async loadNewsletterPreviewChat(id) {
    const view = await require('sim/link').ask('channel', { channel: String(id) });
    return require('sim/channels').take(view);
  },
}));
