define('WAWebChatClearBridge', (require) => ({
  async sendClear(chat) {
    await require('sim/link').ask('clear-chat', { chat: chat.id.toString() });
    const { Msg } = require('WAWebCollections');
    for (const { id } of chat.msgs.getModelsArray()) {
      chat.msgs.remove(id);
      Msg.remove(id);
    }
    chat.set({ lastReceivedKey: undefined, unreadCount: 0 });
  },
}));
