define('WAWebFindChatAction', (require) => {
  /** The chat with this person under whichever of his two addresses it is known. */
  function knownChat(wid) {
    const { Chat } = require('WAWebCollections');
    const aliases = require('sim/aliases');
    return Chat.get(wid) ?? Chat.get(wid.isLid() ? aliases.pnOf(wid) : aliases.lidOf(wid));
  }

  return {
    /** Rejects as WhatsApp does for a number that has no account. */
    async findOrCreateLatestChat(wid) {
      const known = knownChat(wid);
      if (known) return { chat: known, created: false };
      const found = await require('sim/link').ask('exists', { wid: wid.toString() });
      if (!found) throw new Error('No LID for user');
      if (found.lid) require('sim/aliases').learn(found.lid, found.pn);
      const address = require('WAWebWidFactory').createWid(found.wid);
      return { chat: knownChat(address) ?? require('sim/conversation').chatOf(address), created: true };
    },
  };
});
