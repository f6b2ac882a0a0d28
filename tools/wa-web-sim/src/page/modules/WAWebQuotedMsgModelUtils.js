define('WAWebQuotedMsgModelUtils', (require) => ({
  getQuotedMsgObj(msg) {
    if (!msg.quotedMsg) return undefined;
    const { Msg } = require('WAWebCollections');
    const MsgKey = require('WAWebMsgKey');
    const from = require('WAWebWidFactory').createWid(msg.quotedParticipant);
    const me = require('WAWebUserPrefsMeUser').getMaybeMePnUser();
    const fromMe = from.equals(me);
    const remote = msg.id.remote;
    const participant = remote.isGroup() ? from : undefined;
    const id = new MsgKey({ fromMe, remote, id: msg.quotedStanzaID, participant });
    const known = Msg.get(id);
    return (
      known ?? new Msg.modelClass({ ...msg.quotedMsg, id, from, to: fromMe ? remote : me, ack: 0, t: msg.t })
    );
  },
}));
