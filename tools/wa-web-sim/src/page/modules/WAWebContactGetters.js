define('WAWebContactGetters', (require) => ({
  getIsMe: ({ id }) => id.equals(require('WAWebUserPrefsMeUser').getMaybeMePnUser()),
  getIsUser: ({ id }) => id.isUser(),
  getIsGroup: ({ id }) => id.isGroup(),
  getIsWAContact: ({ id }) => id.isUser(),
  getUserid: ({ id }) => id.user,
  getVerifiedName: () => undefined,
  getVerifiedLevel: () => undefined,
  getStatusMute: () => false,
  getName: ({ name }) => name,
  getShortName: ({ name }) => name,
  getPushname: ({ pushname }) => pushname,
  getIsEnterprise: () => false,
}));
