define('WAWebNewsletterDeleteAction', (require) => ({
  async deleteNewsletterAction(channel) {
    await require('sim/link').ask('channel-delete', { channel: channel.id.toString() });
    require('WAWebCollections').WAWebNewsletterCollection.remove(channel.id);
  },
}));
