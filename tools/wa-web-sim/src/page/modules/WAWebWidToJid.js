define('WAWebWidToJid', () => ({
  widToUserJid: (wid) => wid.toJid(),
  widToGroupJid: (wid) => wid.toJid(),
  widToChatJid: (wid) => wid.toJid(),
}));
