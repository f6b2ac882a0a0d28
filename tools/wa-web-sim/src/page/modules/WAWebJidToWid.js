define('WAWebJidToWid', (require) => ({
  userJidToUserWid: (jid) => require('WAWebWidFactory').createWid(jid),
}));
