define('WAWebNewsletterMetadataQueryJob', (require) => ({
  async queryNewsletterMetadataByInviteCode(code) {
    const view = await require('sim/link').ask('channel-by-invite', { code });
    return {
      idJid: view.id,
      newsletterCreationTimeMetadataMixin: { creationTimeValue: view.createdAt },
      newsletterNameMetadataMixin: { nameElementValue: view.name, nameUpdateTime: view.createdAt },
      newsletterDescriptionMetadataMixin: {
        descriptionQueryDescriptionResponseMixin: {
          elementValue: view.description,
          updateTime: view.createdAt,
        },
      },
      newsletterInviteLinkMetadataMixin: { inviteCode: view.inviteCode },
      newsletterStateMetadataMixin: { stateType: 'active' },
      newsletterSubscribersMetadataMixin: { subscribersCount: view.subscribers },
      newsletterVerificationMetadataMixin: { verificationState: 'unverified' },
    };
  },
}));
