define('WAWebNewsletterUnsubscribeAction', (require) => ({
  async unsubscribeFromNewsletterAction(channel, { deleteLocalModels } = {}) {
    const view = await require('sim/link').ask('channel-unsubscribe', { channel: channel.id.toString() });
    if (deleteLocalModels) require('WAWebCollections').WAWebNewsletterCollection.remove(channel.id);
    else require('sim/channels').take(view);
  },
}));
