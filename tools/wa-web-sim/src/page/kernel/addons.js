define('sim/addons', (require) => {
  const codec = require('sim/codec');

  const meWid = () => require('WAWebUserPrefsMeUser').getMaybeMePnUser();

  function writerOf(message) {
    const { createWid } = require('WAWebWidFactory');
    return message.fromMe ? meWid() : createWid(message.participant ?? message.chat);
  }

  /** A reaction as the page's reaction table holds it. */
  function reactionRow(message) {
    const MsgKey = require('WAWebMsgKey');
    const { reactionText, reactionParentKey, reactionTimestamp } = codec.decode(message.data);
    const author = writerOf(message);
    return {
      ...{ id: MsgKey.fromString(message.id), reactionText, reactionParentKey, reactionTimestamp },
      ...{ author, from: author, t: message.t, read: false, orphan: 0, orphanReason: null, ack: message.ack },
    };
  }

  /** A vote as the page's vote table holds it. */
  function voteRow(message) {
    const MsgKey = require('WAWebMsgKey');
    const { pollUpdateParentKey, selectedOptionLocalIds, senderTimestampMs } = codec.decode(message.data);
    const author = writerOf(message);
    return {
      ...{
        id: MsgKey.fromString(message.id),
        pollUpdateParentKey,
        selectedOptionLocalIds,
        senderTimestampMs,
      },
      ...{ author, from: author, t: senderTimestampMs },
    };
  }

  return {
    reactionRow,
    voteRow,
    /** Fills the tables with what was known of a message before this page was loaded; raises no event. */
    recall(msg, { reactions = [], votes = [] }) {
      const { createWid } = require('WAWebWidFactory');
      const MsgKey = require('WAWebMsgKey');
      for (const { id, sender, emoji, at } of reactions) {
        require('sim/tables').reactions.put({
          ...{ id: MsgKey.fromString(id), author: createWid(sender), from: createWid(sender) },
          ...{ reactionText: emoji, reactionParentKey: msg.id, reactionTimestamp: at },
        });
      }
      for (const { id, sender, options, at } of votes) {
        require('sim/tables').votes.put({
          ...{ id: MsgKey.fromString(id), author: createWid(sender), from: createWid(sender) },
          ...{ pollUpdateParentKey: msg.id, selectedOptionLocalIds: options, senderTimestampMs: at },
        });
      }
    },
  };
});
