define('WAWebDeleteChatAction', (require) => ({
  async sendDelete(chat) {
    await require('sim/link').ask('clear-chat', { chat: chat.id.toString(), remove: true });
    const { Chat, Msg } = require('WAWebCollections');
    for (const { id } of chat.msgs.getModelsArray()) Msg.remove(id);
    Chat.remove(chat.id);
  },
}));
