define('WAWebFindChatAction', (require) => ({
  /** Rejects as WhatsApp does for a number that has no account. */
  async findOrCreateLatestChat(wid) {
    const known = require('WAWebCollections').Chat.get(wid);
    if (known) return { chat: known, created: false };
    const exists = await require('sim/link').ask('exists', { wid: wid._serialized });
    if (!exists) throw new Error('No LID for user');
    return { chat: require('sim/conversation').chatOf(wid), created: true };
  },
}));
