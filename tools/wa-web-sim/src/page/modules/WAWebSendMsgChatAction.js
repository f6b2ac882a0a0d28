define('WAWebSendMsgChatAction', (require) => ({
  /** Shows the message at once and hands it to the server; the second promise ends when the server has answered. */
  addAndSendMsgToChat(_chat, message) {
    const { Msg } = require('WAWebCollections');
    const conversation = require('sim/conversation');
    const msg = conversation.place(new Msg.modelClass(message), { silent: false });
    const result = require('sim/outbox').send(conversation.wireFrom(msg));
    return [Promise.resolve(msg), result];
  },
}));
