define('WAWebContactCollection', (require) => ({
  getMeContact: () =>
    require('WAWebCollections').Contact.ensure(require('WAWebUserPrefsMeUser').getMaybeMePnUser()),
}));
