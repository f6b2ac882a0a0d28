define('WAWebJidToWid', (require) => ({
  userJidToUserWid: (jid) => require('WAWebWidFactory').createWid(jid),
  newsletterJidToWid: (jid) => require('WAWebWidFactory').createWid(jid),
}));
