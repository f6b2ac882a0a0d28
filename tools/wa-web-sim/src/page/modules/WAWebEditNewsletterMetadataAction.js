define('WAWebEditNewsletterMetadataAction', (require) => ({
  async editNewsletterMetadataAction(channel, _which, { name, description, picture, reactionCodesSetting }) {
    const view = await require('sim/link').ask('channel-edit', {
      ...{ channel: channel.id.toString(), name, description, picture, reactions: reactionCodesSetting },
    });
    require('sim/channels').take(view);
  },
}));
