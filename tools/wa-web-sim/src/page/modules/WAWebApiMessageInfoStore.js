define('WAWebApiMessageInfoStore', (require) => ({
  async queryMsgInfo(key) {
    const { Msg } = require('WAWebCollections');
    const ack = Msg.get(key)?.ack ?? 0;
    const one = (reached) => (ack >= reached ? [{ id: key.remote, t: Math.floor(Date.now() / 1000) }] : []);
    return {
      ...{ delivery: one(2), deliveryRemaining: ack >= 2 ? 0 : 1 },
      ...{ read: one(3), readRemaining: ack >= 3 ? 0 : 1, played: one(4), playedRemaining: ack >= 4 ? 0 : 1 },
    };
  },
}));
