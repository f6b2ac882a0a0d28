define('WAWebNewsletterCreateQueryJob', (require) => ({
  async createNewsletterQuery({ name, description, picture }) {
    const view = await require('sim/link').ask('channel-create', { name, description, picture });
    require('sim/channels').take(view);
    return {
      idJid: view.id,
      newsletterInviteLinkMetadataMixin: { inviteCode: view.inviteCode },
      newsletterCreationTimeMetadataMixin: { creationTimeValue: view.createdAt },
    };
  },
}));
