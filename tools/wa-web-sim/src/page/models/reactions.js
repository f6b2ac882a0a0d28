define('sim/ReactionsCollection', (require) => {
  const Collection = require('sim/Collection');
  const Model = require('sim/Model');

  const isMe = (wid) => wid.equals(require('WAWebUserPrefsMeUser').getMaybeMePnUser());

  /** One person's reaction as a reader of the page sees it. */
  const senderOf = (row) => ({
    ...{ msgKey: row.id, parentMsgKey: row.reactionParentKey, senderUserJid: row.author.toString() },
    ...{
      reactionText: row.reactionText,
      timestamp: row.reactionTimestamp,
      orphan: 0,
      read: true,
      ack: row.ack,
    },
  });

  function byEmoji(rows) {
    const groups = new Map();
    for (const row of rows) groups.set(row.reactionText, [...(groups.get(row.reactionText) ?? []), row]);
    return [...groups].map(([aggregateEmoji, those]) => ({
      ...{ id: aggregateEmoji, aggregateEmoji, hasReactionByMe: those.some(({ author }) => isMe(author)) },
      senders: those.map(senderOf),
    }));
  }

  class ReactionsCollection extends Collection {
    constructor() {
      super(Model);
    }

    /** undefined for a message that nobody has reacted to. */
    async find(msgId) {
      const { messages } = await require('WAWebCollections').Msg.getMessagesById([msgId]);
      const reactions = byEmoji(require('sim/tables').reactions.of(msgId));
      if (!messages[0] || reactions.length === 0) return undefined;
      return new Model({
        id: msgId,
        reactions: Object.assign(reactions, { serialize: () => [...reactions] }),
      });
    }
  }
  return ReactionsCollection;
});
