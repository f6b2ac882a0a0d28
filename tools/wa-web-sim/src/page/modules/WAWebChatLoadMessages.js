define('WAWebChatLoadMessages', (require) => {
  /** By chat: the earliest message that has been loaded. */
  const earliest = new WeakMap();

  return {
    /** Messages of the chat from before those the page has loaded; empty when there are none. */
    async loadEarlierMsgs({ chat }) {
      const before = earliest.get(chat) ?? chat.msgs.getModelsArray()[0]?.id.toString();
      const loaded = await require('sim/link').ask('earlier', { chat: chat.id.toString(), before });
      if (loaded.length > 0) earliest.set(chat, loaded[0].id);
      const { recall } = require('sim/conversation');
      return loaded.filter(({ id }) => !chat.msgs.get(id)).map(recall);
    },
  };
});
