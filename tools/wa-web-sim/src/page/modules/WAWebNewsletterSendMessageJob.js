define('WAWebNewsletterSendMessageJob', (require) => ({
  async sendNewsletterMessageJob({ msg }) {
    const { Msg } = require('WAWebCollections');
    Msg.add(msg);
    const result = await require('sim/outbox').send(require('sim/conversation').wireFrom(msg));
    const success = result.messageSendResult === 'OK';
    return success
      ? { success, ack: { t: msg.t }, serverId: Math.floor(Math.random() * 1e6) + 100 }
      : { success };
  },
}));
