define('WAWebContactGetters', (require) => {
  const addressOf = ({ id, phoneNumber }) => phoneNumber ?? id;

  return {
    getIsMe(contact) {
      const { getMaybeMePnUser, getMaybeMeLidUser } = require('WAWebUserPrefsMeUser');
      return contact.id.equals(getMaybeMePnUser()) || contact.id.equals(getMaybeMeLidUser());
    },
    getIsUser: ({ id }) => id.isUser(),
    getIsGroup: ({ id }) => id.isGroup(),
    getIsWAContact: ({ id }) => id.isUser(),
    getUserid: (contact) => addressOf(contact).user,
    getVerifiedName: ({ verifiedName }) => verifiedName,
    getVerifiedLevel: () => undefined,
    getStatusMute: () => false,
    getName: ({ name }) => name,
    getShortName: ({ name }) => name?.split(' ')[0],
    getPushname: ({ pushname }) => pushname,
    getIsEnterprise: () => false,
  };
});
