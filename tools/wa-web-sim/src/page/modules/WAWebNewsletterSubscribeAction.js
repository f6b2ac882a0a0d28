define('WAWebNewsletterSubscribeAction', (require) => ({
  async subscribeToNewsletterAction(channel) {
    const view = await require('sim/link').ask('channel-subscribe', { channel: channel.id.toString() });
    require('sim/channels').take(view);
  },
}));
