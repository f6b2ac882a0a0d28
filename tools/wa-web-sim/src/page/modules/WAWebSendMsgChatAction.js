define('WAWebSendMsgChatAction', (require) => {
  /** The message goes out, and nobody who looks for its key finds it. */
  function sendUnseen(msg) {
    return [Promise.resolve(msg), require('sim/outbox').send(require('sim/conversation').wireFrom(msg))];
  }

  return {
    /** Shows the message at once and hands it to the server; the second promise ends when the server has answered. */
    addAndSendMsgToChat(_chat, message) {
      const { Msg } = require('WAWebCollections');
      const { sendHangs, sendUndefined } = require('sim/session').faults();
      if (sendHangs) return [new Promise(() => {}), new Promise(() => {})];
      if (sendUndefined) return sendUnseen(new Msg.modelClass(message));
      const conversation = require('sim/conversation');
      const msg = conversation.place(new Msg.modelClass(message), { silent: false });
      const result = require('sim/outbox').send(conversation.wireFrom(msg));
      return [Promise.resolve(msg), result];
    },
  };
});
