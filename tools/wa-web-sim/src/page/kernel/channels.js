define('sim/channels', (require) => {
  const { createWid } = require('WAWebWidFactory');
  const collections = require('WAWebCollections');

  const metadataFrom = (view) => ({
    id: createWid(view.id),
    creationTime: view.createdAt,
    name: view.name,
    description: view.description,
    inviteCode: view.inviteCode,
    membershipType: view.role,
    size: view.subscribers,
    reactionCodesSetting: view.reactions,
    verified: false,
  });

  return {
    /** Shows the channel, or brings what is shown up to date. */
    take(view) {
      const { WAWebNewsletterCollection: channels } = collections;
      const wid = createWid(view.id);
      const model = channels.get(wid) ?? channels.add(new channels.modelClass({ id: wid }));
      const expiration = view.muted ? -1 : 0;
      model.set({ name: view.name, muteExpiration: expiration, isReadOnly: view.role !== 'owner' });
      model.mute.set({ expiration });
      model.newsletterMetadata.set(metadataFrom(view));
      return model;
    },
  };
});
