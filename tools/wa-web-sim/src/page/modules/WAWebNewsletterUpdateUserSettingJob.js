define('WAWebNewsletterUpdateUserSettingJob', (require) => ({
  async updateNewsletterUserSetting({ newsletterJid, muteExpirationValue }) {
    const muted = muteExpirationValue === require('WAWebNewsletterModelUtils').MUTED_STATE;
    require('sim/channels').take(
      await require('sim/link').ask('channel-mute', { channel: newsletterJid, muted }),
    );
  },
}));
